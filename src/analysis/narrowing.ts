import { readCommand } from '../commands/argv.ts';
import { namesCredential } from '../credential-name.ts';
import type { Effect } from '../effect.ts';
import { show, textOf, type Invocation } from '../word.ts';

const searchers = new Set(['grep', 'egrep', 'fgrep', 'rg', 'ag', 'ack']);

/**
 * The effects without those whose output this command then cuts down to harmless lines: a listing of the environment
 * searched for a plain name (`env | grep NODE`) prints no credential.
 */
export function narrowed(name: string, invocation: Invocation, effects: readonly Effect[], upstream: readonly Effect[]): readonly Effect[] {
  if (!searchers.has(name) || invocation.stdin.kind !== 'pipe') return effects;
  const dumps = upstream.filter((effect) => effect.kind === 'secret.dump' && effect.store === 'environment');
  if (dumps.length === 0 || !looksForPlainName(name, invocation)) return effects;
  return effects.filter((effect) => !dumps.includes(effect));
}

/** The pattern is a known plain word, or several, none of which credentials are named by; `-v` prints the rest instead. */
function looksForPlainName(name: string, invocation: Invocation): boolean {
  const command = readCommand(name, invocation.argv.slice(1), { value: '-e --regexp -f --file -m -A -B -C', flags: '-v --invert-match -i -E -F -n -o -c -w -q' });
  if (command.uncertain || command.has('-v', '--invert-match', '-f', '--file', '-A', '-B', '-C') !== 'no') return false;
  const patterns = command.values('-e', '--regexp');
  const given = patterns.length > 0 ? patterns : command.operands.slice(0, 1);
  return given.length > 0 && given.every((word) => textOf(word) !== undefined && show(word).split('|').every(isPlainName));
}

function isPlainName(pattern: string): boolean {
  const name = pattern.replace(/^\^?\\?b?/, '').replace(/(?:=|\\?\$|\\b)$/, '');
  return /^[A-Za-z][A-Za-z0-9_ -]{2,}$/.test(name) && !namesCredential(name.replaceAll(/[ -]/g, '_')) && !/aws|azure|gcp|key|token|auth|api|db|database|secret|pass|cred|stripe|github|openai|anthropic|slack/i.test(name);
}
