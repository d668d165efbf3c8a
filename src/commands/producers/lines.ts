import { textOf, type Part, type Word } from '../../word.ts';
import { fromBytes, toBytes } from './bytes.ts';
import {
  certain,
  count,
  input,
  inputText,
  lineText,
  linesOf,
  onlyOptions,
  output,
  outputLines,
  outputOf,
  standardInput,
  type Line,
  type Producer,
} from './call.ts';

/** `cat`, where no option changes what is shown. */
export const cat: Producer = (call) => {
  const command = certain(call, { flags: '-u' });
  return command === undefined || !onlyOptions(command, '-u') ? undefined : input(call, command.operands);
};

/** `tee`: the standard input passes through. */
export const tee: Producer = (call) => standardInput(call);

/** Lines of input ended by a line break, so that reordering them is certain. */
function endedLines(text: Word | undefined): Line[] | undefined {
  if (text === undefined) return undefined;
  const last = text.parts.at(-1);
  if (last !== undefined && (typeof last !== 'string' || !last.endsWith('\n'))) return undefined;
  return linesOf(text);
}

export const tac: Producer = (call) => {
  const command = certain(call, {});
  if (command === undefined || command.options.length > 0) return undefined;
  const lines = endedLines(input(call, command.operands));
  return lines === undefined ? undefined : outputLines(lines.reverse());
};

export const rev: Producer = (call) => {
  const command = certain(call, {});
  if (command === undefined || command.options.length > 0) return undefined;
  const text = inputText(call, command.operands);
  if (text === undefined) return undefined;
  return output(
    text
      .split('\n')
      .map((line) => Array.from(line).reverse().join(''))
      .join('\n'),
  );
};

/** How much of the input `head` or `tail` keeps. */
interface Extent {
  readonly unit: 'lines' | 'bytes';
  readonly sign: '+' | '-' | '';
  readonly amount: number;
}

const sizes = {
  value: '-n --lines -c --bytes',
  flags: '-q --quiet --silent -z --zero-terminated -v --verbose -f -F --follow',
} as const;

function extent(
  call: Parameters<Producer>[0],
): { readonly extent: Extent; readonly operands: readonly Word[] } | undefined {
  const [first, ...others] = call.words;
  const old = first === undefined ? undefined : /^-(\d{1,9})$/.exec(textOf(first) ?? '');
  const words = old === null || old === undefined ? call.words : others;
  const command = certain({ ...call, words }, sizes);
  if (
    command === undefined ||
    command.operands.length > 1 ||
    !onlyOptions(command, '-n', '--lines', '-c', '--bytes', '-q', '--quiet', '--silent')
  )
    return undefined;
  if (old !== null && old !== undefined)
    return { extent: { unit: 'lines', sign: '', amount: Number(old[1]) }, operands: command.operands };
  const bytes = command.value('-c', '--bytes');
  const lines = command.value('-n', '--lines');
  if (bytes !== undefined && lines !== undefined) return undefined;
  const given = bytes ?? lines;
  const match = given === undefined ? ['', '', '10'] : /^([-+]?)(\d{1,9})$/.exec(textOf(given) ?? '');
  if (match === null) return undefined;
  const sign = match[1] === '+' ? '+' : match[1] === '-' ? '-' : '';
  return {
    extent: { unit: bytes === undefined ? 'lines' : 'bytes', sign, amount: Number(match[2]) },
    operands: command.operands,
  };
}

export const head: Producer = (call) => {
  const read = extent(call);
  const text = read === undefined ? undefined : input(call, read.operands);
  if (read === undefined || text === undefined || read.extent.sign === '+') return undefined;
  const { unit, sign, amount } = read.extent;
  if (unit === 'bytes')
    return bytesOf(text, (bytes) =>
      sign === '-' ? bytes.slice(0, Math.max(0, bytes.length - amount)) : bytes.slice(0, amount),
    );
  if (sign === '-') return keep(text, (lines) => lines.slice(0, Math.max(0, lines.length - amount)));
  return keep(upTo(text, amount), (lines) => lines.slice(0, amount));
};

export const tail: Producer = (call) => {
  const read = extent(call);
  const text = read === undefined ? undefined : input(call, read.operands);
  if (read === undefined || text === undefined) return undefined;
  const { unit, sign, amount } = read.extent;
  if (unit === 'bytes')
    return bytesOf(text, (bytes) =>
      sign === '+' ? bytes.slice(Math.max(0, amount - 1)) : amount === 0 ? '' : bytes.slice(-amount),
    );
  return keep(text, (lines) =>
    sign === '+' ? lines.slice(Math.max(0, amount - 1)) : amount === 0 ? [] : lines.slice(-amount),
  );
};

/** The beginning of the text that holds its first lines, where these are known although later ones are not. */
function upTo(text: Word, amount: number): Word {
  const parts: Part[] = [];
  let breaks = 0;
  for (const part of text.parts) {
    if (typeof part === 'string') breaks += part.split('\n').length - 1;
    parts.push(part);
    if (breaks >= amount) return outputOf(parts);
  }
  return text;
}

function keep(text: Word, select: (lines: readonly Line[]) => readonly Line[]): Word | undefined {
  const lines = linesOf(text);
  if (lines === undefined) return undefined;
  const last = text.parts.at(-1);
  const ended = typeof last === 'string' && last.endsWith('\n');
  const kept = select(lines);
  const whole = outputLines(kept);
  // A last line without a line break stays without one.
  const cutLast = !ended && kept.at(-1) === lines.at(-1) && kept.length > 0;
  return cutLast
    ? outputOf(
        whole.parts.map((part, at) =>
          at === whole.parts.length - 1 && typeof part === 'string' ? part.slice(0, -1) : part,
        ),
      )
    : whole;
}

function bytesOf(text: Word, select: (bytes: string) => string): Word | undefined {
  const known = textOf(text);
  const result = known === undefined ? undefined : fromBytes(select(toBytes(known)));
  return result === undefined ? undefined : output(result);
}

/** A list of ranges as `cut` reads it: `1`, `2-4`, `-3`, `5-`. */
function ranges(list: string | undefined): ((position: number) => boolean) | undefined {
  if (list === undefined) return undefined;
  const parts: (readonly [number, number])[] = [];
  for (const item of list.split(',')) {
    const match = /^(\d{1,6})?(-)?(\d{1,6})?$/.exec(item);
    if (match === null || item === '' || item === '-') return undefined;
    const [, from, dash, to] = match;
    const low = Number(from ?? '1');
    const high = dash === undefined ? low : Number(to ?? '1000000');
    if (low === 0 || high < low) return undefined;
    parts.push([low, high]);
  }
  return (position) => parts.some(([low, high]) => position >= low && position <= high);
}

export const cut: Producer = (call) => {
  const command = certain(call, {
    value: '-b --bytes -c --characters -d --delimiter -f --fields --output-delimiter',
    flags: '-n -s --only-delimited --complement -z --zero-terminated',
  });
  if (command === undefined || command.has('-z', '--zero-terminated') !== 'no') return undefined;
  const fields = command.value('-f', '--fields');
  const list = fields ?? command.value('-b', '--bytes', '-c', '--characters');
  const wanted = ranges(list === undefined ? undefined : textOf(list));
  if (wanted === undefined) return undefined;
  const complement = command.has('--complement') === 'yes';
  const keeps = (position: number): boolean => wanted(position) !== complement;
  const text = inputText(call, command.operands);
  const delimiterWord = command.value('-d', '--delimiter');
  const delimiter = delimiterWord === undefined ? '\t' : textOf(delimiterWord);
  const joinWord = command.value('--output-delimiter');
  const join = joinWord === undefined ? delimiter : textOf(joinWord);
  if (text === undefined || delimiter === undefined || delimiter.length !== 1 || join === undefined) return undefined;
  if (fields === undefined && joinWord !== undefined) return undefined;
  const only = command.has('-s', '--only-delimited') === 'yes';
  const result: string[] = [];
  for (const line of text.replace(/\n$/, '').split('\n')) {
    if (fields === undefined) {
      const bytes = fromBytes(
        Array.from(toBytes(line))
          .filter((_, at) => keeps(at + 1))
          .join(''),
      );
      if (bytes === undefined) return undefined;
      result.push(bytes);
    } else if (!line.includes(delimiter)) {
      if (!only) result.push(line);
    } else
      result.push(
        line
          .split(delimiter)
          .filter((_, at) => keeps(at + 1))
          .join(join),
      );
  }
  return output(text === '' ? '' : result.map((line) => `${line}\n`).join(''));
};

/** `sort`, in the C locale's order, which ASCII text without mixed case and blanks has in every locale. */
export const sort: Producer = (call) => {
  const command = certain(call, {
    value: '-k --key -t --field-separator -o --output -S -T',
    flags: '-u --unique -r --reverse -n --numeric-sort',
  });
  if (command === undefined || !onlyOptions(command, '-u', '--unique', '-r', '--reverse', '-n', '--numeric-sort'))
    return undefined;
  const lines = linesOf(input(call, command.operands) ?? outputOf([{ hole: 'unknown', why: 'sort' }]));
  if (lines === undefined) return undefined;
  if (lines.length < 2) return outputLines(lines);
  const texts: string[] = [];
  for (const line of lines) {
    const text = lineText(line);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  const numeric = command.has('-n', '--numeric-sort') === 'yes';
  // Locales differ on everything but digits and letters of one case.
  if (
    numeric
      ? !texts.every((text) => /^\d{1,15}$/.test(text))
      : !texts.every((text) => /^(?:[a-z]+|[A-Z]+|\d+)$/.test(text)) || mixed(texts)
  )
    return undefined;
  texts.sort((left, right) => (numeric ? Number(left) - Number(right) || byText(left, right) : byText(left, right)));
  if (command.has('-r', '--reverse') === 'yes') texts.reverse();
  const unique =
    command.has('-u', '--unique') === 'yes'
      ? texts.filter(
          (text, at) => at === 0 || (numeric ? Number(text) !== Number(texts[at - 1]) : text !== texts[at - 1]),
        )
      : texts;
  return output(unique.map((text) => `${text}\n`).join(''));
};

function mixed(texts: readonly string[]): boolean {
  return texts.some((text) => /[a-z]/.test(text)) && texts.some((text) => /[A-Z]/.test(text));
}

function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

export const uniq: Producer = (call) => {
  const command = certain(call, {});
  if (command === undefined || command.options.length > 0 || command.operands.length > 1) return undefined;
  const lines = linesOf(input(call, command.operands) ?? outputOf([{ hole: 'unknown', why: 'uniq' }]));
  if (lines === undefined) return undefined;
  if (lines.length < 2) return outputLines(lines);
  const kept: string[] = [];
  for (const line of lines) {
    const text = lineText(line);
    if (text === undefined) return undefined;
    if (kept.at(-1) !== text) kept.push(text);
  }
  return output(kept.map((text) => `${text}\n`).join(''));
};

/** `paste` of one input: `-s` joins its lines, otherwise they pass. */
export const paste: Producer = (call) => {
  const command = certain(call, { value: '-d --delimiters', flags: '-s --serial' });
  if (
    command === undefined ||
    command.operands.length > 1 ||
    !onlyOptions(command, '-d', '--delimiters', '-s', '--serial')
  )
    return undefined;
  const text = inputText(call, command.operands);
  const given = command.value('-d', '--delimiters');
  const delimiters = given === undefined ? '\t' : textOf(given);
  if (text === undefined || delimiters === undefined || delimiters.includes('\\')) return undefined;
  if (command.has('-s', '--serial') !== 'yes') return output(text === '' || text.endsWith('\n') ? text : `${text}\n`);
  const lines = text.replace(/\n$/, '').split('\n');
  return output(
    `${lines.map((line, at) => (at === 0 ? line : (delimiters.charAt((at - 1) % Math.max(1, delimiters.length)) ?? '') + line)).join('')}\n`,
  );
};

/** `fold -w N`: lines broken after so many bytes. */
export const fold: Producer = (call) => {
  const command = certain(call, { value: '-w --width', flags: '-b --bytes -s --spaces' });
  if (command === undefined || !onlyOptions(command, '-w', '--width', '-b', '--bytes')) return undefined;
  const width = command.value('-w', '--width') === undefined ? 80 : count(command.value('-w', '--width'));
  const text = inputText(call, command.operands);
  if (text === undefined || width === undefined || width === 0 || /[^\n\x20-\x7e]/.test(text)) return undefined;
  return output(
    text
      .split('\n')
      .map((line) => line.replace(new RegExp(`(.{${width}})(?=.)`, 'g'), '$1\n'))
      .join('\n'),
  );
};

/** `wc`: counts are numbers, whatever is counted. */
export const wc: Producer = (call) => {
  const command = certain(call, { flags: '-l --lines -w --words -c --bytes -m --chars -L' });
  if (command === undefined || command.operands.length > 0 || command.options.length !== 1) return undefined;
  return outputOf([{ hole: 'number', why: 'a count' }, '\n']);
};
