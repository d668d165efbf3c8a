import type { Finding, Spec } from '../spec.ts';
import { table, type Matched } from '../infra/_table.ts';

/** `firebase emulators:exec 'script'`. */
function* emulated({ command, operands }: Matched): Iterable<Finding> {
  for (const text of operands.slice(0, 1))
    yield { kind: 'code', language: 'bash', text, via: `${command.program} emulators:exec` };
}

/** Firebase: https://firebase.google.com/docs/cli. */
export const specs: readonly Spec[] = [
  table({
    names: ['firebase'],
    provider: 'firebase',
    syntax: {
      value:
        '-P --project --account -c --config --only --except -m --message --token --public --region --site --database --instance --location --expires -d --data --import --export-on-exit --rounds',
      flags:
        '--debug --json --non-interactive -i --interactive -f --force -y --dry-run -r --recursive --all-collections --shallow --confirm',
    },
    preview: '--dry-run',
    approve: '-f --force -y --confirm',
    help: '--help -h help',
    rows: [
      {
        deploy: 'release service',
        'hosting:channel:deploy|hosting:clone': 'release service',
        'hosting:disable': 'stop site',
        'hosting:channel:delete': 'remove channel',
        'hosting:sites:delete': 'lose site',
        'firestore:delete': 'lose documents',
        'firestore:databases:delete': 'lose database',
        'firestore:backups:delete': 'backup database',
        'firestore:backups:schedules:delete|firestore:backups:schedules:update': 'retention database',
        'firestore:databases:update|firestore:databases:restore': 'lose database',
        'database:remove|database:set|database:import': 'lose database',
        'database:update|database:push': 'replace data',
        'database:instances:disable': 'stop database',
        'dataconnect:sql:migrate': 'replace schema',
        'functions:delete': 'lose function',
        'functions:secrets:access|functions:config:get|functions:config:export': 'secret paas',
        'functions:secrets:set|functions:secrets:destroy|functions:secrets:prune|functions:config:set|functions:config:unset':
          'rotate secret',
        'apphosting:secrets:access': 'secret paas',
        'apphosting:secrets:set|apphosting:secrets:grantaccess': 'rotate secret',
        'apphosting:backends:delete': 'lose backend',
        'apphosting:rollouts:create': 'release service',
        'apps:delete|projects:delete|ext:uninstall|ext:dev:delete': 'lose app',
        'auth:import': 'replace users',
        'auth:export': 'secret paas',
        'login:ci': 'secret paas',
        'remoteconfig:rollback': 'release service',
        'remoteconfig:publish|appdistribution:distribute': 'release service',
        'appdistribution:testers:remove|appdistribution:testers:add': 'access member change',
        'emulators:exec': emulated,
      },
    ],
  }),
];
