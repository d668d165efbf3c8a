import type { Host } from '../host.ts';
import { readReceipt, writeReceipt } from './receipt.ts';
import { scopeOf, whereAmI } from './scope.ts';
import { formatLike, linkedFile, modeOf, ourHandlers, readSettings, settingsPath, without } from './settings.ts';
import { readArguments } from './usage.ts';

export const help = `Usage: blastgate uninstall [--user | --project | --local] [--dry-run]

Takes out of the settings file exactly what init put in; everything else stays.

Exit code: 0 done or nothing to do, 1 refused, 64 usage.
`;

/** Removes the registration. */
export function run(args: readonly string[], host: Host): number {
  const options = readArguments(args, { flags: ['--user', '--project', '--local', '--dry-run', '--help'], values: [] });
  if (options.flags.has('--help')) {
    host.writeStdout(help);
    return 0;
  }
  const { home, project } = whereAmI(host);
  const path = linkedFile(settingsPath(scopeOf(options), home, project), host);
  const settings = readSettings(path, host);
  if (settings.kind === 'broken') {
    host.writeStderr(`blastgate uninstall: ${path} ${settings.why}; nothing was changed\n`);
    return 1;
  }
  const receipt = readReceipt(path, home, host);
  if (settings.kind === 'missing' || (ourHandlers(settings.value).length === 0 && receipt === undefined)) {
    host.writeStdout(`Not registered in ${path}\n`);
    return 0;
  }
  // Untouched since: what was there before comes back to the byte.
  const untouched = receipt !== undefined && receipt.after === settings.text;
  const after = untouched ? receipt.before : formatLike(without(settings.value, receipt?.deny ?? []), settings.text);
  if (options.flags.has('--dry-run')) {
    host.writeStdout(after ?? `${path} would be removed\n`);
    return 0;
  }
  const done = after === null ? host.removeFile(path) : host.writeFileAtomic(path, after, modeOf(path, host));
  if (done.kind === 'failed') {
    host.writeStderr(`blastgate uninstall: cannot write ${path} (${done.code})\n`);
    return 1;
  }
  host.removeFile(`${path}.blastgate-backup`);
  writeReceipt(path, undefined, home, host);
  host.writeStdout(`Removed from ${path}\n`);
  if (receipt === undefined)
    host.writeStdout('The deny rules were left: there is no record of which of them init added.\n');
  return 0;
}
