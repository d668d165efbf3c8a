import { LimitError } from '../../budget.ts';
import type { OpaqueWhy } from '../../effect.ts';
import type { Reader, Start, Step } from '../../script.ts';
import {
  literal,
  textOf,
  wordOf,
  type Invocation,
  type Part,
  type Redirect,
  type ShellState,
  type Stream,
  type Word,
} from '../../word.ts';
import { nativeText } from '../powershell/paths.ts';
import { Variables } from './variables.ts';
import { internalCommand } from './internal-commands.ts';
import { parseCmd, withoutCarets, type Node, type Redirection } from './parse.ts';
import { blocks, words } from './words.ts';

/** The longest text that is read. */
const MAX_LENGTH = 262_144;
/** How many commands are read. */
const MAX_STEPS = 5000;
/** How many elements a loop goes through one by one. */
const MAX_TURNS = 32;

/** Reads the language of cmd.exe into what it does, in execution order; what cannot be read is an opaque step. */
export function readCmd(code: Word, start: Start, reader: Reader): readonly Step[] {
  const session = new Session(start, reader);
  try {
    session.whole(code.parts);
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof LimitError)) throw error;
    session.opaque('limit', 'a batch file that is too long or too deep');
  }
  return session.steps;
}

/** A command interpreter that runs nothing: it knows variables and notes what would be done. */
class Session {
  readonly steps: Step[] = [];
  readonly #reader: Reader;
  readonly #start: Start;
  readonly #variables: Variables;
  readonly #directories: Word[] = [];
  readonly #noted: Invocation[] = [];
  #count = 0;

  constructor(start: Start, reader: Reader) {
    this.#start = start;
    this.#reader = reader;
    this.#variables = new Variables(start, reader.world);
  }

  opaque(why: OpaqueWhy, detail: string, output: readonly Invocation[] = []): void {
    const span = this.#start.place(0, 0);
    this.#step({ kind: 'opaque', why, detail, span, via: this.#start.via, ...(output.length === 0 ? {} : { output }) });
  }

  #step(step: Step): void {
    this.steps.push(step);
    this.#reader.step?.(step);
  }

  /** Reads the whole text. */
  whole(parts: readonly Part[]): void {
    const text = this.#variables.marked(parts);
    if (text.length > MAX_LENGTH) return this.opaque('limit', 'a batch file that is too long');
    this.run(text, this.#start.stdin);
  }

  /** Reads text line by line, for what a line sets is known to the next. */
  run(text: string, stdin: Stream): void {
    for (const line of blocks(text)) this.#node(parseCmd(this.#variables.expanded(line)), stdin);
  }

  #node(node: Node, stdin: Stream): void {
    switch (node.is) {
      case 'sequence':
        for (const one of node.nodes) this.#node(one, stdin);
        return;
      case 'if':
        this.#node(node.body, stdin);
        if (node.otherwise !== undefined) this.#node(node.otherwise, stdin);
        return;
      case 'pipe': {
        const from = this.#noted.length;
        this.#node(node.left, stdin);
        const made = this.#noted.slice(from);
        const [only] = made;
        const printed = made.length === 1 && only !== undefined ? this.#reader.output(only) : undefined;
        this.#node(node.right, { kind: 'pipe', from: made, ...(printed === undefined ? {} : { text: printed }) });
        return;
      }
      case 'for':
        return this.#for(node, stdin);
      case 'command':
        return this.#command(node.text, node.redirections, stdin);
    }
  }

  #for({ option, variable, set, body }: Extract<Node, { is: 'for' }>, stdin: Stream): void {
    const letter = variable.at(-1) ?? '';
    const items = this.#items(option, withoutCarets(set).trim(), stdin);
    const turns = items.length > MAX_TURNS ? [this.#variables.mark({ hole: 'unknown', why: variable })] : items;
    for (const item of turns) {
      // Modifiers take parts of the path; the words behind a line's first one have the next letters.
      const next = String.fromCharCode(letter.charCodeAt(0) + 1);
      const given = body
        .replace(new RegExp(`%%?(?:~[a-z]*)?${letter.replace(/[^\w]/g, String.raw`\$&`)}`, 'g'), () => item)
        .replace(new RegExp(`%%${/\w/.test(next) ? next : '{'}\\b`, 'g'), () =>
          this.#variables.mark({ hole: 'unknown', why: `%${next}` }),
        );
      this.#node(parseCmd(this.#variables.expanded(given)), stdin);
    }
  }

  #items(option: string, set: string, stdin: Stream): readonly string[] {
    if (/\/f/i.test(option)) {
      const command = /^(['`])([\s\S]*)\1$/.exec(set)?.[2];
      if (command !== undefined) {
        const from = this.#noted.length;
        this.#node(parseCmd(this.#variables.expanded(command)), stdin);
        const made = this.#noted.slice(from);
        const last = made.at(-1);
        const printed = last === undefined ? undefined : this.#reader.output(last);
        const lines = printed === undefined ? undefined : textOf(printed);
        if (lines !== undefined)
          return lines
            .split(/\r?\n/)
            .filter((line) => line !== '')
            .map((line) =>
              /tokens|delims=/i.test(option) && !/delims="?\s*$/i.test(option) && !/tokens=\*/.test(option)
                ? line
                : line.trim(),
            );
        return [this.#variables.mark({ hole: 'unknown', why: `$(${command.slice(0, 40)})`, output: made })];
      }
      const text = /^"(.*)"$/s.exec(set)?.[1];
      if (text !== undefined && !/usebackq/i.test(option)) return [text];
      const file = this.#variables.word(set.replaceAll('"', '').replaceAll('\\', '/'));
      this.#note([literal('Get-Content', file.span), file], stdin, []);
      return [this.#variables.mark({ hole: 'unknown', why: `a line of ${set}` })];
    }
    if (/\/l/i.test(option)) return [this.#variables.mark({ hole: 'number', why: 'a number' })];
    const below = /\/r\s+("[^"]*"|[^\s]+)/i.exec(option)?.[1]?.replaceAll('"', '');
    const names = words(set.replaceAll(',', ' '));
    return /\/r/i.test(option) ? names.map((name) => `${below ?? '.'}/${name === '.' ? '*' : name}`) : names;
  }

  #command(written: string, redirections: readonly Redirection[], stdin: Stream): void {
    this.#reader.tick();
    if (++this.#count > MAX_STEPS) throw new LimitError('steps');
    const text = withoutCarets(written).trim();
    if (text === '' && redirections.length === 0) return;
    const named = /^(?:"([^"]+)"|([a-z]:[\\/][^\s"&|,;=]*|[^\s/=,;"+([\]]+(?=[/=,;+([\]])|[^\s"]+))\s*/i.exec(text);
    let name = named?.[1] ?? named?.[2] ?? '';
    let rest = text.slice(named?.[0].length ?? 0);
    // `cd..`, `echo.`, `cd\`, `rd/s`: internal commands end where their name does.
    const glued =
      /^(cd|chdir|echo|rd|rmdir|md|mkdir|del|erase|copy|move|ren|type|set|dir|start|call|pushd|popd|cls|exit|title|color|pause|if|goto)(?=[.\\/:,;=(+[\]])/i.exec(
        text,
      )?.[1];
    if (
      glued !== undefined &&
      named?.[1] === undefined &&
      !/^[\w.-]+[\\/][\w.-]+\.\w+/.test(name.replace(/^(?:rd|del|cd)\//i, ''))
    ) {
      name = glued;
      rest = text.slice(glued.length);
    }
    const from = this.#noted.length;
    this.#named(name, rest, redirections, stdin);
    if (this.#noted.length > from) return;
    for (const redirect of this.#redirects(redirections)) this.#note([], stdin, [redirect]);
  }

  #named(name: string, rest: string, redirections: readonly Redirection[], stdin: Stream): void {
    const lower = name.toLowerCase().replace(/\.(?:exe|com)$/, '');
    const cmdlets = internalCommand(lower, words(rest));
    if (cmdlets !== undefined) {
      for (const [program, ...args] of cmdlets) this.#cmdlet(program, args, redirections, stdin);
      return;
    }
    switch (lower) {
      case 'set':
        return this.#set(rest.trim(), stdin);
      case 'cd':
      case 'chdir':
      case 'pushd': {
        const to = rest
          .replace(/^\s*\/d\b/i, '')
          .trim()
          .replaceAll('"', '');
        if (lower === 'pushd') this.#directories.push(this.#variables.cwd);
        this.#cmdlet('cd', to === '' ? [] : [to.replaceAll('\\', '/')], redirections, stdin);
        if (to !== '') this.#go(to);
        return;
      }
      case 'popd':
        this.#variables.cwd = this.#directories.pop() ?? this.#start.cwd;
        return this.#cmdlet('popd', [], redirections, stdin);
      case 'echo':
        return this.#echo(rest, redirections, stdin);
      case 'call': {
        const target = rest.trim();
        if (target.startsWith(':')) return;
        return this.#command(this.#variables.expanded(this.#variables.late(target)), redirections, stdin);
      }
      case 'start': {
        // The first quoted word is the window's title.
        const inner = rest
          .trim()
          .replace(/^"[^"]*"\s*/, '')
          .replace(/^(?:\/(?:d\s+(?:"[^"]*"|\S+)|\w+)\s*)*/i, '');
        return this.#command(inner === '' ? rest.trim() : inner, redirections, stdin);
      }
      case '':
        return;
      default:
        return this.#program(name, rest, redirections, stdin);
    }
  }

  #cmdlet(program: string, args: readonly string[], redirections: readonly Redirection[], stdin: Stream): void {
    this.#note(
      [literal(program, this.#start.place(0, 0)), ...args.map((arg) => this.#variables.word(arg))],
      stdin,
      redirections.length === 0 ? [] : this.#redirects(redirections),
    );
  }

  #go(written: string): void {
    const to = written.replaceAll('\\', '/');
    const absolute = /^(?:\/|[a-z]:)/i.test(to) || /^[\ue000-\uefff]/.test(to);
    this.#variables.cwd = absolute
      ? this.#variables.word(to)
      : wordOf([...this.#variables.cwd.parts, '/', ...this.#variables.parts(to)], this.#variables.cwd.span);
  }

  /** `set NAME=value`; without a value it prints, `/p` asks, `/a` computes. */
  #set(written: string, stdin: Stream): void {
    const [, option, text = ''] = /^(?:(\/[ap])\s+)?"?([\s\S]*?)"?\s*$/i.exec(written) ?? [];
    const at = text.indexOf('=');
    if (at < 0 || option !== undefined) {
      if (at >= 0)
        this.#variables.values.set(
          text
            .slice(0, at)
            .replace(/[+\-*/%&|^]$/, '')
            .trim()
            .toLowerCase(),
          this.#variables.mark(
            option?.toLowerCase() === '/a'
              ? { hole: 'number', why: 'a number' }
              : { hole: 'unknown', why: `%${text.slice(0, at)}%` },
          ),
        );
      else if (option === undefined) {
        const name = written.trim();
        if (name === '') this.#note([literal('printenv', this.#start.place(0, 0))], stdin, []);
        else this.#note([literal('printenv', this.#start.place(0, 0)), this.#variables.word(name)], stdin, []);
      }
      return;
    }
    this.#variables.set(text.slice(0, at).toLowerCase(), text.slice(at + 1));
  }

  #echo(rest: string, redirections: readonly Redirection[], stdin: Stream): void {
    const text = rest.replace(/^[.:,;=/\\+([\]]|^\s/, '').trimEnd();
    if (/^(?:on|off)$/i.test(text.trim())) return;
    // A variable that nothing set stands for itself; one of the environment is shown by its name.
    const word = wordOf(
      this.#variables
        .parts(text)
        .map((part) =>
          typeof part !== 'string' && part.hole === 'unknown'
            ? { ...part, why: part.why.replace(/^[%!]([a-z_]\w*)[%!]$/i, '$$$1') }
            : part,
        ),
      this.#start.place(0, 0),
    );
    this.#note([literal('echo', word.span), word], stdin, this.#redirects(redirections));
  }

  #program(name: string, rest: string, redirections: readonly Redirection[], stdin: Stream): void {
    const parts = this.#variables.parts(name);
    const known = parts.every((part) => typeof part === 'string');
    const written = name.replaceAll('\\', '/');
    // The working directory is looked through before PATH.
    const path =
      !written.includes('/') && (/\.(?:bat|cmd)$/i.test(written) || this.#stands(`${written}.bat`))
        ? `./${written}${/\.(?:bat|cmd)$/i.test(written) ? '' : '.bat'}`
        : written;
    const first = wordOf(
      known
        ? [/[/]/.test(path) ? path : path.toLowerCase()]
        : parts.map((part) => (typeof part === 'string' ? part.replaceAll('\\', '/') : part)),
      this.#start.place(0, 0),
    );
    // Text that nobody knows where a command begins may be any command.
    if (!known && !(typeof parts.at(-1) === 'string' && /[\\/]/.test(String(parts.at(-1))))) {
      const output = parts.flatMap((part) =>
        typeof part !== 'string' && part.hole === 'unknown' ? (part.output ?? []) : [],
      );
      return this.opaque(
        output.length > 0 ? 'code' : 'program',
        `cmd ${parts.map((part) => (typeof part === 'string' ? part : 'why' in part ? part.why : '…')).join('')}`,
        output,
      );
    }
    // `cmd` and PowerShell take the rest as it is; others words.
    const own = /^(?:.*\/)?cmd(?:\.exe)?$/i.test(path) ? [rest.trim()].filter((one) => one !== '') : undefined;
    const slash = own?.[0] === undefined ? null : /^((?:\/[a-z](?::\w+)?\s+)*\/[ck])\s*"?([\s\S]*?)"?$/i.exec(own[0]);
    const args = slash === null || own === undefined ? words(rest) : [...words(slash[1] ?? ''), slash[2] ?? ''];
    const evaluated = args.map((arg) => {
      const bare = !arg.includes('"');
      const text = slash !== null && arg === slash[2] ? arg : arg.replaceAll('"', '');
      const from = this.#variables.parts(text);
      const { home } = this.#reader.world;
      return wordOf(
        slash !== null && arg === slash[2]
          ? from
          : from.flatMap((part, index) =>
              typeof part === 'string' ? nativeText(part, bare && !part.startsWith('~'), index === 0, home) : [part],
            ),
        this.#start.place(0, 0),
      );
    });
    this.#note([first, ...evaluated], stdin, this.#redirects(redirections));
  }

  #stands(name: string): boolean {
    const { remote } = this.#start;
    return (
      this.#reader.content({
        word: literal(name),
        cwd: this.#variables.cwd,
        ...(remote === undefined ? {} : { remote }),
      }) !== undefined
    );
  }

  #redirects(redirections: readonly Redirection[]): readonly Redirect[] {
    return redirections.flatMap(({ operator, descriptor, target }): readonly Redirect[] => {
      const path = target.replaceAll('"', '').replaceAll('\\', '/');
      if (/^(?:nul|con|prn|aux)$/i.test(path) || path === '') return [];
      return [{ operator, descriptor, target: this.#variables.word(path), span: this.#start.place(0, 0) }];
    });
  }

  #note(argv: readonly Word[], stdin: Stream, redirects: readonly Redirect[]): void {
    this.#reader.tick();
    const { remote } = this.#start;
    const read = redirects.find((redirect) => redirect.operator === '<');
    const invocation: Invocation = {
      argv,
      redirects,
      assignments: [],
      stdin: read === undefined ? stdin : { kind: 'file', path: read.target },
      via: this.#start.via,
      span: this.#start.place(0, 0),
      state: this.#snapshot(),
      ...(remote === undefined ? {} : { remote }),
    };
    this.#noted.push(invocation);
    this.#step({ kind: 'invocation', invocation });
  }

  #snapshot(): ShellState {
    const set = new Map(
      [...this.#variables.values].map(([name, value]): readonly [string, Word] => [
        name.toUpperCase(),
        this.#variables.word(value),
      ]),
    );
    const { inherited } = this.#start;
    return {
      cwd: this.#variables.cwd,
      exported: [...new Set([...(inherited?.exported ?? []), ...set.keys()])],
      variable: (name) => set.get(name.toUpperCase()) ?? inherited?.variable(name),
    };
  }
}
