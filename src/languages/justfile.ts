import type { TaskCommand } from './task-command.ts';

interface Recipe {
  readonly name: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly otherwise: string | undefined;
    readonly many: boolean;
  }[];
  /** Recipes that run before it, with the words of their arguments. */
  readonly dependencies: readonly (readonly string[])[];
  readonly body: readonly { readonly text: string; readonly line: number }[];
}

const MAX_DEPTH = 16;

/** The commands that recipes of a justfile run, what they depend on first (just.systems/man); the first recipe where none is named. */
export function justCommands(text: string, words: readonly string[]): readonly TaskCommand[] {
  const { recipes, assignments, aliases, first } = read(text);
  const commands: TaskCommand[] = [];
  const values = new Map<string, string>();
  const given = new Map<string, string>();
  const names: string[] = [];
  for (const word of words) {
    const set = /^([A-Za-z_][\w-]*)=(.*)$/s.exec(word);
    if (set?.[1] !== undefined && names.length === 0) given.set(set[1], set[2] ?? '');
    else names.push(word);
  }
  for (const [name, { expression, line }] of assignments) {
    for (const [, command = ''] of expression.matchAll(/```([^]*?)```|`([^`]*)`/g))
      commands.push({ text: command, line });
    for (const [, , command] of expression.matchAll(/(```[^]*?```)|`([^`]*)`/g))
      if (command !== undefined) commands.push({ text: command, line });
    values.set(name, given.get(name) ?? evaluated(expression, values));
  }
  const made = new Set<string>();
  const run = (name: string, args: readonly string[], depth: number): number => {
    const recipe = recipes.get(aliases.get(name) ?? name);
    if (recipe === undefined || depth > MAX_DEPTH) return 0;
    const scope = new Map(values);
    let taken = 0;
    for (const parameter of recipe.parameters) {
      const rest = args.slice(taken);
      if (parameter.many) {
        scope.set(parameter.name, rest.length > 0 ? rest.join(' ') : (parameter.otherwise ?? ''));
        taken = args.length;
      } else {
        const [own] = rest;
        if (own !== undefined) taken += 1;
        scope.set(parameter.name, own ?? parameter.otherwise ?? `\${${parameter.name}}`);
      }
    }
    const key = [name, ...args].join('\0');
    if (made.has(key)) return taken;
    made.add(key);
    for (const [dependency = '', ...own] of recipe.dependencies)
      run(
        dependency,
        own.map((word) => evaluated(word, scope)),
        depth + 1,
      );
    const fill = (line: string): string =>
      line
        .replaceAll('{{{{', '\0')
        .replaceAll(/\{\{(.*?)\}\}/g, (_, expression: string) => evaluated(expression, scope))
        .replaceAll('\0', '{{');
    const [opening] = recipe.body;
    if (opening === undefined) return taken;
    if (opening.text.startsWith('#!')) {
      const whole = recipe.body.map(({ text: line }) => fill(line)).join('\n');
      commands.push({ text: whole, line: opening.line, firstLine: opening.text });
    } else
      for (const { text: line, line: number } of recipe.body)
        commands.push({ text: fill(line.replace(/^[@-]+/, '')), line: number });
    return taken;
  };
  const targets = names.length === 0 ? (first === undefined ? [] : [first]) : names;
  for (let at = 0; at < targets.length; at += 1) at += run(targets[at] ?? '', targets.slice(at + 1), 0);
  return commands.filter(({ text: command }) => command.trim() !== '');
}

function read(text: string): {
  readonly recipes: ReadonlyMap<string, Recipe>;
  readonly assignments: ReadonlyMap<string, { readonly expression: string; readonly line: number }>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly first: string | undefined;
} {
  const recipes = new Map<string, Recipe>();
  const assignments = new Map<string, { expression: string; line: number }>();
  const aliases = new Map<string, string>();
  const lines = text.split('\n');
  let first: string | undefined;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (/^\s*(?:#|$)/.test(line)) continue;
    const alias = /^alias\s+([\w-]+)\s*:=\s*([\w-]+)/.exec(line);
    if (alias?.[1] !== undefined) {
      aliases.set(alias[1], alias[2] ?? '');
      continue;
    }
    const assignment = /^(?:export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(.*)$/.exec(line);
    if (assignment?.[1] !== undefined) {
      assignments.set(assignment[1], { expression: assignment[2] ?? '', line: at + 1 });
      continue;
    }
    const header = /^@?([A-Za-z_][\w-]*)((?:\s+(?:[^:"']|"[^"]*"|'[^']*')*)?):(?!=)\s*(.*)$/.exec(line);
    if (header?.[1] === undefined) continue;
    const body: { text: string; line: number }[] = [];
    let indent: string | undefined;
    for (; at + 1 < lines.length; at += 1) {
      const below = lines[at + 1] ?? '';
      if (below.trim() === '') {
        if (body.length > 0) body.push({ text: '', line: at + 2 });
        continue;
      }
      indent ??= /^[ \t]+/.exec(below)?.[0];
      if (indent === undefined || !/^[ \t]/.test(below)) break;
      const own = below.startsWith(indent) ? below.slice(indent.length) : below.trimStart();
      const last = body.at(-1);
      if (last?.text.endsWith('\\') === true && !body[0]?.text.startsWith('#!'))
        last.text = `${last.text.slice(0, -1)}${own.trimStart()}`;
      else body.push({ text: own, line: at + 2 });
    }
    recipes.set(header[1], {
      name: header[1],
      parameters: parametersOf(header[2] ?? ''),
      dependencies: dependenciesOf(header[3] ?? ''),
      body,
    });
    first ??= header[1];
  }
  return { recipes, assignments, aliases, first };
}

/** `target`, `target="x"`, `+files`, `*args`, `$exported`. */
function parametersOf(text: string): Recipe['parameters'] {
  return [...text.matchAll(/([+*]?)\$?([A-Za-z_][\w-]*)(?:\s*=\s*("(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|[^\s]+))?/g)].map(
    ([, many = '', name = '', otherwise]) => ({
      name,
      many: many !== '',
      otherwise: otherwise === undefined ? undefined : evaluated(otherwise, new Map()),
    }),
  );
}

/** `a b (c "x" y) && d`. */
function dependenciesOf(text: string): readonly (readonly string[])[] {
  const plain = text.replace(/(?:^|\s)#.*$/, '');
  return [...plain.matchAll(/\(([^()]*)\)|([A-Za-z_][\w-]*)/g)].map(([, call, name = '']) =>
    call === undefined ? [name] : [...call.matchAll(/"[^"]*"|'[^']*'|[^\s]+/g)].map(([word]) => word),
  );
}

/** Strings, variables, `+` and `/` between them; any other expression is a value that nobody knows. */
function evaluated(expression: string, values: ReadonlyMap<string, string>): string {
  const pieces = [
    ...expression.matchAll(
      /"((?:[^"\\]|\\.)*)"|'([^']*)'|`[^`]*`|([A-Za-z_][\w-]*)\s*\(\s*(?:["']([^"']*)["'])?[^)]*\)|([A-Za-z_][\w-]*)|([+/])|[^\s]/g,
    ),
  ];
  return pieces
    .map(([whole, double, single, call, argument, name, operator]) => {
      if (double !== undefined) return double.replaceAll(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one));
      if (single !== undefined) return single;
      if (operator !== undefined) return operator === '/' ? '/' : '';
      if (call !== undefined) return called(call, argument);
      if (name !== undefined) return values.get(name) ?? (/^\w+$/.test(name) ? `\${${name}}` : '${JUST_VALUE}');
      return /^[()]$/.test(whole) ? '' : '${JUST_VALUE}';
    })
    .join('');
}

function called(name: string, argument: string | undefined): string {
  if (/^(?:env|env_var|env_var_or_default)$/.test(name) && argument !== undefined && /^\w+$/.test(argument))
    return `\${${argument}}`;
  if (name === 'home_directory' || name === 'home_dir') return '~';
  if (/^(?:justfile_directory|source_directory|invocation_directory|justfile_dir)$/.test(name)) return '.';
  return '${JUST_VALUE}';
}
