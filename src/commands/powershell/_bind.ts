import { VALUE_MARK } from '../../languages/powershell/paths.ts';
import {
  dropPrefix,
  equals,
  prefixOf,
  textOf,
  wordOf,
  type Part,
  type PathRef,
  type Truth,
  type Word,
} from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context } from '../spec.ts';

const common = {
  takes:
    'erroraction errorvariable outvariable warningaction warningvariable informationaction informationvariable progressaction outbuffer pipelinevariable credential ea ev ov wa',
  switches: 'whatif confirm verbose debug wi cf usetransaction',
} as const;

/** The words of a cmdlet by the parameters they belong to (about_Parameters, about_CommonParameters). */
export class Bound {
  readonly positional: Word[] = [];
  readonly #values = new Map<string, Word[]>();
  readonly #switches = new Map<string, Truth>();

  /** Names of parameters with a value and of switches, blank-separated; an abbreviation is the first that fits, switches before others. */
  constructor(command: Command, takes = '', switches = '') {
    const flags = `${switches} ${common.switches}`.split(' ');
    const values = `${takes} ${common.takes}`.split(' ');
    for (let at = 0; at < command.words.length; at += 1) {
      const word = command.words[at];
      if (word === undefined) break;
      const written = prefixOf(word);
      if (!/^-[A-Za-z]/.test(written)) {
        this.positional.push(unmarked(word));
        continue;
      }
      const name = written.slice(1).toLowerCase();
      const find = (names: readonly string[]): string | undefined =>
        names.find((one) => one === name) ?? names.find((one) => one !== '' && one.startsWith(name));
      const flag = find(flags);
      const own = find(values);
      if (flag !== undefined && (flag === name || own !== name)) {
        this.#switches.set(flag, textOf(word) === undefined ? 'unknown' : 'yes');
        continue;
      }
      const next = command.words[at + 1];
      if (own === undefined) this.#switches.set(name, 'yes');
      else if (next !== undefined) {
        this.#values.set(own, [...(this.#values.get(own) ?? []), unmarked(next)]);
        at += 1;
      }
    }
  }

  values(...names: readonly string[]): readonly Word[] {
    return names.flatMap((name) => this.#values.get(name) ?? []);
  }

  value(...names: readonly string[]): Word | undefined {
    return this.values(...names)[0];
  }

  has(...names: readonly string[]): Truth {
    for (const name of names) {
      const found = this.#switches.get(name);
      if (found !== undefined) return found;
    }
    return 'no';
  }

  /** Nothing is done but shown (`-WhatIf`). */
  get dry(): boolean {
    return this.has('whatif', 'wi') === 'yes';
  }
}

/** The word without the mark of a value that begins with a dash. */
function unmarked(word: Word): Word {
  return prefixOf(word).startsWith(VALUE_MARK) ? { ...word, parts: dropPrefix(word, VALUE_MARK.length).parts } : word;
}

/** What arrives through the pipeline as values: the lines of known text. */
export function pipedWords(context: Context): readonly Word[] {
  const { stdin, invocation } = context;
  if (stdin.kind !== 'pipe' && stdin.kind !== 'text') return [];
  const { text } = stdin;
  if (text === undefined)
    return [{ parts: [{ hole: 'unknown', why: 'what comes through the pipe' }], span: invocation.span, many: false }];
  const rows: Part[][] = [[]];
  for (const part of text.parts) {
    if (typeof part !== 'string') rows.at(-1)?.push(part);
    else
      part.split('\n').forEach((line, index) => {
        if (index > 0) rows.push([]);
        rows.at(-1)?.push(line);
      });
  }
  return rows.map((parts) => wordOf(parts, invocation.span)).filter((word) => word.parts.length > 0);
}

/** A drive that is no place for files: the registry, certificates, variables (about_Providers). */
export type Provider = 'file' | 'registry' | 'environment' | 'session' | 'certificate';

export function providerOf(word: Word): Provider {
  const start = prefixOf(word).replace(/^(?:microsoft\.powershell\.(?:core|security)\\)?(?:filesystem::)?/i, '');
  if (/^(?:hk(?:lm|cu|cr|u|cc):|registry::|(?:microsoft\.powershell\.core\\)?registry::|hkey_)/i.test(start))
    return 'registry';
  if (/^env:/i.test(start)) return 'environment';
  if (/^(?:variable|function|alias|wsman|psdrive):/i.test(start)) return 'session';
  if (/^cert:/i.test(start)) return 'certificate';
  return 'file';
}

/** A path as a cmdlet reads it: both slashes, `~` for home, and wildcards unless it is taken literally. */
export function filePath(context: Context, word: Word, literally: boolean): PathRef {
  const { home } = context.world;
  const parts = word.parts.flatMap((part, index): readonly Part[] => {
    if (typeof part !== 'string') return [part];
    let text = part.replaceAll('\\', '/');
    if (index === 0) {
      text = text.replace(/^(?:microsoft\.powershell\.core\/)?filesystem::/i, '').replace(/^\/\/[?.]\/(?=[a-z]:)/i, '');
      text = text.replace(/^[a-z]:$/i, (drive) => `${drive}/`);
      if (home !== null && context.invocation.remote === undefined) text = text.replace(/^~(?=\/|$)/, home);
    }
    if (literally || !/[*?[]/.test(text)) return [text];
    return text
      .split(/(\*+|\?|\[[^\]]+\])/)
      .map((piece, at): Part => (at % 2 === 1 ? { hole: 'glob', text: piece } : piece));
  });
  return context.path({ ...wordOf(parts, word.span), many: word.many });
}

/** A path and whether it may be a pattern, from `-LiteralPath`, `-Path`, the first words, or the pipeline. */
export function paths(
  bound: Bound,
  context: Context,
  count = Infinity,
): readonly { readonly word: Word; readonly literally: boolean }[] {
  const literals = bound.values('literalpath', 'pspath', 'lp');
  const named = bound.values('path', 'filepath');
  const found = [
    ...literals.map((word) => ({ word, literally: true })),
    ...named.map((word) => ({ word, literally: false })),
  ];
  if (found.length > 0) return found;
  const free = bound.positional.slice(0, count);
  if (free.length > 0) return free.map((word) => ({ word, literally: false }));
  return pipedWords(context).map((word) => ({ word, literally: true }));
}

/** Whether the word is one of the texts, in any case. */
export function isOne(word: Word | undefined, ...names: readonly string[]): boolean {
  return (
    word !== undefined &&
    names.some(
      (name) =>
        equals(
          { ...word, parts: word.parts.map((part) => (typeof part === 'string' ? part.toLowerCase() : part)) },
          name,
        ) === 'yes',
    )
  );
}
