import { consistsOf, hasHiddenName } from './letters.ts';
import { sightOf, type Look, type Sight } from './look.ts';

/** Parts of words that make a name or a pattern one to look at closely, in lower case: credentials are named by them. */
const NOTABLE = [
  'env',
  'secret',
  'cred',
  'passw',
  'passp',
  'token',
  'key',
  'auth',
  'vault',
  'private',
  'account',
  'history',
  'cookie',
  'login',
  'kaggle',
  'signon',
  'admin',
  'akia',
  'asia',
  'aws',
  'ghp_',
  'sk_',
  'sk-',
  'xox',
  'aiza',
  'id_',
  'rsa',
  'begin',
  'customer',
  'production',
];

/** Extensions of source code, which holds no secret whatever its name says. */
const SOURCE_EXTENSIONS =
  ' ts tsx js jsx mjs cjs mts cts py pyi go rs java kt scala clj ex exs erl hs ml rb php c h cc cpp hpp cs fs swift html css scss sass less svg vue svelte astro md mdx rst ';

/** Extensions of other text, which does so where its name says nothing of the kind. */
const TEXT_EXTENSIONS =
  ' txt sql sh bash zsh json yaml yml toml lock log csv xml gradle proto graphql tf lua r jl dart zig nix ini cfg ipynb d diff patch snap map ';

/** Names without an extension that everybody knows; other ones are directories as a rule, which is looked up. */
const PLAIN_NAMES =
  ' readme license changelog contributing makefile dockerfile gemfile rakefile procfile justfile codeowners ';

/** Trees of the system in which a file may be something else than text. */
const SYSTEM_TREES = ' etc proc sys dev run var private library system volumes net ';

/** Parts of the names of directories in which everything counts as somebody's. */
const NOTABLE_PLACES = ['customer', 'production', 'library', 'appdata'];

/** Whether a pattern, a revision or the like is not about credentials or hidden files. */
export function isInnocent(text: string): boolean {
  const lower = text.toLowerCase();
  for (const part of NOTABLE) if (lower.includes(part)) return false;
  for (let at = lower.indexOf('.'); at >= 0; at = lower.indexOf('.', at + 1)) {
    const isFirst = at === 0 || '/:*!'.includes(lower.charAt(at - 1));
    if (isFirst && at + 1 < lower.length && !'./'.includes(lower.charAt(at + 1))) return false;
  }
  return true;
}

/**
 * Whether what lies at the path is certainly nothing that a rule about reading has an opinion on, from each of the
 * directories: an ordinary name, and no symbolic link or device on the way.
 */
export function isPlainPath(text: string, directories: readonly string[], look: Pick<Look, 'lstat'>): boolean {
  const kind = kindOf(text);
  if (kind === undefined) return false;
  const isAbsolute = text.startsWith('/');
  if (isNotableFrom(text, directories)) return false;
  for (const directory of isAbsolute ? [''] : directories) {
    const sight = wayTo(directory, text, look);
    if (sight === 'unclear' || (kind === 'unnamed' && sight !== 'directory')) return false;
  }
  return true;
}

/** Whether the name is that of a file of ordinary text. */
export function isPlainFile(text: string): boolean {
  const kind = kindOf(text);
  return kind === 'source' || kind === 'named';
}

/** Whether the name is a revision's, a directory's, or that of a file of ordinary text. */
export function isPlainName(text: string): boolean {
  const name = text.slice(text.lastIndexOf('/') + 1);
  return !name.includes('.') || !/\.(?!\d)/.test(name) || isPlainFile(text);
}

/** What the name of a path says it is; `undefined` where it is to be looked at closely. */
function kindOf(text: string): 'source' | 'named' | 'unnamed' | undefined {
  if (!consistsOf(text, '@+,./-')) return undefined;
  const names = text.toLowerCase().split('/');
  if (names.includes('..')) return undefined;
  const base = names.findLast((name) => name !== '' && name !== '.') ?? '';
  const dot = base.lastIndexOf('.');
  const extension = dot > 0 ? ` ${base.slice(dot + 1)} ` : '';
  if (extension !== '' && SOURCE_EXTENSIONS.includes(extension)) return 'source';
  if (!isInnocent(text)) return undefined;
  const isNamed =
    extension === '' ? base === '' || PLAIN_NAMES.includes(` ${base} `) : TEXT_EXTENSIONS.includes(extension);
  return isNamed ? 'named' : 'unnamed';
}

/** Names that agents, and we ourselves, keep settings or memory under. */
const OWN_NAMES = /claude|agent|copilot|cursor|mcp|blastgate/i;

/** Whether the absolute path is a source file of the project by an ordinary name, with no symbolic link or device on the way. */
export function isPlainSource(path: string, project: string, look: Pick<Look, 'lstat'>): boolean {
  const below = path.startsWith(`${project}/`) ? path.slice(project.length + 1) : '';
  if (
    !/^(?:[\w@+-]+\/)*[\w@+,.-]+$/.test(below) ||
    kindOf(path) !== 'source' ||
    isNotable(path) ||
    OWN_NAMES.test(below)
  )
    return false;
  const sight = wayTo('', path, look);
  return sight === 'file' || sight === 'missing';
}

/** Whether names on the path say that what lies there is somebody's; at the root they may be the system's. */
function isNotableFrom(text: string, directories: readonly string[]): boolean {
  if (text.startsWith('/')) return isNotable(`${text}/`);
  return directories.includes('/') ? isNotable(`/${text}/`) : namesNotable(`/${text.toLowerCase()}`);
}

/** Whether an absolute directory is one in which names say what is in a file. */
export function isPlainDirectory(path: string): boolean {
  return path === '/' || ([...path].some((letter) => letter !== '/' && letter !== '.') && !isNotable(`${path}/`));
}

function isNotable(path: string): boolean {
  const lower = path.toLowerCase();
  let start = 0;
  while (lower[start] === '/' || lower[start] === '.') start++;
  const end = lower.indexOf('/', start);
  return namesNotable(lower) || (end > start && SYSTEM_TREES.includes(` ${lower.slice(start, end)} `));
}

/** Whether a path in lower case has a hidden name in it, or one of those. Compiling an expression costs more than these looks. */
function namesNotable(path: string): boolean {
  for (const part of NOTABLE_PLACES) if (path.includes(part)) return true;
  return path.includes('/.') && hasHiddenName(path);
}

/**
 * Whether the value of an option is about nothing of note, should it be a path after all: not every version of a program has
 * the same options.
 */
export function isPlainValue(text: string, directories: readonly string[], look: Pick<Look, 'lstat'>): boolean {
  return (
    isInnocent(text) &&
    !isNotableFrom(text, directories) &&
    !text.startsWith('/') &&
    !(text.includes('..') && /(?:^|\/)\.\.(?:\/|$)/.test(text)) &&
    directories.every((directory) => wayTo(directory, text, look) !== 'unclear')
  );
}

/** What stands at a path below a directory, `unclear` where something on the way to it is neither file nor directory. */
export function wayTo(directory: string, text: string, look: Pick<Look, 'lstat'>): Sight {
  let path = '';
  let sight: Sight = 'directory';
  for (const name of `${directory}/${text}`.split('/')) {
    if (name === '' || name === '.') continue;
    if (sight !== 'directory') return sight;
    path += `/${name}`;
    sight = sightOf(look.lstat(path));
  }
  return sight;
}
