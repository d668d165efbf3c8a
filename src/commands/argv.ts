import { dropPrefix, equals, prefixOf, textOf, type Truth, type Word } from '../word.ts';

/** How a program reads its options (POSIX 12.1–12.2, GNU getopt_long(3)). */
export interface Syntax {
  /** Options that take an option-argument, blank-separated: `-C -c --git-dir`. */
  readonly value?: string;
  /** Long options whose option-argument is optional and only given with `=`; they never take the next word. */
  readonly optional?: string;
  /** Known options without an option-argument; lets abbreviations of long options be recognised. */
  readonly flags?: string;
  /**
   * `gnu`: options anywhere, short ones bundle, long ones abbreviate (the default).
   * `posix`: the first operand ends the options (`env`, `sudo`, `xargs`, `docker run`).
   * `long-dash`: a single dash starts a long option (`terraform -chdir=x`, `find`, `java`); nothing bundles.
   */
  readonly style?: 'gnu' | 'posix' | 'long-dash';
  /** Verbs with a syntax of their own; options before the verb follow the syntax around it. */
  readonly verbs?: Readonly<Record<string, Syntax>>;
  /** How many further words name the verb where `verbs` does not say (`aws ec2 terminate-instances` is 2). */
  readonly depth?: number;
}

/** One option as it was written. */
export interface Option {
  /** Canonical spelling: abbreviations completed, bundles taken apart, `=value` removed. */
  readonly name: string;
  readonly value?: Word;
  readonly word: Word;
}

/** The words of an invocation, read by a syntax. */
export interface Command {
  readonly program: string;
  /** Verb words joined by a blank: `stash drop`; empty where there is none. */
  readonly verb: string;
  readonly options: readonly Option[];
  readonly operands: readonly Word[];
  /** Operands that followed a `--`. */
  readonly afterDashes: readonly Word[];
  /** Every word after the program, as evaluated. */
  readonly words: readonly Word[];
  /** Set where a word that is not known may be an option, a verb, or several words. */
  readonly uncertain: boolean;
  /** The verb itself could not be read. */
  readonly verbUnknown: boolean;
  /** Whether one of the options is given; `unknown` where an unknown word may be it. */
  has(...names: readonly string[]): Truth;
  /** The option-argument of the last of these options that is given. */
  value(...names: readonly string[]): Word | undefined;
  /** The option-arguments of all of these options, in order. */
  values(...names: readonly string[]): readonly Word[];
  /** Everything from the first operand on, for programs that run another. */
  readonly rest: readonly Word[];
}

type Arity = 'value' | 'optional' | 'flag' | 'unlisted';

function listed(names: string | undefined, name: string): boolean {
  if (names === undefined) return false;
  const at = ` ${names} `.indexOf(` ${name} `);
  return at >= 0;
}

/** What was found in the lists of a syntax; a long list of commands asks for the same few options again and again. */
const arities = new WeakMap<Syntax, Map<string, Arity>>();

function arityIn(syntax: Syntax, name: string): Arity {
  let known = arities.get(syntax);
  if (known === undefined) arities.set(syntax, (known = new Map()));
  let found = known.get(name);
  if (found === undefined) {
    found = looked(syntax, name);
    // As a string of its own: a piece of a command would keep the whole command in memory, in a long replay of every one of them.
    if (found !== 'unlisted') known.set([...name].join(''), found);
  }
  return found;
}

function looked(syntax: Syntax, name: string): Arity {
  if (listed(syntax.value, name)) return 'value';
  if (listed(syntax.optional, name)) return 'optional';
  return listed(syntax.flags, name) ? 'flag' : 'unlisted';
}

function arity(layers: readonly Syntax[], name: string): Arity {
  for (const syntax of layers) {
    const found = arityIn(syntax, name);
    if (found !== 'unlisted') return found;
  }
  return 'unlisted';
}

/** The one listed long option that `name` abbreviates, or `name` itself (getopt_long(3): unambiguous prefixes are accepted). */
function complete(layers: readonly Syntax[], name: string): string {
  const found = new Set<string>();
  for (const syntax of layers)
    for (const names of [syntax.value, syntax.optional, syntax.flags])
      for (const candidate of names === undefined ? [] : names.split(' ')) {
        if (candidate === name) return name;
        if (candidate.startsWith(name)) found.add(candidate);
      }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : name;
}

/** Whether a word may be an option: known to start with a dash, or starting with a hole. */
function mayBeOption(word: Word): Truth {
  const prefix = prefixOf(word);
  if (prefix.startsWith('-')) return prefix === '-' && word.parts.length === 1 ? 'no' : 'yes';
  if (prefix !== '') return 'no';
  const [first] = word.parts;
  if (first === undefined) return 'no';
  if (typeof first !== 'string' && first.hole !== 'unknown') return 'no';
  return 'unknown';
}

/**
 * Reads the words of an invocation by a program's syntax.
 * `program` is the base name; `words` excludes it.
 */
export function readCommand(program: string, words: readonly Word[], syntax: Syntax = {}): Command {
  const options: Option[] = [];
  let operands: Word[] = [];
  const afterDashes: Word[] = [];
  const layers: Syntax[] = [syntax];
  const verbs: string[] = [];
  let current = syntax;
  let expected = syntax.verbs !== undefined || syntax.depth !== undefined;
  let remaining = syntax.depth ?? 0;
  let uncertain = false;
  let verbUnknown = false;
  let restAt = words.length;
  let index = 0;

  const takeOperand = (word: Word): void => {
    if (expected) {
      const text = textOf(word);
      if (text === undefined) {
        verbUnknown = true;
        expected = false;
      } else {
        const next =
          current.verbs !== undefined && Object.hasOwn(current.verbs, text) ? current.verbs[text] : undefined;
        if (next !== undefined) {
          verbs.push(text);
          layers.unshift(next);
          current = next;
          remaining = next.depth ?? 0;
          expected = next.verbs !== undefined || remaining > 0;
          return;
        }
        if (verbs.length === 0 || remaining > 0) {
          verbs.push(text);
          remaining -= 1;
          expected = remaining > 0;
          return;
        }
        expected = false;
      }
    }
    if (operands.length === 0) restAt = index;
    operands.push(word);
  };

  for (; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined) break;
    const option = mayBeOption(word);
    if (option === 'unknown') uncertain = true;
    if (word.many) uncertain = true;
    if (option !== 'yes') {
      takeOperand(word);
      if (current.style === 'posix' && operands.length > 0) {
        operands = [...operands, ...words.slice(index + 1)];
        break;
      }
      continue;
    }
    if (equals(word, '--') === 'yes') {
      const tail = words.slice(index + 1);
      for (const operand of tail) {
        index += 1;
        if (operands.length === 0 && !expected) restAt = Math.min(restAt, index);
        if (expected) takeOperand(operand);
        else operands.push(operand);
        afterDashes.push(operand);
        if (operand.many) uncertain = true;
      }
      break;
    }
    index += readOption(word, words[index + 1]);
  }

  /** Reads one option word; returns how many further words it took. */
  function readOption(word: Word, next: Word | undefined): number {
    const prefix = prefixOf(word);
    const long = prefix.startsWith('--') || current.style === 'long-dash';
    const whole = textOf(word) === undefined && !prefix.includes('=');
    if (long) {
      const equalsAt = prefix.indexOf('=');
      const written = equalsAt < 0 ? prefix : prefix.slice(0, equalsAt);
      if (whole) {
        uncertain = true;
        options.push({ name: written, word });
        return 0;
      }
      const name = current.style === 'long-dash' ? written : complete(layers, written);
      if (equalsAt >= 0) {
        options.push({ name, value: dropPrefix(word, equalsAt + 1), word });
        return 0;
      }
      return pushWithNext(name, word, next);
    }
    for (let at = 1; at < prefix.length; at += 1) {
      const name = `-${prefix[at]}`;
      const kind = arity(layers, name);
      const last = at === prefix.length - 1 && textOf(word) !== undefined;
      if (kind === 'value' && !last) {
        const glued = dropPrefix(word, at + 1);
        options.push({ name, value: glued, word });
        return 0;
      }
      if (kind === 'optional' && !last) {
        options.push({ name, value: dropPrefix(word, at + 1), word });
        return 0;
      }
      if (last) return pushWithNext(name, word, next);
      options.push({ name, word });
    }
    if (whole) uncertain = true;
    return 0;
  }

  function pushWithNext(name: string, word: Word, next: Word | undefined): number {
    if (arity(layers, name) === 'value' && next !== undefined) {
      options.push({ name, value: next, word });
      if (next.many) uncertain = true;
      return 1;
    }
    options.push({ name, word });
    return 0;
  }

  return {
    program,
    verb: verbs.join(' '),
    options,
    operands,
    afterDashes,
    words,
    uncertain,
    verbUnknown,
    has: (...names) => (options.some((option) => names.includes(option.name)) ? 'yes' : uncertain ? 'unknown' : 'no'),
    value: (...names) => options.findLast((option) => names.includes(option.name) && option.value !== undefined)?.value,
    values: (...names) =>
      options.flatMap((option) => (names.includes(option.name) && option.value !== undefined ? [option.value] : [])),
    rest: operands.length === 0 ? [] : words.slice(restAt),
  };
}

/** The base name of a program word: directory and `.exe` removed; `undefined` when not known. */
export function programName(word: Word): string | undefined {
  const text = textOf(word);
  const last = word.parts.at(-1);
  const tail = text ?? (typeof last === 'string' && last.includes('/') ? last : undefined);
  if (tail === undefined) return undefined;
  const base = tail.slice(tail.lastIndexOf('/') + 1);
  return base.length > 4 && base.slice(-4).toLowerCase() === '.exe' ? base.slice(0, -4) : base;
}
