import type { CodeLanguageName } from './grammar.ts';
import type { Machine } from './machine.ts';
import { joinPath } from './paths.ts';
import { each, known, text, type Value } from './value.ts';

/** Notes the file of the project that an import may name; one that is installed is none. */
export function imported(machine: Machine, module: Value, at: number, member = ''): void {
  for (const one of each(module)) {
    const name = known(one);
    if (name === undefined || name === '' || name.length > 300) continue;
    const candidates = filesOf(machine.language.grammar.name, name, member).flatMap((file) => {
      const path = joinPath([machine.scriptDirectory(), text(file)]);
      return path.is === 'text' ? [machine.word(path)] : [];
    });
    if (candidates.length > 0) machine.note({ act: 'module', candidates, at });
  }
}

/** The files a module may be in, from the directory of the program that imports it, in the order they are looked for. */
function filesOf(language: CodeLanguageName, name: string, member: string): readonly string[] {
  switch (language) {
    case 'python': {
      // Import system, docs.python.org/3/reference/import.html: each dot after the first is one package up.
      const dots = /^\.*/.exec(name)?.[0].length ?? 0;
      const own = name.slice(dots).replaceAll('.', '/');
      const up = '../'.repeat(Math.max(0, dots - 1));
      const inside = member === '' || member === '*' ? [] : [own === '' ? member : `${own}/${member}`];
      return [...inside, ...(own === '' ? [] : [own])].flatMap((path) => [
        `${up}${path}.py`,
        `${up}${path}/__init__.py`,
      ]);
    }
    case 'javascript': {
      if (!/^\.{0,2}\//.test(name) && name !== '.' && name !== '..') return [];
      const stem = name.replace(/\.[cm]?jsx?$/, '');
      const written = stem === name ? [] : [`${stem}.ts`, `${stem}.tsx`];
      return name.endsWith('.json') || name.endsWith('.node')
        ? []
        : [
            name,
            ...['.js', '.ts', '.mjs', '.cjs', '.tsx', '.jsx', '/index.js', '/index.ts'].map((end) => name + end),
            ...written,
          ];
    }
    case 'ruby':
      return [name.endsWith('.rb') ? name : `${name}.rb`];
    case 'perl':
      if (/\.p[lm]$/.test(name)) return [name];
      return [
        `${name.replaceAll('::', '/')}.pm`,
        `lib/${name.replaceAll('::', '/')}.pm`,
        `../lib/${name.replaceAll('::', '/')}.pm`,
      ];
    case 'php':
      return [name];
    case 'lua':
      return [`${name.replaceAll('.', '/')}.lua`, `${name.replaceAll('.', '/')}/init.lua`];
  }
}
