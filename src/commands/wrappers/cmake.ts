import { textOf } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';

// cmake(1) "Run a Command-Line Tool": `cmake -E rm|remove|remove_directory|copy|rename|touch|env …`.
const tools = {
  rm: 'rm',
  remove: 'rm',
  remove_directory: 'rm',
  rename: 'mv',
  copy: 'cp',
  copy_directory: 'cp',
  touch: 'touch',
  env: 'env',
  tar: 'tar',
  cat: 'cat',
} as const;

export const specs: readonly Spec[] = [
  {
    names: ['cmake'],
    syntax: { style: 'long-dash' },
    *read(command): Generator<Finding> {
      const at = command.words.findIndex((word) => textOf(word) === '-E');
      const verb = command.words[at + 1];
      const name = verb === undefined ? undefined : textOf(verb);
      if (at < 0 || verb === undefined || name === undefined || !Object.hasOwn(tools, name)) return;
      const program = { ...verb, parts: [tools[name as keyof typeof tools]] };
      const recursive = name === 'remove_directory' ? [{ ...verb, parts: ['-r'] }] : [];
      yield { kind: 'run', argv: [program, ...recursive, ...command.words.slice(at + 2)], via: 'cmake -E' };
    },
  },
];
