import { literal, textOf, wordOf, type Hole, type Part, type PathRef, type Span, type Word } from '../../word.ts';
import type { Finding } from '../spec.ts';

/** The character that stands for the first piece of the text that is not known. */
const FIRST_MARK = 0xe000;

/** Statements of AppleScript that do something to the machine, as far as their literal text says (AppleScript Language Guide, Standard Additions). */
export function appleScriptFindings(code: Word, home: string | null, path: (word: Word) => PathRef): Iterable<Finding> {
  return new AppleScript(code, home, path).findings();
}

class AppleScript {
  readonly #holes: Hole[] = [];
  readonly #text: string;
  readonly #span: Span;
  readonly #home: string | null;
  readonly #path: (word: Word) => PathRef;
  readonly #variables = new Map<string, readonly Part[]>();
  /** The applications that the lines around are addressed to, innermost last. */
  readonly #told: string[] = [];

  constructor(code: Word, home: string | null, path: (word: Word) => PathRef) {
    this.#span = code.span;
    this.#home = home;
    this.#path = path;
    this.#text = code.parts
      .map((part) => {
        if (typeof part === 'string') return part;
        this.#holes.push(part);
        return String.fromCharCode(FIRST_MARK + this.#holes.length - 1);
      })
      .join('');
  }

  *findings(): Generator<Finding> {
    for (const line of statements(this.#text)) yield* this.#statement(line);
  }

  *#statement(line: string): Generator<Finding> {
    const told =
      /^(?:tell|using terms from)\s+(?:application|app)\s+(?:id\s+)?("(?:[^"\\]|\\.)*"|[^"\s]+)\s*(?:to\s+(.+))?$/is.exec(
        line,
      );
    if (told !== null) {
      const application = this.#known(told[1] ?? '').toLowerCase();
      if (told[2] === undefined) this.#told.push(application);
      else {
        this.#told.push(application);
        yield* this.#statement(told[2]);
        this.#told.pop();
      }
      return;
    }
    if (/^tell\b/i.test(line)) {
      const inner = /^tell\s+.+?\s+to\s+(.+)$/is.exec(line)?.[1];
      if (inner === undefined) this.#told.push(this.#told.at(-1) ?? '');
      else yield* this.#statement(inner);
      return;
    }
    if (/^end(?:\s+tell)?$/i.test(line)) {
      if (/tell/i.test(line)) this.#told.pop();
      return;
    }
    const then = /^(?:if|else if)\b.*?\bthen\s+(.+)$/is.exec(line)?.[1];
    if (then !== undefined) return yield* this.#statement(then);
    const assigned = /^set\s+(\w+)\s+to\s+(.+)$/is.exec(line) ?? swapped(/^copy\s+(.+)\s+to\s+(\w+)$/is.exec(line));
    yield* this.#acts(line);
    if (assigned !== null) this.#variables.set((assigned[1] ?? '').toLowerCase(), this.#value(assigned[2] ?? ''));
  }

  *#acts(line: string): Generator<Finding> {
    const application = this.#told.at(-1) ?? '';
    // What stands in quotes is no command.
    const bare = line.replace(/"(?:[^"\\]|\\.)*"/g, '""');
    for (const { start, verb } of verbs(line)) {
      const rest = line.slice(start + verb.length);
      switch (verb.toLowerCase().replace(/\s+/g, ' ')) {
        case 'do shell script':
        case 'do script': {
          const text = this.#word(argument(rest));
          const privileged = /\bwith\s+administrator\s+privileges\b/i.test(bare);
          if (text.parts.length > 0 && text.parts.every((part) => typeof part !== 'string'))
            yield { kind: 'opaque', why: 'code', detail: `osascript ${verb}` };
          else yield { kind: 'code', language: 'bash', text, via: privileged ? 'sudo' : `osascript ${verb}` };
          break;
        }
        case 'run script': {
          const text = this.#word(argument(rest));
          if (textOf(text) === undefined) yield { kind: 'opaque', why: 'code', detail: 'osascript run script' };
          else if (/^\s*(?:alias|file|posix\s+file)\b/i.test(rest))
            yield { kind: 'file-code', language: 'applescript', path: this.#path(text), via: 'osascript run script' };
          else yield { kind: 'code', language: 'applescript', text, via: 'osascript run script' };
          break;
        }
        case 'load script':
          yield { kind: 'opaque', why: 'code', detail: 'osascript load script' };
          break;
        case 'mount volume':
          yield { kind: 'system.change', action: 'mount', target: this.#word(argument(rest)) };
          break;
        case 'system attribute':
          yield { kind: 'secret.dump', store: 'variable', name: this.#word(argument(rest)) };
          break;
        case 'read':
          if (/^\s+(?:\(\s*)?(?:file|alias|posix|")/i.test(rest))
            yield { kind: 'file.read', path: this.#path(this.#file(rest)), recursive: 'no', hidden: 'no' };
          break;
        case 'open for access':
          if (/write\s+permission/i.test(bare))
            yield { kind: 'file.write', path: this.#path(this.#file(rest)), how: 'overwrite', recursive: 'no' };
          break;
        default:
          break;
      }
    }
    if (
      /^(?:shut\s*down|restart|log\s*out|«event aevt(?:rsdn|rrst|shut)»)\b/i.test(bare) ||
      /«event aevtrsdn»/i.test(bare)
    )
      yield { kind: 'system.change', action: 'shutdown', target: literal(application, this.#span) };
    if (/^keystroke\b|^key\s+code\b/i.test(bare)) yield { kind: 'opaque', why: 'code', detail: 'osascript keystrokes' };
    if (/\bmake\s+(?:new\s+)?login\s+item\b/i.test(bare))
      yield { kind: 'system.change', action: 'schedule-change', target: literal('a login item', this.#span) };
    if (/^(?:finder|system events|)$/.test(application)) yield* this.#files(line, bare);
    if (/^(?:mail|messages|outlook|microsoft outlook)$/.test(application) && /^(?:\(?\s*)?send\b/i.test(bare))
      yield {
        kind: 'outward.act',
        service: application,
        act: 'message',
        target: this.#word(argument(bare.replace(/^.*\bto\b/is, ''))),
      };
    if (application === 'disk utility' && /\berase\b/i.test(bare))
      yield { kind: 'disk.erase', device: literal('a disk', this.#span), tool: 'Disk Utility' };
  }

  /** What Finder and System Events do to files. */
  *#files(line: string, bare: string): Generator<Finding> {
    if (/^empty(?:\s+the)?(?:\s+trash)?\b/i.test(bare))
      yield {
        kind: 'file.delete',
        path: this.#path(this.#below('/.Trash')),
        recursive: 'yes',
        how: 'remove',
        filtered: 'no',
      };
    else if (/^delete\b/i.test(bare)) {
      const path = this.#file(line.replace(/^delete/i, ''));
      yield { kind: 'file.delete', path: this.#path(path), recursive: 'yes', how: 'remove', filtered: 'no' };
    } else if (/^(?:move|duplicate)\b/i.test(bare)) {
      const from = this.#file(line.replace(/^(?:move|duplicate)/i, '').replace(/\sto\s.*$/is, ''));
      if (/^move/i.test(bare))
        yield { kind: 'file.delete', path: this.#path(from), recursive: 'yes', how: 'move', filtered: 'no' };
      const to = /\sto\s+(.*)$/is.exec(line)?.[1];
      if (to !== undefined && !/^(?:the\s+)?trash\b/i.test(to))
        yield {
          kind: 'file.write',
          path: this.#path(this.#file(to)),
          how: 'overwrite',
          recursive: 'yes',
          source: this.#path(from),
        };
    } else if (/^erase\b/i.test(bare))
      yield { kind: 'disk.erase', device: literal('a disk', this.#span), tool: 'Finder' };
  }

  #below(rest: string): Word {
    return wordOf(this.#home === null ? [{ hole: 'unknown', why: '~' }, rest] : [this.#home + rest], this.#span);
  }

  /** A file by one of its names: `POSIX file "/x"`, `alias "Disk:Users:x"`, `folder "x" of home`, `home`, `desktop`. */
  #file(written: string): Word {
    const places: readonly (readonly [RegExp, string])[] = [
      [/\bdesktop\b/i, '/Desktop'],
      [/\bdocuments\b/i, '/Documents'],
      [/\bdownloads\b/i, '/Downloads'],
      [/\blibrary\s+folder\b/i, '/Library'],
      [/\btrash\b/i, '/.Trash'],
      [/\bhome(?:\s+folder)?\b/i, ''],
    ];
    const bare = written.replace(/"(?:[^"\\]|\\.)*"/g, '""');
    const place = places.find(([pattern]) => pattern.test(bare));
    const names = [...written.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, name = '']) => this.#parts(unescaped(name)));
    if (place !== undefined) {
      const below = names.toReversed().flatMap((parts) => ['/', ...parts]);
      const every = names.length === 0 && /\b(?:every|all|items|entire\s+contents)\b/i.test(bare);
      return wordOf(
        [...this.#below(place[1]).parts, ...below, ...(every ? (['/', { hole: 'glob', text: '*' }] as const) : [])],
        this.#span,
      );
    }
    if (/\bstartup\s+disk\b/i.test(bare) && names.length === 0) return literal('/', this.#span);
    const value = this.#value(
      argument(
        written.replace(
          /^\s*\(?\s*(?:the\s+)?(?:every\s+item\s+of\s+)?(?:(?:posix\s+)?file|alias|folder|item|disk\s+item)\b/i,
          '',
        ),
      ),
    );
    const [first = '', ...rest] = value;
    // A colon path begins with the disk's name.
    const slashes =
      typeof first === 'string' && /^[^/:]+:/.test(first) ? first.replace(/^[^:]+/, '').replaceAll(':', '/') : first;
    return wordOf([slashes, ...rest], this.#span);
  }

  #known(written: string): string {
    return textOf(this.#word(written)) ?? '';
  }

  #word(written: string): Word {
    return wordOf(this.#value(written), this.#span);
  }

  #parts(text: string): readonly Part[] {
    return text.split(/([\ue000-\uefff])/).flatMap((piece): readonly Part[] => {
      const hole = /^[\ue000-\uefff]$/.test(piece) ? this.#holes[piece.charCodeAt(0) - FIRST_MARK] : undefined;
      return piece === '' ? [] : [hole ?? piece];
    });
  }

  /** Texts joined by `&`; what is no text is not known. */
  #value(written: string, depth = 0): readonly Part[] {
    if (depth > 20) return [{ hole: 'unknown', why: '…' }];
    return terms(written).flatMap((term): readonly Part[] => {
      const quoted = /^"((?:[^"\\]|\\.)*)"/s.exec(term)?.[1];
      if (quoted !== undefined) return this.#parts(unescaped(quoted));
      const grouped = /^\(([\s\S]*)\)(?:\s+as\s+\w+)?$/.exec(term)?.[1];
      if (grouped !== undefined) return this.#value(grouped, depth + 1);
      const inner = /^(?:(?:the\s+)?quoted\s+form\s+of|posix\s+path\s+of|posix\s+file|alias|file)\s+([\s\S]+)$/i.exec(
        term,
      )?.[1];
      if (inner !== undefined) {
        const value = this.#value(inner, depth + 1);
        return /^(?:the\s+)?quoted/i.test(term) && value.every((part) => typeof part === 'string')
          ? [`'${value.join('').replaceAll("'", String.raw`'\''`)}'`]
          : value;
      }
      const folder =
        /^path\s+to\s+(?:the\s+)?(home|desktop|documents|downloads|library|trash|temporary\s+items|startup\s+disk)/i
          .exec(term)?.[1]
          ?.toLowerCase();
      if (folder === 'home') return this.#below('/').parts;
      if (folder === 'startup disk') return ['/'];
      if (folder?.startsWith('temporary') === true) return ['/tmp/'];
      if (folder !== undefined)
        return this.#below(`/${folder === 'trash' ? '.Trash' : `${folder[0]?.toUpperCase() ?? ''}${folder.slice(1)}`}/`)
          .parts;
      const character = /^(?:ascii\s+character|character\s+id)\s+(\d+)$/i.exec(term)?.[1];
      if (character !== undefined) return [String.fromCharCode(Number(character))];
      const constant = /^(?:return|linefeed)$/i.test(term)
        ? '\n'
        : /^space$/i.test(term)
          ? ' '
          : /^tab$/i.test(term)
            ? '\t'
            : /^\d+$/.test(term)
              ? term
              : undefined;
      if (constant !== undefined) return [constant];
      return this.#variables.get(term.toLowerCase()) ?? [{ hole: 'unknown', why: term.slice(0, 40) }];
    });
  }
}

function swapped(match: RegExpExecArray | null): readonly (string | undefined)[] | null {
  return match === null ? null : [match[0], match[2], match[1]];
}

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, char: string) =>
    char === 'n' ? '\n' : char === 't' ? '\t' : char === 'r' ? '\r' : char,
  );
}

/** Lines without comments; one that ends in `¬` goes on. */
function statements(text: string): readonly string[] {
  const found: string[] = [];
  let line = '';
  for (const piece of text.match(
    /"(?:[^"\\]|\\.)*"?|\(\*[\s\S]*?(?:\*\)|$)|--[^\n]*|#[^\n]*|¬[ \t]*\r?\n|\r?\n|[\s\S]/g,
  ) ?? []) {
    if (/^(?:\(\*|--|#|¬)/.test(piece)) line += ' ';
    else if (/^\r?\n$/.test(piece)) {
      found.push(line.trim());
      line = '';
    } else line += piece;
  }
  return [...found, line.trim()].filter((one) => one !== '');
}

/** Commands of the scripting additions in a line, outside its strings. */
function verbs(line: string): readonly { readonly start: number; readonly verb: string }[] {
  const found =
    /"(?:[^"\\]|\\.)*"?|\b(do\s+shell\s+script|do\s+script|run\s+script|load\s+script|mount\s+volume|system\s+attribute|open\s+for\s+access|read)\b/gi;
  return [...line.matchAll(found)].flatMap((match) =>
    match[1] === undefined ? [] : [{ start: match.index, verb: match[1] }],
  );
}

/** What a command is applied to: up to its next parameter. */
function argument(rest: string): string {
  let depth = 0;
  let end = 0;
  for (const piece of rest.match(/"(?:[^"\\]|\\.)*"?|\w+|[\s\S]/g) ?? []) {
    if (piece === '(' || piece === '{') depth += 1;
    if (piece === ')' || piece === '}') depth -= 1;
    if (
      depth < 0 ||
      (depth === 0 &&
        /^(?:with|without|password|user|as|in|altering|on|for|if|then|starting|using|server)$/i.test(piece) &&
        end > 0)
    )
      break;
    end += piece.length;
  }
  return rest.slice(0, end);
}

/** The operands of `&`. */
function terms(written: string): readonly string[] {
  const found: string[] = [];
  let current = '';
  let depth = 0;
  for (const piece of written.match(/"(?:[^"\\]|\\.)*"?|[\s\S]/g) ?? []) {
    if (piece === '(') depth += 1;
    if (piece === ')') depth -= 1;
    if (piece === '&' && depth === 0) {
      found.push(current.trim());
      current = '';
    } else current += piece;
  }
  return [...found, current.trim()].filter((term) => term !== '');
}
