import type { Exec } from '../../effect.ts';
import { prefixOf, textOf, unknownWord, type Word } from '../../word.ts';
import { readCommand, type Command } from '../argv.ts';
import type { Context } from '../spec.ts';
import { canonicalKey, type Setting } from './settings.ts';
import { syntax } from './syntax.ts';

/** The verbs that later commands depend on. */
const telling = /^(?:checkout|config|switch)\b/;

/** By the list of what was started in a call, which grows: how far it was looked through, and what was found. */
const looked = new WeakMap<readonly Exec[], { upTo: number; readonly found: Exec[] }>();

/** The telling git commands of this call before this one, in the order they run; each command is looked at once. */
function* commands({ before }: Context, verbs: RegExp): Iterable<Command> {
  const started = before('exec');
  let seen = looked.get(started);
  if (seen === undefined) looked.set(started, (seen = { upTo: 0, found: [] }));
  for (; seen.upTo < started.length; seen.upTo += 1) {
    const effect = started[seen.upTo];
    if (effect !== undefined && textOf(effect.program) === 'git' && telling.test(effect.subcommand))
      seen.found.push(effect);
  }
  for (const effect of seen.found) if (verbs.test(effect.subcommand)) yield readCommand('git', effect.argv, syntax);
}

/** The branch that this call switched to before, where it did (git-switch(1), git-checkout(1)); `null` where it stayed. */
export function switchedTo(context: Context): Word | null {
  let branch: Word | null = null;
  for (const command of commands(context, /^(?:checkout|switch)\b/)) branch = target(command) ?? branch;
  return branch;
}

function target(command: Command): Word | undefined {
  const created = command.value('-b', '-B', '--orphan', '-c', '-C', '--create', '--force-create');
  if (created !== undefined && command.verb !== '') return created;
  const [first] = command.operands;
  if (first === undefined || command.words.some((word) => textOf(word) === '--')) return undefined;
  const text = textOf(first);
  if (command.verb === 'checkout' && (command.operands.length > 1 || !/^[\w./-]+$/.test(text ?? ''))) return undefined;
  // A commit or a remote's branch is looked at without a branch of one's own.
  if (command.has('-d', '--detach') === 'yes' || /^(?:origin|upstream)\/|[~^@:]/.test(text ?? '-@'))
    return unknownWord('what was checked out');
  return text === '-' || prefixOf(first) === '' ? unknownWord('the branch before') : first;
}

/** What `git config` of this call set before (git-config(1)). */
export function* configured(context: Context): Iterable<Setting> {
  for (const command of commands(context, /^config\b/)) {
    const [name, value] = command.operands;
    const key = name === undefined ? undefined : textOf(name);
    if (key === undefined || command.has('--unset', '--unset-all', '--get', '--get-all') === 'yes') continue;
    if (value !== undefined) yield { key: canonicalKey(key), value };
  }
}

/** The values a setting has in this call: `remote.origin.push` may have several. */
export function valuesOf(settings: readonly Setting[], key: string): readonly Word[] {
  return settings.flatMap((setting) => (setting.key === key ? [setting.value] : []));
}

/** A setting that switches something on (git-config(1), "bool"). */
export function isOn(value: Word | null | undefined): boolean {
  return value !== undefined && value !== null && /^(?:true|yes|on|1|)$/i.test(textOf(value) ?? 'no');
}
