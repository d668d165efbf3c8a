import type { Reader, Start, Step } from '../../script.ts';
import { literal, textOf, wordOf, type Invocation, type Part, type Stream, type Word } from '../../word.ts';
import { aliased, canonical, isCmdletName } from './aliases.ts';
import { bind, splatted, type Given, type Input } from './binding.ts';
import { cmdlet } from './cmdlets.ts';
import { joined } from './operators.ts';
import { Statements } from './statements.ts';
import type { Argument, Element, Redirection, Script } from './syntax.ts';
import {
  collected,
  either,
  elements,
  known,
  NULL,
  outputOf,
  text,
  textFrom,
  texts,
  unknown,
  type Value,
} from './value.ts';
import { cmdletWords, combined, nativeWords } from './words.ts';

/** The longest command that is read; a file may have more. */
const MAX_LENGTH = 65_536;
/** How deeply scripts that are read into the session may nest. */
const MAX_DEPTH = 40;

/** Reads PowerShell into what it does, in execution order; what cannot be read is an opaque step. */
export function readPowerShell(code: Word, start: Start, reader: Reader): readonly Step[] {
  const machine = new Machine(start, reader);
  machine.guarded(() => machine.whole(code));
  return machine.steps;
}

/** A PowerShell session that runs nothing: it knows values and notes what would be done. */
export class Machine extends Statements {
  readonly machine = this;
  readonly #calling: Script[] = [];

  whole(code: Word): void {
    const length = code.parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);
    if (length > (this.start.file === undefined ? MAX_LENGTH : 4 * MAX_LENGTH))
      return this.opaque('limit', 'PowerShell that is too long');
    const script = this.parse(code);
    const given = this.start.args.slice(1).map((word): Given => {
      const written = textOf(word);
      return written !== undefined && /^-[a-z]/i.test(written)
        ? { parameter: written, bare: true }
        : { value: textFrom(word.parts), bare: true };
    });
    this.bind(script, given);
    const outputs: Value[] = [];
    this.statements(script.statements, outputs);
    // What is left over is shown.
    const shown = outputs.filter((value) => value.is === 'unknown' && value.output.length === 0);
    if (shown.length > 0)
      this.invoke(
        'Out-Host',
        shown.map((value) => ({ value, bare: false })),
        { values: undefined, stream: { kind: 'inherited' } },
      );
  }

  bind(script: Script, given: readonly Given[], input?: Input): void {
    bind(this, script, given, input);
  }

  pipeline(all: readonly Element[]): readonly Value[] {
    let input: Input = { values: undefined, stream: this.start.stdin };
    let outputs: readonly Value[] = [];
    for (const element of all) {
      this.tick();
      const before = this.span;
      if (element.end > element.start) this.span = this.place(element.start, element.end);
      const from = this.noted.length;
      outputs = element.is === 'expression' ? elements(this.value(element.value)) : this.#command(element, input);
      this.#redirected(element.redirections, outputs, element.is === 'command' ? from : this.noted.length);
      if (element.redirections.some(({ stream }) => stream === '1' || stream === '*')) outputs = [];
      const made = this.noted.slice(from);
      const behind = [...new Set([...outputs.flatMap((value) => outputOf(value)), ...made])];
      input = { values: outputs, stream: this.#stream(outputs, behind) };
      this.span = before;
    }
    return outputs;
  }

  /** What a program reads from the pipeline: every value on a line of its own, every alternative too. */
  #stream(values: readonly Value[], from: readonly Invocation[]): Stream {
    const lines = values.flatMap((value) => texts(value, '\n'));
    const printed = lines.some((parts) =>
      parts.some((part) => typeof part !== 'string' && part.hole === 'unknown' && part.output !== undefined),
    );
    const whole = wordOf(
      lines.flatMap((parts) => [...parts, '\n']),
      this.span,
    );
    if (from.length === 0) return { kind: 'text', text: whole };
    return { kind: 'pipe', from, ...(printed || lines.length === 0 ? {} : { text: whole }) };
  }

  #redirected(redirections: readonly Redirection[], outputs: readonly Value[], from: number): void {
    for (const { target, append, stream } of redirections) {
      const path = this.value(target);
      if (path.is === 'null') continue;
      const content = stream === '1' || stream === '*' ? collected(outputs) : NULL;
      this.invoke(
        append ? 'Add-Content' : 'Set-Content',
        [
          { parameter: '-LiteralPath', bare: true },
          { value: path, bare: false },
          ...(outputOf(content).length > 0 || (content.is === 'null' && this.noted.length > from)
            ? []
            : [
                { parameter: '-Value', bare: true },
                { value: joined(elements(content), text('\n')), bare: false },
              ]),
        ],
        { values: undefined, stream: this.#stream(outputs, this.noted.slice(from)) },
      );
    }
  }

  #command(element: Extract<Element, { is: 'command' }>, input: Input): readonly Value[] {
    const named = this.value(element.name);
    const given = this.#given(element.args);
    const outputs: Value[] = [];
    for (const one of named.is === 'any' ? named.of : [named]) {
      if (one.is === 'block') {
        const run = (): void => {
          this.bind(one.script, given, input);
          this.run(one.script, outputs);
          this.scope.ended = false;
        };
        if (element.operator === '.') run();
        else this.inside(run);
      } else if (one.is === 'null') {
        for (const { value } of given) if (value?.is === 'block') this.block(value, NULL, outputs);
      } else {
        for (const parts of texts(one)) {
          const name = known(textFrom(parts));
          if (name !== undefined) outputs.push(...this.dispatch(name, given, input, element.operator));
          else this.#unknownCommand(parts, given, outputOf(one), outputs);
        }
      }
    }
    return outputs;
  }

  /** A command of which only a part of the name is known: a path to a script, or anything at all. */
  #unknownCommand(
    parts: readonly Part[],
    given: readonly Given[],
    output: readonly Invocation[],
    outputs: Value[],
  ): void {
    const last = parts.at(-1);
    if (typeof last === 'string' && /[\\/]/.test(last)) {
      outputs.push(
        ...this.native(
          wordOf(
            parts.map((part) => (typeof part === 'string' ? part.replaceAll('\\', '/') : part)),
            this.span,
          ),
          given,
          { values: undefined, stream: { kind: 'inherited' } },
        ),
      );
      return;
    }
    for (const { value } of given) if (value?.is === 'block') this.block(value, NULL, outputs);
    this.opaque(
      output.length > 0 ? 'code' : 'program',
      `& ${texts(textFrom(parts))
        .flat()
        .map((part) => (typeof part === 'string' ? part : 'why' in part ? part.why : '…'))
        .join('')}`,
      output,
    );
    outputs.push(unknown('what it prints'));
  }

  /** Runs a command by its name. */
  dispatch(written: string, given: readonly Given[], input: Input, operator?: '&' | '.'): readonly Value[] {
    this.tick();
    // Windows PowerShell takes a backtick before `e` for nothing; PowerShell 7 for an escape character.
    let name = written.trim().replaceAll('\u001b', 'e');
    const unqualified = /^[\w.]+\\([\w-]+)$/.exec(name)?.[1];
    if (unqualified !== undefined && isCmdletName(unqualified)) name = unqualified;
    let lower = name.toLowerCase();
    for (let turn = 0; turn < 5; turn += 1) {
      const target = this.scope.aliases.get(lower);
      if (target === undefined) break;
      name = target;
      lower = name.toLowerCase();
    }
    const bodies = this.scope.functions.get(lower);
    if (bodies !== undefined) return bodies.flatMap((body) => this.#call(body, given, input));
    const parameters = given.flatMap(({ parameter }) =>
      parameter === undefined ? [] : [parameter.slice(1).toLowerCase()],
    );
    const first = known(given.find(({ parameter }) => parameter === undefined)?.value);
    const cmdletName = isCmdletName(name) ? canonical(name) : aliased(lower, parameters, first);
    if (cmdletName !== undefined) return cmdlet(this, cmdletName, given, input);
    if (lower === 'where' && given.some(({ value }) => value?.is === 'block' || value?.is === 'unknown'))
      return cmdlet(this, 'Where-Object', given, input);
    const path = name.replaceAll('\\', '/');
    const script = path.includes('/') && !/\.\w+$/.test(path) ? this.#scriptOf(path) : undefined;
    if (script !== undefined) return this.dispatch(script, given, input, operator);
    if (operator === '.' || /\.ps1$/i.test(path)) {
      const sourced = this.#sourced(path, given, operator === '.');
      if (sourced !== undefined) return sourced;
    }
    return this.native(literal(path.includes('/') ? path : path.toLowerCase(), this.span), given, input);
  }

  /** `./x` also finds `x.ps1`, where it is known to stand or was named before. */
  #scriptOf(path: string): string | undefined {
    const name = `${path}.ps1`;
    const base = name.slice(name.lastIndexOf('/') + 1);
    const stands = this.reader.content({ word: literal(name), cwd: this.scope.cwd, ...this.far() }) !== undefined;
    const named = this.noted.some(({ argv }) =>
      argv.some((word) => textOf(word)?.replaceAll('\\', '/').endsWith(base) === true),
    );
    return stands || named ? name : undefined;
  }

  /** A script of PowerShell that is read into this session: its functions are known afterwards. */
  #sourced(path: string, given: readonly Given[], dot: boolean): readonly Value[] | undefined {
    const word = wordOf([path], this.span);
    const content = this.reader.content({ word, cwd: this.scope.cwd, ...this.far() });
    const code = content === undefined ? undefined : textOf(content);
    if (code === undefined || !dot || this.remote !== undefined) return undefined;
    const script = this.parse(literal(code));
    if (this.#calling.length > MAX_DEPTH) return undefined;
    const outer = { place: this.place, via: this.via };
    const at = this.span;
    this.place = (from) => ({ ...at, origin: `${path}:${code.slice(0, from).split('\n').length}` });
    this.via = [...this.via, path];
    const outputs: Value[] = [];
    this.#calling.push(script);
    this.bind(script, given, undefined);
    this.run(script, outputs);
    this.#calling.pop();
    this.scope.ended = false;
    this.place = outer.place;
    this.via = outer.via;
    this.span = at;
    return outputs;
  }

  #call(body: Script, given: readonly Given[], input: Input): readonly Value[] {
    // A function that calls itself does the same again.
    if (this.#calling.filter((one) => one === body).length > 2) return [unknown('what it returns')];
    const outputs: Value[] = [];
    this.#calling.push(body);
    const before = this.span;
    this.inside(() => {
      this.bind(body, given, input);
      this.run(body, outputs);
    });
    this.span = before;
    this.#calling.pop();
    return outputs;
  }

  #given(args: readonly Argument[]): readonly Given[] {
    return args.flatMap((arg): readonly Given[] => {
      if (arg.is === 'parameter')
        return [
          arg.value === undefined
            ? { parameter: arg.name, bare: true }
            : { parameter: arg.name, value: this.value(arg.value), bare: true },
        ];
      if (arg.value.is === 'variable' && arg.value.splat) return splatted(this.value(arg.value));
      return [{ value: this.value(arg.value), bare: arg.value.is === 'text' && arg.value.bare }];
    });
  }

  /** Notes a cmdlet with its arguments; what it prints is known only by that. */
  invoke(name: string, given: readonly Given[], input: Input): Value {
    const columns: (readonly (readonly Word[])[])[] = [];
    for (const [index, { parameter, value }] of given.entries()) {
      if (parameter === undefined) {
        const before = given[index - 1];
        const owner = before?.value === undefined ? before?.parameter : undefined;
        if (value?.is === 'block') this.inside(() => void this.block(value, NULL));
        columns.push(cmdletWords(value ?? NULL, owner, this.span));
      } else if (value === undefined) columns.push([[literal(parameter, this.span)]]);
      else if (known(value) === 'False' || known(value) === '0') continue;
      else if (known(value) === 'True') columns.push([[literal(parameter, this.span)]]);
      else columns.push(texts(value).map((parts) => [literal(parameter, this.span), wordOf(parts, this.span)]));
    }
    return this.#invoked(literal(name, this.span), columns, input, false);
  }

  /** Notes a program with its arguments. */
  native(program: Word, given: readonly Given[], input: Input): readonly Value[] {
    const columns = given.map(({ parameter, value, bare }): readonly (readonly Word[])[] => {
      if (parameter === undefined) return nativeWords(value ?? NULL, bare, this.span, this.reader.world.home);
      if (value === undefined) return [[wordOf(this.parts(parameter.replace(/^[\u2013-\u2015]/, '-')), this.span)]];
      return texts(value).map((parts) => [wordOf([...this.parts(`${parameter}:`), ...parts], this.span)]);
    });
    for (const { value } of given) if (value?.is === 'block') this.inside(() => void this.block(value, NULL));
    return [this.#invoked(program, columns, input, true)];
  }

  #invoked(program: Word, columns: readonly (readonly (readonly Word[])[])[], input: Input, native: boolean): Value {
    const outputs = combined(columns, this.span).map((words) => {
      const invocation = this.note([program, ...words], input.stream);
      const printed = native ? this.reader.output(invocation) : undefined;
      const lines = printed === undefined ? undefined : textOf(printed);
      if (lines !== undefined)
        return collected(
          lines
            .replace(/\r?\n$/, '')
            .split(/\r?\n/)
            .map((line) => text(line)),
        );
      return printed === undefined
        ? unknown(`$(${textOf(program) ?? 'a program'} …)`, [invocation])
        : textFrom(
            printed.parts.map((part, index) =>
              typeof part === 'string' && index === printed.parts.length - 1 ? part.replace(/\n$/, '') : part,
            ),
          );
    });
    return either(outputs);
  }

  /** Runs text as code of this session: `Invoke-Expression`. */
  evaluate(code: Value, outputs: Value[]): void {
    for (const parts of texts(code, '\n')) {
      const [only] = parts;
      if (parts.length === 1 && typeof only !== 'string') {
        this.opaque(
          'code',
          `Invoke-Expression ${only !== undefined && 'why' in only ? only.why : '…'}`,
          outputOf(textFrom(parts)),
        );
        continue;
      }
      const outer = this.place;
      const at = this.span;
      this.place = () => at;
      this.run(this.parse(wordOf(parts, at)), outputs);
      this.place = outer;
      this.span = at;
    }
  }

  /** Work on another machine, of which the file system is not this one's. */
  elsewhere(work: () => void): void {
    const { remote, via } = this;
    this.remote = { kind: 'ssh', ephemeral: false, mounts: [] };
    this.via = [...via, 'Invoke-Command'];
    this.inside(() => {
      this.scope.cwd = literal('~', this.span);
      work();
      this.scope.cwd = this.start.cwd;
    });
    this.remote = remote;
    this.via = via;
  }
}
