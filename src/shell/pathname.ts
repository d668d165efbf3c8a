import { type Word, wordOf } from '../word.ts';
import { moved } from './directory.ts';
import { compilePattern, matches, type PatternPiece } from './pattern.ts';
import type { Shell } from './shell.ts';
import { textOfValue } from './value.ts';

/** How many names one pattern on the command word may match. */
const MATCHES = 64;

/**
 * Pathname expansion of the fields of a command word: which program runs depends on what is there.
 * A field whose matches are not known stays as it is.
 */
export function commandFields(shell: Shell, fields: readonly Word[]): readonly Word[] {
  const [first, ...rest] = fields;
  if (
    first === undefined ||
    first.many ||
    !first.parts.some((part) => typeof part !== 'string' && part.hole === 'glob')
  )
    return fields;
  const paths = matchesOf(shell, first);
  if (paths === undefined) return fields;
  return [...paths.map((path) => wordOf([path], first.span)), ...rest];
}

/** The sorted paths a pattern matches, the pattern itself where there are none, `undefined` where not known. */
function matchesOf(shell: Shell, word: Word): readonly string[] | undefined {
  const pieces: PatternPiece[] = [];
  for (const part of word.parts) {
    if (typeof part === 'string') pieces.push({ text: part, quoted: true });
    else if (part.hole === 'glob') pieces.push({ text: part.text, quoted: false });
    else return undefined;
  }
  const components = splitAtSlashes(pieces);
  const written = pieces.map((piece) => piece.text).join('');
  const absolute = written.startsWith('/');
  const cwd =
    shell.state.cwd.length === 1 && shell.state.cwd[0] !== undefined ? textOfValue(shell.state.cwd[0]) : undefined;
  if (!absolute && cwd === undefined) return undefined;
  let paths: string[] = [''];
  for (const [index, component] of components.entries()) {
    shell.reader.tick();
    const separator = index === 0 ? '' : '/';
    if (component.every((piece) => piece.quoted)) {
      const text = component.map((piece) => piece.text).join('');
      paths = paths.map((path) => path + separator + text);
      continue;
    }
    const pattern = compilePattern(component);
    const hidden = component[0]?.text.startsWith('.') === true;
    const next: string[] = [];
    for (const path of paths) {
      const directory = moved(cwd === undefined ? ['/'] : [cwd], [absolute ? `${path}/` : path === '' ? '.' : path]);
      const names = shell.reader.world.list(textOfValue(directory) ?? '/');
      if (names === undefined) return undefined;
      for (const name of names.toSorted())
        if ((hidden || !name.startsWith('.')) && matches(pattern, name) === true) next.push(path + separator + name);
      if (next.length > MATCHES) return undefined;
    }
    paths = next;
  }
  return paths.length === 0 ? [written] : paths;
}

function splitAtSlashes(pieces: readonly PatternPiece[]): readonly (readonly PatternPiece[])[] {
  const components: PatternPiece[][] = [[]];
  for (const piece of pieces) {
    const texts = piece.text.split('/');
    for (const [index, text] of texts.entries()) {
      if (index > 0) components.push([]);
      if (text !== '') components.at(-1)?.push({ text, quoted: piece.quoted });
    }
  }
  return components;
}
