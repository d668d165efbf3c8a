import type { GitSkipCheck } from '../../effect.ts';
import { textOf, type Truth } from '../../word.ts';
import type { Finding } from '../spec.ts';
import { given, lastOf, type Git } from './repository.ts';
import { setByCall } from './settings.ts';

/** Verbs at which hooks run, and the options with which each leaves them out (githooks(5) and the verb's page). */
const skipOptions: Readonly<Record<string, readonly string[]>> = {
  commit: ['-n', '--no-verify'],
  push: ['--no-verify'],
  merge: ['--no-verify'],
  rebase: ['--no-verify'],
  pull: ['--no-verify'],
  am: ['-n', '--no-verify'],
  'cherry-pick': [],
  revert: [],
};

/** Variables with which hook managers stand aside: husky, lefthook, pre-commit, overcommit, simple-git-hooks. */
const switches: Readonly<Record<string, RegExp>> = {
  HUSKY: /^0$/,
  HUSKY_SKIP_HOOKS: /^(?!0$|false$|$)/,
  LEFTHOOK: /^(?:0|false)$/,
  LEFTHOOK_EXCLUDE: /./,
  SKIP: /./,
  PRE_COMMIT_ALLOW_NO_CONFIG: /^(?!0$|$)/,
  OVERCOMMIT_DISABLE: /^(?!0$|$)/,
  SKIP_SIMPLE_GIT_HOOKS: /^(?:1|true)$/,
};

function skip(check: GitSkipCheck['check'], by: string, skipped: Truth = 'yes'): Finding {
  return { kind: 'git.skip-check', check, by, skipped };
}

/** The checks a commit, push or merge leaves out. */
export function* skippedChecks(git: Git): Iterable<Finding> {
  const { command } = git;
  const verb = command.verb.split(' ')[0] ?? '';
  const options = Object.hasOwn(skipOptions, verb) ? skipOptions[verb] : undefined;
  if (options === undefined) return;
  if (command.has('--dry-run') === 'yes') return;
  if (options.length > 0) {
    const last = lastOf(command, options, ['--verify']);
    const skipped = last === 'yes' ? 'yes' : given(command, ...options);
    const by = command.options.findLast((option) => options.includes(option.name))?.name ?? '--no-verify';
    const verifies =
      command.options.findLast((option) => options.includes(option.name) || option.name === '--verify')?.name ===
      '--verify';
    if (skipped !== 'no' && !verifies) yield skip('hooks', `${verb} ${by}`, skipped);
  }
  for (const [name, pattern] of Object.entries(switches)) {
    const value = setByCall(git.context, name);
    if (value === undefined || value === null) continue;
    const text = textOf(value);
    if (text === undefined) yield skip('hooks', `${name}=…`, 'unknown');
    else if (pattern.test(text)) yield skip('hooks', `${name}=${text}`);
  }
  yield* unsigned(git, verb);
}

/** `--no-gpg-sign`, or the setting turned off for this command, where the repository signs its commits. */
function* unsigned(git: Git, verb: string): Iterable<Finding> {
  const { command } = git;
  const key = verb === 'push' ? 'push.gpgsign' : 'commit.gpgsign';
  const off = git.settings.findLast((setting) => setting.key === key);
  const byOption = lastOf(command, ['--no-gpg-sign', '--no-signed'], ['-S', '--gpg-sign', '--signed']) === 'yes';
  const bySetting = off !== undefined && isOff(textOf(off.value));
  if (!byOption && !bySetting) return;
  const required = requiredSigning(git, key);
  if (required !== 'no') yield skip('signing', byOption ? `${verb} --no-gpg-sign` : `-c ${key}=false`, required);
}

/** Whether the repository's own configuration signs. */
export function requiredSigning(git: Git, key: string): Truth {
  const { repository } = git.context.world;
  const value = repository.config(key === 'commit.gpgsign' ? 'commit.gpgsign' : 'push.gpgsign');
  if (value === undefined) return 'unknown';
  return value === null || isOff(value) ? 'no' : 'yes';
}

/** Git's spellings of false (git-config(1), Values). */
export function isOff(text: string | undefined): boolean {
  return text !== undefined && /^(?:false|no|off|0|)$/i.test(text);
}
