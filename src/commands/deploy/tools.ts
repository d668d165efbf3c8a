import type { Syntax } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';
import { table, type Matched, type Rows } from '../infra/_table.ts';

/** A deployment tool whose verbs are few: https pages of each are the source of its row. */
interface Tool {
  readonly names: readonly string[];
  readonly rows: Rows;
  readonly syntax?: Syntax;
  readonly preview?: string;
}

const stage =
  '-e --env --environment -s --stage -d --destination -c --config -a --app -t --tag -r --role -h --hosts -p --project';

/** `dokku run app cmd`, `kamal app exec 'cmd'`: on the server. */
function* runThere({ command, operands }: Matched): Iterable<Finding> {
  if (operands.length > 0)
    yield { kind: 'run', argv: operands, via: command.program, remote: { kind: 'ssh', ephemeral: false, mounts: [] } };
}

const tools: readonly Tool[] = [
  // https://kamal-deploy.org/docs/commands/
  {
    names: ['kamal', 'mrsk'],
    syntax: {
      value: '-d --destination -c --config-file --version -p -r --roles -h --hosts',
      flags: '-P --skip-push -q -v -y --confirmed',
      depth: 2,
    },
    rows: {
      remove: 'destroy service',
      'app|accessory|proxy|traefik|server remove': 'lose service',
      'app|accessory|proxy|traefik stop': 'stop service',
      'deploy|redeploy|rollback|setup': 'release service',
      'app|accessory|proxy boot|reboot|restart': 'release service',
      'build push|deliver': 'release image',
      'secrets print|fetch': 'secret paas',
      envify: 'nothing',
      'app exec': runThere,
    },
  },
  // https://capistranorb.com: `cap production deploy`
  {
    names: ['cap', 'capistrano', 'mina', 'dep', 'deployer'],
    syntax: { value: stage },
    preview: '-n --dry-run --simulate -P --prereqs -T --tasks',
    rows: { '** deploy|deploy:*|rollback|deploy:rollback': 'release service' },
  },
  {
    names: ['surge'],
    rows: { teardown: 'lose site', 'login|logout|whoami|list|token': 'nothing', '**': 'release service' },
  },
  {
    names: ['dokku'],
    syntax: { depth: 1 },
    rows: {
      'apps:destroy': 'lose app',
      '*:destroy': 'lose database',
      'config:show|config:export|config:get|config': 'secret paas',
      'config:set|config:unset': 'replace configuration',
      'git:from-image|git:sync|git:from-archive|tags:deploy|ps:rebuild': 'release service',
      'ps:stop|ps:scale': 'stop app',
      'run|enter': runThere,
    },
  },
  // https://cli.cloudfoundry.org
  {
    names: ['cf', 'cf7', 'cf8'],
    syntax: { value: '-f -p -n -d -b -c -i -k -m -s -t --strategy --vars-file --var -o', depth: 1 },
    rows: {
      'delete|delete-service|delete-space|delete-org|delete-route|delete-orphaned-routes|purge-service-instance|d|ds':
        'lose app',
      'push|p|restage|rg|rolling-restart|rollback': 'release service',
      'stop|sp|restart|rs|scale': 'stop app',
      'env|e|service-key|oauth-token': 'secret paas',
      'set-env|se|unset-env': 'replace configuration',
      'set-org-role|set-space-role|unset-org-role|unset-space-role|create-user|delete-user': 'access member change',
    },
  },
  // https://docs.expo.dev/eas/
  {
    names: ['eas', 'eas-cli'],
    syntax: {
      value: '-p --platform -e --profile --channel --branch -m --message --group --id --environment',
      flags: '--non-interactive --json --auto --latest --local --no-wait --clear-cache',
    },
    rows: {
      'update|submit|deploy': 'release service',
      'update:republish|update:rollback|update:roll-back-to-embedded|update:edit|worker:deploy': 'release service',
      'branch:delete|channel:delete|update:delete|webhook:delete': 'lose channel',
      'env:list|env:get|env:pull': 'secret paas',
      'env:create|env:delete|env:update|secret:create|secret:delete|credentials': 'rotate secret',
      build: ['release service if --auto-submit'],
    },
  },
  { names: ['expo'], rows: { 'publish|upload:ios|upload:android': 'release service' } },
  {
    names: ['fastlane'],
    syntax: { value: '--env' },
    rows: {
      '** release|deploy|deliver|upload_to_app_store|upload_to_play_store|supply|pilot|upload_to_testflight|beta|production':
        'release service',
      'match nuke': 'access key delete',
    },
  },
  {
    names: ['shopify'],
    syntax: { value: '-s --store -t --theme -e --environment --path', depth: 2 },
    rows: {
      'theme push|publish': 'release service',
      'theme delete': 'lose theme',
      'app deploy|release': 'release service',
    },
  },
  {
    names: ['modal'],
    syntax: { value: '-e --env --name --tag' },
    rows: {
      deploy: 'release service',
      'app stop|rollback': 'stop app',
      'volume delete|rm': 'lose volume',
      'secret create|delete': 'rotate secret',
      'environment delete': 'lose environment',
    },
  },
  {
    names: ['deployctl'],
    syntax: { value: '--project --org --token --entrypoint --env --env-file --exclude --include' },
    rows: { deploy: 'release service', 'deployments delete': 'remove deployment', 'projects delete': 'lose project' },
  },
  {
    names: ['convex'],
    syntax: { value: '--env-file --url --admin-key --cmd' },
    preview: '--dry-run',
    rows: {
      deploy: 'release service',
      'env get|list': 'secret paas',
      'env set|remove': 'rotate secret',
      import: ['lose documents if --replace --replace-all', 'replace documents'],
    },
  },
  {
    names: [
      'northflank',
      'koyeb',
      'porter',
      'zeabur',
      'qovery',
      'clever',
      'scalingo',
      'gigalixir',
      'platform',
      'upsun',
      'aptible',
      'platformsh',
    ],
    syntax: { value: stage },
    rows: {
      '** delete|destroy|remove|rm|deprovision': 'lose service',
      '*:delete|*:destroy|*:deprovision': 'lose service',
      'deploy|up|push|apply|redeploy|release|environment:push': 'release service',
      '** deploy|redeploy|update': 'release service',
    },
  },
  {
    names: ['waypoint', 'skaffold', 'tilt', 'garden', 'devspace', 'okteto', 'werf', 'kapp'],
    syntax: { value: `${stage} -n --namespace -f --file --kube-context --profile -m --module` },
    preview: '--dry-run --dry --diff-run',
    rows: {
      'delete|destroy|down|purge|dismiss|cleanup|reset': 'remove deployment',
      'up|deploy|run|release|converge|apply': 'release service',
    },
  },
  {
    names: ['mkdocs', 'mike'],
    syntax: { value: '-f --config-file -m --message -r --remote-name -b --remote-branch -t' },
    rows: { 'gh-deploy': 'release service', deploy: ['release service if -p --push'] },
  },
  {
    names: ['hugo'],
    syntax: { value: '-s --source -d --destination -e --environment --target' },
    preview: '--dryRun',
    rows: { deploy: 'release service' },
  },
  {
    names: ['ng'],
    syntax: { value: '-c --configuration --project' },
    preview: '--dry-run',
    rows: { deploy: 'release service', add: 'nothing' },
  },
  {
    names: ['clasp'],
    rows: {
      'deploy|redeploy|create-deployment|update-deployment': 'release service',
      'undeploy|delete-deployment|delete|delete-script': 'lose deployment',
      push: 'replace script',
    },
  },
  {
    names: ['sf', 'sfdx'],
    syntax: {
      value:
        '-o --target-org -u --targetusername -d --source-dir -m --metadata -x --manifest -l --test-level -w --wait',
      depth: 4,
    },
    preview: '--dry-run -c --checkonly',
    rows: {
      'project deploy start|quick|resume': 'release service',
      'force:source:deploy|force:mdapi:deploy': 'release service',
      'force:org:delete': 'lose org',
      'org delete **': 'lose org',
      'data delete **': 'lose records',
      'force:data:*:delete': 'lose records',
      'org display|list': 'nothing',
    },
  },
];

export const specs: readonly Spec[] = tools.map((tool) =>
  table({
    names: tool.names,
    provider: tool.names[0] ?? '',
    syntax: tool.syntax ?? {},
    rows: [tool.rows],
    help: '--help -h help',
    ...(tool.preview === undefined ? {} : { preview: tool.preview }),
  }),
);
