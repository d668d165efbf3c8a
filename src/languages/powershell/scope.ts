import { textOf, type Part, type ShellState, type Word } from '../../word.ts';
import type { World } from '../../world.ts';
import type { Script } from './syntax.ts';
import { either, FALSE, known, NULL, same, text, textFrom, texts, TRUE, unknown, type Value } from './value.ts';

/** Everything a PowerShell session knows at one moment. */
export class Scope {
  readonly variables = new Map<string, Value>();
  readonly environment = new Map<string, Value>();
  readonly functions = new Map<string, readonly Script[]>();
  readonly aliases = new Map<string, string>();
  readonly directories: Word[] = [];
  cwd: Word;
  /** Nothing after this point runs. */
  ended = false;
  readonly #world: World;
  readonly #inherited: ShellState | undefined;

  constructor(world: World, cwd: Word, inherited: ShellState | undefined) {
    this.#world = world;
    this.cwd = cwd;
    this.#inherited = inherited;
  }

  fork(): Scope {
    const copy = new Scope(this.#world, this.cwd, this.#inherited);
    copy.#copy(this);
    copy.ended = this.ended;
    return copy;
  }

  #copy(from: Scope): void {
    for (const [name, value] of from.variables) this.variables.set(name, value);
    for (const [name, value] of from.environment) this.environment.set(name, value);
    for (const [name, value] of from.functions) this.functions.set(name, value);
    for (const [name, value] of from.aliases) this.aliases.set(name, value);
    this.directories.push(...from.directories);
  }

  /** Becomes what one of several branches left behind. */
  join(branches: readonly Scope[]): void {
    const alive = branches.filter((branch) => !branch.ended);
    this.ended = alive.length === 0;
    const from = alive.length === 0 ? branches : alive;
    for (const kind of ['variables', 'environment'] as const) {
      const names = new Set(from.flatMap((branch) => [...branch[kind].keys()]));
      for (const name of names) {
        const values = from.map(
          (branch) => branch[kind].get(name) ?? (kind === 'variables' ? NULL : branch.variable(`env:${name}`)),
        );
        const [first = NULL] = values;
        this[kind].set(name, values.every((value) => same(value, first)) ? first : either(values));
      }
    }
    for (const branch of from) {
      for (const [name, bodies] of branch.functions) {
        const before = this.functions.get(name) ?? [];
        this.functions.set(name, [...new Set([...before, ...bodies])].slice(0, 8));
      }
      for (const [name, target] of branch.aliases) this.aliases.set(name, target);
    }
    const [first] = from;
    if (first !== undefined)
      this.cwd = from.every((branch) => textOf(branch.cwd) === textOf(first.cwd) && textOf(first.cwd) !== undefined)
        ? first.cwd
        : { parts: [{ hole: 'unknown', why: 'the working directory' }], span: first.cwd.span, many: false };
  }

  /** The value of a variable by its lower-case name; one that nothing set is not known, for a profile may have. */
  variable(name: string): Value {
    const [, plain = name] = /^(?:global|script|local|private|using|variable):(.*)$/s.exec(name) ?? [];
    if (plain.startsWith('env:')) return this.#variableOfEnvironment(plain.slice(4));
    const set = this.variables.get(plain);
    if (set !== undefined) return set;
    const { home } = this.#world;
    switch (plain) {
      case 'true':
        return TRUE;
      case 'false':
        return FALSE;
      case 'null':
        return NULL;
      case 'home':
        return home === null ? unknown('$HOME') : text(home);
      case 'pwd':
        return textFrom(this.cwd.parts);
      case 'pid':
        return { is: 'text', parts: [{ hole: 'number', why: '$PID' }] };
      case 'profile':
        return home === null
          ? unknown('$PROFILE')
          : text(`${home}/Documents/PowerShell/Microsoft.PowerShell_profile.ps1`);
      case '?':
      case 'lastexitcode':
        return unknown('$LASTEXITCODE');
      case 'iswindows':
      case 'islinux':
      case 'ismacos':
        return unknown(`$${plain}`);
      case 'ofs':
        return text(' ');
      default:
        return unknown(`$${plain}`);
    }
  }

  assign(name: string, value: Value): void {
    const [, plain = name] = /^(?:global|script|local|private|using|variable):(.*)$/s.exec(name) ?? [];
    if (plain.startsWith('env:')) this.environment.set(plain.slice(4), value);
    else if (plain.startsWith('function:'))
      this.functions.set(plain.slice(9), value.is === 'block' ? [value.script] : []);
    else if (plain.startsWith('alias:')) this.aliases.set(plain.slice(6), known(value) ?? plain);
    else this.variables.set(plain, value);
  }

  #variableOfEnvironment(name: string): Value {
    const set = this.environment.get(name);
    if (set !== undefined) return set;
    const own = this.#inherited?.exported.find((one) => one.toLowerCase() === name);
    const word = own === undefined ? undefined : this.#inherited?.variable(own);
    if (word !== undefined && word !== null) return textFrom(word.parts);
    const { home } = this.#world;
    const below = (path: string): Value => (home === null ? unknown(`$env:${name}`) : text(home + path));
    switch (name) {
      case 'home':
      case 'userprofile':
      case 'homepath':
        return below('');
      case 'homedrive':
        return text('');
      case 'appdata':
        return below('/AppData/Roaming');
      case 'localappdata':
        return below('/AppData/Local');
      case 'temp':
      case 'tmp':
      case 'tmpdir':
      case 'runner_temp':
      case 'agent_tempdirectory':
        return text(this.#world.platform === 'windows' ? `${home ?? 'C:/Users/u'}/AppData/Local/Temp` : '/tmp');
      case 'systemroot':
      case 'windir':
        return text('C:/Windows');
      case 'systemdrive':
        return text('C:');
      case 'programfiles':
      case 'programw6432':
        return text('C:/Program Files');
      case 'programfiles(x86)':
        return text('C:/Program Files (x86)');
      case 'programdata':
      case 'allusersprofile':
        return text('C:/ProgramData');
      case 'comspec':
        return text('C:/Windows/System32/cmd.exe');
      case 'public':
        return text('C:/Users/Public');
      default:
        // As every rule about variables knows them.
        return unknown(`$${name.toUpperCase()}`);
    }
  }

  /** The state as a command sees it when it starts. */
  snapshot(): ShellState {
    const environment = new Map([...this.environment].map(([name, value]) => [name.toUpperCase(), value]));
    const inherited = this.#inherited;
    return {
      cwd: this.cwd,
      exported: [...new Set([...(inherited?.exported ?? []), ...environment.keys()])],
      variable: (name) => {
        const value = environment.get(name.toUpperCase());
        if (value === undefined) return inherited?.variable(name);
        if (value.is === 'null') return null;
        const alternatives: readonly (readonly Part[])[] = texts(value);
        return alternatives.length === 1
          ? { parts: alternatives[0] ?? [], span: this.cwd.span, many: false }
          : { parts: [{ hole: 'unknown', why: `$${name}` }], span: this.cwd.span, many: false };
      },
    };
  }
}
