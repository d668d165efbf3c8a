import { type Truth } from '../word.ts';
import type { Content, Entry } from '../world.ts';
import { indexOf } from './glob-index.ts';
import { isLoose, pathOf, type Component, type Location } from './location.ts';
import { componentMatches, componentPrefix, componentSuffix, globMatches, nameMatches } from './names.ts';
import { isEverything } from './resolve.ts';
import {
  DATA_EXTENSIONS,
  DESCRIPTIVE_DIRECTORIES,
  EXAMPLE_MARKS,
  INNOCENT_WORDS,
  KEY_EXTENSIONS,
  PUBLIC_DIRECTORIES,
  SECRET_DIRECTORIES,
  SECRET_FILES,
  SECRET_FILE_GLOBS,
  SECRET_WORDS,
  SYSTEM_SECRETS,
  TOKEN_FILES,
  TOKEN_PATTERNS,
} from './secret-names.ts';

/** How much of a key or manifest is read to see whether it is private, in bytes. */
const MAX_LOOK = 256 * 1024;

/** What can be asked about the file itself, where a path is fully known. */
export interface SecretSource {
  read(path: string, limit: number): Content;
  entry(path: string): Entry;
  readonly home: string | null;
}

/**
 * Whether a location is a secret file, or a directory that holds nothing else (requirements.md A2), whatever the letter case.
 * A location of which nothing is known is none: otherwise every `cat "$FILE"` would ask.
 */
export function isSecret(location: Location, source: SecretSource): Truth {
  const names = location.components.map((component) =>
    typeof component === 'string' ? component.toLowerCase() : component,
  );
  const base = names.at(-1);
  if (base === undefined) return 'no';
  // Names that are not known take no part in whole-path comparisons.
  const text = `/${names.map((name) => (typeof name === 'string' ? name : '\0')).join('/')}/`;
  publicNames ??= firstNames(PUBLIC_DIRECTORIES);
  if (hasAny(names, publicNames) && PUBLIC_DIRECTORIES.some((directory) => text.includes(`/${directory}/`)))
    return 'no';
  if (isSystemSecret(location, text)) return 'yes';
  const inDirectory = directoryTruth(names, text, base);
  if (inDirectory !== undefined) return inDirectory;
  if (typeof base !== 'string') return openName(names, base);
  const path = pathOf(location);
  return fileTruth(names, base, path === undefined ? undefined : looked(path, source));
}

/** Whether a base name alone, without its directory, may be that of a secret. */
export function isNotable(name: string): boolean {
  return (
    fileTruth([name.toLowerCase()], name.toLowerCase(), undefined) !== 'no' ||
    name === '.git' ||
    SECRET_DIRECTORIES.includes(name.toLowerCase())
  );
}

/** The file of a fully known path, looked at only if its name calls for it. */
interface Look {
  content(): Content;
  entry(): Entry;
  readonly atHome: boolean;
}

function looked(path: string, source: SecretSource): Look {
  return {
    content: () => source.read(path, MAX_LOOK),
    entry: () => source.entry(path),
    atHome: path === `${source.home}/.npmrc`,
  };
}

const SYSTEM_TREES = ['/etc/', '/private/', '/proc/', '/run/', '/var/', '/windows/'];

function isSystemSecret(location: Location, text: string): boolean {
  if (location.root === null || !SYSTEM_TREES.some((tree) => text.startsWith(tree))) return false;
  return indexOf(SYSTEM_SECRETS, lowerCase).inside(location, []) === 'yes';
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}

/** The names that paths begin with, each once. */
function firstNames(...lists: readonly (readonly string[])[]): ReadonlySet<string> {
  return new Set(lists.flat().map((path) => path.slice(0, `${path}/`.indexOf('/'))));
}

let publicNames: ReadonlySet<string> | undefined;
let secretNames: ReadonlySet<string> | undefined;

/** Whether a path goes through a directory with one of these names; most go through none, and no list needs to be searched. */
function hasAny(names: readonly Component[], wanted: ReadonlySet<string>): boolean {
  return names.some((name) => typeof name === 'string' && wanted.has(name));
}

/** Inside a directory that holds secrets by its very name; `undefined` where there is none. */
function directoryTruth(names: readonly Component[], text: string, base: Component): Truth | undefined {
  secretNames ??= firstNames(['.ssh'], SECRET_DIRECTORIES, TOKEN_FILES);
  if (!hasAny(names, secretNames)) return undefined;
  if (text.includes('/.ssh/')) return text.endsWith('/.ssh/') ? 'yes' : insideSsh(base);
  if (SECRET_DIRECTORIES.some((directory) => text.includes(`/${directory}/`))) return publicName(base) ? 'no' : 'yes';
  for (const file of TOKEN_FILES) {
    const truth = tokenFile(names, text, base, file);
    if (truth !== 'no') return truth;
  }
  return undefined;
}

function tokenFile(names: readonly Component[], text: string, base: Component, file: string): Truth {
  if (typeof base === 'string' && !file.includes('*')) return text.endsWith(`/${file}/`) ? 'yes' : 'no';
  return text.includes(`/${file.slice(0, file.lastIndexOf('/') + 1)}`) ? endsAs(names, file) : 'no';
}

/** Private keys may have any name there; the rest is known by name (ssh(1), FILES). */
function insideSsh(base: Component): Truth {
  if (typeof base === 'string')
    return publicName(base) ||
      /^(?:config|known_hosts|authorized_keys|allowed_signers|environment|rc|agent|control|cm-|sockets)/.test(base)
      ? 'no'
      : 'yes';
  if (isEverything(base)) return 'yes';
  return componentSuffix(base).endsWith('.pub') || /^(?:config|known_hosts|authorized_keys)/.test(componentPrefix(base))
    ? 'no'
    : 'unknown';
}

function publicName(base: Component): boolean {
  return typeof base === 'string' && base.endsWith('.pub');
}

function endsAs(names: readonly Component[], file: string): Truth {
  const wanted = file.split('/');
  const from = names.length - wanted.length;
  if (from < 0) return 'no';
  let result: Truth = 'yes';
  for (const [offset, glob] of wanted.entries()) {
    const component = names[from + offset];
    if (component === undefined) return 'no';
    // A directory that is not known is none of these: `$DIR/config` is everyday.
    if (
      typeof component !== 'string' &&
      (offset < wanted.length - 1 || componentPrefix(component) + componentSuffix(component) === '')
    )
      return 'no';
    const truth = componentMatches(component, glob, (text) => text);
    if (truth === 'no') return 'no';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** Whether a file of this name, in lower case, holds a secret. */
function fileTruth(names: readonly Component[], base: string, look: Look | undefined): Truth {
  if (base.endsWith('.pub') || base.endsWith('.md') || base.endsWith('.d.ts')) return 'no';
  const tokens = Object.hasOwn(TOKEN_PATTERNS, base) ? TOKEN_PATTERNS[base] : undefined;
  if (tokens !== undefined) return tokenTruth(base, tokens, look);
  if (listed(SECRET_FILES, base)) return isDirectory(base, look) ? 'no' : 'yes';
  if (isExample(base) || base === 'debug.keystore') return 'no';
  if (SECRET_FILE_GLOBS.some((glob) => nameMatches(base, glob))) return 'yes';
  if (KEY_EXTENSIONS.some((extension) => base.endsWith(extension))) return keyTruth(base, look);
  if (SECRET_WORDS.some((word) => base.includes(word))) return namedTruth(names, base, look);
  return inSecretsDirectory(names, base) ? (isDirectory(base, look) ? 'no' : unlessPublic(look)) : 'no';
}

function listed(list: string, name: string): boolean {
  if (name === '' || name.includes(' ')) return false;
  return list.includes(` ${name} `) || list.startsWith(`${name} `) || list.endsWith(` ${name}`) || list === name;
}

function isExample(base: string): boolean {
  return EXAMPLE_MARKS.test(base);
}

/** `.env` is also what some call their Python virtual environment. */
function isDirectory(base: string, look: Look | undefined): boolean {
  return (base === '.env' || base === '.secrets' || !base.includes('.')) && look?.entry().kind === 'directory';
}

function tokenTruth(base: string, tokens: RegExp, look: Look | undefined): Truth {
  const content = look?.content();
  switch (content?.kind) {
    case 'text':
      return tokens.test(content.text) ? 'yes' : 'no';
    case 'missing':
    case 'binary':
      return 'no';
    case 'too-large':
    case 'unknown':
    case undefined:
      return mayHoldToken(base, look) ? 'unknown' : 'no';
  }
}

/** Logging in puts npm's token into the file at home; a project's own is committed with its settings. */
function mayHoldToken(base: string, look: Look | undefined): boolean {
  if (base === '.npmrc') return look === undefined || look.atHome;
  return base === '.pypirc';
}

/** A key or certificate: what it holds decides, and where that cannot be read, its name. */
function keyTruth(base: string, look: Look | undefined): Truth {
  const content = look?.content();
  if (content?.kind === 'text')
    return content.text.includes('PRIVATE KEY') || content.text.includes('SECRET KEY') ? 'yes' : 'no';
  return base.endsWith('.pem') && isPublicKeyName(base) ? 'no' : 'yes';
}

function isPublicKeyName(base: string): boolean {
  return (
    !/key|priv/.test(base.replace(/public[-_]?key|pub[-_]?key/, '')) &&
    (/^(?:cert|chain|fullchain|ca(?:[-_.\d]|cert|chain|bundle|root|$)|root[-_]?ca|dhparam|isrg)/.test(base) ||
      /(?:^|[-_.])(?:public|pub|cert|chain|ca|crt)(?:[-_.]|$)/.test(base))
  );
}

/** A name with `secret` or `credential` in it. */
function namedTruth(names: readonly Component[], base: string, look: Look | undefined): Truth {
  if (INNOCENT_WORDS.test(base)) return 'no';
  const dot = base.lastIndexOf('.');
  const extension = dot > 0 ? base.slice(dot + 1) : '';
  if (extension !== '' && !listed(DATA_EXTENSIONS, extension)) return 'no';
  if (names.slice(0, -1).some((name) => typeof name === 'string' && listed(DESCRIPTIVE_DIRECTORIES, name))) return 'no';
  if (extension === '' && isDirectory(base, look)) return 'no';
  return unlessPublic(look);
}

/** Docker and compose keep one secret a file in a directory of exactly this name. */
function inSecretsDirectory(names: readonly Component[], base: string): boolean {
  const parent = names.at(-2);
  if (parent !== 'secrets' && parent !== '.secrets') return false;
  const dot = base.lastIndexOf('.');
  if (names.some((name) => typeof name === 'string' && listed(DESCRIPTIVE_DIRECTORIES, name))) return false;
  return dot <= 0
    ? !/^(?:makefile|dockerfile|readme|license|\.git\w*|\.keep)$/.test(base)
    : listed(DATA_EXTENSIONS, base.slice(dot + 1));
}

/** What the text shows to be no secret: encrypted or external manifests, templates without values, programs. */
function unlessPublic(look: Look | undefined): Truth {
  const content = look?.content();
  if (content?.kind !== 'text') return 'yes';
  const { text } = content;
  if (text.startsWith('#!')) return 'no';
  if (
    /^\s*kind:\s*["']?(?:SealedSecret|ExternalSecret|ClusterExternalSecret|SecretStore|ClusterSecretStore|SecretProviderClass)\b/m.test(
      text,
    )
  )
    return 'no';
  if (/ENC\[AES256_GCM,/.test(text) || text.startsWith('$ANSIBLE_VAULT;')) return 'no';
  return /^\s*kind:\s*["']?Secret\b/m.test(text) && text.includes('{{') ? 'no' : 'yes';
}

/**
 * A name with holes: secret only as far as its known text points to one (`.env*`, `.e$X`, `id_*`, `$NAME.pem`).
 * A pattern counts where a secret of that name would be among its matches.
 */
function openName(names: readonly Component[], base: Exclude<Component, string>): Truth {
  const prefix = componentPrefix(base);
  const suffix = componentSuffix(base);
  if (isExample(suffix) || suffix.endsWith('.pub')) return 'no';
  const known = base.filter((part) => typeof part === 'string').join('');
  if (known === '') return 'no';
  for (const filler of ['', 'x']) {
    const name = base.map((part) => (typeof part === 'string' ? part : filler)).join('');
    if (fileTruth([...names.slice(0, -1), name], name, undefined) !== 'no') return 'unknown';
  }
  if (prefix !== '.' && prefix.length < 2 && suffix.length < 3) return isWordPiece(base, known) ? 'unknown' : 'no';
  if (prefix.length < 2 && suffix.startsWith('.') && listed(DATA_EXTENSIONS, suffix.slice(1)))
    return isWordPiece(base, known) ? 'unknown' : 'no';
  const open = isLoose(base) || base.some((part) => typeof part !== 'string' && part.hole !== 'glob');
  for (const name of SECRET_FILES.split(' ')) {
    if (!name.startsWith(prefix) || !name.endsWith(suffix) || name.length < prefix.length + suffix.length) continue;
    // A lone dot before a value that is not known says nothing; before a pattern it takes in every hidden file.
    if (open ? known.length > 1 : globMatches(name, base)) return 'unknown';
  }
  return isWordPiece(base, known) ? 'unknown' : 'no';
}

/** `*cred*` and `*secr*` look for such a word. */
function isWordPiece(base: Exclude<Component, string>, known: string): boolean {
  return known.length >= 4 && !isLoose(base) && SECRET_WORDS.some((word) => word.includes(known));
}
