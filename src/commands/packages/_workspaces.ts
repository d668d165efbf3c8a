import { literal, textOf, type PathRef, type Word } from '../../word.ts';
import type { Context, FileCode } from '../spec.ts';
import { parseJson } from './_manifest-json.ts';

/** How many workspaces of a project are looked at. */
const MAX_WORKSPACES = 64;

interface Workspace {
  readonly directory: string;
  readonly name: string;
  readonly path: PathRef;
}

/** The workspaces of the project in a directory (npm workspaces(7), pnpm-workspace.yaml, lerna.json). */
export function workspacesOf(context: Context, root: string): readonly Workspace[] {
  const under = (name: string): string => (root === '' ? name : `${root}/${name}`);
  const read = (name: string): string | undefined => {
    const content = context.content(context.path(literal(under(name))));
    return content === undefined ? undefined : textOf(content);
  };
  const globs = new Set<string>();
  for (const name of ['package.json', 'lerna.json']) {
    const manifest = parseJson(read(name) ?? '');
    for (const glob of namesIn(manifest)) globs.add(glob);
  }
  for (const [, glob = ''] of (read('pnpm-workspace.yaml') ?? '').matchAll(/^\s*-\s*['"]?([^'"#\n]+?)['"]?\s*$/gm))
    globs.add(glob);
  if (globs.size === 0) for (const glob of ['packages/*', 'apps/*', 'libs/*']) globs.add(glob);
  const found: Workspace[] = [];
  for (const glob of globs) {
    if (glob.startsWith('!')) continue;
    for (const directory of directoriesOf(context, under(glob))) {
      const path = context.path(literal(`${directory}/package.json`));
      const content = context.content(path);
      const text = content === undefined ? undefined : textOf(content);
      if (text === undefined || found.length >= MAX_WORKSPACES) continue;
      found.push({ directory, name: /"name"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? directory, path });
    }
  }
  return found;
}

function namesIn(manifest: unknown): readonly string[] {
  if (typeof manifest !== 'object' || manifest === null) return [];
  const { workspaces, packages } = manifest as { readonly workspaces?: unknown; readonly packages?: unknown };
  const list = Array.isArray(workspaces)
    ? workspaces
    : (workspaces as { readonly packages?: unknown } | undefined)?.packages;
  return [list, packages].flatMap((each) => (Array.isArray(each) ? each.filter((one) => typeof one === 'string') : []));
}

/** The directories a glob of whole components names. */
function directoriesOf(context: Context, glob: string): readonly string[] {
  let found = [''];
  for (const part of glob.replace(/^\.\//, '').replace(/\/$/, '').split('/')) {
    found = found.flatMap((before) => {
      const under = (name: string): string => (before === '' ? name : `${before}/${name}`);
      if (!part.includes('*')) return [under(part)];
      const pattern = new RegExp(`^${part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replace(/\*+/g, '.*')}$`);
      const directory = textOf(context.cwd);
      if (directory === undefined) return [];
      const absolute = before.startsWith('/') ? before : `${directory}/${before}`;
      return (context.world.list(absolute) ?? [])
        .filter((name) => pattern.test(name) && !name.startsWith('.') && name !== 'node_modules')
        .map(under);
    });
    if (found.length > MAX_WORKSPACES) found = found.slice(0, MAX_WORKSPACES);
  }
  return found;
}

/** Whether a filter of a task runner means the workspace: its name, its directory, a glob of either. */
export function selects(filter: string, { name, directory }: Workspace): boolean {
  const plain = filter
    .replace(/^\.{3}|\.{3}$|^[{!]|[}]$|\[.*\]$/g, '')
    .replace(/^\.\//, '')
    .replace(/\/$/, '');
  if (plain === '' || plain === '*') return true;
  const pattern = new RegExp(`^${plain.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replace(/\*+/g, '.*')}$`);
  return [name, name.replace(/^@[^/]*\//, ''), directory].some((each) => pattern.test(each));
}

/** The script of that name in each workspace that one of the filters means; in all of them where there is none. */
export function* scriptInWorkspaces(
  context: Context,
  root: string,
  filters: readonly string[],
  entry: string,
  via: string,
  args: readonly Word[] = [],
): Generator<FileCode> {
  for (const workspace of workspacesOf(context, root))
    if (filters.length === 0 || filters.some((filter) => selects(filter, workspace)))
      yield { kind: 'file-code', language: 'bash', path: workspace.path, via, entry, args };
}
