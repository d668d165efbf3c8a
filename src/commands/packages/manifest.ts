/** A dependency whose version is left open. */
export interface OpenVersion {
  readonly name: string;
  readonly version: 'latest' | 'wildcard';
}

/**
 * The dependencies with version `latest` or `*` in the text of a manifest, or in a part of one that an edit puts in.
 * `path` tells what kind of manifest it is; any other file has none.
 */
export function manifestVersions(path: string, content: string): readonly OpenVersion[] {
  if (content.length > 1 << 20) return [];
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  const read = reader(name);
  return read === undefined ? [] : read(content);
}

type Reader = (content: string) => readonly OpenVersion[];

function reader(name: string): Reader | undefined {
  switch (name) {
    case 'package.json':
      return packageJson;
    case 'composer.json':
      return composerJson;
    case 'pyproject.toml':
    case 'pipfile':
    case 'cargo.toml':
      return toml;
    case 'pubspec.yaml':
      return (content) => lines(content, /^\s{2,}([\w-]+):\s*["']?(any)["']?\s*(?:#.*)?$/);
    case 'gemfile':
      return (content) => lines(content, /^\s*gem\s+["']([^"']+)["']\s*,\s*["']>=\s*0(?:\.0)*["']/, 'wildcard');
    case 'mix.exs':
      return (content) => lines(content, /\{\s*:(\w+)\s*,\s*["']>=\s*0(?:\.0)*["']/, 'wildcard');
    case 'pom.xml':
      return (content) => lines(content, /<(?:version|[\w.-]+\.version)>\s*(?:LATEST|RELEASE)\s*</, 'latest');
    case 'build.gradle':
    case 'build.gradle.kts':
    case 'libs.versions.toml':
      return gradle;
    case 'deno.json':
    case 'deno.jsonc':
    case 'import_map.json':
      return (content) => lines(content, /["'](?:npm|jsr):((?:@[\w.-]+\/)?[\w.-]+)@(latest|\*)["'/]/);
    default:
      if (/^(?:.*[-_.])?requirements(?:[-_.].*)?\.(?:txt|in)$|^constraints.*\.txt$/.test(name))
        return (content) => lines(content, /^\s*([\w.-]+)(?:\[[^\]]*\])?\s*===?\s*(\*)/);
      if (/\.(?:cs|fs|vb)proj$|^directory\.(?:packages|build)\.props$/.test(name))
        return (content) =>
          lines(content, /<Package(?:Reference|Version)\b[^>]*?\bInclude="([^"]+)"[^>]*?\bVersion="(\*(?:-\*)?)"/);
      return undefined;
  }
}

function openness(version: string): OpenVersion['version'] | undefined {
  const text = version.trim();
  if (/^(?:latest|latest\.\w+)$/i.test(text)) return 'latest';
  return /^(?:\*|x|any|\*-\*|\*\.\*(?:\.\*)?|>=\s*0(?:\.0)*|\+)$/i.test(text) ? 'wildcard' : undefined;
}

/** Every line that matches; the first group names the dependency, the second its version where `version` does not. */
function lines(content: string, pattern: RegExp, version?: OpenVersion['version']): readonly OpenVersion[] {
  const found: OpenVersion[] = [];
  for (const line of content.split('\n')) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const open = version ?? openness(match[2] ?? '');
    if (open !== undefined) found.push({ name: match[1] ?? '', version: open });
  }
  return found;
}

/** Tables of package.json that name what is installed (package.json(5)); peers state a range on purpose. */
const dependencyTables = ['dependencies', 'devDependencies', 'optionalDependencies'];

function packageJson(content: string): readonly OpenVersion[] {
  const whole = parsed(content);
  if (whole !== undefined) return dependencyTables.flatMap((table) => openIn(whole[table], npmVersion));
  return fragments(
    content,
    npmVersion,
    /^(?:version|name|type|node|npm|yarn|pnpm|main|module|types|description|license|private|engines|packageManager)$/,
  );
}

/** Composer: `*` and `dev-master` (https://getcomposer.org/doc/articles/versions.md). */
function composerJson(content: string): readonly OpenVersion[] {
  const whole = parsed(content);
  if (whole !== undefined) return ['require', 'require-dev'].flatMap((table) => openIn(whole[table], composerVersion));
  return fragments(content, composerVersion, /^(?:php|ext-.*|version|name|type)$/);
}

function npmVersion(version: string): OpenVersion['version'] | undefined {
  return openness(version.replace(/^npm:(?:@?[^@]+)@/, ''));
}

function composerVersion(version: string): OpenVersion['version'] | undefined {
  return /^(?:dev-(?:master|main|trunk)|@dev)$/.test(version) ? 'latest' : openness(version);
}

type JsonTable = Readonly<Record<string, unknown>>;

function parsed(content: string): JsonTable | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonTable) : undefined;
  } catch {
    // A part of a manifest, or one that is being written: read line by line instead.
    return undefined;
  }
}

function openIn(
  table: unknown,
  versionOf: (version: string) => OpenVersion['version'] | undefined,
): readonly OpenVersion[] {
  if (typeof table !== 'object' || table === null) return [];
  return Object.entries(table).flatMap(([name, value]) => {
    const version = typeof value === 'string' && !/^(?:ext-|php$)/.test(name) ? versionOf(value) : undefined;
    return version === undefined ? [] : [{ name, version }];
  });
}

/** `"name": "version"` pairs of a text that is no complete JSON document. */
function fragments(
  content: string,
  versionOf: (version: string) => OpenVersion['version'] | undefined,
  skip: RegExp,
): readonly OpenVersion[] {
  const found: OpenVersion[] = [];
  for (const match of content.matchAll(/"((?:@[\w.-]+\/)?[\w.-]+)"\s*:\s*"([^"\n]{1,100})"/g)) {
    const [, name = '', value = ''] = match;
    const version = skip.test(name) ? undefined : versionOf(value);
    if (version !== undefined) found.push({ name, version });
  }
  return found;
}

/** `name = "*"`, `name = { version = "*", … }`, and `version = "*"` below `[dependencies.name]` (Cargo, Poetry, Pipenv). */
function toml(content: string): readonly OpenVersion[] {
  const found: OpenVersion[] = [];
  let table = '';
  let known = false;
  for (const line of content.split('\n')) {
    const header = /^\s*\[+\s*([^\]]+?)\s*\]+/.exec(line)?.[1];
    if (header !== undefined) {
      table = header;
      known = true;
      continue;
    }
    if (known && !/(?:dependencies|packages|^requires)\b/.test(table)) continue;
    const match = /^\s*["']?([\w.-]+)["']?\s*=\s*(?:["']([^"']*)["']|\{[^}]*\bversion\s*=\s*["']([^"']*)["'])/.exec(
      line,
    );
    const version = openness(match?.[2] ?? match?.[3] ?? '');
    if (match === null || version === undefined) continue;
    const name = match[1] ?? '';
    if (name === 'python' || (name === 'version' && !known)) continue;
    found.push({ name: name === 'version' ? table.slice(table.lastIndexOf('.') + 1) : name, version });
  }
  return found;
}

/** `'group:name:+'`, `version = "latest.release"` (Gradle user guide, "Declaring versions and ranges"). */
function gradle(content: string): readonly OpenVersion[] {
  const found: OpenVersion[] = [];
  for (const match of content.matchAll(/["']([\w.-]+:[\w.-]+):(\+|latest\.\w+)["']/g)) {
    const version = openness(match[2] ?? '');
    if (version !== undefined) found.push({ name: match[1] ?? '', version });
  }
  for (const match of content.matchAll(/\bversion\s*=\s*["'](\+|latest\.\w+)["']/g)) {
    const version = openness(match[1] ?? '');
    if (version !== undefined) found.push({ name: 'version', version });
  }
  return found;
}
