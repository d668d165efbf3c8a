import { literal } from '../../word.ts';
import type { Spec } from '../spec.ts';
import { table } from '../infra/_table.ts';

/** The scripts of Kafka, whose act is an option (kafka.apache.org, "Basic Kafka operations"). */
const kafka: Spec = {
  names: ['kafka-topics', 'kafka-consumer-groups', 'kafka-delete-records'].flatMap((name) => [name, `${name}.sh`]),
  syntax: {
    value:
      '--bootstrap-server --zookeeper --topic --group --command-config --config --partitions --replication-factor --offset-json-file',
    flags: '--delete --delete-offsets --list --describe --create --alter --execute --dry-run',
  },
  *read(command) {
    const deletes = command.program.startsWith('kafka-delete') || command.has('--delete', '--delete-offsets') === 'yes';
    if (!deletes || command.has('--dry-run', '--help') === 'yes') return;
    yield {
      kind: 'infra.change',
      provider: 'kafka',
      action: 'delete',
      object: 'topic',
      target: command.value('--topic', '--group', '--offset-json-file') ?? literal(''),
      irreversible: 'yes',
      approved: 'yes',
      planned: 'no',
    };
  },
};

/** Message brokers: what their tools delete together with the messages in it. */
export const specs: readonly Spec[] = [
  kafka,
  // https://www.rabbitmq.com/docs/man/rabbitmqctl.8
  table({
    names: ['rabbitmqctl', 'rabbitmq-queues', 'rabbitmqadmin'],
    provider: 'rabbitmq',
    syntax: { value: '-n --node -p --vhost -t --timeout -H --host -P --port -u --username --password -V', depth: 1 },
    rows: [
      {
        'delete_vhost|reset|force_reset|purge_queue|delete_queue|forget_cluster_node|delete_member': 'lose queue',
        'delete_user|clear_permissions|set_permissions|set_user_tags|change_password|add_user': 'access member change',
        'delete user|permission': 'access member delete',
        'delete|purge *': 'lose queue',
        'stop|stop_app|shutdown|close_all_connections': 'stop broker',
      },
    ],
  }),
  // https://docs.nats.io/using-nats/nats-tools/nats_cli, https://pulsar.apache.org/reference/#/next/pulsar-admin, https://docs.redpanda.com/current/reference/rpk/
  table({
    names: ['nats', 'pulsar-admin', 'rpk'],
    provider: 'broker',
    syntax: { value: '-s --server --context --admin-url --brokers -X --profile', flags: '-f --force' },
    rows: [
      {
        'stream|kv|object|obj|str rm|purge|del|delete|rmm': 'lose stream',
        'consumer|con rm|del': 'remove consumer',
        'topic|topics|namespaces|tenants|persistent delete|trim-prefix|unload': 'lose topic',
        'group|cluster|acl|user ** delete': 'lose resource',
      },
    ],
  }),
];
