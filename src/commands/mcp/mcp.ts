import type { McpCall } from '../../effect.ts';
import type { Json, JsonObject } from '../../tool-call.ts';
import { literal, type PathRef, type Truth, type Word } from '../../word.ts';
import { namesProduction, productionIn } from '../../production-name.ts';
import { sqlFindings } from '../database/sql-effects.ts';
import { hostOf } from '../network/request.ts';
import type { Database, Finding } from '../spec.ts';
import { classOf, serverOf, type Area } from './_catalogue.ts';
import { wordsOf, type ToolClass } from './_words.ts';

/** What an `mcp.call` says besides the names. */
export type McpTool = Pick<McpCall, 'class' | 'area' | 'known' | 'production' | 'texts'>;

/** Strings looked at per call; what lies beyond is one that is not known. */
const stringLimit = 5000;

interface Field {
  /** The key it stands under; of the list, where it is in one. */
  readonly key: string;
  readonly value: string;
}

/** Every string in the arguments with its key, in order; `overflow` where there are too many or they lie too deep. */
function stringsOf(input: JsonObject): { readonly fields: readonly Field[]; readonly overflow: boolean } {
  const fields: Field[] = [];
  let overflow = false;
  const walk = (value: Json, key: string, depth: number): void => {
    if (fields.length >= stringLimit || depth > 60) {
      overflow = true;
      return;
    }
    if (typeof value === 'string') fields.push({ key, value });
    else if (Array.isArray(value)) for (const each of value) walk(each as Json, key, depth + 1);
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value)) walk(each as Json, name, depth + 1);
  };
  walk(input, '', 0);
  return { fields, overflow };
}

const productionKeys =
  /^(?:env|environment|stage|project|projects?_?(?:id|name|ref|slug)|database|database_?name|db|db_?name|branch|branch_?(?:id|name)|context|namespace|host|hostname|cluster|cluster_?name|connection|connection_?string|dsn|uri|url|workspace|target|instance|service|app|schema)$/i;

function productionOf(server: string, fields: readonly Field[]): Truth {
  if (productionIn(server)) return 'yes';
  return fields.some(
    ({ key, value }) => productionKeys.test(key) && value.length < 300 && namesProduction(literal(value)) === 'yes',
  )
    ? 'yes'
    : 'no';
}

/** What the call of an MCP tool is, by catalogue, by the tool's name, and by the statements in its arguments. */
export function classifyMcp(server: string, tool: string, input: JsonObject): McpTool {
  const known = serverOf(server);
  const area: Area = known?.area ?? 'other';
  const { fields, overflow } = stringsOf(input);
  const texts: Word[] = fields.map(({ value }) => literal(value));
  if (overflow)
    texts.push({
      parts: [{ hole: 'unknown', why: `the rest of the arguments of ${tool}` }],
      span: { start: 0, end: 0 },
      many: false,
    });
  return {
    class: classOfContent(area, tool, fields, classOf(known, tool)),
    area,
    known: known === undefined ? 'no' : 'yes',
    production: productionOf(server, fields),
    texts,
  };
}

/** The class by what the arguments say: statements and GraphQL mutations count for more than a tool's name. */
function classOfContent(area: Area, tool: string, fields: readonly Field[], named: ToolClass): ToolClass {
  const secretObject = ({ key, value }: Field): boolean =>
    /^(?:resource_?type|resource|kind|type)$/i.test(key) && /^secrets?(?:\/|$)/i.test(value);
  if (area === 'infrastructure' && named === 'read' && fields.some(secretObject)) return 'secret';
  let found: ToolClass | undefined;
  for (const field of fields) {
    if (/^\s*mutation\b/.test(field.value) && /^(?:query|mutation|document|operation)$/i.test(field.key)) {
      const names = [...field.value.matchAll(/([A-Za-z_]\w*)\s*\(/g)].flatMap((match) => wordsOf(match[1] ?? ''));
      return names.some((word) => /^(?:delete|destroy|remove|purge|drop|terminate)$/.test(word))
        ? 'destructive'
        : 'write';
    }
    if (!isSql(area, tool, field)) continue;
    for (const finding of sqlFindings(literal(field.value), anyDatabase)) {
      if (finding.kind !== 'sql.statement') continue;
      const destroys =
        /^(?:drop|truncate|flush|alter-drop)$/.test(finding.verb) ||
        (/^(?:delete|update)$/.test(finding.verb) && finding.where !== 'present');
      if (destroys) return 'destructive';
      if (finding.verb !== 'select') found = 'write';
      else found ??= 'read';
    }
  }
  // The catalogue's word on what a tool is for stands where the statements only change something.
  return named === 'deploy' || named === 'secret' ? named : (found ?? named);
}

const anyDatabase: Database = { dialect: 'sql', location: 'unknown', name: literal('') };

/** Whether an argument is statements: an SQL key anywhere, a `query` where a database or the tool's name says so. */
function isSql(area: Area, tool: string, field: Field): boolean {
  if (/^(?:sql|sql_?query|sql_?text|sql_?statements?|raw_?sql|statements?|ddl|migration)$/i.test(field.key))
    return (
      area === 'database' || area === 'other' || area === 'infrastructure' || field.key.toLowerCase().includes('sql')
    );
  if (!/^(?:query|queries|command|commands|q|code|script|cypher)$/i.test(field.key)) return false;
  const words = wordsOf(tool);
  if (area === 'database')
    return !words.includes('search') && !words.includes('docs') && !words.includes('documentation');
  return (
    (area === 'other' || area === 'infrastructure') &&
    words.some((word) => /^(?:sql|database|db|psql|mysql|postgres|sqlite|statement)$/.test(word))
  );
}

/** The dialect a server's name tells. */
function dialectOf(server: string): string {
  const words = wordsOf(server);
  const named = [
    'postgres',
    'mysql',
    'sqlite',
    'duckdb',
    'clickhouse',
    'snowflake',
    'bigquery',
    'mssql',
    'oracle',
    'redis',
    'mongodb',
  ].find((dialect) => words.includes(dialect));
  if (named !== undefined) return named;
  if (words.some((word) => /^(?:postgresql|pg|supabase|neon)$/.test(word))) return 'postgres';
  if (words.includes('mariadb') || words.includes('planetscale')) return 'mysql';
  if (words.includes('neo4j')) return 'cypher';
  if (words.includes('mongo')) return 'mongodb';
  return words.includes('motherduck') ? 'duckdb' : 'sql';
}

/** What the arguments of a call do: statements, commands, paths and addresses become the effects they would have anywhere. */
export function* mcpFindings(
  server: string,
  tool: string,
  input: JsonObject,
  path: (text: string) => PathRef,
): Iterable<Finding> {
  const known = serverOf(server);
  const area: Area = known?.area ?? 'other';
  const { fields } = stringsOf(input);
  const via = `mcp ${server}`;
  const named = classOf(known, tool);
  for (const field of fields) {
    if (!isSql(area, tool, field)) continue;
    const production = productionOf(server, fields) === 'yes' ? `${server} ${productionName(fields)}` : server;
    const database: Database = { dialect: dialectOf(server), location: 'unknown', name: literal(production.trim()) };
    yield { kind: 'code', language: 'sql', text: literal(field.value), via, database };
  }
  if (area === 'shell' || area === 'code' || area === 'files' || area === 'other' || area === 'infrastructure')
    yield* commands(area, tool, input, via);
  if (area === 'files' || area === 'shell' || area === 'code' || area === 'other')
    yield* paths(tool, named, fields, input, path);
  if (area === 'browser' || area === 'knowledge' || area === 'shell' || area === 'other')
    yield* addresses(fields, named, path);
  if (area === 'code' && wordsOf(server).includes('git')) yield* gitCommand(tool, input, via);
  yield* outward(server, tool, area, named, fields);
}

/** `git_reset {mode: "hard"}`, `git_push {force: true}`: a tool of a git server as the git command it stands for. */
function* gitCommand(tool: string, input: JsonObject, via: string): Iterable<Finding> {
  const [first, ...rest] = wordsOf(tool);
  const verb = (first === 'git' ? rest : [first ?? '', ...rest]).join('-');
  if (verb === '') return;
  const options: string[] = [];
  const operands: string[] = [];
  for (const [key, value] of Object.entries(input)) {
    const name = key
      .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
      .replaceAll('_', '-')
      .toLowerCase();
    if (value === true) options.push(`--${name === 'force-delete' ? 'force' : name}`);
    else if (typeof value !== 'string' || /^(?:repo|repo-path|path|cwd|message|working-dir(?:ectory)?)$/.test(name))
      continue;
    else if (name === 'mode') options.push(`--${value}`);
    else if (/^(?:remote|branch|branch-name|target|commit|ref|revision|stash-ref)$/.test(name)) operands.push(value);
  }
  yield {
    kind: 'run',
    argv: ['git', ...verb.split('-').slice(0, 1), ...options, ...operands].map((word) => literal(word)),
    via,
  };
}

function productionName(fields: readonly Field[]): string {
  return (
    fields
      .find(
        ({ key, value }) => productionKeys.test(key) && value.length < 300 && namesProduction(literal(value)) === 'yes',
      )
      ?.value.slice(0, 80) ?? 'production'
  );
}

/** Arguments that are a command line by their name, whatever the tool is called: `call_aws {cli_command}`. */
const commandKeys = [
  'cli_command',
  'cliCommand',
  'shell_command',
  'shellCommand',
  'command_line',
  'commandLine',
  'cmdline',
  'bash',
];
const runKeys = [...commandKeys, 'command', 'cmd', 'script', 'commands', 'input'];

/** Shell commands in the arguments of tools that run them. */
function* commands(area: Area, tool: string, input: JsonObject, via: string): Iterable<Finding> {
  const runs =
    area === 'shell' ||
    wordsOf(tool).some((word) =>
      /^(?:shell|bash|terminal|command|exec|execute|process|powershell|script|cmd)$/.test(word),
    );
  for (const key of runs ? runKeys : commandKeys) {
    const value: Json | undefined = Object.hasOwn(input, key) ? input[key] : undefined;
    const list = Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
    const args: Json | undefined = Object.hasOwn(input, 'args') ? input['args'] : undefined;
    const words = Array.isArray(args) ? args.filter((each): each is string => typeof each === 'string') : [];
    if (typeof value === 'string' && words.length > 0)
      yield { kind: 'run', argv: [value, ...words].map((word) => literal(word)), via };
    else if (typeof value === 'string') yield { kind: 'code', language: 'bash', text: literal(value), via };
    else if (list.length > 0 && key === 'commands')
      for (const each of list) yield { kind: 'code', language: 'bash', text: literal(each), via };
    else if (list.length > 0) yield { kind: 'run', argv: list.map((word) => literal(word)), via };
  }
}

const pathKey =
  /^(?:paths?|files?|file_?paths?|filenames?|relative_?path|absolute_?path|source|src|from|destination|dest|target|to|directory|dir|folder|target_?file|source_?path|destination_?path|old_?path|new_?path|output_?path|notebook_?path|uri)$/i;
const contentKey = /^(?:content|contents|text|data|new_?text|new_?string|file_?text|body|code)$/i;

/** Whether a tool that deletes takes everything below the path along. */
function wholeTree(words: readonly string[], input: JsonObject): Truth {
  if (
    input['recursive'] === true ||
    words.some((word) => /^(?:directory|directories|folder|folders|tree|dir)$/.test(word))
  )
    return 'yes';
  return words.includes('file') || words.includes('files') ? 'no' : 'unknown';
}

/** Paths in the arguments: read, written or removed as the tool's class says. */
function* paths(
  tool: string,
  named: ToolClass,
  fields: readonly Field[],
  input: JsonObject,
  path: (text: string) => PathRef,
): Iterable<Finding> {
  const words = wordsOf(tool);
  const content = fields.find(({ key }) => contentKey.test(key))?.value;
  const tree = words.some((word) => /^(?:tree|directory|search|grep|find|recursive|list)$/.test(word))
    ? 'unknown'
    : 'no';
  const moves = words.includes('move') || words.includes('rename');
  const copies = words.includes('copy');
  for (const { key, value } of fields) {
    if (
      !pathKey.test(key) ||
      value === '' ||
      value.length > 4096 ||
      /[\n\0]/.test(value) ||
      (/^[a-z][a-z0-9+.-]+:\/\//i.test(value) && !value.startsWith('file://'))
    )
      continue;
    const at = path(value.replace(/^file:\/\//, ''));
    const isSource = /^(?:source|src|from|old_?path|source_?path)$/i.test(key);
    if (moves && isSource) yield { kind: 'file.delete', path: at, recursive: 'unknown', how: 'move', filtered: 'no' };
    else if (moves || (copies && !isSource))
      yield { kind: 'file.write', path: at, how: moves ? 'move' : 'create', recursive: 'no' };
    else if (named === 'destructive')
      yield { kind: 'file.delete', path: at, recursive: wholeTree(words, input), how: 'remove', filtered: 'no' };
    else if (named === 'write' && words.includes('directory'))
      yield { kind: 'file.write', path: at, how: 'create', recursive: 'no' };
    else if (
      named === 'write' &&
      (content !== undefined ||
        words.some((word) => /^(?:write|edit|create|append|save|update|replace|insert|patch)$/.test(word)))
    )
      yield {
        kind: 'file.write',
        path: at,
        how: words.includes('edit') ? 'edit' : 'create',
        recursive: 'no',
        ...(content === undefined ? {} : { content: literal(content) }),
      };
    else if (!copies && tree === 'unknown' && words.includes('list')) continue;
    else yield { kind: 'file.read', path: at, recursive: tree, hidden: 'no' };
  }
}

/** Addresses that a browser or fetching tool asks for. */
function* addresses(fields: readonly Field[], named: ToolClass, path: (text: string) => PathRef): Iterable<Finding> {
  const body = fields
    .filter(({ key }) => /^(?:body|data|payload|json|headers)$/i.test(key))
    .map(({ value }) => literal(value));
  for (const { key, value } of fields) {
    if (
      !/^(?:urls?|uri|href|link|endpoint)$/i.test(key) ||
      !/:\/\/|^[\w.-]+\.\w+(?:[:/]|$)|^[\d.]+(?:[:/]|$)/.test(value)
    )
      continue;
    if (value.startsWith('file://')) {
      yield { kind: 'file.read', path: path(value.slice('file://'.length)), recursive: 'no', hidden: 'no' };
      continue;
    }
    const method =
      fields.find((field) => /^method$/i.test(field.key))?.value.toUpperCase() ??
      (body.length > 0 && named !== 'read' ? 'POST' : 'GET');
    yield {
      kind: 'network.request',
      url: literal(value),
      host: hostOf(literal(value)),
      method,
      sends: body.length > 0 && method !== 'GET' ? 'yes' : 'no',
      sources: [],
      texts: [literal(value), ...body],
      carriesSecret: 'no',
    };
  }
}

/** What is said or paid in somebody's name. */
function* outward(
  server: string,
  tool: string,
  area: Area,
  named: ToolClass,
  fields: readonly Field[],
): Iterable<Finding> {
  if (named !== 'write' && named !== 'destructive') return;
  const words = wordsOf(tool);
  if (words.includes('draft')) return;
  const target = literal(
    fields
      .find(({ key }) => /^(?:to|channel|channel_?id|recipients?|customer|issue|repo|title)$/i.test(key))
      ?.value.slice(0, 120) ?? '',
  );
  if (area === 'payment') yield { kind: 'outward.act', service: server, act: 'payment', target };
  else if (area === 'message') yield { kind: 'outward.act', service: server, act: 'message', target };
  else if (area === 'forge' || area === 'tracker') yield { kind: 'outward.act', service: server, act: 'post', target };
}
