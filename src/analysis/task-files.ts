import { languageOfFirstLine } from '../commands/first-line.ts';
import { packageScripts } from '../commands/packages/scripts.ts';
import type { Language } from '../commands/spec.ts';
import { justCommands } from '../languages/justfile.ts';
import type { TaskCommand } from '../languages/task-command.ts';
import { taskfileCommands } from '../languages/taskfile.ts';
import { tomlTasks } from '../languages/toml-tasks.ts';

/** How many commands of one task are read. */
const MAX_COMMANDS = 500;

/**
 * What a named part of a file of several runs: a script of a manifest, a recipe of a justfile, a task of a Taskfile.
 * `takesWords`: what is handed to it belongs behind its command line. `undefined` where the file is none that is read.
 */
export function taskCommands(
  file: string,
  text: string,
  entry: string,
  args: readonly string[],
): { readonly commands: readonly TaskCommand[]; readonly takesWords: boolean } | undefined {
  const base = file.slice(file.lastIndexOf('/') + 1).toLowerCase();
  const found = read(base, text, entry, args);
  return found === undefined
    ? undefined
    : { commands: found.slice(0, MAX_COMMANDS), takesWords: !/justfile$|^taskfile/.test(base) };
}

function read(base: string, text: string, entry: string, args: readonly string[]): readonly TaskCommand[] | undefined {
  const words = [...entry.split(/\s+/).filter((word) => word !== ''), ...args];
  if (/\.jsonc?$/.test(base)) return packageScripts(text, entry);
  if (/\.toml$|^pipfile$/.test(base)) return tomlTasks(text, entry);
  if (/justfile$|\.just$/.test(base)) return justCommands(text, words);
  if (/^taskfile.*\.ya?ml$/.test(base)) return taskfileCommands(text, words);
  return undefined;
}

/** The language a command of a task is written in; `undefined` for one that is not read. */
export function languageOfTask({ firstLine }: TaskCommand): Language | undefined {
  return firstLine === undefined ? 'bash' : (languageOfFirstLine(firstLine) ?? undefined);
}
