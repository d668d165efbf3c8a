/** A script of a package.json with the line it stands on. */
export interface PackageScript {
  readonly text: string;
  readonly line: number;
}

/**
 * What running a script by its name runs: the script itself with those named `pre…` and `post…` around it (npm-scripts(7)).
 * Empty where there is no such script; `undefined` where the text is no package.json.
 */
export function packageScripts(manifest: string, name: string): readonly PackageScript[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(manifest);
  } catch {
    return undefined;
  }
  const scripts = propertyOf(value, 'scripts');
  return [`pre${name}`, name, `post${name}`].flatMap((key) => {
    const text = propertyOf(scripts, key);
    return typeof text === 'string' ? [{ text, line: lineOf(manifest, key) }] : [];
  });
}

function propertyOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

function lineOf(manifest: string, key: string): number {
  const start = Math.max(manifest.indexOf('"scripts"'), 0);
  const at = manifest.indexOf(`${JSON.stringify(key)}`, start);
  return at < 0 ? 1 : manifest.slice(0, at).split('\n').length;
}
