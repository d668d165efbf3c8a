import type { TaskCommand } from './task-command.ts';

/** Tables of a Pipfile or a pyproject.toml that hold scripts (pipenv, PDM, Poe the Poet, Hatch, Rye, taskipy, Pixi). */
const tables =
  /^(?:scripts|tool\.(?:pdm\.scripts|poe\.tasks|rye\.scripts|taskipy\.tasks|pixi\.tasks|hatch\.envs\.[^.]+\.scripts)|tasks)(?:\.|$)/;

/** What a script of that name runs. */
export function tomlTasks(text: string, name: string): readonly TaskCommand[] {
  const found: TaskCommand[] = [];
  let table = '';
  for (const [index, line] of text.split('\n').entries()) {
    const header = /^\s*\[([^\]]+)\]\s*(?:#.*)?$/.exec(line)?.[1];
    if (header !== undefined) {
      table = header.trim().replaceAll('"', '');
      continue;
    }
    const entry = /^\s*["']?([\w:.-]+)["']?\s*=\s*(.*)$/.exec(line);
    if (entry === null || !tables.test(table)) continue;
    const [, key = '', value = ''] = entry;
    const own = table.replace(tables, '');
    // `[tool.poe.tasks.name]` with a `cmd` of its own.
    const wanted = own === '' ? key === name : own === name && /^(?:cmd|shell|script|call|composite)$/.test(key);
    if (wanted) for (const command of textsOf(value)) found.push({ text: command, line: index + 1 });
  }
  return found;
}

/** `"x"`, `["x", "y"]`, `{cmd = "x"}`, `{shell = "x"}`. */
function textsOf(value: string): readonly string[] {
  const strings = [...value.matchAll(/"""([^]*?)"""|'''([^]*?)'''|"((?:[^"\\]|\\.)*)"|'([^']*)'/g)].map(
    ([, one, two, three, four]) => one ?? two ?? three?.replaceAll(/\\(.)/g, '$1') ?? four ?? '',
  );
  if (!value.startsWith('{')) return strings;
  const named = /\b(?:cmd|shell|composite|chain)\s*=\s*(.*)$/s.exec(value)?.[1];
  return named === undefined ? [] : textsOf(named).slice(0, named.trimStart().startsWith('[') ? 32 : 1);
}
