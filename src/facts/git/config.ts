import { joined } from './locate.ts';
import type { GitDirectories, GitFiles } from './files.ts';

const MAX_CONFIG = 1024 * 1024;
const MAX_INCLUDES = 8;

/** Values by `section.key` or `section.subsection.key`; section and key in lower case, as git compares them. */
export interface GitConfig {
  /** The last value; `null` when unset, `undefined` when a file that may set it cannot be read. */
  get(key: string): string | null | undefined;
  /** Names of the subsections of a section: remotes, branches. */
  subsections(section: string): readonly string[];
}

/** Reads configuration as git does (git-config(1), FILES): system, user, repository, worktree; the last value wins. Nothing in it is executed. */
export function readConfig(repository: GitDirectories | undefined, files: GitFiles): GitConfig {
  const reading = new Reading(files);
  for (const path of [
    '/etc/gitconfig',
    ...(files.home === null ? [] : [`${files.home}/.config/git/config`, `${files.home}/.gitconfig`]),
  ])
    reading.file(path, MAX_INCLUDES);
  if (repository !== undefined) reading.repository(repository);
  return reading.config();
}

/** Reads the configuration of a repository alone, such as the format of its files. */
export function readRepositoryConfig(repository: GitDirectories, files: GitFiles): GitConfig {
  const reading = new Reading(files);
  reading.repository(repository);
  return reading.config();
}

function subsectionOf(key: string, section: string): readonly string[] {
  const end = key.lastIndexOf('.');
  return key.startsWith(`${section}.`) && end > section.length ? [key.slice(section.length + 1, end)] : [];
}

function canonical(key: string): string {
  const first = key.indexOf('.');
  const last = key.lastIndexOf('.');
  return key.slice(0, first).toLowerCase() + key.slice(first, last) + key.slice(last).toLowerCase();
}

class Reading {
  readonly #values = new Map<string, string>();
  #incomplete = false;
  readonly #files: GitFiles;

  constructor(files: GitFiles) {
    this.#files = files;
  }

  config(): GitConfig {
    const values = this.#values;
    const unset = this.#incomplete ? undefined : null;
    return {
      get: (key) => values.get(canonical(key)) ?? unset,
      subsections: (section) => [...new Set([...values.keys()].flatMap((key) => subsectionOf(key, section)))],
    };
  }

  repository(directories: GitDirectories): void {
    this.file(`${directories.common}/config`, MAX_INCLUDES);
    if (this.#values.get('extensions.worktreeconfig') === 'true')
      this.file(`${directories.own}/config.worktree`, MAX_INCLUDES);
  }

  file(path: string, includes: number): void {
    const content = this.#files.read(path, MAX_CONFIG);
    if (content.kind === 'missing') return;
    if (content.kind !== 'text' || includes === 0) {
      this.#incomplete = true;
      return;
    }
    for (const [key, value] of entries(content.text)) {
      this.#values.set(key, value);
      if (key === 'include.path') this.file(this.#included(value, path), includes - 1);
      // Whether a condition holds is not followed; what it would set is not known.
      if (key.startsWith('includeif.')) this.#incomplete = true;
    }
  }

  #included(value: string, from: string): string {
    if (value.startsWith('~/') && this.#files.home !== null) return this.#files.home + value.slice(1);
    return joined(from.slice(0, from.lastIndexOf('/')), value);
  }
}

/** The settings of a configuration file in order (git-config(1), CONFIGURATION FILE). */
function* entries(text: string): Iterable<readonly [string, string]> {
  let section = '';
  for (const line of text.replaceAll('\r\n', '\n').replaceAll('\\\n', '').split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) continue;
    const header = /^\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]\s*(.*)$/.exec(trimmed);
    if (header !== null) section = sectionName(header[1] ?? '', header[2]);
    const rest = header === null ? trimmed : (header[3] ?? '');
    const setting = /^([a-z][\w-]*)\s*(?:=\s*(.*))?$/i.exec(rest);
    if (setting !== null && section !== '')
      yield [`${section}.${(setting[1] ?? '').toLowerCase()}`, valueOf(setting[2])];
  }
}

function sectionName(name: string, subsection: string | undefined): string {
  if (subsection !== undefined) return `${name.toLowerCase()}.${subsection.replaceAll(/\\(.)/g, '$1')}`;
  const dot = name.indexOf('.');
  return dot < 0 ? name.toLowerCase() : name.slice(0, dot).toLowerCase() + name.slice(dot);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b' };

/** Quotes removed, escapes read, a comment cut off; a key alone is `true`. */
function valueOf(raw: string | undefined): string {
  if (raw === undefined) return 'true';
  let value = '';
  let kept = 0;
  let quoted = false;
  for (let at = 0; at < raw.length; at++) {
    const letter = raw[at] ?? '';
    if (letter === '\\') {
      const escaped = raw[++at] ?? '';
      value += ESCAPES[escaped] ?? escaped;
      kept = value.length;
    } else if (letter === '"') {
      quoted = !quoted;
      kept = value.length;
    } else if (!quoted && (letter === '#' || letter === ';')) break;
    else {
      value += letter;
      if (quoted || letter.trim() !== '') kept = value.length;
    }
  }
  return value.slice(0, kept);
}
