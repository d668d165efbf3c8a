/** Whether a unit is an ASCII letter. */
export function isLetter(unit: number): boolean {
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** An absolute path of known text without `.`, `..`, doubled and closing slashes; backslashes after a drive letter become slashes. */
export function normalText(path: string): string {
  const drive = path[1] === ':' && isLetter(path.charCodeAt(0)) ? path.slice(0, 2) : '';
  const slashed = drive !== '' && path[2] === '\\' ? path.replaceAll('\\', '/') : path;
  if (!slashed.includes('//') && !slashed.includes('/.') && !slashed.endsWith('/')) return slashed;
  const names: string[] = [];
  for (const name of slashed.slice(drive.length).split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..') names.pop();
    else names.push(name);
  }
  return `${drive}/${names.join('/')}`;
}
