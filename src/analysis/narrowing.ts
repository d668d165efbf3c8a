import { readCommand } from '../commands/argv.ts';
import { namesCredential } from '../credential-name.ts';
import type { SecretDump } from '../effect.ts';
import { show, textOf, type Invocation } from '../word.ts';

const searchers = new Set(['grep', 'egrep', 'fgrep', 'rg', 'ag', 'ack']);

/**
 * Which credentials shown by the commands in front this command keeps from being seen: a listing of the environment searched
 * for a plain name (`env | grep NODE`) prints no credential, and one that is logged in with is used.
 */
export function hidden(name: string, invocation: Invocation, shown: readonly SecretDump[]): readonly SecretDump[] {
  if (invocation.stdin.kind !== 'pipe' || shown.length === 0) return [];
  if (logsIn(name, invocation)) return shown;
  if (!searchers.has(name)) return [];
  const listings = shown.filter((dump) => dump.store === 'environment');
  return listings.length > 0 && looksForPlainName(name, invocation) ? listings : [];
}

// Programs that take a credential on standard input to log in with it, and the words with which they do.
const logins: Readonly<Record<string, string>> = {
  docker: '--password-stdin',
  podman: '--password-stdin',
  nerdctl: '--password-stdin',
  helm: '--password-stdin',
  crane: '--password-stdin',
  skopeo: '--password-stdin',
  gh: '--with-token',
  glab: '--stdin',
};

/** Whether the command hands its input to its own service as the credential it is: use, not reading (A1). */
function logsIn(name: string, invocation: Invocation): boolean {
  const option = Object.hasOwn(logins, name) ? logins[name] : undefined;
  const words = invocation.argv.map(textOf);
  return option !== undefined && words.includes('login') && words.includes(option);
}

/** The pattern is a known plain word, or several, none of which credentials are named by; `-v` prints the rest instead. */
function looksForPlainName(name: string, invocation: Invocation): boolean {
  const command = readCommand(name, invocation.argv.slice(1), {
    value: '-e --regexp -f --file -m -A -B -C',
    flags: '-v --invert-match -i -E -F -n -o -c -w -q',
  });
  if (command.uncertain || command.has('-v', '--invert-match', '-f', '--file', '-A', '-B', '-C') !== 'no') return false;
  const patterns = command.values('-e', '--regexp');
  const given = patterns.length > 0 ? patterns : command.operands.slice(0, 1);
  return (
    given.length > 0 && given.every((word) => textOf(word) !== undefined && show(word).split('|').every(isPlainName))
  );
}

function isPlainName(pattern: string): boolean {
  const name = pattern.replace(/^\^?\\?b?/, '').replace(/(?:=|\\?\$|\\b)$/, '');
  return (
    /^[A-Za-z][A-Za-z0-9_ -]{2,}$/.test(name) &&
    !namesCredential(name.replaceAll(/[ -]/g, '_')) &&
    !/aws|azure|gcp|key|token|auth|api|db|database|secret|pass|cred|stripe|github|openai|anthropic|slack/i.test(name)
  );
}
