import { prefixOf, suffixOf, textOf, type Part, type Word } from '../../word.ts';
import { readCommand } from '../argv.ts';
import { readFind } from '../files/find-expression.ts';
import { normalised, output, outputOf, type Call, type Producer } from './call.ts';

/** Names of files, one to a line: a single line with a pattern stands for each of them. */
function lineOf(parts: readonly Part[], end = '\n'): Word {
  return outputOf([...parts, end]);
}

const anyName: Part = { hole: 'glob', text: '*' };
const anyPath: Part = { hole: 'glob', text: '**' };

/** `ls`: the names in the current directory; of another directory the names alone, which say nothing about where. */
export const ls: Producer = (call) => {
  const operands = call.words.filter((word) => !prefixOf(word).startsWith('-'));
  const options = call.words.filter((word) => prefixOf(word).startsWith('-')).map((word) => textOf(word) ?? '');
  if (options.some((option) => !/^-(?:[1tdrSaAq]+|-[a-z-]+)$/.test(option))) return undefined;
  const hidden = options.some((option) => /^-\w*[aA]|^--a/.test(option));
  if (operands.length === 0) return lineOf([hidden ? anyPath : anyName]);
  const [only, ...more] = operands;
  if (only === undefined || more.length > 0) return undefined;
  const name = textOf(only);
  const shallow = options.some((option) => /^-\w*d|^--directory$/.test(option));
  // A file is listed as it was named.
  if (name?.includes('/bin/') === true && call.world.entry(normalised(name)).kind === 'missing') return undefined;
  if (name !== undefined && (shallow || isFile(name, call))) return output(`${name}\n`);
  // A pattern whose matches are files, or directories with -d, is printed as it matches.
  const last = only.parts.at(-1);
  const named = only.parts.some((part) => typeof part !== 'string' && part.hole === 'glob');
  if (
    named &&
    only.parts.every((part) => typeof part === 'string' || part.hole === 'glob') &&
    (options.join('').includes('d') ||
      only.parts.some((part) => typeof part === 'string' && part.includes('/bin/')) ||
      (typeof last === 'string' && /\.\w+$/.test(last)))
  )
    return lineOf(only.parts);
  return lineOf([hidden ? anyPath : anyName]);
};

function isFile(name: string, { world, invocation }: Call): boolean {
  const cwd = textOf(invocation.state.cwd);
  if (!name.startsWith('/') && cwd === undefined) return false;
  const { kind } = world.entry(normalised(name.startsWith('/') ? name : `${cwd ?? ''}/${name}`));
  return kind === 'file' || (kind === 'link' && !name.endsWith('/'));
}

/** `find … -print`: below each start, whatever the tests let through. */
export const find: Producer = (call) => {
  // What -printf writes is not the names of files.
  if (call.words.some((word) => textOf(word) === '-printf')) return undefined;
  const expression = readFind(call.words);
  if (expression.starts.length !== 1) return undefined;
  const [start] = expression.starts;
  const actions = expression.actions.filter((action) => action.kind !== 'quit');
  const [action, ...more] = actions;
  if (start === undefined || more.length > 0) return undefined;
  if (action !== undefined && action.kind !== 'print') return undefined;
  const names = action?.names ?? expression.names;
  if (names.length > 1) return undefined;
  const [name] = names;
  return lineOf(
    [...start.parts, suffixOf(start).endsWith('/') ? '' : '/', ...(name?.parts ?? [anyPath])],
    action?.zero === true ? '\0' : '\n',
  );
};

const searchSyntax = {
  value:
    '-e --regexp -m --max-count -A -B -C -f --file --include --exclude --exclude-dir -g --glob --iglob -t --type -T --type-not -d --max-depth --depth -E --exclude --extension -j --threads',
} as const;

/** `grep -rl`, `rg -l`, `rg --files`, `ag -l`, `git grep -l`: files below the searched directory. */
export const searchNames: Producer = (call) => {
  const words = call.program === 'git' ? call.words.slice(1) : call.words;
  const command = readCommand(call.program, words, searchSyntax);
  const files = command.has('--files') === 'yes';
  if (!files && command.has('-l', '--files-with-matches', '-L', '--files-without-match', '--name-only') !== 'yes')
    return undefined;
  const patterns = files || command.values('-e', '--regexp').length > 0 ? 0 : 1;
  const places = command.operands.slice(patterns);
  const end = command.has('-Z', '--null', '-0') === 'yes' ? '\0' : '\n';
  const include = command.values('--include');
  const name = include.length === 1 && include[0] !== undefined ? patternParts(include[0]) : [anyName];
  if (places.length === 0) return lineOf(name, end);
  const [place, ...more] = places;
  if (place === undefined || more.length > 0) return undefined;
  const recursive =
    call.program !== 'grep' && call.program !== 'egrep' && call.program !== 'fgrep'
      ? 'yes'
      : command.has('-r', '-R', '--recursive', '--dereference-recursive');
  if (recursive !== 'yes') return lineOf(place.parts, end);
  if (textOf(place) === undefined) return undefined;
  return lineOf([...place.parts, suffixOf(place).endsWith('/') ? '' : '/', ...name], end);
};

/** The pattern of a name, its wildcards as holes. */
export function patternParts(word: Word): Part[] {
  return word.parts.flatMap((part) =>
    typeof part === 'string'
      ? part
          .split(/(\*+|\?|\[[^\]]*\])/)
          .map((piece, at): Part => (at % 2 === 1 ? { hole: 'glob', text: piece } : piece))
      : [part],
  );
}

/** `fd`: files below the current directory, or below the one named. */
export const fd: Producer = (call) => {
  const command = readCommand(call.program, call.words, {
    value:
      '-e --extension -t --type -E --exclude -d --max-depth -S --size -x --exec -X --exec-batch -j --threads --base-directory -g --glob',
    flags: '-0 --print0 -H --hidden -I --no-ignore -u -a --absolute-path -F -l',
  });
  if (command.has('-x', '--exec', '-X', '--exec-batch', '-a', '--absolute-path', '-l', '--base-directory') !== 'no')
    return undefined;
  const end = command.has('-0', '--print0') === 'yes' ? '\0' : '\n';
  const place = command.operands[1];
  const extension = command.value('-e', '--extension');
  const name: Part[] = extension === undefined ? [anyName] : [anyName, '.', ...extension.parts];
  if (place === undefined) return lineOf(name, end);
  return textOf(place) === undefined || command.operands.length > 2
    ? undefined
    : lineOf([...place.parts, '/', ...name], end);
};

/** What `git` prints about itself without asking anyone: branch, top level, and the names of files it knows. */
export const git: Producer = (call) => {
  const words = call.words.map((word) => textOf(word));
  const [verb, ...rest] = words;
  const { world } = call;
  switch (verb) {
    case 'rev-parse': {
      if (rest.length === 1 && rest[0] === '--show-toplevel')
        return insideProject(call.invocation.state.cwd, world.project)
          ? output(`${slashed(world.project ?? '')}\n`)
          : undefined;
      if (rest.length === 1 && /^--(?:absolute-)?git-(?:common-)?dir$/.test(rest[0] ?? ''))
        return insideProject(call.invocation.state.cwd, world.project)
          ? output(`${slashed(world.project ?? '')}/.git\n`)
          : undefined;
      const named = rest.length === 2 && rest[0] === '--abbrev-ref' && rest[1] === 'HEAD';
      return named && world.repository.branch !== null && insideProject(call.invocation.state.cwd, world.project)
        ? output(`${world.repository.branch}\n`)
        : undefined;
    }
    case 'branch':
      return rest.length === 1 &&
        rest[0] === '--show-current' &&
        world.repository.branch !== null &&
        insideProject(call.invocation.state.cwd, world.project)
        ? output(`${world.repository.branch}\n`)
        : undefined;
    case 'ls-files':
    case 'diff':
    case 'ls-tree':
      if (verb === 'diff' && !rest.includes('--name-only')) return undefined;
      if (verb === 'ls-tree' && !rest.includes('--name-only')) return undefined;
      if (
        verb === 'ls-files' &&
        rest.some((word) => word === undefined || /^-(?:s|-stage|-format.*|-debug|t|v|f|-eol|c?u)$/.test(word))
      )
        return undefined;
      return lineOf(
        rest.some((word) => word === '-o' || word === '--others') ? untracked(rest) : [anyName],
        rest.includes('-z') ? '\0' : '\n',
      );
    case 'grep':
      return searchNames(call);
    default:
      return undefined;
  }
};

/** Untracked files: of the whole project, or below the one directory that is named. */
function untracked(words: readonly (string | undefined)[]): readonly Part[] {
  const named = words.filter((word) => word === undefined || !word.startsWith('-'));
  const [directory] = named;
  const plain = named.length === 1 && directory !== undefined && !/[*?[:]/.test(directory);
  return plain ? [`${directory.replace(/\/+$/, '')}/`, anyPath] : [anyPath];
}

function insideProject(cwd: Word, project: string | null): boolean {
  const text = textOf(cwd);
  if (project === null || text === undefined) return false;
  const [here, root] = [slashed(text), slashed(project)];
  return here === root || here.startsWith(`${root}/`);
}

/** A path on a drive with slashes, as git prints it on Windows. */
function slashed(path: string): string {
  return /^[A-Za-z]:\\/.test(path) ? path.replaceAll('\\', '/') : path;
}
