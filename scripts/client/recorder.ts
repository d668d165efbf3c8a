import { existsSync, readFileSync } from 'node:fs';

/** What the recorder answers in place of the command's output. */
const RECORDED = 'recorded, not executed';

/** The variable that tells the recorder where to write. */
export const SHELL_LOG = 'BLASTGATE_TEST_SHELL_LOG';

/**
 * A stand-in for bash, given to the client as `CLAUDE_CODE_SHELL`: it writes each command down and runs none. Only the
 * client's own housekeeping, which no model wrote, goes to the real shell.
 */
export function recorderScript(realShell: string): string {
  return `#!${realShell}
case "$2$3$4" in
  *SNAPSHOT_FILE=*) exec ${realShell} "$@" ;;
esac
if [ "$1" = "-c" ] && [ "$2" = "env" ]; then exec ${realShell} "$@"; fi
if [ "$1" = "--version" ]; then exec ${realShell} "$@"; fi
for argument in "$@"; do printf '%s\\037' "$argument"; done >> "$${SHELL_LOG}"
printf '\\036' >> "$${SHELL_LOG}"
echo '${RECORDED}'
`;
}

/** The commands the recorder was given, in order. */
export function recordedCommands(log: string): readonly string[] {
  if (!existsSync(log)) return [];
  const records = readFileSync(log, 'utf8').split('\x1e').filter(Boolean);
  return records.map((record) => {
    const script = record.split('\x1f').filter(Boolean).at(-1) ?? '';
    // The client wraps a command: … && eval '<command>' < /dev/null && pwd -P …
    const quoted = /(?:^|\s)eval ('(?:[^']|'\\''|'"'"')*')/s.exec(script)?.[1];
    return quoted === undefined ? script : quoted.slice(1, -1).replaceAll(`'\\''`, `'`).replaceAll(`'"'"'`, `'`);
  });
}
