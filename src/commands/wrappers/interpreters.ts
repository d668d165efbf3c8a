import { literal, prefixOf, textOf, type Word } from '../../word.ts';
import { readCommand, type Command, type Syntax } from '../argv.ts';
import { readDjango } from '../migrations/django.ts';
import { programOf } from '../packages/_package.ts';
import type { Context, Finding, Language, Spec } from '../spec.ts';

/** How an interpreter is told what to run. */
interface Interpreter {
  readonly names: readonly string[];
  readonly language: Language;
  /** Options whose option-argument is program text. */
  readonly code: readonly string[];
  readonly syntax: Syntax;
  /** Verbs that run a file: `deno run`. */
  readonly verbs?: readonly string[];
  /** Options that edit the operands in place. */
  readonly inPlace?: readonly string[];
  /** Only a look at the version or the syntax. */
  readonly looks?: readonly string[];
}

const interpreters: readonly Interpreter[] = [
  {
    names: ['python', 'python2', 'python3', 'pypy', 'pypy3', 'ipython', 'py'],
    language: 'python',
    code: ['-c'],
    syntax: { value: '-c -m -W -X -Q', flags: '-b -B -d -E -h -i -I -O -P -q -s -S -u -v -V -x -?', style: 'posix' },
    looks: ['-V', '-h', '--version', '--help'],
  },
  {
    names: ['node', 'nodejs', 'tsx', 'ts-node', 'babel-node', 'qjs'],
    language: 'javascript',
    code: ['-e', '--eval', '-p', '--print', '-pe'],
    syntax: {
      value:
        '-e --eval -p --print -pe -r --require --import --loader --experimental-loader -C --conditions --input-type --env-file --env-file-if-exists --run --title --inspect-port --test-reporter --test-name-pattern',
      flags:
        '-c --check -h --help -i --interactive -v --version --test --watch --inspect --inspect-brk --trace-warnings --no-warnings --enable-source-maps',
      style: 'posix',
    },
    looks: ['-v', '--version', '-h', '--help', '-c', '--check'],
  },
  {
    names: ['ruby', 'jruby'],
    language: 'ruby',
    code: ['-e'],
    syntax: { value: '-e -I -r -C -E -F -x', flags: '-a -c -d -l -n -p -s -S -v -w -W', style: 'posix' },
    inPlace: ['-i'],
    looks: ['-v', '--version', '-c'],
  },
  {
    names: ['perl'],
    language: 'perl',
    code: ['-e', '-E'],
    syntax: {
      value: '-e -E -I -M -m',
      optional: '-i -0 -l -F -d -D -x -C',
      flags: '-a -c -n -p -s -S -t -T -u -U -v -V -w -W -X',
      style: 'posix',
    },
    inPlace: ['-i'],
    looks: ['-v', '-V', '-c'],
  },
  {
    names: ['php'],
    language: 'php',
    code: ['-r', '--run', '-B', '-R', '-E'],
    syntax: {
      value: '-r --run -B -R -E -f --file -F -c -d -z -S -t',
      flags: '-a -i -l -m -n -q -v -w',
      style: 'posix',
    },
    looks: ['-v', '--version', '-i', '-l', '-m'],
  },
  {
    names: ['lua', 'luajit'],
    language: 'lua',
    code: ['-e'],
    syntax: { value: '-e -l', flags: '-i -v -E -W', style: 'posix' },
    looks: ['-v'],
  },
  {
    names: ['deno'],
    language: 'javascript',
    code: [],
    verbs: ['run', 'eval', 'test', 'bench', 'serve'],
    syntax: {
      value: '-c --config --import-map --location --seed -L --log-level',
      style: 'gnu',
      verbs: {
        run: { style: 'posix', value: '-c --config --import-map -r' },
        eval: { style: 'posix' },
        task: { style: 'posix', value: '-c --config --cwd -f --filter', flags: '-r --recursive --eval' },
        test: {},
        bench: {},
        serve: {},
      },
    },
  },
];

function* read(interpreter: Interpreter, command: Command, context: Context): Generator<Finding> {
  const { language } = interpreter;
  const via = command.program;
  if (interpreter.looks !== undefined && command.has(...interpreter.looks) === 'yes') return;
  yield* loadedBefore(language, command, context);
  const texts = command.values(...interpreter.code);
  const args = command.operands;
  if (texts.length > 0) {
    for (const text of texts) yield { kind: 'code', language, text, via: `${via} ${interpreter.code[0] ?? ''}`, args };
    if (interpreter.inPlace !== undefined && command.options.some(({ name }) => interpreter.inPlace?.includes(name)))
      for (const operand of args)
        yield { kind: 'file.write', path: context.path(operand), how: 'edit', recursive: 'no' };
    // With -n or -p the code runs for every line of the operands (perlrun, ruby(1)).
    else if (command.options.some(({ name }) => name === '-n' || name === '-p') && language !== 'javascript')
      for (const operand of args)
        yield { kind: 'file.read', path: context.path(operand), recursive: 'no', hidden: 'no' };
    return;
  }
  const [file, ...rest] = args;
  // A script of a manifest (node(1), --run; docs.deno.com "Task runner").
  const [task, ...taskArgs] =
    command.program === 'deno' && command.verb === 'task' ? args : command.values('--run').slice(0, 1);
  if (task !== undefined) {
    const named = ['deno.json', 'deno.jsonc', 'package.json'].map((name) => context.path(literal(name)));
    const manifests = command.verb === 'task' ? named : named.slice(-1);
    const path = manifests.find((one) => context.content(one) !== undefined);
    if (path !== undefined)
      yield { kind: 'file-code', language: 'bash', path, via, entry: textOf(task) ?? '', args: taskArgs };
    return;
  }
  if (command.verb === 'eval' && file !== undefined)
    yield { kind: 'code', language, text: file, via: `${via} eval`, args: rest };
  else if (interpreter.verbs !== undefined && !interpreter.verbs.includes(command.verb)) return;
  else if (file === undefined || textOf(file) === '-')
    yield { kind: 'stream-code', language, stream: context.stdin, via, args: rest };
  else if (/^https?:\/\//.test(prefixOf(file))) yield { kind: 'remote.code', interpreter: via, url: file };
  else if (isProgram.test(textOf(file) ?? '')) yield { kind: 'run', argv: [file, ...rest], via };
  else if (packageOf(file) !== undefined)
    yield { kind: 'run', argv: [programOf(packageOf(file) ?? file), ...rest], via };
  else yield { kind: 'file-code', language, path: context.path(scriptAt(language, file, context)), via, args: rest };
}

/** The file that an interpreter takes for a name: itself, with an extension, or a directory's main program (nodejs.org/api/modules.html, python(1)). */
function scriptAt(language: Language, file: Word, context: Context): Word {
  const named = textOf(file);
  if (named === undefined || (language !== 'javascript' && language !== 'python')) return file;
  const exists = (name: string): boolean => context.content(context.path(literal(name, file.span))) !== undefined;
  if (exists(named)) return file;
  const directory = named.replace(/\/+$/, '');
  const main = language === 'javascript' ? mainOf(context, directory) : undefined;
  const names =
    language === 'python'
      ? [`${directory}/__main__.py`]
      : [
          ...['.js', '.mjs', '.cjs', '.ts', '.json'].map((end) => directory + end),
          ...(main === undefined ? [] : [main, `${main}.js`, `${main}/index.js`].map((name) => `${directory}/${name}`)),
          `${directory}/index.js`,
          `${directory}/index.ts`,
        ];
  const found = names.find(exists);
  return found === undefined ? file : literal(found, file.span);
}

function mainOf(context: Context, directory: string): string | undefined {
  const manifest = context.content(context.path(literal(`${directory}/package.json`)));
  return /"main"\s*:\s*"([^"]+)"/.exec((manifest && textOf(manifest)) ?? '')?.[1];
}

/** Code that runs before the program itself because an option or a variable of this call says so (node(1), perlrun, ruby(1), python(1)). */
function* loadedBefore(language: Language, command: Command, context: Context): Generator<Finding> {
  const via = command.program;
  const given = (name: string): string | undefined => {
    const { assignments, state } = context.invocation;
    if (!assignments.some((one) => one.name === name) && !state.exported.includes(name)) return undefined;
    const value = context.variable(name);
    return value === null || value === undefined ? undefined : (textOf(value) ?? '$');
  };
  const file = (path: string, by: string): Finding => ({
    kind: 'file-code',
    language,
    path: context.path(literal(path, command.words[0]?.span)),
    via: by,
  });
  switch (language) {
    case 'javascript': {
      const options = given('NODE_OPTIONS') ?? '';
      for (const word of command.values('-r', '--require', '--import', '--loader', '--experimental-loader'))
        if (/^[./]/.test(prefixOf(word))) yield { kind: 'file-code', language, path: context.path(word), via };
      for (const [, path = ''] of options.matchAll(
        /(?:^|\s)(?:-r|--require|--import|--(?:experimental-)?loader)[=\s]+["']?([./][^\s"']*)/g,
      ))
        yield file(path, 'NODE_OPTIONS');
      return;
    }
    case 'perl':
    case 'ruby': {
      const name = language === 'perl' ? 'PERL5OPT' : 'RUBYOPT';
      if (/(?:^|\s)-[Mmr]|^\$$/.test(given(name) ?? '')) yield { kind: 'opaque', why: 'code', detail: name };
      // The debugger's own start-up code (perlrun, PERL5DB).
      if (language === 'perl' && given('PERL5DB') !== undefined)
        yield { kind: 'opaque', why: 'code', detail: 'PERL5DB' };
      return;
    }
    case 'python': {
      const start = given('PYTHONSTARTUP');
      if (start !== undefined) yield file(start, 'PYTHONSTARTUP');
      // site imports these from any directory of the path (Python library reference, "site").
      for (const directory of given('PYTHONPATH')?.split(':') ?? [])
        for (const module of ['sitecustomize.py', 'usercustomize.py'])
          for (const effect of context.before('file.write'))
            if (textOf(effect.path.word)?.endsWith(module) === true) yield file(`${directory}/${module}`, 'PYTHONPATH');
      return;
    }
    case 'lua': {
      const start = given('LUA_INIT');
      if (start?.startsWith('@') === true) yield file(start.slice(1), 'LUA_INIT');
      else if (start !== undefined)
        yield { kind: 'code', language, text: literal(start, command.words[0]?.span), via: 'LUA_INIT' };
      return;
    }
    default:
      return;
  }
}

/** Scripts that are programs known by name: `php artisan`, `ruby bin/rails`, `node node_modules/.bin/prisma`. */
const isProgram =
  /(?:^|\/)(?:artisan|console|doctrine|doctrine-migrations|phinx|rails|rake|ace|blastgate\.js|\.bin\/[^/]+)$/;

/** The package whose own command line a script is: `node node_modules/prisma/build/index.js`. */
function packageOf(file: Word): Word | undefined {
  const name =
    /(?:^|\/)node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\/(?:[\w./-]*\/)?(?:index|cli|main|bin|run|[\w-]+)\.?[cm]?[jt]?s?$/.exec(
      textOf(file) ?? '',
    )?.[1];
  return name === undefined ? undefined : literal(name, file.span);
}

/** The statements that `python -m timeit` runs: its operands, and those of `-s` (Python library reference, "timeit"). */
function timed(words: readonly Word[]): readonly Word[] {
  const command = readCommand('timeit', words, {
    value: '-n --number -r --repeat -s --setup -u --unit',
    flags: '-p -v',
  });
  return [...command.values('-s', '--setup'), ...command.operands];
}

/** `python -m module`: everything behind the module name belongs to the module, options included. */
function* python(interpreter: Interpreter, command: Command, context: Context): Generator<Finding> {
  const module = command.value('-m');
  const own = command.options.find(({ name }) => name === '-c' || name === '-m')?.name;
  if (module !== undefined && own === '-m') {
    const at = command.words.findIndex((word) => word === module || prefixOf(word).startsWith('-m'));
    const rest = command.words.slice(command.words.indexOf(module) >= 0 ? command.words.indexOf(module) + 1 : at + 1);
    const name = textOf(module);
    if (name === 'timeit') {
      for (const text of timed(rest)) yield { kind: 'code', language: 'python', text, via: 'timeit' };
      return;
    }
    if (name !== undefined && /^(?:pdb|cProfile|profile|trace)$/.test(name)) {
      const file = rest.find((word) => !prefixOf(word).startsWith('-'));
      if (file !== undefined) yield { kind: 'file-code', language: 'python', path: context.path(file), via: name };
      return;
    }
    const local =
      name === undefined
        ? undefined
        : [`${name.replaceAll('.', '/')}/__main__.py`, `${name.replaceAll('.', '/')}.py`].find(
            (path) => context.content(context.path(literal(path, module.span))) !== undefined,
          );
    if (name === undefined) yield { kind: 'opaque', why: 'program', detail: `${command.program} -m` };
    // A module of the project comes before an installed one of that name (python(1), -m).
    else if (local !== undefined)
      yield {
        kind: 'file-code',
        language: 'python',
        path: context.path(literal(local, module.span)),
        via: command.program,
        args: rest,
      };
    else yield { kind: 'run', argv: [module, ...rest], via: `${command.program} -m` };
    return;
  }
  const [file, ...rest] = command.operands;
  if (file !== undefined && own === undefined && /(?:^|\/)(?:manage|django-admin)\.py$/.test(textOf(file) ?? '')) {
    yield* readDjango(command.program, rest, context);
    return;
  }
  yield* read(interpreter, command, context);
}

export const specs: readonly Spec[] = interpreters.map((interpreter) => ({
  names: interpreter.names,
  syntax: interpreter.syntax,
  read: (written, context) => {
    // `-pe` is `-p -e`, not an argument of `-p` (node(1), --print).
    const command =
      interpreter.language === 'javascript' && written.words.some((word) => textOf(word) === '-pe')
        ? readCommand(
            written.program,
            written.words.map((word) => (textOf(word) === '-pe' ? literal('--print', word.span) : word)),
            interpreter.syntax,
          )
        : written;
    return interpreter.language === 'python'
      ? python(interpreter, command, context)
      : read(interpreter, command, context);
  },
}));
