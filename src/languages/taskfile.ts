import { below, listOf, readOutline, type Outline } from './outline.ts';
import type { TaskCommand } from './task-command.ts';

/** The commands that tasks of a Taskfile run, those they depend on first (taskfile.dev/reference/schema); `default` where none is named. */
export function taskfileCommands(text: string, targets: readonly string[]): readonly TaskCommand[] {
  const { value, lineOf } = readOutline(text);
  const tasks = below(value, 'tasks');
  const globals = variablesOf(below(value, 'vars'));
  const commands: TaskCommand[] = [];
  const made = new Set<string>();
  const run = (name: string): void => {
    const task = below(tasks, name);
    if (task === undefined || made.has(name)) return;
    made.add(name);
    const variables = new Map([...globals, ...variablesOf(below(task, 'vars'))]);
    const line = lineOf(task);
    const push = (command: Outline | undefined): void => {
      if (typeof command === 'string' && command !== '') commands.push({ text: filled(command, variables), line });
    };
    for (const [, shell] of [...shellsOf(below(value, 'vars')), ...shellsOf(below(task, 'vars'))]) push(shell);
    for (const dependency of listOf(below(task, 'deps'))) run(nameOf(dependency));
    if (typeof task === 'string') return push(task);
    for (const entry of [
      ...listOf(Array.isArray(task) ? task : undefined),
      ...listOf(below(task, 'cmds')),
      ...listOf(below(task, 'cmd')),
    ]) {
      if (typeof entry === 'string') push(entry);
      else if (below(entry, 'task') !== undefined) run(nameOf(entry));
      else {
        push(below(entry, 'cmd'));
        push(below(entry, 'defer'));
      }
    }
    for (const status of [...listOf(below(task, 'status')), ...listOf(below(task, 'preconditions'))])
      push(typeof status === 'string' ? status : below(status, 'sh'));
  };
  for (const name of targets.length === 0 ? ['default'] : targets) run(name);
  return commands;
}

function nameOf(value: Outline): string {
  const task = typeof value === 'string' ? value : below(value, 'task');
  return typeof task === 'string' ? task.replace(/^:/, '') : '';
}

function variablesOf(vars: Outline | undefined): readonly (readonly [string, string])[] {
  if (vars === undefined || typeof vars === 'string' || Array.isArray(vars)) return [];
  return Object.entries(vars).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
}

/** `NAME: {sh: command}`. */
function shellsOf(vars: Outline | undefined): readonly (readonly [string, Outline])[] {
  if (vars === undefined || typeof vars === 'string' || Array.isArray(vars)) return [];
  return Object.entries(vars).flatMap(([name, value]) => {
    const shell = below(value, 'sh');
    return shell === undefined ? [] : [[name, shell] as const];
  });
}

/** `{{.NAME}}` replaced; any other template is a value that nobody knows. */
function filled(text: string, variables: ReadonlyMap<string, string>, depth = 0): string {
  return text.replaceAll(/\{\{-?\s*(.*?)\s*-?\}\}/g, (_, expression: string) => {
    const name = /^\.(\w+)$/.exec(expression)?.[1];
    const value = name === undefined ? undefined : variables.get(name);
    if (value !== undefined && depth < 8) return filled(value, variables, depth + 1);
    return `\${${name === undefined ? 'TASK_VALUE' : name}}`;
  });
}
