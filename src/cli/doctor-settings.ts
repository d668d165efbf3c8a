import { field, isObject } from '../adapters/input.ts';
import type { Host } from '../host.ts';
import type { Json, JsonObject } from '../tool-call.ts';
import { isOurs, readSettings, type Settings } from './settings.ts';

/** One thing the doctor looked at. */
export interface Finding {
  /** `fail`: the gate does not guard. `warn`: it guards, but could be weakened or slowed. */
  readonly level: 'ok' | 'warn' | 'fail';
  readonly text: string;
  readonly fix?: string;
}

/** A settings file and what is in it. */
export interface SettingsFile {
  readonly path: string;
  readonly settings: Settings;
  /** Whether it comes with the repository, from whoever wrote that. */
  readonly repository: boolean;
}

/** The settings files the client reads for this project, highest precedence first (hook-contract.md section 4.1). */
export function settingsFiles(home: string, project: string, host: Host): readonly SettingsFile[] {
  const managed = '/etc/claude-code';
  const listed = host.listDirectory(`${managed}/managed-settings.d`, 256);
  const drop =
    listed.kind === 'directory'
      ? listed.names.filter((name) => name.endsWith('.json')).map((name) => `${managed}/managed-settings.d/${name}`)
      : [];
  const repository = [`${project}/.claude/settings.local.json`, `${project}/.claude/settings.json`];
  const own = `${home}/.claude/settings.json`;
  const paths = [`${managed}/managed-settings.json`, ...drop.toSorted(), ...repository, own];
  return [...new Set(paths)].map((path) => ({
    path,
    settings: readSettings(path, host),
    repository: path !== own && repository.includes(path),
  }));
}

const isManaged = (path: string): boolean => path.startsWith('/etc/claude-code/');
const handlerTypes = new Set(['command', 'http', 'mcp_tool', 'prompt', 'agent']);

/** What makes the client skip a whole settings file (hook-contract.md section 4.4). */
function malformed(settings: JsonObject): string | undefined {
  const hooks = field(settings, 'hooks');
  if (hooks === undefined) return undefined;
  if (!isObject(hooks)) return 'hooks is not an object';
  for (const event of ['PreToolUse', 'PermissionRequest']) {
    const groups = field(hooks, event);
    if (groups === undefined) continue;
    if (!Array.isArray(groups)) return `hooks.${event} is not a list`;
    for (const [index, group] of groups.entries()) {
      const why = isObject(group) ? malformedGroup(group) : 'is not an object';
      if (why !== undefined) return `hooks.${event}[${index}] ${why}`;
    }
  }
  return undefined;
}

function malformedGroup(group: JsonObject): string | undefined {
  const matcher = field(group, 'matcher');
  if (matcher !== undefined && typeof matcher !== 'string') return 'has a matcher that is not a string';
  const handlers = field(group, 'hooks');
  if (!Array.isArray(handlers)) return 'has no list of hooks';
  for (const handler of handlers) {
    if (!isObject(handler)) return 'has a hook that is not an object';
    const type = field(handler, 'type');
    if (typeof type !== 'string' || !handlerTypes.has(type))
      return `has a hook of the unknown type ${JSON.stringify(type)}`;
    if (type === 'command' && typeof field(handler, 'command') !== 'string')
      return 'has a command hook without a command';
    const timeout = field(handler, 'timeout');
    if (timeout !== undefined && (typeof timeout !== 'number' || timeout <= 0))
      return 'has a timeout that is not a number above 0';
    const onFailure = field(handler, 'onFailure');
    if (onFailure !== undefined && onFailure !== 'block' && onFailure !== 'continue')
      return 'has an onFailure that is neither "block" nor "continue"';
  }
  return undefined;
}

// Variables a settings file can put into every hook's environment (hook-contract.md section 4.6).
const injected = [
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NODE_PATH',
  'NODE_COMPILE_CACHE',
  'PATH',
  'BASH_ENV',
  'ENV',
  'CLAUDE_CODE_SHELL_PREFIX',
  'CLAUDE_CODE_SHELL',
  'PYTHONPATH',
  'BUN_OPTIONS',
];
// Those the loader obeys before the registered command can unset them (ld.so(8), dyld(1)): with LD_TRACE_LOADED_OBJECTS no
// program starts and every hook "succeeds"; LD_SHOW_AUXV writes to its stdout; the others bring code of their own.
const obeyedByLoader = [
  'LD_TRACE_LOADED_OBJECTS',
  'LD_PRELOAD',
  'LD_AUDIT',
  'LD_LIBRARY_PATH',
  'LD_SHOW_AUXV',
  'DYLD_INSERT_LIBRARIES',
  'DYLD_LIBRARY_PATH',
];

/** What a settings file puts into the environment of hooks that reaches into the gate. */
function injections(path: string, env: Json | undefined, repository: boolean): readonly Finding[] {
  const sets = (name: string): boolean => env !== undefined && isObject(env) && field(env, name) !== undefined;
  const fix = (name: string): string => `Remove env.${name}, or move it to where it is needed.`;
  return [
    ...injected
      .filter(sets)
      .map((name): Finding => ({ level: 'warn', text: `${path} sets ${name} for every hook`, fix: fix(name) })),
    ...obeyedByLoader.filter(sets).map((name): Finding => ({
      level: repository || name === 'LD_TRACE_LOADED_OBJECTS' ? 'fail' : 'warn',
      text: `${path} sets ${name} for every hook, which acts before the gate starts and can switch it off`,
      fix: fix(name),
    })),
  ];
}

/** What is wrong in one settings file, as far as it matters to the gate. */
export function inspect({ path, settings, repository }: SettingsFile): readonly Finding[] {
  if (settings.kind === 'missing') return [];
  if (settings.kind === 'broken')
    return [
      { level: 'fail', text: `${path} ${settings.why}: the client skips the whole file`, fix: 'Correct the JSON.' },
    ];
  const { value } = settings;
  const findings: Finding[] = [];
  const why = malformed(value);
  if (why !== undefined)
    findings.push({
      level: 'fail',
      text: `${path}: ${why}; the client skips the whole file, silently with -p`,
      fix: 'Correct or remove that entry.',
    });
  if (field(value, 'disableAllHooks') === true)
    findings.push({
      level: 'fail',
      text: `${path} sets disableAllHooks: no hook runs`,
      fix: 'Remove disableAllHooks.',
    });
  findings.push(...injections(path, field(value, 'env'), repository));
  if (isManaged(path) && field(value, 'allowManagedHooksOnly') === true && !handlersOf(value).some(isOurs))
    findings.push({
      level: 'fail',
      text: `${path} allows managed hooks only, and the gate is not one of them`,
      fix: 'Register the gate in the managed settings.',
    });
  return findings;
}

/** Every PreToolUse handler with the matcher of its group. */
export function handlersOf(settings: JsonObject): readonly JsonObject[] {
  return groupsOf(settings).flatMap(({ handlers }) => handlers);
}

/** The PreToolUse groups of a settings file. */
export function groupsOf(
  settings: JsonObject,
): readonly { readonly matcher: string; readonly handlers: readonly JsonObject[] }[] {
  const hooks = field(settings, 'hooks');
  const groups: Json | undefined = hooks !== undefined && isObject(hooks) ? field(hooks, 'PreToolUse') : undefined;
  if (!Array.isArray(groups)) return [];
  return groups.flatMap((group) => {
    if (!isObject(group)) return [];
    const matcher = field(group, 'matcher');
    const handlers = field(group, 'hooks');
    return [
      {
        matcher: typeof matcher === 'string' ? matcher : '',
        handlers: Array.isArray(handlers) ? handlers.filter(isObject) : [],
      },
    ];
  });
}
