import { literal, prefixOf, textOf, wordOf, type Word } from '../../word.ts';
import type { ForgeChange } from '../../effect.ts';
import type { Command, Syntax } from '../argv.ts';
import { Payload } from '../network/request.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { apiCall } from './api.ts';

type Action = ForgeChange['action'];

/** A `gh` command being read. */
interface Call {
  readonly command: Command;
  readonly context: Context;
  readonly target: Word;
}

function change({ target }: Call, action: Action, about: Word = target): Finding {
  return { kind: 'forge.change', service: 'github', action, target: about };
}

/** Text and files that a command posts to the service. */
function* posted(call: Call, act: Action = 'publish-text'): Iterable<Finding> {
  const { command, context } = call;
  yield change(call, act);
  const payload = new Payload(context);
  payload.any = true;
  for (const text of command.values('-t', '--title', '-b', '--body', '-n', '--notes', '-c', '--comment'))
    payload.text(text);
  for (const file of command.values('-F', '--body-file', '--notes-file')) payload.file(file);
  yield payload.request(literal('https://api.github.com/'), 'gh');
}

/** `gh gist create FILE…`, `gh release create TAG FILE…`: files are uploaded. */
function* uploaded(call: Call, files: readonly Word[]): Iterable<Finding> {
  const { command, context } = call;
  const payload = new Payload(context);
  for (const text of command.values('-t', '--title', '-n', '--notes', '-d', '--desc')) payload.text(text);
  for (const file of [...files, ...command.values('-F', '--notes-file', '-a', '--add')])
    payload.file(withoutLabel(file));
  if (files.length === 0 && command.verb === 'gist create' && context.stdin.kind !== 'inherited') {
    payload.any = true;
    payload.stdin();
  }
  yield payload.request(literal('https://api.github.com/'), 'gh');
}

/** `file#label`: the label is shown in the release (gh release upload). */
function withoutLabel(file: Word): Word {
  const text = textOf(file);
  return text === undefined ? file : literal(text.replace(/#.*$/, ''), file.span);
}

/** The environment a workflow deploys to, as far as its name and inputs say. */
function deploysTo(call: Call): Finding | undefined {
  const { command, target } = call;
  const words = [target, ...command.values('-f', '--raw-field', '-F', '--field', '--ref')];
  const line = words.map((word) => textOf(word) ?? '').join(' ');
  if (!/deploy|release|publish|rollout|promote|ship|\bprod(?:uction)?\b|(?:^|[-_. /])cd(?:[-_. ]|$)/i.test(line))
    return undefined;
  const named = words.find((word) => /(?:^|[^a-z])(?:prod|production|live)(?:[^a-z]|$)/i.test(textOf(word) ?? ''));
  return {
    kind: 'deploy.release',
    tool: 'gh workflow',
    environment: named ?? target,
    production: named === undefined ? 'no' : 'yes',
    what: 'service',
  };
}

function merge(call: Call): Finding {
  const { command } = call;
  if (command.has('--admin') !== 'no') return change(call, command.has('--admin') === 'yes' ? 'merge-admin' : 'merge');
  return change(call, command.has('--auto') === 'yes' ? 'merge-auto' : 'merge');
}

/** Assets and artifacts go into a directory or a file of one's choice. */
function* downloads({ command, context }: Call): Iterable<Finding> {
  const place = command.value('-D', '--dir', '-O', '--output');
  if (place !== undefined && textOf(place) !== '-')
    yield { kind: 'file.write', path: context.path(place), how: 'overwrite', recursive: 'yes' };
}

/** What each command changes: https://cli.github.com/manual/. */
const commands: Readonly<Record<string, (call: Call) => Iterable<Finding>>> = {
  *'pr merge'(call) {
    if (call.command.has('--disable-auto') !== 'yes') yield merge(call);
  },
  'pr create': (call) => posted(call),
  'pr comment': (call) => posted(call),
  'pr review': (call) => posted(call),
  'pr edit': (call) => posted(call),
  'pr close': (call) => posted(call),
  'issue create': (call) => posted(call),
  'issue comment': (call) => posted(call),
  'issue edit': (call) => posted(call),
  'issue close': (call) => posted(call),
  'discussion create': (call) => posted(call),
  *'issue delete'(call) {
    yield change(call, 'other-delete');
  },
  *'issue transfer'(call) {
    yield change(call, 'other');
  },
  *'repo clone'({ command, context }) {
    const [repository, directory] = command.operands;
    const name = directory ?? repository;
    if (name === undefined) return;
    const text = textOf(name);
    const target =
      directory === undefined && text !== undefined ? literal(text.slice(text.lastIndexOf('/') + 1)) : name;
    yield { kind: 'file.write', path: context.path(target), how: 'create', recursive: 'yes' };
  },
  'release download': (call) => downloads(call),
  'run download': (call) => downloads(call),
  *'repo delete'(call) {
    yield change(call, 'repository-delete');
  },
  *'repo archive'(call) {
    yield change(call, 'repository-settings');
  },
  *'repo unarchive'(call) {
    yield change(call, 'repository-settings');
  },
  *'repo rename'(call) {
    yield change(call, 'repository-settings');
  },
  *'repo edit'(call) {
    yield change(call, 'repository-settings');
  },
  *'repo sync'(call) {
    // Without --force only fast-forwards are made.
    if (call.command.has('--force') === 'no') return;
    yield {
      kind: 'git.push',
      remoteName: call.target,
      branch: call.command.value('-b', '--branch') ?? literal('main'),
      force: call.command.has('--force') === 'yes' ? 'force' : 'unknown',
      delete: 'no',
      implied: 'no',
    };
  },
  *'repo deploy-key add'(call) {
    yield { kind: 'access.change', provider: 'github', what: 'key', action: 'create', target: call.target };
  },
  *'repo deploy-key delete'(call) {
    yield { kind: 'access.change', provider: 'github', what: 'key', action: 'delete', target: call.target };
  },
  *'release delete'(call) {
    yield change(call, 'release-delete');
  },
  *'release delete-asset'(call) {
    yield change(call, 'release-delete');
  },
  *'release create'(call) {
    const { command } = call;
    if (command.has('-d', '--draft') !== 'yes')
      yield { kind: 'deploy.release', tool: 'gh release', environment: call.target, production: 'no', what: 'package' };
    yield* uploaded(call, command.operands.slice(1));
  },
  *'release edit'(call) {
    yield change(call, 'other');
  },
  *'release upload'(call) {
    yield* uploaded(call, call.command.operands.slice(1));
  },
  *'secret set'(call) {
    yield change(call, 'secret-set');
  },
  *'secret delete'(call) {
    yield change(call, 'secret-delete');
  },
  *'secret remove'(call) {
    yield change(call, 'secret-delete');
  },
  *'variable set'(call) {
    yield change(call, 'secret-set');
  },
  *'variable delete'(call) {
    yield change(call, 'secret-delete');
  },
  *'workflow run'(call) {
    yield change(call, 'workflow-run');
    const deploy = deploysTo(call);
    if (deploy !== undefined) yield deploy;
  },
  *'workflow disable'(call) {
    yield change(call, 'protection');
  },
  *'workflow enable'(call) {
    yield change(call, 'other');
  },
  *'run delete'(call) {
    yield change(call, 'other-delete');
  },
  *'cache delete'() {
    // A cache is made again by the next run.
  },
  *'ruleset delete'(call) {
    yield change(call, 'protection');
  },
  *'label delete'(call) {
    yield change(call, 'other-delete');
  },
  *'gist delete'(call) {
    yield change(call, 'other-delete');
  },
  *'gist create'(call) {
    yield change(call, 'publish-text');
    yield* uploaded(call, call.command.operands);
  },
  *'gist edit'(call) {
    yield* uploaded(call, call.command.values('-a', '--add'));
  },
  *'project delete'(call) {
    yield change(call, 'other-delete');
  },
  *'project item-delete'(call) {
    yield change(call, 'other-delete');
  },
  *'project field-delete'(call) {
    yield change(call, 'other-delete');
  },
  *'codespace delete'(call) {
    yield change(call, 'other-delete');
  },
  *'codespace ssh'(call) {
    const words = call.command.operands.filter((word) => textOf(word) !== '--');
    if (words.length > 0)
      yield {
        kind: 'run',
        argv: words,
        via: 'gh codespace ssh',
        remote: { kind: 'ssh', ephemeral: false, mounts: [] },
      };
  },
  *'ssh-key add'(call) {
    yield { kind: 'access.change', provider: 'github', what: 'key', action: 'create', target: call.target };
  },
  *'ssh-key delete'(call) {
    yield { kind: 'access.change', provider: 'github', what: 'key', action: 'delete', target: call.target };
  },
  *'gpg-key add'(call) {
    yield { kind: 'access.change', provider: 'github', what: 'key', action: 'create', target: call.target };
  },
  *'gpg-key delete'(call) {
    yield { kind: 'access.change', provider: 'github', what: 'key', action: 'delete', target: call.target };
  },
  *'auth token'() {
    yield { kind: 'secret.dump', store: 'forge', name: literal('gh auth token') };
  },
  *'auth status'(call) {
    if (call.command.has('-t', '--show-token') === 'yes')
      yield { kind: 'secret.dump', store: 'forge', name: literal('gh auth status --show-token') };
  },
  *'alias set'(call) {
    // A value that starts with `!`, or --shell, is a shell command.
    const [, value] = call.command.operands;
    if (value === undefined) return;
    const shell = prefixOf(value).startsWith('!');
    if (shell || call.command.has('-s', '--shell') === 'yes') {
      const [first, ...rest] = value.parts;
      yield {
        kind: 'code',
        language: 'bash',
        text: shell && typeof first === 'string' ? wordOf([first.slice(1), ...rest], value.span) : value,
        via: 'gh alias',
      };
    } else yield { kind: 'code', language: 'bash', text: wordOf(['gh ', ...value.parts], value.span), via: 'gh alias' };
  },
  *'extension install'(call) {
    yield {
      kind: 'package.install',
      manager: 'gh',
      name: call.target,
      version: call.command.has('--pin') === 'yes' ? 'exact' : 'none',
      source: 'url',
      global: 'yes',
      registry: literal(''),
      scripts: 'no',
    };
  },
};

/** Repositories a command of this name and kind of object is about: `gh rs`, `gh cs`, `gh ext` are short forms. */
const shortGroups: Readonly<Record<string, string>> = {
  cs: 'codespace',
  rs: 'ruleset',
  ext: 'extension',
  extensions: 'extension',
  at: 'attestation',
};
const shortVerbs: Readonly<Record<string, string>> = { new: 'create', remove: 'delete', rm: 'delete', ls: 'list' };

function* read(command: Command, context: Context): Iterable<Finding> {
  if (command.verbUnknown)
    return yield { kind: 'opaque', why: 'program', detail: 'gh with a command that is not known' };
  if (command.has('--help', '-h') === 'yes') return;
  const [group = '', verb = ''] = command.verb.split(' ');
  if (group === 'api') return yield* apiCall(command, context, 'github', 'https://api.github.com/');
  const name = [group, verb].map((word, index) => {
    const short = index === 0 ? shortGroups : shortVerbs;
    return Object.hasOwn(short, word) ? (short[word] ?? word) : word;
  });
  const nested = name[1] === 'deploy-key' ? (textOf(command.operands[0] ?? literal('')) ?? '') : '';
  const key = nested === '' ? name.join(' ') : `${name.join(' ')} ${nested}`;
  const target = command.operands[nested === '' ? 0 : 1] ?? literal('');
  const found = Object.hasOwn(commands, key) ? commands[key] : undefined;
  if (found !== undefined) yield* found({ command, context, target });
}

const common =
  '-R --repo -t --title -b --body -F --body-file --notes-file -n --notes -B --base -H --head -l --label -a --assignee -r --reviewer -m --milestone -p --project -T --template --match-head-commit -A --author-email --subject --env -e --org -o --user -u --visibility -v --repos --app -f --raw-field --field --ref -c --comment --reason -d --desc --filename --add -L --limit --json -q --jq --hostname -S --search -s --state --target --discussion-category --default-branch --homepage --description --branch --source --pin --machine --codespace --remote --role';
const flags =
  '--admin --auto --disable-auto --delete-branch --squash --rebase --merge --yes --confirm --cleanup-tag --draft --web -w --force --public --private --fork --clone --enable-auto-merge --enable-issues --archived --accept-visibility-change-consequences --edit-last --approve --request-changes --show-token --secure-storage --latest --prerelease --generate-notes --verify-tag --shell --help -h --paginate --slurp --silent --include -i --fill --fill-first --dry-run';

/** Options of the verbs that use a letter otherwise than their neighbours do. */
const verbs: Readonly<Record<string, Syntax>> = {
  pr: {
    depth: 1,
    verbs: {
      merge: {
        value: '-t --subject -b --body -F --body-file -A --author-email --match-head-commit -R --repo',
        flags: '-d -s -r -m --admin --auto --disable-auto --delete-branch --squash --rebase --merge',
      },
      review: { value: '-b --body -F --body-file', flags: '-a -r -c --approve --request-changes --comment' },
      create: {
        value:
          '-t --title -b --body -F --body-file -B --base -H --head -l --label -a --assignee -r --reviewer -m --milestone -p --project -T --template --recover',
        flags: '-d -f -w --draft --fill --web --dry-run -e --editor',
      },
      comment: { value: '-b --body -F --body-file', flags: '-e -w --edit-last --editor --web' },
      close: { value: '-c --comment', flags: '-d --delete-branch' },
    },
  },
  issue: {
    depth: 1,
    verbs: {
      delete: { flags: '--yes --confirm' },
      comment: { value: '-b --body -F --body-file', flags: '-e -w --edit-last' },
      close: { value: '-c --comment -r --reason' },
    },
  },
  release: {
    depth: 1,
    verbs: {
      create: {
        value: '-t --title -n --notes -F --notes-file --target --discussion-category --notes-start-tag -R --repo',
        flags: '-d --draft -p --prerelease --latest --generate-notes --verify-tag --notes-from-tag',
      },
      delete: { flags: '-y --yes --cleanup-tag' },
      upload: { flags: '--clobber' },
      download: {
        value: '-D --dir -O --output -p --pattern -A --archive -R --repo',
        flags: '--clobber --skip-existing',
      },
    },
  },
  gist: {
    depth: 1,
    verbs: {
      create: { value: '-d --desc -f --filename', flags: '-p --public -w --web' },
      edit: { value: '-a --add -d --desc -f --filename -r --remove' },
    },
  },
  secret: {
    depth: 1,
    verbs: {
      set: {
        value: '-a --app -b --body -e --env -f --env-file -o --org -r --repos -v --visibility -R --repo',
        flags: '-u --user --no-store --no-repos-selected',
      },
    },
  },
  workflow: { depth: 1, verbs: { run: { value: '-f --raw-field -F --field -r --ref -R --repo', flags: '--json' } } },
  repo: {
    depth: 1,
    verbs: {
      edit: {
        value: '--add-topic --remove-topic --default-branch -d --description -h --homepage --visibility',
        flags: '--enable-issues --enable-wiki --delete-branch-on-merge --accept-visibility-change-consequences',
      },
      sync: { value: '-b --branch -s --source', flags: '--force' },
      'deploy-key': {},
    },
  },
  auth: {
    depth: 1,
    verbs: { status: { flags: '-t --show-token -a --active' }, token: { value: '-h --hostname -u --user' } },
  },
  alias: { depth: 1, verbs: { set: { flags: '-s --shell --clobber' } } },
  api: {
    value:
      '-X --method -f --raw-field -F --field -H --header --input -q --jq -t --template -p --preview --hostname --cache',
    flags: '--paginate --slurp --silent -i --include --verbose',
  },
};

export const specs: readonly Spec[] = [{ names: ['gh'], syntax: { value: common, flags, depth: 2, verbs }, read }];
