/** An absolute path of known text without `.`, `..`, doubled and closing slashes; backslashes after a drive letter become slashes. */
export function normalText(path: string): string {
  const slashed = /^[A-Za-z]:\\/.test(path) ? path.replaceAll('\\', '/') : path;
  if (!/\/(?:\/|\.|$)/.test(slashed)) return slashed;
  const drive = /^[A-Za-z]:/.exec(slashed)?.[0] ?? '';
  const names: string[] = [];
  for (const name of slashed.slice(drive.length).split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..') names.pop();
    else names.push(name);
  }
  return `${drive}/${names.join('/')}`;
}
