import type { CodeLanguageName } from '../../../src/languages/code/grammar.ts';
import { readProgram } from '../../../src/languages/code/read-code.ts';
import { literal, show, type Word } from '../../../src/word.ts';

/** What a program does, one short line per act: `delete-tree /home/dev/x`. */
export function program(language: CodeLanguageName, code: string, file = false): readonly string[] {
  return readProgram(language, literal(code), { home: '/home/dev', file, args: [] }).map(
    ({ at: _at, act, cwd, ...rest }) => {
      const fields: Readonly<Record<string, unknown>> = rest;
      const words = Object.entries(fields).flatMap(([name, value]) => line(name, value));
      const name =
        act === 'delete' && fields['recursive'] === 'yes'
          ? 'delete tree'
          : act === 'delete' && fields['recursive'] === 'unknown'
            ? 'delete perhaps tree'
            : act;
      return [name, ...words, ...(cwd === undefined ? [] : [`in ${show(cwd)}`])].join(' ');
    },
  );
}

function line(name: string, value: unknown): readonly string[] {
  if (name === 'recursive' || name === 'texts' || name === 'what' || name === 'interpreter') return [];
  if (name === 'sends' || name === 'carriesSecret')
    return value === 'yes' ? [name === 'sends' ? 'sending' : 'with secrets'] : [];
  if (name === 'worldWritable') return value === 'yes' ? ['for everyone'] : [];
  if (name === 'sources')
    return Array.isArray(value) && value.length > 0 ? [`from ${value.map((each: Word) => show(each)).join(' ')}`] : [];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return [value.map((each: Word) => show(each)).join(' ')];
  const shown = show(value as Word);
  return [
    name === 'content' ? `= ${shown}` : name === 'input' ? `< ${shown}` : name === 'target' ? `to ${shown}` : shown,
  ];
}
