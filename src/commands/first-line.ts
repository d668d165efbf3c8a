import type { Language } from './spec.ts';

const interpreters: readonly (readonly [RegExp, Language])[] = [
  [/^(?:ba|da|a|z|k|mk|pdk|fi)?sh$/, 'bash'],
  [/^(?:python|pypy|ipython)[\d.]*$/, 'python'],
  [/^(?:node|nodejs|deno|bun|tsx|ts-node|zx|qjs)$/, 'javascript'],
  [/^j?ruby[\d.]*$/, 'ruby'],
  [/^perl[\d.]*$/, 'perl'],
  [/^php[\d.]*$/, 'php'],
  [/^lua(?:jit)?[\d.]*$/, 'lua'],
  [/^[gmn]?awk$/, 'awk'],
  [/^g?sed$/, 'sed'],
  [/^g?make$/, 'make'],
  [/^(?:pwsh|powershell)$/, 'powershell'],
  [/^osascript$/, 'applescript'],
];

/** The language that the first line of a program names (execve(2), env(1)); `undefined` for one that is not read, `null` where there is no such line. */
export function languageOfFirstLine(text: string): Language | null | undefined {
  const line = /^#!\s*(\S+)[^\S\n]*(.*)/.exec(text);
  if (line === null) return null;
  const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  const [, program = '', rest = ''] = line;
  const name = base(program) === 'env' ? (rest.split(/\s+/).find((word) => !/^-|=/.test(word)) ?? '') : program;
  return interpreters.find(([pattern]) => pattern.test(base(name)))?.[1];
}
