import { literal, textOf, type Word } from '../../word.ts';
import type { ForgeChange } from '../../effect.ts';
import type { Command, Syntax } from '../argv.ts';
import { Payload } from '../network/request.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { apiCall } from './api.ts';

/** A row's meaning: a change at the service, or one of the acts that other rules ask about. */
type Meaning =
  | ForgeChange['action']
  | 'token'
  | 'key create'
  | 'key delete'
  | 'member'
  | 'pipeline'
  | 'release'
  | 'upload';

interface Forge {
  readonly names: readonly string[];
  readonly service: string;
  readonly api: string;
  readonly syntax: Syntax;
  readonly commands: Readonly<Record<string, Meaning>>;
}

const values =
  '-R --repo -t --title -d --description -m --message -b --body --branch --source-branch --target-branch -s -a --assignee -l --label --milestone -F --notes-file -n --notes --ref --variables -v --value -k --key -g --group --scope --name --host --token -o --output -f --file -X --method -H --header --input --field --raw-field';
const flags =
  '-y --yes --force --squash --rebase -r --remove-source-branch --when-pipeline-succeeds --auto-merge --sha --admin --draft --web -w --help -h --fill --push';

const forges: readonly Forge[] = [
  // https://gitlab.com/gitlab-org/cli/-/tree/main/docs/source
  {
    names: ['glab'],
    service: 'gitlab',
    api: 'https://gitlab.com/api/v4/',
    syntax: {
      value: values,
      flags,
      depth: 2,
      verbs: {
        api: {
          value: '-X --method -f --raw-field -F --field -H --header --input --hostname',
          flags: '-i --include --paginate',
        },
      },
    },
    commands: {
      'mr merge': 'merge',
      'mr accept': 'merge',
      'mr create': 'publish-text',
      'mr note': 'publish-text',
      'mr approve': 'publish-text',
      'mr delete': 'other-delete',
      'issue create': 'publish-text',
      'issue note': 'publish-text',
      'issue delete': 'other-delete',
      'incident note': 'publish-text',
      'repo delete': 'repository-delete',
      'project delete': 'repository-delete',
      'repo archive': 'other',
      'repo transfer': 'repository-settings',
      'repo update': 'repository-settings',
      'repo members': 'member',
      'release delete': 'release-delete',
      'release create': 'release',
      'release upload': 'upload',
      'snippet create': 'upload',
      'variable set': 'secret-set',
      'variable update': 'secret-set',
      'variable delete': 'secret-delete',
      'variable get': 'token',
      'variable export': 'token',
      'securefile create': 'secret-set',
      'securefile remove': 'secret-delete',
      'label delete': 'other-delete',
      'milestone delete': 'other-delete',
      'ci run': 'pipeline',
      'ci trigger': 'pipeline',
      'pipeline run': 'pipeline',
      'schedule delete': 'other-delete',
      'schedule run': 'pipeline',
      'deploy-key add': 'key create',
      'deploy-key delete': 'key delete',
      'ssh-key add': 'key create',
      'ssh-key delete': 'key delete',
      'token create': 'key create',
      'token revoke': 'key delete',
      'token rotate': 'key create',
      'auth token': 'token',
      'cluster agent': 'other',
    },
  },
  // https://hub.github.com/hub.1.html
  {
    names: ['hub'],
    service: 'github',
    api: 'https://api.github.com/',
    syntax: {
      value: `${values} -h -i -p`,
      flags,
      depth: 2,
      verbs: {
        api: { value: '-X --method -f --raw-field -F --field -H --header --input -t --flat' },
        'pull-request': {},
        merge: {},
        delete: {},
        gist: { depth: 1 },
      },
    },
    commands: {
      merge: 'merge',
      'pr merge': 'merge',
      'pull-request': 'publish-text',
      'issue create': 'publish-text',
      delete: 'repository-delete',
      'release delete': 'release-delete',
      'release create': 'release',
      'release edit': 'other',
      'gist create': 'upload',
    },
  },
  // https://gitea.com/gitea/tea, https://codeberg.org/forgejo-contrib/forgejo-cli
  {
    names: ['tea', 'fj', 'berg', 'codeberg-cli'],
    service: 'gitea',
    api: 'https://gitea.com/api/v1/',
    syntax: { value: `${values} -L -r -u -p`, flags, depth: 2 },
    commands: {
      'pr merge': 'merge',
      'pulls merge': 'merge',
      'pull merge': 'merge',
      'pr create': 'publish-text',
      'pulls create': 'publish-text',
      'issues create': 'publish-text',
      comment: 'publish-text',
      'repo delete': 'repository-delete',
      'repos delete': 'repository-delete',
      'repos rm': 'repository-delete',
      'release delete': 'release-delete',
      'releases delete': 'release-delete',
      'releases rm': 'release-delete',
      'releases create': 'release',
      'release create': 'release',
      'branches protect': 'protection',
      'branches unprotect': 'protection',
      'branch unprotect': 'protection',
      'actions secrets': 'secret-set',
      'webhooks delete': 'other-delete',
      'admin users': 'member',
      'organizations delete': 'other-delete',
      'labels delete': 'other-delete',
      'milestones delete': 'other-delete',
    },
  },
  // Bitbucket's and Azure DevOps' community tools: the same verbs.
  {
    names: ['bb', 'bkt', 'bitbucket'],
    service: 'bitbucket',
    api: 'https://api.bitbucket.org/2.0/',
    syntax: { value: values, flags, depth: 2 },
    commands: {
      'pr merge': 'merge',
      'pr create': 'publish-text',
      'pr comment': 'publish-text',
      'repo delete': 'repository-delete',
      'repo edit': 'repository-settings',
      'branch protect': 'protection',
      'branch unprotect': 'protection',
      'pipeline run': 'pipeline',
      'pipelines run': 'pipeline',
      'variable set': 'secret-set',
      'variable delete': 'secret-delete',
      'webhook delete': 'other-delete',
    },
  },
];

function* readForge(forge: Forge, command: Command, context: Context): Iterable<Finding> {
  if (command.verbUnknown)
    return yield { kind: 'opaque', why: 'program', detail: `${command.program} with a command that is not known` };
  if (command.has('--help') === 'yes') return;
  const [group = ''] = command.verb.split(' ');
  if (group === 'api') return yield* apiCall(command, context, forge.service, forge.api);
  const one = Object.hasOwn(forge.commands, group) && !Object.hasOwn(forge.commands, command.verb);
  const meaning = forge.commands[one ? group : command.verb];
  // What hub does not know itself it gives to git (hub(1)).
  if (forge.names.includes('hub') && (meaning === undefined || group === 'merge'))
    yield { kind: 'run', argv: [literal('git'), ...command.words], via: 'hub' };
  if (meaning === undefined) return;
  yield* findings(
    forge,
    meaning,
    command,
    context,
    command.operands[0] ?? literal(one ? (command.verb.split(' ')[1] ?? '') : ''),
  );
}

function* findings(
  forge: Forge,
  meaning: Meaning,
  command: Command,
  context: Context,
  target: Word,
): Iterable<Finding> {
  const { service } = forge;
  switch (meaning) {
    case 'token':
      return yield { kind: 'secret.dump', store: 'forge', name: literal(`${command.program} ${command.verb}`) };
    case 'key create':
    case 'key delete':
      return yield {
        kind: 'access.change',
        provider: service,
        what: 'key',
        action: meaning === 'key create' ? 'create' : 'delete',
        target,
      };
    case 'member':
      return yield { kind: 'access.change', provider: service, what: 'member', action: 'change', target };
    case 'merge': {
      const automatic = command.has('--when-pipeline-succeeds', '--auto-merge') === 'yes';
      const admin = command.has('--admin') === 'yes';
      return yield {
        kind: 'forge.change',
        service,
        action: admin ? 'merge-admin' : automatic ? 'merge-auto' : 'merge',
        target,
      };
    }
    case 'pipeline': {
      yield { kind: 'forge.change', service, action: 'workflow-run', target };
      const line = command.words.map((word) => textOf(word) ?? '').join(' ');
      if (/deploy|release|publish|\bprod/i.test(line))
        yield {
          kind: 'deploy.release',
          tool: command.program,
          environment: target,
          production: /(?:^|[^a-z])prod(?:uction)?(?:[^a-z]|$)/i.test(line) ? 'yes' : 'no',
          what: 'service',
        };
      return;
    }
    case 'release':
      yield {
        kind: 'deploy.release',
        tool: `${command.program} release`,
        environment: target,
        production: 'no',
        what: 'package',
      };
      return yield* sent(forge, command, context, command.operands.slice(1));
    case 'upload':
      return yield* sent(
        forge,
        command,
        context,
        command.verb === 'release upload' ? command.operands.slice(1) : command.operands,
      );
    case 'publish-text':
      yield { kind: 'forge.change', service, action: meaning, target };
      return yield* sent(forge, command, context, []);
    default:
      return yield { kind: 'forge.change', service, action: meaning, target };
  }
}

function* sent(forge: Forge, command: Command, context: Context, files: readonly Word[]): Iterable<Finding> {
  const payload = new Payload(context);
  payload.any = true;
  for (const text of command.values(
    '-t',
    '--title',
    '-d',
    '--description',
    '-m',
    '--message',
    '-b',
    '--body',
    '-n',
    '--notes',
  ))
    payload.text(text);
  for (const file of [...files, ...command.values('-F', '--notes-file')]) payload.file(file);
  yield payload.request(literal(forge.api), command.program);
}

export const specs: readonly Spec[] = forges.map((forge) => ({
  names: forge.names,
  syntax: forge.syntax,
  read: (command, context) => readForge(forge, command, context),
}));
