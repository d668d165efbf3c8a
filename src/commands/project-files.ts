import { literal, textOf, type PathRef, type Word } from '../word.ts';
import type { World } from '../world.ts';

/** The files that lie around a program that is looked through. */
export interface ProjectFiles {
  /** The text of a file as it is when the program runs. */
  content(path: PathRef): Word | undefined;
  /** The files that a name stands for, where its last component may be a pattern. */
  matching(path: PathRef): readonly PathRef[];
}

/** How many files one pattern stands for. */
const MAX_FILES = 32;

/** The files of a world, read as the call left them. */
export function projectFiles(world: World, content: (path: PathRef) => Word | undefined): ProjectFiles {
  return {
    content,
    matching(path) {
      const name = textOf(path.word);
      const base = textOf(path.cwd);
      if (name === undefined || base === undefined || !/[*?]/.test(name)) return [path];
      const slash = name.lastIndexOf('/');
      const directory = slash < 0 ? '' : name.slice(0, slash + 1);
      if (/[*?]/.test(directory)) return [];
      const last = name.slice(slash + 1).replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
      const pattern = new RegExp(`^${last.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      const absolute = directory.startsWith('/') ? directory : `${base}/${directory}`;
      return (world.list(absolute.replace(/\/$/, '')) ?? [])
        .filter((one) => pattern.test(one) && !one.startsWith('.'))
        .slice(0, MAX_FILES)
        .map((one) => ({ ...path, word: literal(directory + one, path.word.span) }));
    },
  };
}
