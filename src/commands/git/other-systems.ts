import type { GitDiscard } from '../../effect.ts';
import { literal } from '../../word.ts';
import { matchPath, pathOf } from '../infra/_path.ts';
import { asksForHelp, given } from '../infra/_table.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';

type Scope = GitDiscard['scope'];

/** What is lost, and how much of it; `only` names the options without which nothing is, `whole` those with which everything is. */
interface Loss {
  readonly what: GitDiscard['what'] | 'push';
  readonly scope?: Scope;
  readonly only?: string;
  readonly whole?: string;
  /** Without an operand it is about the whole tree. */
  readonly bare?: Scope;
}

interface System {
  readonly names: readonly string[];
  readonly syntax?: Syntax;
  readonly preview?: string;
  readonly rows: Readonly<Record<string, Loss | readonly Loss[]>>;
}

const force: Loss = { what: 'push', only: '-f --force' };

/** Version control systems other than git: what their verbs lose, by their manuals. */
const systems: readonly System[] = [
  {
    // https://www.mercurial-scm.org/help/commands, https://sapling-scm.com/docs/category/commands
    names: ['hg', 'chg', 'rhg', 'sl'],
    syntax: {
      value:
        '-R --repository --cwd --config --encoding --color --pager -r --rev -d --date -m --message -l --logfile -u --user -I --include -X --exclude -b --branch -B --bookmark --to -s --source',
      flags: '-y --noninteractive -q --quiet -v --verbose --debug --traceback --hidden --mq',
    },
    preview: '-n --dry-run -p --print --preview',
    rows: {
      'update|up|checkout|co|goto|go': { what: 'changes', scope: 'tree', only: '-C --clean' },
      clean: { what: 'untracked', scope: 'tree' },
      revert: { what: 'changes', scope: 'one', whole: '-a --all' },
      purge: { what: 'untracked', scope: 'one', bare: 'tree' },
      'merge|rebase|graft': { what: 'changes', scope: 'one', only: '--abort' },
      'strip|debugstrip': { what: 'history', scope: 'tree' },
      'prune|obsolete|hide': { what: 'branch', scope: 'one' },
      rollback: { what: 'recovery', scope: 'one' },
      'shelve|unshelve': [
        { what: 'stash', scope: 'one', only: '-d --delete' },
        { what: 'stash', scope: 'tree', only: '--cleanup' },
      ],
      'bookmark|bookmarks|book': { what: 'branch', scope: 'one', only: '-d --delete' },
      push: force,
      'qdelete|qrm|qremove|qfold': { what: 'stash', scope: 'one' },
      'remove|rm': { what: 'changes', scope: 'one', only: '-f --force' },
    },
  },
  {
    // https://svnbook.red-bean.com/en/1.8/svn.ref.svn.html
    names: ['svn'],
    syntax: { value: '-m --message -F --file -r --revision --username --password --depth --targets --cl --changelist' },
    rows: {
      revert: [
        { what: 'changes', scope: 'tree', only: '-R --recursive' },
        { what: 'changes', scope: 'one' },
      ],
      cleanup: { what: 'untracked', scope: 'tree', only: '--remove-unversioned --remove-ignored' },
      'delete|del|remove|rm': { what: 'changes', scope: 'one', only: '--force -m --message -F --file' },
    },
  },
  {
    // https://jj-vcs.github.io/jj/latest/cli-reference/
    names: ['jj'],
    syntax: {
      value:
        '-R --repository --at-operation --at-op --color --config --config-file -r --revisions -b --bookmark --remote -m --message --from --to --into -c --changes-in',
    },
    preview: '--dry-run',
    rows: {
      abandon: { what: 'branch', scope: 'one' },
      restore: { what: 'changes', scope: 'one', bare: 'tree' },
      'undo|redo': { what: 'branch', scope: 'one' },
      'op|operation restore|undo|revert': { what: 'branch', scope: 'one' },
      'op|operation abandon': { what: 'recovery', scope: 'tree' },
      'util gc': { what: 'recovery', scope: 'tree', only: '--expire' },
      'bookmark|branch|b delete|forget|d|f': { what: 'branch', scope: 'one' },
      'workspace forget': { what: 'worktree', scope: 'one' },
      // It pushes with a lease of its own; only these take something away (jj git push, "--deleted").
      'git push': { what: 'branch', scope: 'one', only: '--deleted' },
    },
  },
  {
    // https://www.perforce.com/manuals/cmdref/
    names: ['p4'],
    syntax: { value: '-C -H -p -P -u -x -z', flags: '-e -G -I -q -r -s -V -f -y -d -c' },
    rows: {
      revert: { what: 'changes', scope: 'one' },
      clean: { what: 'untracked', scope: 'one', bare: 'tree' },
      obliterate: { what: 'history', scope: 'tree', only: '-y' },
      'sync|flush': { what: 'changes', scope: 'tree', only: '-f' },
      shelve: { what: 'stash', scope: 'one', only: '-d' },
      'client|workspace|change|branch|label|depot|stream|user|group': { what: 'branch', scope: 'one', only: '-d' },
    },
  },
  {
    // https://fossil-scm.org/home/help
    names: ['fossil'],
    syntax: { value: '-R --repository --chdir' },
    preview: '-n --dry-run',
    rows: {
      revert: { what: 'changes', scope: 'one', bare: 'tree' },
      'clean|extras': { what: 'untracked', scope: 'tree', only: '-f --force -x --verily' },
      'purge|scrub': { what: 'history', scope: 'tree' },
      'stash drop|rm': { what: 'stash', scope: 'one', whole: '-a --all' },
      'checkout|co|update|up': { what: 'changes', scope: 'tree', only: '--force --force-missing' },
    },
  },
  {
    names: ['bzr', 'brz', 'breezy'],
    preview: '--dry-run',
    rows: {
      revert: { what: 'changes', scope: 'one', bare: 'tree' },
      'clean-tree': { what: 'untracked', scope: 'tree' },
      uncommit: { what: 'commits', scope: 'one' },
      push: { what: 'push', only: '--overwrite' },
      shelve: { what: 'stash', scope: 'one', only: '--destroy' },
    },
  },
  {
    names: ['darcs'],
    preview: '--dry-run',
    rows: {
      'revert|rev': { what: 'changes', scope: 'one', whole: '-a --all' },
      'obliterate|unpull|unrecord': { what: 'history', scope: 'tree' },
    },
  },
  { names: ['cvs'], rows: { 'update|up|upd': { what: 'changes', scope: 'tree', only: '-C' } } },
  {
    names: ['got'],
    rows: {
      'revert|rv': { what: 'changes', scope: 'one', whole: '-R' },
      'branch|br|ref': { what: 'branch', scope: 'one', only: '-d' },
      histedit: { what: 'history', scope: 'one' },
    },
  },
];

function* losses(system: System, command: Command): Iterable<Finding> {
  if (asksForHelp(command) || (system.preview !== undefined && given(command, system.preview) === 'yes')) return;
  const steps = pathOf(command, system.syntax?.flags);
  for (const [pattern, row] of Object.entries(system.rows)) {
    const found = matchPath(steps, pattern);
    if (found.truth !== 'yes') continue;
    const operands = steps.slice(found.end).map((step) => step.word);
    const by = `${command.program} ${pattern.replace(/\|\S*/g, '')}`;
    for (const loss of [row].flat()) {
      if (loss.only !== undefined && given(command, loss.only) === 'no') continue;
      const target = operands[0] ?? literal('');
      if (loss.what === 'push')
        yield {
          kind: 'git.push',
          remoteName: target,
          branch: literal(''),
          force: 'force',
          delete: 'no',
          implied: 'yes',
        };
      else {
        const whole = loss.whole !== undefined && given(command, loss.whole) === 'yes';
        const scope = whole ? 'tree' : operands.length === 0 ? (loss.bare ?? loss.scope) : everything(operands, loss);
        yield { kind: 'git.discard', what: loss.what, scope: scope ?? 'one', by, target };
      }
      break;
    }
    return;
  }
}

/** `.` and Perforce's `...` name the whole tree. */
function everything(operands: readonly { readonly parts: readonly unknown[] }[], loss: Loss): Scope | undefined {
  const all = operands.some(
    ({ parts }) => typeof parts[0] === 'string' && /^(?:\.\/?|\/\/\.\.\.|\.\.\.)$/.test(parts[0]),
  );
  return all && loss.scope === 'one' ? 'tree' : loss.scope;
}

export const specs: readonly Spec[] = systems.map((system) => ({
  names: system.names,
  syntax: system.syntax ?? {},
  read: (command) => losses(system, command),
}));
