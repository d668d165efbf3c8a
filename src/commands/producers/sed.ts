import { textOf, type Word } from '../../word.ts';
import { isAscii } from './bytes.ts';
import { certain, inputText, onlyOptions, output, type Producer } from './call.ts';
import { posixRegex, type Grammar } from './regex.ts';

type Address =
  | { readonly kind: 'line'; readonly number: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'match'; readonly regex: RegExp };

type Action =
  | {
      readonly kind: 'substitute';
      readonly regex: RegExp;
      readonly replacement: string;
      readonly nth: number;
      readonly all: boolean;
      readonly print: boolean;
    }
  | { readonly kind: 'transliterate'; readonly map: ReadonlyMap<string, string> }
  | { readonly kind: 'print' | 'delete' | 'quit' };

interface Step {
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negate: boolean;
  readonly action: Action;
  inRange: boolean;
}

/** `sed` with `s`, `y`, `p`, `d` and `q`, with line, last-line and pattern addresses; anything more is not known. */
export const sed: Producer = (call) => {
  const command = certain(call, {
    value: '-e --expression -f --file -l --line-length',
    optional: '-i --in-place',
    flags: '-n --quiet --silent -E -r --regexp-extended -s --separate -u --unbuffered -z --null-data --posix',
  });
  if (command === undefined) return undefined;
  if (
    !onlyOptions(
      command,
      '-e',
      '--expression',
      '-n',
      '--quiet',
      '--silent',
      '-E',
      '-r',
      '--regexp-extended',
      '-u',
      '--unbuffered',
    )
  )
    return undefined;
  const given = command.values('-e', '--expression');
  const scripts: readonly Word[] = given.length > 0 ? given : command.operands.slice(0, 1);
  const files = given.length > 0 ? command.operands : command.operands.slice(1);
  const script = scripts.map(textOf);
  if (script.length === 0 || script.includes(undefined)) return undefined;
  const text = inputText(call, files);
  if (text === undefined) return undefined;
  const grammar = command.has('-E', '-r', '--regexp-extended') === 'yes' ? 'extended' : 'basic';
  const steps = readScript(script.join('\n'), grammar, text.length);
  if (steps === undefined) return undefined;
  return run(steps, text, command.has('-n', '--quiet', '--silent') === 'yes');
};

function run(steps: readonly Step[], text: string, quiet: boolean): Word | undefined {
  const ended = text.endsWith('\n');
  const lines = text === '' ? [] : (ended ? text.slice(0, -1) : text).split('\n');
  let printed = '';
  for (const [index, line] of lines.entries()) {
    const last = index === lines.length - 1;
    const end = last && !ended ? '' : '\n';
    let space = line;
    let deleted = false;
    let quit = false;
    for (const step of steps) {
      if (selects(step, index + 1, last, space) === step.negate) continue;
      const { action } = step;
      if (action.kind === 'substitute') {
        const replaced = substitute(space, action);
        if (replaced === undefined) return undefined;
        if (replaced.changed && action.print) printed += replaced.text + end;
        space = replaced.text;
      } else if (action.kind === 'transliterate') {
        space = Array.from(space, (character) => action.map.get(character) ?? character).join('');
      } else if (action.kind === 'print') {
        // A last line without a line break gets one as soon as more follows; that is not followed here.
        if (end === '' && !quiet) return undefined;
        printed += space + end;
      } else {
        deleted = action.kind === 'delete';
        quit = action.kind === 'quit';
        // GNU sed ends an unended last line when it quits there.
        if (quit && end === '') return undefined;
        break;
      }
    }
    if (!deleted && !quiet) printed += space + end;
    if (quit) break;
  }
  return output(printed);
}

function selects(step: Step, number: number, last: boolean, line: string): boolean {
  if (step.from === undefined) return true;
  if (step.to === undefined) return matches(step.from, number, last, line);
  if (step.inRange) {
    if (step.to.kind === 'line' ? number >= step.to.number : matches(step.to, number, last, line)) step.inRange = false;
    return step.to.kind !== 'line' || number <= step.to.number;
  }
  if (!matches(step.from, number, last, line)) return false;
  step.inRange = step.to.kind === 'line' ? step.to.number > number : !last;
  return true;
}

function matches(address: Address, number: number, last: boolean, line: string): boolean {
  switch (address.kind) {
    case 'line':
      return address.number === number;
    case 'last':
      return last;
    case 'match':
      return address.regex.test(line);
  }
}

function substitute(
  line: string,
  action: Extract<Action, { kind: 'substitute' }>,
): { readonly text: string; readonly changed: boolean } | undefined {
  let seen = 0;
  let changed = false;
  let failed = false;
  let previousEnd = -1;
  const plain = plainPieces(action.replacement);
  const text = line.replace(action.regex, (match: string, ...rest: unknown[]) => {
    const [first] = rest;
    const offset =
      typeof first === 'number' ? first : (rest.findLast((value): value is number => typeof value === 'number') ?? 0);
    // POSIX allows no empty match right after a match.
    if (match === '' && offset === previousEnd) return match;
    previousEnd = offset + match.length;
    seen += 1;
    if (action.all ? seen < action.nth : seen !== action.nth) return match;
    changed = true;
    if (plain !== undefined) return plain.join(match);
    const groups = rest
      .filter((value): value is string | undefined => typeof value === 'string' || value === undefined)
      .slice(0, -1);
    const expanded = expand(action.replacement, match, groups);
    if (expanded === undefined) failed = true;
    return expanded ?? match;
  });
  return failed ? undefined : { text, changed };
}

/** The text around each `&` of a replacement that has nothing else to fill in. */
function plainPieces(replacement: string): readonly string[] | undefined {
  return replacement.includes('\\') ? undefined : replacement.split('&');
}

/** The replacement with `&`, `\1` … and the GNU case conversions filled in. */
function expand(replacement: string, match: string, groups: readonly (string | undefined)[]): string | undefined {
  let result = '';
  let lasting = '';
  let once = '';
  let failed = false;
  const add = (text: string): void => {
    if (text === '') return;
    // Which letters change case depends on the locale.
    if ((lasting !== '' || once !== '') && !isAscii(text)) failed = true;
    const cased = lasting === 'U' ? text.toUpperCase() : lasting === 'L' ? text.toLowerCase() : text;
    const head =
      once === 'u' ? cased.charAt(0).toUpperCase() : once === 'l' ? cased.charAt(0).toLowerCase() : cased.charAt(0);
    result += head + cased.slice(1);
    once = '';
  };
  for (let at = 0; at < replacement.length; at += 1) {
    const character = replacement.charAt(at);
    if (character === '&') add(match);
    else if (character !== '\\') add(character);
    else {
      at += 1;
      const next = replacement.charAt(at);
      if (/[0-9]/.test(next)) {
        const group = next === '0' ? match : groups[Number(next) - 1];
        if (next !== '0' && Number(next) > groups.length) return undefined;
        add(group ?? '');
      } else if (next === 'n') add('\n');
      else if (next === 't') add('\t');
      else if (next === 'U' || next === 'L') lasting = next;
      else if (next === 'E') lasting = '';
      else if (next === 'u' || next === 'l') once = next;
      else if (/[a-zA-Z]/.test(next)) return undefined;
      else add(next);
    }
  }
  return failed ? undefined : result;
}

function readScript(script: string, grammar: Grammar, textLength: number): Step[] | undefined {
  const steps: Step[] = [];
  let at = 0;
  const address = (): Address | undefined | 'none' => {
    const number = /^\d+/.exec(script.slice(at));
    if (number !== null) {
      at += number[0].length;
      return number[0] === '0' ? undefined : { kind: 'line', number: Number(number[0]) };
    }
    if (script.charAt(at) === '$') {
      at += 1;
      return { kind: 'last' };
    }
    if (script.charAt(at) !== '/') return 'none';
    const pattern = delimited(script, at + 1, '/');
    if (pattern === undefined || pattern.text === '') return undefined;
    at = pattern.end + 1;
    const regex = posixRegex(pattern.text, grammar, '', textLength);
    return regex === undefined ? undefined : { kind: 'match', regex };
  };
  while (at < script.length) {
    if (/[\s;]/.test(script.charAt(at))) {
      at += 1;
      continue;
    }
    const from = address();
    if (from === undefined) return undefined;
    let to: Address | 'none' | undefined = 'none';
    if (from !== 'none' && script.charAt(at) === ',') {
      at += 1;
      to = address();
      if (to === undefined || to === 'none') return undefined;
    }
    while (script.charAt(at) === ' ') at += 1;
    const negate = script.charAt(at) === '!';
    if (negate) at += 1;
    const read = readAction(script, at, grammar, textLength);
    if (read === undefined) return undefined;
    at = read.end;
    if (!/^[ \t]*(?:[;\n]|$)/.test(script.slice(at))) return undefined;
    if (read.action.kind === 'quit' && to !== 'none') return undefined;
    steps.push({
      from: from === 'none' ? undefined : from,
      to: to === 'none' ? undefined : to,
      negate: from === 'none' ? false : negate,
      action: read.action,
      inRange: false,
    });
  }
  return steps;
}

function readAction(
  script: string,
  start: number,
  grammar: Grammar,
  textLength: number,
): { readonly action: Action; readonly end: number } | undefined {
  const letter = script.charAt(start);
  if (letter === 'p') return { action: { kind: 'print' }, end: start + 1 };
  if (letter === 'd') return { action: { kind: 'delete' }, end: start + 1 };
  if (letter === 'q') return { action: { kind: 'quit' }, end: start + 1 };
  if (letter !== 's' && letter !== 'y') return undefined;
  const delimiter = script.charAt(start + 1);
  if (delimiter === '' || delimiter === '\\' || delimiter === '\n') return undefined;
  const first = delimited(script, start + 2, delimiter);
  const second = first === undefined ? undefined : delimited(script, first.end + 1, delimiter);
  if (first === undefined || second === undefined) return undefined;
  if (letter === 'y') {
    const from = Array.from(first.text);
    const to = Array.from(second.text);
    if (from.length !== to.length || first.text.includes('\\') || second.text.includes('\\')) return undefined;
    const map = new Map<string, string>();
    for (const [index, character] of from.entries()) if (!map.has(character)) map.set(character, to[index] ?? '');
    return { action: { kind: 'transliterate', map }, end: second.end + 1 };
  }
  const flags = /^(?:[gpiI]|\d{1,3})*/.exec(script.slice(second.end + 1))?.[0] ?? '';
  const nth = /\d+/.exec(flags)?.[0];
  if (first.text === '' || nth === '0') return undefined;
  const regex = posixRegex(first.text, grammar, /[iI]/.test(flags) ? 'gi' : 'g', textLength);
  if (regex === undefined || groupsWanted(second.text) > groupsOf(regex)) return undefined;
  return {
    action: {
      kind: 'substitute',
      regex,
      replacement: second.text,
      nth: Number(nth ?? '1'),
      all: flags.includes('g'),
      print: flags.includes('p'),
    },
    end: second.end + 1 + flags.length,
  };
}

/** The highest back-reference of a replacement. */
function groupsWanted(replacement: string): number {
  let highest = 0;
  for (const [, digit] of replacement.matchAll(/\\(.)/g))
    if (digit !== undefined && /[1-9]/.test(digit)) highest = Math.max(highest, Number(digit));
  return highest;
}

function groupsOf(regex: RegExp): number {
  return regex.source.match(/(?<!\\)(?:\\\\)*\((?!\?)/g)?.length ?? 0;
}

/** The text up to the next delimiter that stands outside a bracket expression and is not escaped. */
function delimited(
  script: string,
  start: number,
  delimiter: string,
): { readonly text: string; readonly end: number } | undefined {
  let text = '';
  for (let at = start; at < script.length; at += 1) {
    const character = script.charAt(at);
    if (character === delimiter) return { text, end: at };
    if (character === '\\') {
      at += 1;
      const next = script.charAt(at);
      if (next === delimiter) {
        // An escaped delimiter that is also an operator would keep its special meaning in some versions.
        if (!/[/,#:@%!|~_]/.test(delimiter) || delimiter === '|') return undefined;
        text += delimiter;
      } else text += `\\${next}`;
      continue;
    }
    if (character === '\n') return undefined;
    text += character;
  }
  return undefined;
}
