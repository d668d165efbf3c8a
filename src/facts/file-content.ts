import type { Content } from '../world.ts';

/**
 * What a file holds. One with a NUL is `binary`; a program is it only where the NUL stands in the first line and no `#!` does, for then
 * neither the kernel nor a shell runs it as a script (bash, general.c, `check_binary_file`).
 */
export function fileContent(text: string): Content {
  const first = text.indexOf('\0');
  if (first < 0) return { kind: 'text', text };
  const line = text.indexOf('\n');
  return { kind: 'binary', program: first < 80 && (line < 0 || first < line) && !text.startsWith('#!') };
}
