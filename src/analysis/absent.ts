import { programName, readCommand } from '../commands/argv.ts';
import { specsFor } from '../commands/registry.ts';
import { textOf, type Invocation, type PathRef } from '../word.ts';
import type { Facts } from '../world.ts';

/** Programs that put text nowhere but where their words or redirections say so, which the ledger knows. */
const bystanders =
  /^(?:cd|pushd|popd|echo|printf|export|set|unset|shopt|source|\.|:|true|false|test|\[|\[\[|ls|pwd|cat|head|tail|wc|grep|egrep|rg|cut|tr|date|sleep|wait|which|type|command|hash|id|whoami|uname|chmod|mkdir|touch|rm|kill|ps|pgrep|lsof|read|local|declare|typeset|exit|return|ulimit|umask|stat|file|du|df|basename|dirname|realpath|readlink|seq|nproc|tee|cp|mv|curl|nvm|fnm|conda|mamba|module|deactivate)$/;

/** Compilers: what they make is no text that a shell or interpreter would take for a script. */
const compilers =
  /^(?:(?:[\w-]+-)?(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+|ld|as)(?:-\d+)?|rustc|ghc|gfortran|javac|swiftc|nasm|nim|dmd|ldc2)$/;

/** The verbs with which a program changes what lies in the project and nothing else, or nothing at all. */
const verbs: Readonly<Record<string, RegExp>> = {
  git: /^(?:status|log|diff|show|add|commit|stash|pull|fetch|push|rev-parse|branch|checkout|switch|merge|rebase)$/,
  npm: /^(?:install|i|ci|add)$/,
  pnpm: /^(?:install|i|add)$/,
  yarn: /^(?:|install|add)$/,
  pip: /^install$/,
  pip3: /^install$/,
  go: /^(?:build|vet|test|mod)\b/,
  cargo: /^(?:build|check|test|fmt|clippy)$/,
};

function isBystander(invocation: Invocation): boolean {
  const [program, ...words] = invocation.argv;
  if (program === undefined) return true;
  const name = programName(program);
  if (name === undefined) return false;
  if (bystanders.test(name)) return true;
  if (compilers.test(name)) return !words.some((word) => /^-(?:E|S)$|^@/.test(textOf(word) ?? '-E'));
  const known = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (known === undefined) return false;
  const { verb, verbUnknown } = readCommand(name, words, specsFor(name)[0]?.syntax);
  return !verbUnknown && known.test(verb === '' ? (textOf(words[0] ?? program) ?? '?') : verb);
}

/** Whether a script of which nothing is known is simply not there: no command before it in the call can have made it. */
export function isAbsent(path: PathRef, before: readonly Invocation[], facts: Facts): boolean {
  const { paths, open } = facts.resolve(path);
  const [only] = paths;
  if (open || only === undefined || paths.length > 1) return false;
  const { kind } = facts.world.read(only, 1);
  return (kind === 'missing' || kind === 'unknown') && before.every(isBystander);
}
