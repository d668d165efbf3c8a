import { literal, textOf, wordOf, type Word } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';
import { release, table, type Matched } from '../infra/_table.ts';
import { namesProduction } from '../../production-name.ts';

/** Options of `heroku run` itself; the others belong to the command. */
const runOptions = ' -a --app --remote -s --size -e --env --type ';

/** `heroku run COMMAND`: on a dyno of the app, which is thrown away afterwards. */
function* runOnDyno({ command, operands }: Matched): Iterable<Finding> {
  const words: Word[] = [];
  for (let index = 0; index < operands.length; index += 1) {
    const word = operands[index];
    const text = word === undefined ? undefined : textOf(word);
    if (text !== undefined && runOptions.includes(` ${text} `)) index += 1;
    else if (word !== undefined && text !== '--' && !/^--(?:app|size|env|type|exit-code|no-tty)\b/.test(text ?? ''))
      words.push(word);
  }
  const [only] = words;
  if (only === undefined) return;
  const remote = { kind: 'container', ephemeral: true, mounts: [] } as const;
  if (words.length === 1) yield { kind: 'code', language: 'bash', text: only, via: `${command.program} run`, remote };
  else yield { kind: 'run', argv: words, via: `${command.program} run`, remote };
}

/** `heroku pg:psql -c 'SQL'`. */
function* psql({ command, context, operands }: Matched): Iterable<Finding> {
  const name = wordOf(['heroku ', ...(command.value('-a', '--app')?.parts ?? operands[0]?.parts ?? [])], {
    start: 0,
    end: 0,
  });
  const database = { dialect: 'postgres', location: 'remote', name } as const;
  const text = command.value('-c', '--command');
  const file = command.value('-f', '--file');
  if (text !== undefined) yield { kind: 'code', language: 'sql', text, via: 'heroku pg:psql', database };
  else if (file !== undefined)
    yield { kind: 'file-code', language: 'sql', path: context.path(file), via: 'heroku pg:psql', database };
  else yield { kind: 'stream-code', language: 'sql', stream: context.stdin, via: 'heroku pg:psql', database };
}

/** `heroku ps:scale web=0` stops what runs. */
function* scale(matched: Matched): Iterable<Finding> {
  const stops = matched.operands.some((word) => /=0(?::|$)/.test(textOf(word) ?? ''));
  yield {
    kind: 'infra.change',
    provider: 'heroku',
    action: stops ? 'stop' : 'replace',
    object: 'dyno',
    target: matched.command.value('-a', '--app') ?? literal(''),
    irreversible: 'no',
    approved: 'no',
    planned: 'no',
  };
}

/** `heroku pipelines:promote` goes from staging to production unless `--to` names other apps. */
function* promote(matched: Matched): Iterable<Finding> {
  const to = matched.command.value('-t', '--to');
  const named = release(matched, 'service');
  if (named.kind !== 'deploy.release') return;
  yield {
    ...named,
    environment: to ?? literal('production'),
    production: to === undefined ? 'yes' : namesProduction(to),
  };
}

/** Heroku: https://devcenter.heroku.com/articles/heroku-cli-commands. */
export const specs: readonly Spec[] = [
  table({
    names: ['heroku'],
    provider: 'heroku',
    syntax: {
      value:
        '-a --app -r --remote -t --to --team -n --num -c --command -f --file --confirm -s --size --space --stack --region --type -p --pipeline --env --exit-code --as --plan --source -d --dyno',
      flags: '--json --shell --force --no-wait --wait --tail -x --no-tty --no-notify --verbose -v --all -A',
      verbs: {
        run: {
          style: 'posix',
          value: '-a --app -r --remote -s --size -e --env --type',
          flags: '-x --exit-code --no-tty --no-launcher --no-notify',
        },
      },
    },
    approve: '--confirm --force -y',
    help: '--help -h help',
    rows: [
      {
        'apps:destroy|destroy|apps:delete': 'lose app',
        'pg:reset|pg:promote|pg:copy|pg:push': 'lose database',
        'pg:backups:delete': 'backup database',
        'pg:backups:unschedule|pg:backups:cancel': 'retention database',
        'pg:backups:restore': 'lose database',
        'pg:credentials:rotate': 'rotate credentials',
        'pg:credentials:url|pg:credentials': 'secret paas',
        'pg:credentials:destroy|pg:credentials:create': 'access key change',
        'pg:kill|pg:killall': 'stop queries',
        'pg:psql|psql': psql,
        'redis:cli': 'nothing',
        'addons:destroy|addons:remove': 'lose addon',
        'addons:create|addons:upgrade|addons:downgrade|addons:plans:change': 'billing',
        'addons:detach': 'stop addon',
        'config|config:get|config:edit': 'secret paas',
        'config:set|config:unset|config:remove': 'replace configuration',
        'auth:token': 'secret paas',
        'authorizations:create|authorizations:rotate|keys:add': 'access key create',
        'authorizations:revoke|keys:remove|keys:clear|keys:rm': 'access key delete',
        'access:add|access:update|members:add|members:set': 'access member change',
        'access:remove|members:remove|orgs:remove': 'access member delete',
        'apps:transfer|apps:leave': 'access member change',
        'apps:rename': 'replace app',
        'domains:remove|domains:clear': 'lose domain',
        'certs:remove|certs:destroy|certs:update': 'remove certificate',
        'drains:remove|webhooks:remove|webhooks:delete': 'remove hook',
        'pipelines:destroy|spaces:destroy|reviewapps:disable': 'lose pipeline',
        'pipelines:promote': promote,
        'releases:rollback|rollback|releases:retry': 'release service',
        'container:release': 'release service',
        'container:push': 'release image',
        'builds:create|deploy:jar|deploy:war|war:deploy|jar:deploy|git:deploy': 'release service',
        'ps:scale|scale|dyno:scale': scale,
        'ps:stop|ps:kill|stop|kill|dyno:stop|dyno:kill': 'stop dyno',
        'ps:restart|restart|dyno:restart': 'replace dyno',
        'ps:resize|ps:type|dyno:resize': 'billing',
        'maintenance:on': 'stop app',
        'run|run:detached': runOnDyno,
        'ps:exec|local:run': 'nothing',
      },
    ],
  }),
];
