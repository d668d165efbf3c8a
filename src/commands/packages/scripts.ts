import { parseJson } from './_manifest-json.ts';

/** A script of a manifest with the line it stands on. */
export interface PackageScript {
  readonly text: string;
  readonly line: number;
}

/**
 * What running a script by its name runs: the script itself with those named `pre…` and `post…` around it (npm-scripts(7)), a
 * task of a deno.json with what it depends on, a target of a project.json, the lines of a composer.json's script.
 * Empty where there is no such script; `undefined` where the text is no manifest.
 */
export function packageScripts(manifest: string, name: string): readonly PackageScript[] | undefined {
  const value = parseJson(manifest);
  if (value === undefined) return undefined;
  const scripts = propertyOf(value, 'scripts') ?? propertyOf(value, 'tasks');
  const target = propertyOf(propertyOf(value, 'targets'), name);
  const found = [`pre${name}`, name, `post${name}`].flatMap((key) =>
    textsOf(propertyOf(scripts, key)).map((text) => ({ text, line: lineOf(manifest, key) })),
  );
  return [...found, ...targetTexts(target).map((text) => ({ text, line: lineOf(manifest, name) }))];
}

/** The names of a manifest's scripts. */
export function scriptNames(manifest: string): readonly string[] {
  const scripts = propertyOf(parseJson(manifest), 'scripts');
  return typeof scripts === 'object' && scripts !== null ? Object.keys(scripts) : [];
}

/** A command line, several, or an object with one (docs.deno.com "Task runner", getcomposer.org/doc "Scripts"). */
function textsOf(script: unknown): readonly string[] {
  if (typeof script === 'string') return [composerLine(script)];
  if (Array.isArray(script)) return script.flatMap(textsOf);
  const command = propertyOf(script, 'command');
  const before = propertyOf(script, 'dependencies');
  const tasks = Array.isArray(before) ? before.filter((name) => typeof name === 'string') : [];
  return [...tasks.map((name) => `deno task ${name}`), ...(typeof command === 'string' ? [command] : [])];
}

/** `@php x` is PHP, `@composer x` is Composer, `@name` another script; `Class::method` is code of PHP. */
function composerLine(script: string): string {
  if (script.startsWith('@php ')) return script.slice(1);
  if (script.startsWith('@composer ')) return script.slice(1);
  if (script.startsWith('@putenv ')) return `export ${script.slice(8)}`;
  if (/^@[\w:-]+/.test(script)) return `composer run ${script.slice(1)}`;
  return /^[A-Z]\w*(?:\\\w+)*::\w+$/.test(script) ? ':' : script;
}

/** `"command": "…"`, `"options": {"commands": [...]}` (nx.dev, run-commands). */
function targetTexts(target: unknown): readonly string[] {
  const options = propertyOf(target, 'options');
  return [propertyOf(target, 'command'), propertyOf(options, 'command'), propertyOf(options, 'commands')].flatMap(
    (one) => (typeof one === 'string' ? [one] : Array.isArray(one) ? one.flatMap((each) => textsOf(each)) : []),
  );
}

function propertyOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

function lineOf(manifest: string, key: string): number {
  const start = Math.max(manifest.search(/"(?:scripts|tasks|targets)"/), 0);
  const at = manifest.indexOf(JSON.stringify(key), start);
  return at < 0 ? 1 : manifest.slice(0, at).split('\n').length;
}
