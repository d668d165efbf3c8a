import { closing, closingAround, hereDocument, partner } from './quotes.ts';
import type { Lexis, Literal } from './token.ts';

const identifier = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;

function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The stretch last looked through, so that a long line of many strings is not gone through for each of them. */
const line = { text: '', from: 0, end: 0, to: -1 };

/** Where a string that must end on its line ends. */
function lineEnd(text: string, from: number, end: number): number {
  // Texts are compared letter by letter in some engines, hence last.
  if (from >= line.from && from <= line.to && end === line.end && text === line.text) return line.to;
  let at = from;
  while (at < end && text.charAt(at) !== '\n') at += text.charAt(at) === '\\' ? 2 : 1;
  const to = Math.min(at, end);
  Object.assign(line, { text, from, end, to });
  return to;
}

/** The offset of the mark that closes a string, or of the end of its line. */
function closingOnLine(text: string, from: number, end: number, mark: string): number {
  let at = from;
  while (at < end) {
    const character = text.charAt(at);
    if (character === mark || character === '\n') return at;
    at += character === '\\' ? 2 : 1;
  }
  return end;
}

function quoted(text: string, at: number, end: number, mark: string, rest: Partial<Literal> = {}): Literal {
  const from = at + mark.length;
  const to = closing(text, from, end, mark);
  return { kind: 'string', from, to, after: to + mark.length, escapes: 'all', puts: undefined, ...rest };
}

/** Whether a quote stands here or behind the one or two letters that may stand in front of one. */
function mayOpenString(text: string, at: number): boolean {
  for (let ahead = 0; ahead <= 2; ahead++) {
    const character = text.charAt(at + ahead);
    if (character === '"' || character === "'") return true;
    if (!'rRbBfFuUtT'.includes(character)) return false;
  }
  return false;
}

/** Python (Lexical analysis, docs.python.org/3/reference). */
export const pythonLexis: Lexis = {
  comment: /#[^\n]*/y,
  name: identifier,
  operator: /:=|->|\*\*=?|\/\/=?|[=!<>]=|<<=?|>>=?|[-+*/%&|^@]=/y,
  lines: true,
  layout: true,
  literal(text, at, end) {
    if (!mayOpenString(text, at)) return undefined;
    const opened = sticky(/([rRbBfFuUtT]{0,2})("""|'''|"|')/y, text, at);
    if (opened === null) return undefined;
    const [whole, prefix = '', mark = ''] = opened;
    const from = at + whole.length;
    const formatted = /[fFtT]/.test(prefix);
    const limit = mark.length === 3 || !formatted ? end : lineEnd(text, from, end);
    const nested = formatted ? closingAround(text, from, limit, mark, '{') : limit;
    const to =
      nested < limit
        ? nested
        : mark.length === 3
          ? closing(text, from, end, mark)
          : closingOnLine(text, from, limit, mark);
    return {
      kind: 'string',
      from,
      to,
      after: mark.length === 1 && (to === limit || text.charAt(to) === '\n') ? to : to + mark.length,
      escapes: /[rR]/.test(prefix) ? 'none' : 'all',
      puts: formatted ? 'braces' : undefined,
    };
  },
};

/** JavaScript and TypeScript (ECMA-262, 12). */
export const javascriptLexis: Lexis = {
  comment: /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|#![^\n]*/y,
  name: /[#@]?[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/y,
  operator: /=>|\.\.\.|\?\.(?!\d)|\?\?=?|&&=?|\|\|=?|[=!]==?|>>>?=?|<<=?|\*\*=?|\+\+|--|[<>]=|[-+*/%&|^]=/y,
  lines: false,
  layout: false,
  literal(text, at, end, operand) {
    const mark = text.charAt(at);
    if (mark === '`') {
      const to = closingAround(text, at + 1, end, '`', '${');
      return { kind: 'string', from: at + 1, to, after: to + 1, escapes: 'all', puts: 'dollar-braces' };
    }
    if (mark === '"' || mark === "'") {
      const to = closingOnLine(text, at + 1, end, mark);
      const after = to < end && text.charAt(to) === mark ? to + 1 : to;
      return { kind: 'string', from: at + 1, to, after, escapes: 'all', puts: undefined };
    }
    if (mark !== '/' || !operand) return undefined;
    const regex = sticky(/\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y, text, at);
    return regex === null
      ? undefined
      : { kind: 'regex', from: at + 1, to: at + 1, after: at + regex[0].length, escapes: 'none', puts: undefined };
  },
};

/** Ruby (doc/syntax/literals.rdoc). */
export const rubyLexis: Lexis = {
  comment: /#(?!\{)[^\n]*|(?<=^|\n)=begin\b[^]*?(?:\n=end[^\n]*|$)|(?<=^|\n)__END__[^]*$/y,
  name: /(?:@@?|\$)?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*(?:[?!](?!=))?|\$[0-9!@&~*;,/.<>_?:"'`+$\\]/y,
  operator: /\*\*=?|<=>|===?|!=|=~|!~|=>|->|&\.|&&=?|\|\|=?|::|\.\.\.?|<<=?|>>=?|[<>]=|[-+*/%&|^]=/y,
  lines: true,
  layout: false,
  literal(text, at, end, operand, below) {
    const mark = text.charAt(at);
    if (mark === "'") return quoted(text, at, end, mark, { escapes: 'quotes' });
    if (mark === '"' || mark === '`') {
      const to = closingAround(text, at + 1, end, mark, '#{');
      return {
        kind: mark === '`' ? 'command' : 'string',
        from: at + 1,
        to,
        after: to + 1,
        escapes: 'all',
        puts: 'hash-braces',
      };
    }
    if (mark === ':' && text.charAt(at + 1) !== ':' && text.charAt(at - 1) !== ':') {
      const symbol = sticky(/:([A-Za-z_]\w*[?!=]?)(?!:)/y, text, at);
      if (symbol !== null && !/[\w)\]]/.test(text.charAt(at - 1)))
        return {
          kind: 'string',
          from: at + 1,
          to: at + symbol[0].length,
          after: at + symbol[0].length,
          escapes: 'none',
          puts: undefined,
        };
      if (text.charAt(at + 1) === '"' || text.charAt(at + 1) === "'")
        return quoted(text, at + 1, end, text.charAt(at + 1), { escapes: 'quotes' });
    }
    if (mark === '%') {
      const form = sticky(/%([qQwWiIxrs]?)([^\w\s=]|(?<=[qQwWiIxr])=)/y, text, at);
      if (form === null || (form[1] === '' && !(operand && /[([{<|!]/.test(form[2] ?? '')))) return undefined;
      return delimited(text, at + form[0].length, end, form[2] ?? '', form[1] ?? '', 'hash-braces');
    }
    if (
      mark === '/' &&
      (operand || /\w\s$/.test(text.slice(Math.max(0, at - 2), at))) &&
      !/\s/.test(text.charAt(at + 1))
    ) {
      const to = closing(text, at + 1, lineEnd(text, at + 1, end), '/');
      return { kind: 'regex', from: to, to, after: to + 1, escapes: 'none', puts: undefined };
    }
    const announced = sticky(/<<([~-]?)(["'`]?)([A-Z_][A-Za-z_0-9]*)\2/y, text, at);
    if (announced === null) return undefined;
    const document = hereDocument(text, at, end, below, announced[3] ?? '');
    const raw = announced[2] === "'";
    return {
      kind: announced[2] === '`' ? 'command' : 'string',
      from: document.from,
      to: document.to,
      after: at + announced[0].length,
      below: document.below,
      escapes: raw ? 'none' : 'all',
      puts: raw ? undefined : 'hash-braces',
      dedented: announced[1] === '~',
    };
  },
};

/** `%w(…)`, `%x{…}`, `q(…)`, `qq{…}`: what stands between freely chosen delimiters. */
function delimited(
  text: string,
  from: number,
  end: number,
  open: string,
  form: string,
  puts: 'hash-braces' | 'variables',
): Literal {
  const close = partner(open);
  const to = closing(text, from, end, close, close === open ? undefined : open);
  const raw = /^(?:q|w|i|s|qw)$/.test(form) || open === "'";
  const kind =
    form === 'x' || form === 'qx'
      ? 'command'
      : /^(?:w|W|i|I|qw)$/.test(form)
        ? 'words'
        : /^(?:r|qr|m)$/.test(form)
          ? 'regex'
          : 'string';
  return {
    kind,
    from: kind === 'regex' ? to : from,
    to,
    after: to + 1,
    escapes: raw ? 'quotes' : 'all',
    puts: raw || kind === 'regex' ? undefined : puts,
  };
}

/** Perl (perlop, "Quote and Quote-like Operators"). */
export const perlLexis: Lexis = {
  comment: /#[^\n]*|(?<=^|\n)=[a-z]\w*[^]*?(?:\n=cut[^\n]*|$)|(?<=^|\n)__(?:END|DATA)__[^]*$/y,
  name: /(?:[$@%]+#?|&(?!&))(?:\{\^?\w+\}|\^?[A-Za-z_]\w*(?:::\w+)*|(?<=\$)\d+)|\$[&`'+!@/\\,;.\-_0-9<>()[\]|"=~^:?$](?!\w)|[A-Za-z_]\w*(?:::\w+)*/y,
  operator: /->|=>|\*\*=?|=~|!~|<=>|[=!<>]=|&&=?|\|\|=?|\/\/=?|\.\.\.?|\+\+|--|<<|>>|::|[-+*/.%x&|^]=(?![=~])/y,
  lines: false,
  layout: false,
  literal(text, at, end, operand, below) {
    const mark = text.charAt(at);
    if (mark === "'") return quoted(text, at, end, mark, { escapes: 'quotes' });
    if (mark === '"' || mark === '`')
      return quoted(text, at, end, mark, { kind: mark === '`' ? 'command' : 'string', puts: 'variables' });
    if (/[qmsty]/.test(mark) && !/[\w$@%&]|->/.test(text.charAt(at - 1)) && text.slice(at - 2, at) !== '->') {
      const form = sticky(/(q[qwxr]?|m|s|tr|y)(?:\s*([^\w\s,;=)}\]>])|\s+(?==(?!>))()|(?<=q)(=)(?!>))/y, text, at);
      const open = form?.[2] ?? '';
      if (
        form !== null &&
        open !== '' &&
        !(open === '#' && /\s#$/.test(form[0])) &&
        !/^\s*=>/.test(text.slice(at + (form[1]?.length ?? 0)))
      ) {
        const first = delimited(text, at + form[0].length, end, open, form[1] ?? '', 'variables');
        if (!/^(?:s|tr|y)$/.test(form[1] ?? '')) return first;
        return substitution(text, at, end, open, first.to, form[1] === 's');
      }
    }
    if (mark === '/' && operand) {
      const to = closing(text, at + 1, end, '/');
      return { kind: 'regex', from: to, to, after: to + 1, escapes: 'none', puts: undefined };
    }
    const announced = sticky(/<<(~?)(?:(["'`])([^"'`\n]+)\2|([A-Z_a-z]\w*))/y, text, at);
    if (announced === null) return undefined;
    const document = hereDocument(text, at, end, below, announced[3] ?? announced[4] ?? '');
    const raw = announced[2] === "'";
    return {
      kind: announced[2] === '`' ? 'command' : 'string',
      from: document.from,
      to: document.to,
      after: at + announced[0].length,
      below: document.below,
      escapes: raw ? 'none' : 'all',
      puts: raw ? undefined : 'variables',
      dedented: announced[1] === '~',
    };
  },
};

/** `s/…/…/e`: with the letter e the replacement is code (perlop). */
function substitution(text: string, at: number, end: number, open: string, middle: number, replaces: boolean): Literal {
  const close = partner(open);
  const second =
    close === open ? middle + 1 : middle + 1 + (/^\s*./.exec(text.slice(middle + 1, end))?.[0].length ?? 0);
  const opened = close === open ? open : text.charAt(second - 1);
  const to = closing(text, second, end, partner(opened), partner(opened) === opened ? undefined : opened);
  const letters = sticky(/[a-z]*/y, text, to + 1)?.[0] ?? '';
  const after = to + 1 + letters.length;
  return replaces && letters.includes('e')
    ? { kind: 'regex', from: second, to, after, escapes: 'none', puts: 'whole' }
    : { kind: 'regex', from: at, to: at, after, escapes: 'none', puts: undefined };
}

/** PHP (language.types.string of the manual). */
export const phpLexis: Lexis = {
  comment:
    /\/\/[^\n]*?(?=\n|\?>|$)|#(?!\[)[^\n]*?(?=\n|\?>|$)|\/\*[^]*?(?:\*\/|$)|\?>[^]*?(?:<\?(?:php\b|=)?|$)|<\?(?:php\b|=)/y,
  name: /\$?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*(?:\\[A-Za-z_]\w*)*|\\[A-Za-z_]\w*(?:\\[A-Za-z_]\w*)*/y,
  operator: /\?->|->|=>|::|\.\.\.|\*\*=?|[=!]==?|<=>|<>|\?\?=?|&&|\|\||\+\+|--|<<=?|>>=?|[<>]=|[-+*/.%&|^]=/y,
  lines: false,
  layout: false,
  literal(text, at, end, _operand, below) {
    const mark = text.charAt(at);
    if (mark === "'") return quoted(text, at, end, mark, { escapes: 'quotes' });
    if (mark === '"' || mark === '`')
      return quoted(text, at, end, mark, { kind: mark === '`' ? 'command' : 'string', puts: 'variables' });
    const announced = sticky(/<<<[^\S\n]*(["']?)([A-Za-z_]\w*)\1/y, text, at);
    if (announced === null) return undefined;
    const document = hereDocument(text, at, end, below, announced[2] ?? '');
    const raw = announced[1] === "'";
    // Code goes on behind the closing word, on its own line.
    return {
      kind: 'string',
      from: document.from,
      to: document.to,
      after: document.to + (/^\s*\w*/.exec(text.slice(document.to, end))?.[0].length ?? 0),
      escapes: raw ? 'none' : 'all',
      puts: raw ? undefined : 'variables',
    };
  },
};

/** Lua (reference manual, 3.1). */
export const luaLexis: Lexis = {
  comment: /--\[(=*)\[[^]*?(?:\]\1\]|$)|--[^\n]*|#![^\n]*/y,
  name: identifier,
  operator: /\.\.\.?|[=~<>]=|::|\/\/|<<|>>/y,
  lines: false,
  layout: false,
  literal(text, at, end) {
    const mark = text.charAt(at);
    if (mark === '"' || mark === "'") return quoted(text, at, end, mark);
    const long = mark === '[' ? sticky(/\[(=*)\[\n?/y, text, at) : null;
    if (long === null) return undefined;
    const from = at + long[0].length;
    const close = `]${long[1] ?? ''}]`;
    const found = text.indexOf(close, from);
    const to = found < 0 || found > end ? end : found;
    return { kind: 'string', from, to, after: to + close.length, escapes: 'none', puts: undefined };
  },
};
