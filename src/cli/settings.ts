import { field, isObject } from '../adapters/input.ts';
import type { Host } from '../host.ts';
import type { Json, JsonObject } from '../tool-call.ts';

/** Which settings file of Claude Code: the person's, the repository's, or the repository's that git ignores. */
export type Scope = 'user' | 'project' | 'local';

/** A settings file as it stands. */
export type Settings =
  | { readonly kind: 'missing' }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'parsed'; readonly text: string; readonly value: JsonObject };

/** Where a scope's settings file is (hook-contract.md section 4.1). */
export function settingsPath(scope: Scope, home: string, project: string): string {
  switch (scope) {
    case 'user':
      return `${home}/.claude/settings.json`;
    case 'project':
      return `${project}/.claude/settings.json`;
    case 'local':
      return `${project}/.claude/settings.local.json`;
  }
}

/** The file a settings path leads to: people keep theirs elsewhere and link to it. */
export function linkedFile(path: string, host: Host): string {
  let file = path;
  for (let links = 0; links < 40; links += 1) {
    const target = host.readlink(file);
    if (target === undefined) break;
    file = target.startsWith('/') ? target : `${file.slice(0, file.lastIndexOf('/'))}/${target}`;
  }
  return file;
}

/** Reads a settings file; one that exists and is not a JSON object is `broken`. */
export function readSettings(path: string, host: Host): Settings {
  const read = host.readText(path, 4 * 1024 * 1024);
  switch (read.kind) {
    case 'missing':
      return { kind: 'missing' };
    case 'file':
      break;
    case 'failed':
      return { kind: 'broken', why: `cannot be read (${read.code})` };
    case 'too-large':
    case 'denied':
    case 'not-a-file':
      return { kind: 'broken', why: `cannot be read (${read.kind})` };
  }
  if (read.content.trim() === '') return { kind: 'parsed', text: read.content, value: {} };
  try {
    const value: unknown = JSON.parse(read.content);
    return isObject(value)
      ? { kind: 'parsed', text: read.content, value }
      : { kind: 'broken', why: 'is not a JSON object' };
  } catch (error) {
    return { kind: 'broken', why: error instanceof Error ? error.message : String(error) };
  }
}

/** What the gate adds to a settings file. */
export interface Registration {
  readonly handler: JsonObject;
  /** `permissions.deny` rules, the second line behind the hook. */
  readonly deny: readonly string[];
}

/** Whether a hook handler is ours: it runs a file called `blastgate` or `blastgate.js`. */
export function isOurs(handler: Json): boolean {
  if (!isObject(handler)) return false;
  const command = field(handler, 'command');
  const args = field(handler, 'args');
  const words = [command, ...(Array.isArray(args) ? args : [])].filter(
    (word): word is string => typeof word === 'string',
  );
  return words.some((word) => /(?:^|[/\\\s"'])blastgate(?:\.js|\.exe)?(?:["'\s]|$)/.test(word));
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: Json | undefined): JsonObject {
  return value !== undefined && isObject(value) ? value : {};
}

/** Our handlers among the PreToolUse hooks, in order. */
export function ourHandlers(settings: JsonObject): readonly JsonObject[] {
  return listOf(field(objectOf(field(settings, 'hooks')), 'PreToolUse')).flatMap((group) =>
    isObject(group)
      ? listOf(field(group, 'hooks')).filter((handler): handler is JsonObject => isObject(handler) && isOurs(handler))
      : [],
  );
}

/** The settings without our handlers and without these deny rules; groups and lists left empty by that go too. */
export function without(settings: JsonObject, deny: readonly string[]): JsonObject {
  const hooks = objectOf(field(settings, 'hooks'));
  const groups = listOf(field(hooks, 'PreToolUse'));
  const kept = groups.flatMap((group): readonly Json[] => {
    if (!isObject(group)) return [group];
    const handlers = listOf(field(group, 'hooks'));
    const others = handlers.filter((handler) => !isOurs(handler));
    if (others.length === handlers.length) return [group];
    return others.length === 0 ? [] : [{ ...group, hooks: others }];
  });
  const permissions = objectOf(field(settings, 'permissions'));
  const denied = listOf(field(permissions, 'deny'));
  const left = denied.filter((rule) => typeof rule !== 'string' || !deny.includes(rule));
  let result = settings;
  if (kept.length !== groups.length || kept.some((group, index) => group !== groups[index]))
    result = replaced(result, 'hooks', replaced(hooks, 'PreToolUse', kept));
  if (left.length !== denied.length) result = replaced(result, 'permissions', replaced(permissions, 'deny', left));
  return result;
}

function replaced(object: JsonObject, name: string, value: readonly Json[] | JsonObject): JsonObject {
  const empty = Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, each]): [string, Json][] =>
      key === name ? (empty ? [] : [[key, value]]) : [[key, each]],
    ),
  );
}

/** The settings with the registration in it, once, where an earlier one stood; other hooks and rules stay where they are. */
export function withRegistration(settings: JsonObject, { handler, deny }: Registration): JsonObject {
  const hooks = objectOf(field(settings, 'hooks'));
  const groups = listOf(field(hooks, 'PreToolUse'));
  const others = listOf(field(objectOf(field(without(settings, []), 'hooks')), 'PreToolUse'));
  const at = groups.findIndex((group) => isObject(group) && listOf(field(group, 'hooks')).some(isOurs));
  const before = at < 0 ? others.length : others.findIndex((group) => groups.indexOf(group) > at);
  const place = before < 0 ? others.length : before;
  const permissions = objectOf(field(settings, 'permissions'));
  const denied = listOf(field(permissions, 'deny'));
  return {
    ...settings,
    hooks: { ...hooks, PreToolUse: others.toSpliced(place, 0, { matcher: '*', hooks: [handler] }) },
    permissions: { ...permissions, deny: [...denied, ...deny.filter((rule) => !denied.includes(rule))] },
  };
}

/** Deny rules of the registration that are not in the settings yet. */
export function newDenyRules(settings: JsonObject, deny: readonly string[]): readonly string[] {
  const denied = listOf(field(objectOf(field(settings, 'permissions')), 'deny'));
  return deny.filter((rule) => !denied.includes(rule));
}

/** JSON text in the style of the text it replaces: its indentation and whether it ends in a newline. */
export function formatLike(value: JsonObject, before: string | undefined): string {
  const indent =
    before === undefined
      ? '  '
      : (/\n([ \t]+)\S/.exec(before)?.[1] ?? (before.includes('\n') || before.trim() === '' ? '  ' : ''));
  const end = before === undefined || before.endsWith('\n') || before.trim() === '' ? '\n' : '';
  return JSON.stringify(value, null, indent) + end;
}

/** The permission bits of a file, those of a new settings file where there is none. */
export function modeOf(path: string, host: Host): number {
  const stat = host.stat(path);
  return 'mode' in stat ? stat.mode : 0o644;
}
