import { LimitError } from '../budget.ts';
import type { TaskCommand } from './task-command.ts';

/** A command that make runs; `file` is the included one it stands in. */
export interface MakeCommand extends TaskCommand {
  readonly file?: string;
}

/** The files that an `include` names, with their text. */
export type Included = (names: string) => readonly { readonly name: string; readonly text: string }[];

interface Rule {
  readonly targets: readonly string[];
  readonly prerequisites: readonly string[];
  readonly recipe: { text: string; line: number; file: string | undefined }[];
}

/** Variables that make has without being told (GNU make manual, 10.3). */
const builtin: Readonly<Record<string, string>> = {
  CC: 'cc',
  CXX: 'g++',
  CPP: 'cc -E',
  AR: 'ar',
  AS: 'as',
  LD: 'ld',
  FC: 'f77',
  RM: 'rm -f',
  MAKE: 'make',
  SHELL: '/bin/sh',
};

/** How deep variables may stand for one another. */
const MAX_DEPTH = 16;
/** A longer name is no file's (limits.h, PATH_MAX). */
const MAX_NAME = 4096;
/** How many targets are followed. */
const MAX_NAMES = 2000;
/** How deep files may include one another. */
const MAX_INCLUDES = 6;
/** How many files are included in all. */
const MAX_FILES = 32;
/** How long one command may become. */
const MAX_LENGTH = 16_384;

/**
 * The commands that making a target runs, prerequisites first: recipes, `$(shell …)`, `!=` (GNU make manual, chapters 4 to 6 and 8.14).
 * `target` empty is the first one; variables that the makefile does not set are the shell's.
 */
export function makeCommands(
  text: string,
  target: string,
  given: ReadonlyMap<string, string>,
  included: Included = () => [],
): readonly MakeCommand[] {
  const variables = new Map(Object.entries(builtin));
  /** What variables were before a conditional set them: either may hold. */
  const others = new Map<string, string>();
  let conditionals = 0;
  const rules: Rule[] = [];
  const commands: MakeCommand[] = [];
  let current: Rule | undefined;
  let prefix = '\t';
  const run =
    (line: number) =>
    (command: string): string => {
      commands.push({ text: command, line });
      return `$(${command})`;
    };
  let read = 0;
  const includes = (names: string): ReturnType<Included> => {
    const found = read >= MAX_FILES ? [] : included(expanded(names, variables, given, () => ''));
    read += found.length;
    return found;
  };
  let defining: { name: string; lines: string[] } | undefined;
  for (const { text: line, number, file } of logicalLines(text, includes)) {
    if (defining !== undefined) {
      if (/^\s*endef\b/.test(line)) {
        variables.set(defining.name, defining.lines.join('\n'));
        defining = undefined;
      } else defining.lines.push(line.replace(/^\t/, ''));
      continue;
    }
    if (line.startsWith(prefix) && current !== undefined) {
      current.recipe.push({ text: line.slice(prefix.length), line: number, file });
      continue;
    }
    const define = /^\s*(?:override\s+)?define\s+([\w.-]+)/.exec(line)?.[1];
    if (define !== undefined) {
      defining = { name: define, lines: [] };
      continue;
    }
    if (/^\s*if(?:n?eq|n?def)\b/.test(line)) conditionals += 1;
    else if (/^\s*endif\b/.test(line)) conditionals -= 1;
    const code = line.replace(/(^|[^\\])#.*$/s, '$1');
    if (code.trim() === '') continue;
    const assignment =
      /^\s*(?:(?:export|override|private|unexport)\s+)*([\w.-]+)\s*(:{0,3}=|\?=|\+=|!=)\s*([^]*)$/.exec(code);
    if (assignment?.[1] !== undefined) {
      const [, name, operator, value = ''] = assignment;
      if (name === '.RECIPEPREFIX') prefix = value.charAt(0) || '\t';
      const old = variables.get(name);
      if (conditionals > 0 && old !== undefined && !others.has(name)) others.set(name, old);
      if (operator === '!=') variables.set(name, run(number)(expanded(value, variables, given, () => '')));
      else if (operator === '+=') variables.set(name, old === undefined ? value : `${old} ${value}`);
      else if (operator === '?=') variables.set(name, old !== undefined && !Object.hasOwn(builtin, name) ? old : value);
      else
        variables.set(
          name,
          operator === '=' ? value : expanded(value, variables, given, run(number)).replaceAll('$', '$$$$'),
        );
      current = undefined;
      continue;
    }
    const rule = /^([^:=\t][^:=]*?)\s*::?(?!=)\s*([^;]*)(?:;([^]*))?$/.exec(code);
    if (rule?.[1] === undefined) {
      // A line of its own: `$(info …)`, `$(shell …)`, `include`, conditionals.
      expanded(code, variables, given, run(number));
      continue;
    }
    current = {
      targets: words(expanded(rule[1], variables, given, run(number))),
      prerequisites: words(expanded(rule[2] ?? '', variables, given, run(number)).replace('|', ' ')),
      recipe: rule[3] === undefined ? [] : [{ text: rule[3].trim(), line: number, file }],
    };
    rules.push(current);
  }
  const oneShell = rules.some(({ targets }) => targets.includes('.ONESHELL'));
  const goal = variables.get('.DEFAULT_GOAL')?.trim();
  const first =
    goal || rules.flatMap(({ targets }) => targets).find((name) => !name.startsWith('.') && !name.includes('%'));
  const made = new Set<string>();
  const make = (name: string, chain: readonly object[]): void => {
    if (made.has(name) || name.length > MAX_NAME) return;
    if (made.size === MAX_NAMES) throw new LimitError('more targets than are followed');
    made.add(name);
    const own = rules.filter(
      (rule) =>
        rule.targets.includes(name) ||
        // No implicit rule is in a chain twice (GNU make manual, 10.4).
        (!chain.includes(rule) && rule.targets.some((each) => each.includes('%') && fits(each, name))),
    );
    const steps = own.map((rule) => {
      const pattern = rule.targets.find((each) => each.includes('%') && fits(each, name));
      const [before = '', after = ''] = pattern?.split('%') ?? [];
      const stem =
        pattern === undefined ? name.replace(/\.\w+$/, '') : name.slice(before.length, name.length - after.length);
      return { rule, stem, prerequisites: rule.prerequisites.map((each) => each.replaceAll('%', stem)) };
    });
    for (const { rule, prerequisites } of steps)
      for (const prerequisite of prerequisites)
        make(prerequisite, rule.targets.includes(name) ? chain : [...chain, rule]);
    for (const { rule, stem, prerequisites } of steps)
      for (const values of others.size === 0 ? [variables] : [variables, new Map([...variables, ...others])]) {
        const scope = new Map(values);
        for (const [key, value] of Object.entries({
          '@': name,
          '<': prerequisites[0] ?? '',
          '^': prerequisites.join(' '),
          '+': prerequisites.join(' '),
          '?': prerequisites.join(' '),
          '*': stem,
        }))
          scope.set(key, value);
        const shell = scope.get('SHELL')?.trim() ?? '';
        const firstLine = /(?:^|\/)(?:[a-z]*sh)$/.test(shell) ? {} : { firstLine: `#!${shell}` };
        const lines = rule.recipe.map(({ text: recipe, line, file }) => ({
          text: expanded(recipe.replace(/^[\s@+-]+/, ''), scope, given, (command) => `$(${command})`).replace(
            /^[\s@+-]+/,
            '',
          ),
          line,
          ...(file === undefined ? {} : { file }),
          ...firstLine,
        }));
        const [opening] = lines;
        if (oneShell && opening !== undefined)
          commands.push({ ...opening, text: lines.map((line) => line.text).join('\n') });
        else commands.push(...lines);
      }
  };
  for (const name of target === '' ? (first === undefined ? [] : [first]) : words(target)) make(name, []);
  return commands.filter((command) => command.text.trim() !== '');
}

/** Lines with their continuations; in a recipe the backslash stays for the shell. */
function* logicalLines(
  text: string,
  included: Included,
  file?: string,
  depth = 0,
): Generator<{ readonly text: string; readonly number: number; readonly file: string | undefined }> {
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const number = at + 1;
    let line = lines[at] ?? '';
    const recipe = line.startsWith('\t');
    while (/(?:^|[^\\])(?:\\\\)*\\$/.test(line) && at + 1 < lines.length) {
      at += 1;
      line = recipe
        ? `${line}\n${(lines[at] ?? '').replace(/^\t/, '')}`
        : `${line.slice(0, -1).trimEnd()} ${(lines[at] ?? '').trimStart()}`;
    }
    const names = /^ *[-s]?include\s+(.+?)\s*(?:#.*)?$/.exec(line)?.[1];
    if (names !== undefined && depth < MAX_INCLUDES)
      for (const { name, text: inner } of included(names)) yield* logicalLines(inner, included, name, depth + 1);
    yield { text: line, number, file };
  }
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function fits(pattern: string, name: string): boolean {
  const [before = '', after = ''] = pattern.split('%');
  return name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
}

/** The text with variables and `$(shell …)` replaced; what make would compute by other functions is a variable nobody knows. */
function expanded(
  text: string,
  variables: ReadonlyMap<string, string>,
  given: ReadonlyMap<string, string>,
  shell: (command: string) => string,
  depth = 0,
): string {
  let result = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character !== '$' || result.length > MAX_LENGTH) {
      result += character;
      continue;
    }
    at += 1;
    const next = text.charAt(at);
    if (next === '$' || next === '') {
      result += '$';
      continue;
    }
    let name = next;
    if (next === '(' || next === '{') {
      const end = closing(text, at);
      name = text.slice(at + 1, end);
      at = end;
    }
    const call = /^shell\s+([^]*)$/.exec(name);
    if (call?.[1] !== undefined) {
      result += shell(expanded(call[1], variables, given, shell, depth + 1));
      continue;
    }
    const macro = /^call\s+([\w.-]+)((?:,[^]*)?)$/.exec(name);
    const body = macro?.[1] === undefined ? undefined : variables.get(macro[1]);
    if (macro !== null && body !== undefined && depth < MAX_DEPTH) {
      const scope = new Map(variables);
      for (const [index, argument] of (macro[2] ?? '').split(',').entries())
        if (index > 0) scope.set(String(index), expanded(argument.trim(), variables, given, shell, depth + 1));
      result += expanded(body, scope, given, shell, depth + 1);
      continue;
    }
    if (/^(?:info|warning|error|eval|call|if|foreach|strip|firstword|lastword|or|and|value)\s/.test(name))
      expanded(name.slice(name.indexOf(' ')), variables, given, shell, depth + 1);
    const value = given.get(name) ?? variables.get(name);
    if (value !== undefined && depth < MAX_DEPTH) result += expanded(value, variables, given, shell, depth + 1);
    else result += /^[A-Za-z_]\w*$/.test(name) ? `\${${name}}` : '${MAKE_FUNCTION}';
  }
  return result;
}

/** Where the parenthesis or brace at this place is closed. */
function closing(text: string, from: number): number {
  const open = text.charAt(from);
  const close = open === '(' ? ')' : '}';
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text.charAt(at) === open) depth += 1;
    if (text.charAt(at) === close && --depth === 0) return at;
  }
  return text.length;
}
