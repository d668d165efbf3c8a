import { literal, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';
import { given, release, table, type Matched } from '../infra/_table.ts';

/** `cdk deploy` without execution only prepares a change set. */
function* deployStack(matched: Matched): Iterable<Finding> {
  const method = textOf(matched.command.value('-m', '--method') ?? literal(''));
  if (method === 'prepare-change-set' || given(matched.command, '--no-execute') === 'yes') return;
  yield release(matched, 'service');
}

/** `sam deploy --no-execute-changeset` leaves the change for a person to run. */
function* deploySam(matched: Matched): Iterable<Finding> {
  if (given(matched.command, '--no-execute-changeset') !== 'yes') yield release(matched, 'service');
}

const stage =
  '-s --stage -r --region -c --config --aws-profile -p --package --param --app --org --component -f --function';

export const specs: readonly Spec[] = [
  // https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd.html
  table({
    names: ['cdk', 'cdktf'],
    provider: 'cdk',
    syntax: {
      value:
        '-a --app -c --context -p --plugin --profile -r --role-arn -o --output --outputs-file --require-approval --parameters --toolkit-stack-name -m --method --change-set-name -t --tags --notification-arns --concurrency --build --import-file --language -l --staging',
      flags:
        '-f --force -e --exclusively --all --hotswap --hotswap-fallback --no-rollback -R --rollback -v --verbose --ci --no-execute --execute --watch --json -j --no-color --auto-approve',
      depth: 1,
    },
    approve: '-f --force --require-approval --auto-approve',
    rows: [
      {
        destroy: 'destroy stack',
        'deploy|watch': deployStack,
        bootstrap: 'apply bootstrap',
        rollback: 'release service',
        'import|migrate|refactor': 'replace stack',
        gc: 'remove assets',
      },
    ],
  }),
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-command-reference.html
  table({
    names: ['sam', 'samlocal'],
    provider: 'sam',
    syntax: {
      value:
        '--stack-name --s3-bucket --s3-prefix --region --profile --config-env --config-file --capabilities --parameter-overrides -t --template --template-file --image-repository --tags --role-arn',
      flags:
        '--guided -g --no-confirm-changeset --confirm-changeset --no-execute-changeset --no-prompts --force-upload --resolve-s3 --watch --code --debug',
      depth: 1,
    },
    approve: '--no-confirm-changeset --no-prompts',
    rows: [
      {
        deploy: deploySam,
        sync: 'release service',
        delete: 'destroy stack',
        publish: 'release package',
        'remote invoke': 'nothing',
      },
    ],
  }),
  // https://www.serverless.com/framework/docs/providers/aws/cli-reference
  table({
    names: ['serverless', 'sls', 'osls'],
    provider: 'serverless',
    syntax: {
      value: stage,
      flags: '--verbose -v --force --aws-s3-accelerate --conceal --debug --noDeploy -n',
      depth: 2,
    },
    preview: '--noDeploy -n --package-only',
    rows: [
      {
        'deploy list': 'nothing',
        deploy: 'release service',
        rollback: 'release service',
        remove: 'destroy service',
        'print|package|info|logs|invoke|offline|metrics': 'nothing',
      },
    ],
  }),
  table({
    names: ['sst'],
    provider: 'sst',
    syntax: {
      value: '--stage --profile --region --target --exclude --config',
      flags: '--verbose --print-logs --continue --dev',
      depth: 2,
    },
    rows: [
      {
        deploy: 'release service',
        remove: 'destroy service',
        'state remove|edit|repair': 'state-remove stack',
        'secret set|remove|load': 'rotate secret',
        'secret list': 'secret paas',
        'unlock|refresh': 'nothing',
      },
    ],
  }),
  table({
    names: ['chalice'],
    provider: 'chalice',
    syntax: { value: '--stage --profile --project-dir --connection-timeout', depth: 1 },
    rows: [{ deploy: 'release service', delete: 'destroy service' }],
  }),
  table({
    names: ['zappa'],
    provider: 'zappa',
    syntax: {
      value: '-s --settings_file -z --zip --docker-image-uri',
      flags: '-y --yes --all --remove-logs',
      depth: 1,
    },
    rows: [
      {
        'deploy|update|rollback': 'release service',
        undeploy: 'destroy service',
        'certify|schedule|unschedule': 'replace service',
        'invoke|manage': 'nothing',
      },
    ],
  }),
  table({
    names: ['amplify', 'ampx'],
    provider: 'amplify',
    syntax: {
      value: '--envName --app-id --branch --stack --profile',
      flags: '-y --yes -f --force --restore',
      depth: 2,
    },
    rows: [
      {
        delete: 'destroy app',
        'env remove': 'lose environment',
        'sandbox delete': 'remove sandbox',
        'push|publish|pipeline-deploy|deploy': 'release service',
        remove: 'remove category',
      },
    ],
  }),
  table({
    names: ['arc', 'architect'],
    provider: 'architect',
    syntax: { value: '-n --name', flags: '--production -p --staging --dry-run --force --now', depth: 1 },
    preview: '--dry-run',
    rows: [{ deploy: 'release service', destroy: 'destroy app' }],
  }),
  // https://aws.github.io/copilot-cli/docs/commands/
  table({
    names: ['copilot'],
    provider: 'copilot',
    syntax: {
      value: '-a --app -n --name -e --env --tag --profile --region --resource-tags',
      flags: '--yes --force --all --diff --no-rollback',
      depth: 2,
    },
    rows: [
      {
        'app|svc|job|env|pipeline|storage delete': 'lose service',
        deploy: 'release service',
        'svc|job|env|pipeline deploy': 'release service',
        'svc pause': 'stop service',
        'secret init': 'rotate secret',
        'svc exec': execRemote,
      },
    ],
  }),
  // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/eb3-cmd-commands.html
  table({
    names: ['eb'],
    provider: 'eb',
    syntax: {
      value:
        '-l --label -m --message --timeout -e --environment_name --environment -c --cname --platform -p --profile -r --region -k --keyname --scale -a --application --modules -d',
      flags: '--staged --nohang -v --verbose --debug --force --all --process --no-verify-ssl --quiet',
      depth: 1,
    },
    rows: [
      {
        terminate: ['destroy environment'],
        deploy: 'release service',
        'create|clone|upgrade': 'release service',
        swap: 'release service',
        restore: 'release service',
        scale: 'replace instances',
        abort: 'stop deployment',
        config: 'replace configuration',
        setenv: 'replace configuration',
        printenv: 'secret paas',
        appversion: ['remove version if -d --delete'],
        'labs cleanup-versions|convert-dockerrun|download': 'remove versions',
        ssh: execRemote,
      },
    ],
  }),
];

/** A command for the inside of a service, as an option-argument. */
function* execRemote({ command }: { readonly command: Command }): Iterable<Finding> {
  const text: Word | undefined = command.value('-c', '--command');
  if (text !== undefined)
    yield {
      kind: 'code',
      language: 'bash',
      text,
      via: command.program,
      remote: { kind: 'container', ephemeral: false, mounts: [] },
    };
}
