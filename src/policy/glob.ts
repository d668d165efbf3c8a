import type { Hole, Part, Truth } from '../word.ts';

// Globs with braces already expanded: `*`, `?`, `[ab]`, `[!ab]`, and a backslash in front of a character that stands for itself.
// In texts `*` matches anything; in paths it stays within one component and `**` crosses directories.

/** Whether the whole text matches the glob; `*` matches any text, `/` included. Never worse than pattern × text steps. */
export function matchesText(glob: string, text: string): boolean {
  if (endsElsewhere(glob, text)) return false;
  let at = 0;
  let pattern = 0;
  let starAt = -1;
  let resume = 0;
  while (at < text.length) {
    const next = pattern < glob.length && glob[pattern] !== '*' ? afterOne(glob, pattern, text[at] ?? '') : -1;
    if (next >= 0) {
      pattern = next;
      at += 1;
    } else if (glob[pattern] === '*') {
      starAt = pattern;
      pattern += 1;
      resume = at;
    } else if (starAt >= 0) {
      pattern = starAt + 1;
      resume += 1;
      at = resume;
    } else return false;
  }
  while (glob[pattern] === '*') pattern += 1;
  return pattern === glob.length;
}

/** Whether the glob ends in a letter or digit that is not the last character of the text; most texts end here. */
function endsElsewhere(glob: string, text: string): boolean {
  const end = glob.charAt(glob.length - 1);
  return end !== text.charAt(text.length - 1) && isWordCharacter(end);
}

function isWordCharacter(character: string): boolean {
  return (
    (character >= 'a' && character <= 'z') ||
    (character >= 'A' && character <= 'Z') ||
    (character >= '0' && character <= '9')
  );
}

/** The index after the one-character element at `index` if it matches `character`, else -1. */
function afterOne(glob: string, index: number, character: string): number {
  const element = glob[index];
  if (element === '?') return index + 1;
  if (element === '\\' && index + 1 < glob.length) return glob[index + 1] === character ? index + 2 : -1;
  if (element === '[') {
    const close = closingBracket(glob, index);
    if (close > 0) return inClass(glob.slice(index + 1, close), character) ? close + 1 : -1;
  }
  return element === character ? index + 1 : -1;
}

/** The index of the `]` that closes a class opened at `open`, or -1 where `[` stands for itself. */
function closingBracket(glob: string, open: number): number {
  const first = glob[open + 1] === '!' || glob[open + 1] === '^' ? open + 2 : open + 1;
  return glob.indexOf(']', first + 1);
}

function inClass(content: string, character: string): boolean {
  const negated = content.startsWith('!') || content.startsWith('^');
  for (let at = negated ? 1 : 0; at < content.length; at += 1) {
    const from = content[at] ?? '';
    const to = content[at + 1] === '-' && at + 2 < content.length ? (content[at + 2] ?? from) : from;
    if (character >= from && character <= to) return !negated;
    if (to !== from) at += 2;
  }
  return negated;
}

const ANY = 0;
const STAR = 1;
const GLOBSTAR = 2;
/** `**` and its slash may be left out together. */
const OPTIONAL = 3;

/** One step of a glob: a kind above, or a one-character element as it is written. */
type Element = number | string;

const parsedGlobs: Record<string, readonly Element[]> = {};

function elementsOf(glob: string, paths: boolean): readonly Element[] {
  const key = (paths ? 'p' : 't') + glob;
  return (parsedGlobs[key] ??= parse(glob, paths));
}

function parse(glob: string, paths: boolean): readonly Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < glob.length; at += 1) {
    const character = glob[at] ?? '';
    if (character === '?') elements.push(ANY);
    else if (character === '*') {
      const crossing = paths && glob[at + 1] === '*' && (at === 0 || glob[at - 1] === '/');
      if (crossing && glob[at + 2] === '/') {
        elements.push(OPTIONAL, GLOBSTAR, '/');
        at += 2;
      } else if (crossing && at + 2 === glob.length) {
        elements.push(GLOBSTAR);
        at += 1;
      } else if (elements.at(-1) !== STAR) elements.push(paths ? STAR : GLOBSTAR);
    } else if (character === '\\' && at + 1 < glob.length) {
      at += 1;
      elements.push(`\\${glob[at]}`);
    } else if (character === '[' && closingBracket(glob, at) > 0) {
      const close = closingBracket(glob, at);
      elements.push(glob.slice(at, close + 1));
      at = close;
    } else elements.push(character);
  }
  return elements;
}

/** The positions a glob can stand at, each once; `elements.length` is the end. There are few of them at a time. */
type States = readonly number[];

/** Adds a position and those that are reached from it without a character. */
function add(elements: readonly Element[], states: number[], at: number): void {
  if (states.includes(at)) return;
  states.push(at);
  const element = elements[at];
  if (element === STAR || element === GLOBSTAR || element === OPTIONAL) add(elements, states, at + 1);
  if (element === OPTIONAL) add(elements, states, at + 3);
}

function accepts(element: Element, character: string, paths: boolean): boolean {
  if (element === GLOBSTAR) return true;
  if (element === STAR || element === ANY) return !(paths && character === '/');
  if (typeof element === 'string')
    return (
      !(paths && element.startsWith('[') && element.length > 1 && character === '/') &&
      afterOne(element, 0, character) === element.length
    );
  return false;
}

function step(elements: readonly Element[], states: States, character: string, paths: boolean): States {
  const next: number[] = [];
  for (const at of states) {
    const element = elements[at];
    if (element === undefined || !accepts(element, character, paths)) continue;
    add(elements, next, element === STAR || element === GLOBSTAR ? at : at + 1);
  }
  return next;
}

/** Whether the whole path matches the glob; the caller has made both absolute, or both base names. */
export function matchesPath(glob: string, path: string): boolean {
  let at = 0;
  let pattern = 0;
  // Where to go on when a star within a component, or a double star, has to take one more.
  let starAt = -1;
  let resume = 0;
  let crossAt = -1;
  let crossResume = 0;
  while (at < path.length) {
    const character = path[at] ?? '';
    if (glob[pattern] === '*') {
      const crossing = crosses(glob, pattern);
      if (crossing && pattern + 2 === glob.length) return true;
      if (crossing && glob[pattern + 2] === '/') {
        pattern += 3;
        crossAt = pattern;
        crossResume = at;
        starAt = -1;
      } else {
        pattern += 1;
        starAt = pattern;
        resume = at;
      }
      continue;
    }
    const next =
      pattern < glob.length && matchesHere(glob, pattern, character) ? afterOne(glob, pattern, character) : -1;
    if (next >= 0) {
      pattern = next;
      at += 1;
    } else if (starAt >= 0 && path[resume] !== '/') {
      resume += 1;
      at = resume;
      pattern = starAt;
    } else {
      const slash = crossAt < 0 ? -1 : path.indexOf('/', crossResume);
      if (slash < 0) return false;
      crossResume = slash + 1;
      at = crossResume;
      pattern = crossAt;
      starAt = -1;
    }
  }
  while (glob[pattern] === '*') pattern += crosses(glob, pattern) && glob[pattern + 2] === '/' ? 3 : 1;
  return pattern === glob.length;
}

/** Whether the star at `pattern` begins a double star that is a whole component. */
function crosses(glob: string, pattern: number): boolean {
  return glob[pattern + 1] === '*' && (pattern === 0 || glob[pattern - 1] === '/');
}

/** Only a slash in the glob itself stands for one in the path. */
function matchesHere(glob: string, pattern: number, character: string): boolean {
  return character !== '/' || glob[pattern] === '/' || glob[pattern] === '\\';
}

function start(elements: readonly Element[]): States {
  const states: number[] = [];
  add(elements, states, 0);
  return states;
}

/** Positions the glob may reach when a hole is filled with some text. */
function reachable(elements: readonly Element[], states: States, hole: Hole['hole']): States {
  const next: number[] = [];
  for (const at of states) add(elements, next, at);
  // What is added on the way may take some of the text too.
  for (const at of next) {
    const element = elements[at];
    if (element !== undefined && element !== OPTIONAL && mayConsume(element, hole)) add(elements, next, at + 1);
  }
  return next;
}

/** Whether some character that the hole may stand for matches the element. */
function mayConsume(element: Element, hole: Hole['hole']): boolean {
  if (typeof element === 'number' || hole === 'unknown' || hole === 'temp') return true;
  if (hole === 'glob') return element !== '/';
  return ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].some((digit) => accepts(element, digit, false));
}

/** Positions the glob reaches whatever text a hole is filled with. */
function certain(elements: readonly Element[], states: States, hole: Hole['hole']): States {
  const next: number[] = [];
  const oneComponent = hole === 'glob' || hole === 'number';
  for (const at of states) {
    const element = elements[at];
    if (element === GLOBSTAR || (element === STAR && oneComponent)) add(elements, next, at);
  }
  return next;
}

/** Whether known text at the beginning or the end already differs from the characters the glob has there. */
function differs(elements: readonly Element[], parts: readonly Part[]): boolean {
  const first = parts[0];
  const last = parts.at(-1);
  for (let at = 0; typeof first === 'string' && at < first.length; at += 1) {
    const element = elements[at];
    if (typeof element !== 'string' || element.length > 1) break;
    if (element !== first[at]) return true;
  }
  for (let back = 1; typeof last === 'string' && back <= last.length; back += 1) {
    const element = elements.at(-back);
    if (typeof element !== 'string' || element.length > 1) break;
    if (element !== last.at(-back)) return true;
  }
  return false;
}

/** Whether text with holes matches the glob: `no` only where no filling matches, `yes` only where every filling does. */
export function matchesParts(glob: string, parts: readonly Part[], paths: boolean): Truth {
  const elements = elementsOf(glob, paths);
  if (differs(elements, parts)) return 'no';
  let may = start(elements);
  let must = may;
  for (const part of parts) {
    if (typeof part === 'string')
      for (let at = 0; at < part.length; at += 1) {
        may = step(elements, may, part[at] ?? '', paths);
        must = step(elements, must, part[at] ?? '', paths);
        if (may.length === 0) return 'no';
      }
    else {
      must = certain(elements, must, part.hole);
      may = reachable(elements, may, part.hole);
    }
  }
  if (must.includes(elements.length)) return 'yes';
  return may.includes(elements.length) ? 'unknown' : 'no';
}

/** Whether a text contains glob characters at all. */
export function isGlob(text: string): boolean {
  return /[*?[\]\\]/.test(text);
}

/** How many globs one with braces may stand for. */
const MAX_ALTERNATIVES = 1000;

/** The globs that `{a,b}` stands for, nested ones too, `null` for too many; braces without a comma stand for themselves. */
export function expandBraces(glob: string): readonly string[] | null {
  const done: string[] = [];
  const open = [glob];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const braces = innermostBraces(next);
    if (braces === undefined) done.push(next);
    else {
      const [head, tail] = [next.slice(0, braces.start), next.slice(braces.end + 1)];
      for (const each of braces.choices) open.push(head + each + tail);
    }
    if (done.length + open.length > MAX_ALTERNATIVES) return null;
  }
  return done.reverse();
}

function innermostBraces(glob: string): { start: number; end: number; choices: readonly string[] } | undefined {
  let start = -1;
  for (let at = 0; at < glob.length; at += 1) {
    if (glob[at] === '\\') at += 1;
    else if (glob[at] === '{') start = at;
    else if (glob[at] === '}' && start >= 0) {
      const choices = glob.slice(start + 1, at).split(',');
      if (choices.length > 1) return { start, end: at, choices };
      start = -1;
    }
  }
  return undefined;
}
