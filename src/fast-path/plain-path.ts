import type { Look, Sight } from './look.ts';

/** Parts of words that make a name or a pattern one to look at closely, in lower case: credentials are named by them. */
const NOTABLE = [
  'env',
  'secret',
  'cred',
  'passw',
  'passp',
  'passwd',
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

/** Extensions of source code, prose and plain settings. */
const PLAIN_EXTENSIONS =
  ' ts tsx js jsx mjs cjs mts cts py pyi go rs java kt scala clj ex exs erl hs ml rb php c h cc cpp hpp cs fs swift m md mdx rst txt html css scss sass less svg vue svelte astro sql sh bash zsh json yaml yml toml lock log csv xml gradle proto graphql tf lua r jl dart zig nix ini cfg ipynb d diff patch snap map ';

/** Names without an extension that everybody knows; other ones are directories as a rule, which is looked up. */
const PLAIN_NAMES =
  ' readme license changelog contributing makefile dockerfile gemfile rakefile procfile justfile codeowners ';

/** Trees of the system in which a file may be something else than text. */
const SYSTEM_TREES = ' etc proc sys dev run var private library system volumes net ';

/** Parts of the names of directories in which everything counts as somebody's. */
const NOTABLE_PLACES = /\/\.[^/]|customer|production|library|appdata/;

/** Whether a pattern, a revision or the like is not about credentials or hidden files. */
export function isInnocent(text: string): boolean {
  const lower = text.toLowerCase();
  for (const part of NOTABLE) if (lower.includes(part)) return false;
  return !/(?:^|[/:*!])\.[^./]/.test(lower);
}

/**
 * Whether what lies at the path is certainly nothing that a rule about reading has an opinion on, from each of the
 * directories: an ordinary name, and no symbolic link or device on the way.
 */
export function isPlainPath(text: string, directories: readonly string[], look: Look): boolean {
  if (!/^[\w@+,./-]+$/.test(text) || !isInnocent(text)) return false;
  const names = text.toLowerCase().split('/');
  if (names.includes('..')) return false;
  const base = names.findLast((name) => name !== '' && name !== '.') ?? '';
  const dot = base.lastIndexOf('.');
  const isNamed = dot > 0 ? PLAIN_EXTENSIONS.includes(` ${base.slice(dot + 1)} `) : PLAIN_NAMES.includes(` ${base} `);
  for (const directory of text.startsWith('/') ? [''] : directories) {
    const sight = sightOf(directory, text, look);
    if (sight === 'unclear' || (!isNamed && sight !== 'directory') || isNotable(`${directory}/${text}`)) return false;
  }
  return true;
}

function isNotable(path: string): boolean {
  const lower = path.toLowerCase();
  const from = lower.startsWith('//') ? 2 : 1;
  return NOTABLE_PLACES.test(lower) || SYSTEM_TREES.includes(` ${lower.slice(from, lower.indexOf('/', from))} `);
}

/**
 * Whether the value of an option is about nothing of note, should it be a path after all: not every version of a program has
 * the same options.
 */
export function isPlainValue(text: string, directories: readonly string[], look: Look): boolean {
  return (
    isInnocent(text) &&
    !text.startsWith('/') &&
    !/(?:^|\/)\.\.(?:\/|$)/.test(text) &&
    directories.every((directory) => !isNotable(`${directory}/`) && sightOf(directory, text, look) !== 'unclear')
  );
}

/** What stands at a path below a directory, `unclear` where something on the way to it is neither file nor directory. */
export function sightOf(directory: string, text: string, look: Look): Sight {
  let path = '';
  let sight: Sight = 'directory';
  for (const name of `${directory}/${text}`.split('/')) {
    if (name === '' || name === '.') continue;
    if (sight !== 'directory') return sight;
    path += `/${name}`;
    sight = look.sight(path);
  }
  return sight;
}
