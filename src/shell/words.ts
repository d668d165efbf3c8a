import { parse, type ParsedScript, type Word as AstWord, type WordPart } from 'unbash';
import { type Hole, type Part, type Span, type Word, wordOf } from '../word.ts';
import { evaluate, numberValues } from './arithmetic.ts';
import { expandBraces, mayHaveBraces } from './braces.ts';
import { expandParameter, simpleParameter } from './parameter.ts';
import type { PatternPiece } from './pattern.ts';
import { FIRST_MARK, type Shell, type Source } from './shell.ts';
import { fieldsOf, type Piece } from './split.ts';
import {
  allTexts,
  asWord,
  concat,
  EMPTY,
  known,
  NOTHING,
  onlyText,
  outside,
  shortened,
  unknown,
  unknownHole,
  type Value,
  type Values,
} from './value.ts';

type Alternatives = readonly (readonly Piece[])[];

/** How many combinations of alternatives one word may have. */
const COMBINATIONS = 64;

/** The fields a word expands to, for every alternative: all expansions but pathname expansion take place. */
export function expandWord(shell: Shell, word: AstWord): readonly (readonly Word[])[] {
  const span = shell.source.place(word.pos, word.end);
  if (word.parts === undefined && plain(word.text) && shell.source.holes === undefined)
    return [[asWord(restored(word.value, shell.source), span)]];
  if (mayHaveBraces(word.text)) {
    const words = expandBraces(word.text);
    if (words === undefined) {
      shell.opaque('limit', shortened(word.text), span);
      return [[wordOf([unknownHole(shortened(word.text))], span, true)]];
    }
    const [only] = words;
    if (words.length !== 1 || only !== word.text) return bracedFields(shell, words, span);
  }
  return wordFields(shell, word, span);
}

/** Whether a text holds nothing that any expansion looks at. */
function plain(text: string): boolean {
  return text.charCodeAt(0) !== 126 && !text.includes('{') && !text.includes('=~');
}

function wordFields(shell: Shell, word: AstWord, span: Span): readonly (readonly Word[])[] {
  const alternatives = wordPieces(shell, word, false, 'word');
  const separators = shell.state.bound('IFS') ? allTexts(shell.state.variable('IFS').values) : undefined;
  if (separators === undefined && shell.state.bound('IFS')) {
    const split = alternatives.some((pieces) => pieces.some((piece) => piece.kind === 'split'));
    if (split) return [[wordOf([unknownHole(shortened(word.text))], span, true)]];
  }
  const split = (pieces: readonly Piece[], by: string): readonly Word[] => {
    const fields = fieldsOf(pieces, by, span);
    shell.reader.tick(fields.length);
    return fields;
  };
  if (separators === undefined || separators.length < 2)
    return alternatives.map((pieces) => split(pieces, separatorsOf(shell)));
  return separators.flatMap((one) => alternatives.map((pieces) => split(pieces, one)));
}

/** Every word that brace expansion made is read anew: the expansion is textual. */
function bracedFields(shell: Shell, texts: readonly string[], span: Span): readonly (readonly Word[])[] {
  let alternatives: (readonly Word[])[] = [[]];
  const before = shell.source;
  for (const text of texts) {
    shell.reader.tick();
    const source: Source = {
      text: `_ ${text}`,
      place: () => span,
      ...(before.holes === undefined ? {} : { holes: before.holes }),
    };
    const word = argumentOf(parse(source.text));
    if (word === undefined) continue;
    shell.source = source;
    const fields = wordFields(shell, word, span);
    shell.source = before;
    alternatives = alternatives.flatMap((head) => fields.map((tail) => [...head, ...tail]));
    if (alternatives.length > COMBINATIONS) return [[wordOf([unknownHole(shortened(texts.join(' ')))], span, true)]];
  }
  return alternatives;
}

function argumentOf(script: ParsedScript): AstWord | undefined {
  const command = script.commands[0]?.command;
  if (command?.type !== 'Command') return undefined;
  const [argument] = command.suffix;
  return argument?.type === 'Word' ? argument : undefined;
}

function separatorsOf(shell: Shell): string {
  if (!shell.state.bound('IFS')) return ' \t\n';
  const variable = shell.state.variable('IFS');
  if (variable.values.length === 0) return ' \t\n';
  return onlyText(variable.values) ?? ' \t\n';
}

/** The text of a word where no field splitting applies: assignments, `case`, redirections, here-documents. */
export function wordText(shell: Shell, word: AstWord, quoted: boolean, place: 'word' | 'assignment' = 'word'): Values {
  if (word.parts === undefined && (quoted || plain(word.text))) return restoredValues(word.value, shell.source);
  const alternatives = wordPieces(shell, word, quoted, place);
  const values = alternatives.map((pieces) => joinedPieces(shell, pieces));
  return values.length === 0 ? NOTHING : values.length > 16 ? unknown(shortened(word.text)) : values;
}

function joinedPieces(shell: Shell, pieces: readonly Piece[]): Value {
  let value = EMPTY;
  for (const piece of pieces) {
    switch (piece.kind) {
      case 'plain':
      case 'quoted':
      case 'split':
      case 'process':
        value = concat(value, piece.kind === 'plain' ? withoutPatterns(piece.value) : piece.value);
        break;
      case 'break':
        value = concat(value, [separatorsOf(shell).slice(0, 1) || ' ']);
        break;
      case 'many':
        value = concat(value, [piece.hole]);
        break;
    }
  }
  return value;
}

/** Patterns as the plain text they are where no pathname expansion takes place. */
function withoutPatterns(value: Value): Value {
  if (value.every((part) => typeof part === 'string' || part.hole !== 'glob')) return value;
  return value.reduce<Value>(
    (before, part) => concat(before, [typeof part !== 'string' && part.hole === 'glob' ? unescaped(part.text) : part]),
    EMPTY,
  );
}

function unescaped(pattern: string): string {
  return pattern.replace(/\\([^])/g, '$1');
}

/** The alternatives of a word as a pattern. */
export function wordPattern(shell: Shell, word: AstWord): readonly (readonly PatternPiece[] | undefined)[] {
  if (word.parts === undefined) {
    const escaped = word.text !== word.value;
    return [[{ text: escaped ? word.text : word.value, quoted: false }]];
  }
  return wordPieces(shell, word, false, 'pattern').map((pieces) => {
    const result: PatternPiece[] = [];
    for (const piece of pieces) {
      if (piece.kind === 'break' || piece.kind === 'many') return undefined;
      for (const part of piece.value) {
        if (typeof part === 'string')
          result.push({ text: part, quoted: piece.kind === 'quoted' || piece.kind === 'plain' });
        else if (part.hole === 'glob') result.push({ text: part.text, quoted: false });
        else return undefined;
      }
    }
    return result;
  });
}

/** The pieces of a word, for every alternative. */
export function wordPieces(
  shell: Shell,
  word: AstWord,
  quoted: boolean,
  place: 'word' | 'assignment' | 'pattern' | 'operand',
): Alternatives {
  const parts: readonly WordPart[] = word.parts ?? [
    { type: 'Literal', pos: word.pos, end: word.end, text: word.text, value: word.value },
  ];
  // bash expands `of=~/x` like an assignment wherever it stands (bash manual, Tilde Expansion).
  const assignmentLike =
    place === 'assignment' || (place === 'word' && word.text.includes('=') && /^[A-Za-z_]\w*=/.test(word.text));
  const product = new Product(word);
  for (const [index, part] of parts.entries()) {
    shell.reader.tick();
    const tilde =
      !quoted && part.type === 'Literal'
        ? tildes(shell, part.text, part.value, index === 0, assignmentLike, parts.length === index + 1)
        : undefined;
    const next = tilde ?? partPieces(shell, part, quoted, place);
    product.append(next);
  }
  return product.alternatives;
}

/** The alternatives of a word as its parts are read one after the other. */
class Product {
  alternatives: Piece[][] = [[]];
  readonly #word: { readonly text: string };

  constructor(word: { readonly text: string }) {
    this.#word = word;
  }

  append(tails: Alternatives): void {
    const [tail] = tails;
    if (tails.length === 1 && tail !== undefined) {
      for (const head of this.alternatives) for (const piece of tail) head.push(piece);
    } else if (this.alternatives.length * tails.length > COMBINATIONS)
      this.alternatives = [[{ kind: 'many', hole: unknownHole(shortened(this.#word.text)) }]];
    else this.alternatives = this.alternatives.flatMap((one) => tails.map((other) => [...one, ...other]));
  }
}

function partPieces(
  shell: Shell,
  part: WordPart,
  quoted: boolean,
  place: 'word' | 'assignment' | 'pattern' | 'operand',
): Alternatives {
  const result = (values: Values): Alternatives =>
    values.map((value) => [quoted ? { kind: 'quoted', value } : { kind: 'split', value }]);
  switch (part.type) {
    case 'Literal':
      // `+(` and `)` around a bracket expression are read as text of their own.
      if (place === 'pattern' && !quoted && /[()|]/.test(part.value))
        return [[{ kind: 'plain', value: [{ hole: 'glob', text: part.text }] }]];
      // The operand of an unquoted `${x:-a b}` is split, unlike other text as written.
      if (place === 'operand' && !quoted && part.text === part.value)
        return [[{ kind: 'split', value: restored(part.value, shell.source) }]];
      if (!quoted && shell.source.holes !== undefined && place !== 'assignment')
        return [markedPieces(part.value, shell.source)];
      return [[{ kind: quoted ? 'quoted' : 'plain', value: restored(part.value, shell.source) }]];
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [[{ kind: 'quoted', value: restored(part.value, shell.source) }]];
    case 'DoubleQuoted':
    case 'LocaleString':
      return quotedPieces(shell, part.parts);
    case 'SimpleExpansion':
      return simpleParameter(shell, part.text.slice(1), quoted);
    case 'ParameterExpansion':
      return expandParameter(shell, part, quoted);
    case 'CommandExpansion':
      // The parser cuts a substitution short where an operator's character stands inside it.
      if (!')`}'.includes(part.text.at(-1) ?? ''))
        shell.opaque('construct', shortened(part.text), shell.source.place(part.pos, part.end));
      return result(
        part.script === undefined
          ? unknown(shortened(part.text))
          : shell.substitute(part.script, shell.source, part.text),
      );
    case 'ArithmeticExpansion':
      return result(
        numberValues(part.expression === undefined ? undefined : evaluate(shell, part.expression), part.text),
      );
    case 'ProcessSubstitution':
      return [[processPiece(shell, part)]];
    case 'Glob':
      if (quoted) return [[{ kind: 'quoted', value: [part.text] }]];
      return globPieces(shell, part.text, part.kind === 'bracket' ? part.parts : undefined, place);
    case 'ExtendedGlob':
      return globPieces(shell, part.text, part.parts, place);
    case 'BraceExpansion':
      // Only where brace expansion does not apply, as in an assignment: the text stays as it is.
      if (part.parts === undefined)
        return [[{ kind: quoted ? 'quoted' : 'plain', value: restored(part.text, shell.source) }]];
      return bracePieces(shell, part.text, part.parts, part.pos, quoted, place);
  }
}

/** Unquoted code: a value that was put into it is split like any other code. */
function markedPieces(text: string, source: Source): readonly Piece[] {
  return restored(text, source).map((part): Piece =>
    typeof part !== 'string' && part.hole === 'unknown'
      ? { kind: 'split', value: [part] }
      : { kind: 'plain', value: [part] },
  );
}

function quotedPieces(shell: Shell, children: readonly WordPart[]): Alternatives {
  if (children.length === 0) return [[{ kind: 'quoted', value: EMPTY }]];
  const product = new Product({ text: children[0]?.text ?? '' });
  for (const child of children) {
    shell.reader.tick();
    product.append(partPieces(shell, child, true, 'word'));
  }
  return product.alternatives;
}

function bracePieces(
  shell: Shell,
  text: string,
  parts: readonly WordPart[],
  pos: number,
  quoted: boolean,
  place: 'word' | 'assignment' | 'pattern' | 'operand',
): Alternatives {
  const product = new Product({ text });
  let at = pos;
  const between = (to: number): void => {
    const literal = text.slice(at - pos, to - pos);
    if (literal !== '') product.append([[{ kind: 'plain', value: [literal] }]]);
  };
  for (const part of parts) {
    between(part.pos);
    product.append(partPieces(shell, part, quoted, place));
    at = part.end;
  }
  between(pos + text.length);
  return product.alternatives;
}

/** An active pattern; substitutions inside brackets take place. */
function globPieces(shell: Shell, text: string, parts: readonly WordPart[] | undefined, place: string): Alternatives {
  let shown = text;
  if (parts !== undefined) {
    const written = parts.map((part) =>
      part.type === 'Literal' || part.type === 'Glob' ? part.text : (onlyText(wordOfPart(shell, part)) ?? undefined),
    );
    if (parts.some((part) => part.type !== 'Literal' && part.type !== 'Glob')) {
      const inner = written.every((piece) => piece !== undefined) ? written.join('') : undefined;
      if (inner === undefined) return [[{ kind: 'plain', value: [unknownHole(shortened(text))] }]];
      const open = text.indexOf(text.startsWith('[') ? '[' : '(');
      shown = `${text.slice(0, open + 1)}${inner}${text.slice(-1)}`;
    }
  }
  return [[{ kind: 'plain', value: place === 'assignment' ? [unescaped(shown)] : [{ hole: 'glob', text: shown }] }]];
}

function wordOfPart(shell: Shell, part: WordPart): Values {
  const alternatives = partPieces(shell, part, true, 'word');
  return alternatives.map((pieces) => joinedPieces(shell, pieces));
}

function processPiece(shell: Shell, part: Extract<WordPart, { type: 'ProcessSubstitution' }>): Piece {
  const why = shortened(part.text);
  const hole: Hole = { hole: 'unknown', why };
  if (part.script === undefined)
    return { kind: 'process', value: [hole], substitution: { operator: part.operator, commands: [] } };
  if (part.operator === '<') {
    const { commands, values } = shell.produce(part.script, why);
    const [only] = values;
    const span = shell.source.place(part.pos, part.end);
    const output = values.length === 1 && only !== undefined ? { output: asWord(only, span) } : {};
    return {
      kind: 'process',
      value: [{ ...hole, output: commands }],
      substitution: { operator: '<', commands, ...output },
    };
  }
  const pending = shell.consumeLater(part.script, why);
  return { kind: 'process', value: [hole], substitution: { operator: '>', commands: pending } };
}

/** `~`, `~user`, `~+`, `~-` at the beginning, and in assignments after a colon (POSIX 2.6.1). */
function tildes(
  shell: Shell,
  text: string,
  value: string,
  first: boolean,
  assignment: boolean,
  last: boolean,
): Alternatives | undefined {
  if (text !== value || !text.includes('~')) return undefined;
  let pieces: Values = NOTHING;
  let from = 0;
  let any = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== '~') continue;
    const starts = at === 0 ? first : assignment && (text[at - 1] === ':' || text[at - 1] === '=');
    if (!starts) continue;
    let end = at + 1;
    while (end < text.length && !(text[end] === '/' || (assignment && text[end] === ':'))) end += 1;
    if (end === text.length && !last) continue;
    const home = homeOf(shell, text.slice(at + 1, end));
    if (home === undefined) continue;
    any = true;
    const before = at > from ? known(text.slice(from, at)) : NOTHING;
    pieces = pieces.flatMap((head) =>
      before.flatMap((middle) => home.map((tail) => concat(concat(head, middle), tail))),
    );
    from = end;
  }
  if (!any) return undefined;
  const rest: Value = from < text.length ? [text.slice(from)] : EMPTY;
  return pieces.map((value_) => [{ kind: 'plain', value: concat(value_, rest) }]);
}

function homeOf(shell: Shell, user: string): Values | undefined {
  const { state } = shell;
  if (user === '') {
    const home = state.variable('HOME');
    return home.values.length === 0 ? outside('~') : home.values;
  }
  if (user === '+') return state.cwd;
  if (user === '-')
    return state.variable('OLDPWD').values.length === 0 ? unknown('~-') : state.variable('OLDPWD').values;
  if (!/^[A-Za-z0-9_.-]+$/.test(user)) return undefined;
  if (user === 'root') return known(shell.reader.world.platform === 'darwin' ? '/var/root' : '/root');
  const name = shell.reader.world.environment('USER') ?? shell.reader.world.environment('LOGNAME');
  const { home } = shell.reader.world;
  if (home !== null && (user === name || home.endsWith(`/${user}`))) return known(home);
  return /^\d+$/.test(user) ? outside(`~${user}`) : [[`/home/${user}`]];
}

/** Known text, with the marks of a text that was put together from a word with holes turned back into holes. */
export function restored(text: string, source: Source): Value {
  if (text === '') return EMPTY;
  if (source.holes === undefined) return [text];
  const parts: Part[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const hole = source.holes[text.charCodeAt(at) - FIRST_MARK];
    if (hole === undefined) continue;
    if (at > from) parts.push(text.slice(from, at));
    parts.push(hole);
    from = at + 1;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function restoredValues(text: string, source: Source): Values {
  return text === '' ? NOTHING : [restored(text, source)];
}

/** Text that the shell expands as if it stood between double quotes, quotes staying as they are. */
export function expandText(shell: Shell, text: string, span: Span, holes?: Source['holes']): Values {
  if (!/[$`\\]/.test(text)) return known(text);
  let delimiter = 'EOT';
  while (text.includes(delimiter)) delimiter += '_';
  const source: Source = {
    text: `_ <<${delimiter}\n${text}\n${delimiter}\n`,
    place: () => span,
    ...(holes === undefined ? {} : { holes }),
  };
  const command = parse(source.text).commands[0]?.command;
  const [document] = command?.type === 'Command' ? command.suffix : [];
  if (document?.type !== 'HereDoc' || document.body.parts === undefined) return unknown(shortened(text));
  const before = shell.source;
  shell.source = source;
  const values = quotedPieces(shell, document.body.parts).map((pieces) => joinedPieces(shell, pieces));
  shell.source = before;
  return values.map((value) => {
    const last = value.at(-1);
    return typeof last === 'string' && last.endsWith('\n')
      ? [...value.slice(0, -1), ...(last.length > 1 ? [last.slice(0, -1)] : [])]
      : value;
  });
}
