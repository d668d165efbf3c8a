/** A redirection of a command: `>` and `>>` of output, `<` of input. */
export interface Redirection {
  readonly operator: '>' | '>>' | '<';
  readonly descriptor: number;
  readonly target: string;
}

/** What a line of cmd.exe consists of once its variables are put in. */
export type Node =
  /** Commands one after the other, whatever stands between them: `&`, `&&`, `||`, a new line. */
  | { readonly is: 'sequence'; readonly nodes: readonly Node[] }
  | { readonly is: 'pipe'; readonly left: Node; readonly right: Node }
  | {
      readonly is: 'for';
      /** `/f`, `/r`, `/d`, `/l`, and what stands behind it. */
      readonly option: string;
      readonly variable: string;
      readonly set: string;
      /** Text: a variable of the loop is put in before its body is read. */
      readonly body: string;
    }
  | { readonly is: 'if'; readonly condition: string; readonly body: Node; readonly otherwise: Node | undefined }
  | { readonly is: 'command'; readonly text: string; readonly redirections: readonly Redirection[] };

/** How deeply blocks may nest. */
const MAX_NESTING = 60;

/** Takes a command line, or the lines of a batch file, apart (`help cmd`, `help for`, `help if`). Carets are kept for who reads the words. */
export function parseCmd(text: string): Node {
  return new Parser(text.replace(/\^\r?\n[ \t]*/g, '')).sequence(false, 0);
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  sequence(inside: boolean, nesting: number): Node {
    const nodes: Node[] = [];
    for (;;) {
      while (/[\s;,=@&|]/.test(this.#char) && this.#char !== '') this.#at += 1;
      if (this.#char === '') return { is: 'sequence', nodes };
      if (this.#char === ')') {
        this.#at += 1;
        if (inside) return { is: 'sequence', nodes };
        continue;
      }
      nodes.push(this.#pipeline(nesting));
    }
  }

  get #char(): string {
    return this.#text[this.#at] ?? '';
  }

  #pipeline(nesting: number): Node {
    let left = this.#one(nesting);
    for (;;) {
      this.#blanks();
      if (this.#char !== '|' || this.#text[this.#at + 1] === '|') return left;
      this.#at += 1;
      left = { is: 'pipe', left, right: this.#one(nesting) };
    }
  }

  #blanks(): void {
    while (/[ \t]/.test(this.#char) && this.#char !== '') this.#at += 1;
  }

  #one(nesting: number): Node {
    while (/[ \t@;,=]/.test(this.#char) && this.#char !== '') this.#at += 1;
    if (nesting > MAX_NESTING) throw new RangeError('blocks too deep');
    if (this.#char === '(') {
      this.#at += 1;
      const block = this.sequence(true, nesting + 1);
      this.#redirections();
      return block;
    }
    const ahead = this.#text.slice(this.#at, this.#at + 400);
    const loop = /^for\s+((?:\/[a-z](?:\s+(?:"[^"]*"|[^\s%(/][^\s%(]*))?\s+)*)(%%?~?[^\s%])\s+in\s*\(/i.exec(ahead);
    if (loop !== null) {
      this.#at += loop[0].length;
      const set = this.#upTo(')');
      this.#at += 1;
      this.#blanks();
      const word = /^do\b/i.exec(this.#text.slice(this.#at, this.#at + 4));
      if (word !== null) this.#at += 2;
      const start = this.#at;
      this.#one(nesting + 1);
      // A pipe in the body belongs to it.
      for (this.#blanks(); this.#char === '|' && this.#text[this.#at + 1] !== '|'; this.#blanks()) {
        this.#at += 1;
        this.#one(nesting + 1);
      }
      return {
        is: 'for',
        option: loop[1] ?? '',
        variable: loop[2] ?? '',
        set,
        body: this.#text.slice(start, this.#at),
      };
    }
    const condition =
      /^if\s+(?:\/i\s+)?(?:not\s+)?(?:\/i\s+)?(?:errorlevel\s+\S+|exist\s+(?:"[^"]*"|[^\s(]+)|defined\s+\S+|cmdextversion\s+\S+|(?:"[^"]*"|[^\s="])+\s*(?:==|\s(?:equ|neq|lss|leq|gtr|geq)\s)\s*(?:"[^"]*"|[^\s"(])*)\s*/i.exec(
        ahead,
      );
    if (condition !== null) {
      this.#at += condition[0].length;
      const body = this.#one(nesting + 1);
      const before = this.#at;
      while (/\s/.test(this.#char) && this.#char !== '') this.#at += 1;
      if (/^else\b/i.test(this.#text.slice(this.#at, this.#at + 5))) {
        this.#at += 4;
        return { is: 'if', condition: condition[0], body, otherwise: this.#one(nesting + 1) };
      }
      this.#at = before;
      return { is: 'if', condition: condition[0], body, otherwise: undefined };
    }
    return this.#command(nesting);
  }

  #upTo(close: string): string {
    const start = this.#at;
    let quoted = '';
    let depth = 0;
    while (this.#char !== '' && (quoted !== '' || depth > 0 || this.#char !== close)) {
      if (this.#char === quoted) quoted = '';
      else if (quoted === '' && (this.#char === '"' || this.#char === "'" || this.#char === '`')) quoted = this.#char;
      else if (quoted === '' && this.#char === '(') depth += 1;
      else if (quoted === '' && this.#char === ')') depth -= 1;
      this.#at += 1;
    }
    return this.#text.slice(start, this.#at);
  }

  #command(nesting: number): Node {
    const redirections: Redirection[] = [];
    let text = '';
    let quoted = false;
    const comment = /^(?:rem\b|::?)/i.test(this.#text.slice(this.#at, this.#at + 4));
    while (this.#char !== '' && !/[\r\n]/.test(this.#char)) {
      const char = this.#char;
      if (char === '"') quoted = !quoted;
      else if (!quoted && !comment) {
        if (char === '^') {
          text += this.#text.slice(this.#at, this.#at + 2);
          this.#at += 2;
          continue;
        }
        if (/[&|]/.test(char) || (char === ')' && nesting > 0)) break;
        const redirection = this.#redirection();
        if (redirection !== undefined) {
          if (redirection !== 'merged') redirections.push(redirection);
          text += ' ';
          continue;
        }
      }
      text += char;
      this.#at += 1;
    }
    return { is: 'command', text: comment ? '' : text, redirections };
  }

  #redirections(): void {
    for (this.#blanks(); this.#redirection() !== undefined;) this.#blanks();
  }

  #redirection(): Redirection | 'merged' | undefined {
    const found = /^(\d?)(>>?|<)(?:&(\d))?[ \t]*/.exec(this.#text.slice(this.#at, this.#at + 40));
    if (found === null) return undefined;
    // A digit belongs to the redirection only where a word could begin.
    if (found[1] !== '' && /[^\s&|(]/.test(this.#text[this.#at - 1] ?? ' ')) return undefined;
    this.#at += found[0].length;
    if (found[3] !== undefined) return 'merged';
    const target = /^(?:"[^"]*"|[^\s"&|)<>])+/.exec(this.#text.slice(this.#at, this.#at + 1024))?.[0] ?? '';
    this.#at += target.length;
    const operator = found[2] === '>>' ? '>>' : found[2] === '<' ? '<' : '>';
    return { operator, descriptor: found[1] === '' ? (operator === '<' ? 0 : 1) : Number(found[1]), target };
  }
}

/** Text without its carets, outside double quotes. */
export function withoutCarets(text: string): string {
  let quoted = false;
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '"') quoted = !quoted;
    if (char === '^' && !quoted) {
      at += 1;
      plain += text[at] ?? '';
    } else plain += char;
  }
  return plain;
}
