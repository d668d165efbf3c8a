import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { QuickJs } from './quickjs.ts';
import { BuildProblem, run } from './tools.ts';

const OWN = 'scripts/native';
const QUICKJS_SOURCES = ['quickjs', 'libregexp', 'libunicode', 'cutils', 'dtoa'] as const;
const C_FLAGS = ['-O2', '-g0', '-std=gnu11', '-fwrapv', '-D_GNU_SOURCE', '-fno-pie', '-ffunction-sections'] as const;
const NO_EXECUTABLE_STACK = '.section .note.GNU-stack,"",@progbits\n';

interface Options {
  readonly quickjs: QuickJs;
  readonly cache: string;
  readonly compiler: string;
  /** Whether the program is started anew each time, where its memory cannot be linked in. */
  readonly plain: boolean;
}

/** Builds the binary and gives its path. */
export function buildProgram(program: string, { quickjs, cache, compiler, plain }: Options): string {
  const work = join(cache, 'work');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const object = (source: string, name: string, ...flags: string[]): string => {
    const target = join(work, `${name}.o`);
    run(compiler, [...C_FLAGS, `-I${headers}`, `-I${OWN}`, `-I${work}`, ...flags, '-c', '-o', target, source], {});
    return target;
  };
  const headers = quickjs.kind === 'sources' ? quickjs.directory : quickjs.headers;
  const engine = quickjs.kind === 'sources' ? engineObjects(quickjs.directory, cache, compiler) : [quickjs.library];
  const compile = join(work, 'compile');
  const compileObject = object(`${OWN}/compile.c`, 'compile', '-DSTRIP=JS_STRIP_DEBUG');
  run(compiler, ['-no-pie', '-o', compile, compileObject, ...engine, '-lm', '-lpthread'], {});

  const script = join(work, 'program.js');
  const bytecode = resolve(work, 'program.bin');
  writeFileSync(script, program);
  run(compile, [script, bytecode], {});
  writeFileSync(join(work, 'bytecode.S'), bytes('bytecode', bytecode));
  const own = [
    object(`${OWN}/main.c`, 'main', ...(plain ? [] : ['-DSNAPSHOT'])),
    object(`${OWN}/machine.c`, 'machine'),
    object(`${OWN}/arena.c`, 'arena'),
    object(join(work, 'bytecode.S'), 'bytecode'),
  ];
  const link = (name: string, arenaObject: string): string => {
    const target = join(work, name);
    const layout = ['-static', '-no-pie', '-Wl,--gc-sections', '-Wl,--section-start=.arena=0x20000000'];
    run(compiler, [...layout, '-o', target, ...own, arenaObject, ...engine, '-lm'], {});
    return target;
  };
  writeFileSync(
    join(work, 'empty.S'),
    '.section .arena,"aw",@nobits\n.balign 4096\n.globl arena\narena: .zero 64 * 1024 * 1024\n' + NO_EXECUTABLE_STACK,
  );
  const seed = link('seed', object(join(work, 'empty.S'), 'empty'));
  if (plain) return stripped(seed);
  const image = resolve(work, 'arena.bin');
  run(resolve(seed), ['--save', image], {});
  writeFileSync(
    join(work, 'full.S'),
    `.section .arena,"aw",@progbits\n.balign 4096\n.globl arena\narena: .incbin ${JSON.stringify(image)}\n${NO_EXECUTABLE_STACK}`,
  );
  const complete = link('program', object(join(work, 'full.S'), 'full'));
  if (symbols(seed) !== symbols(complete))
    throw new BuildProblem('the seed and the program do not lie alike in memory');
  return stripped(complete);
}

function engineObjects(directory: string, cache: string, compiler: string): readonly string[] {
  const version = readFileSync(join(directory, 'VERSION'), 'utf8').trim();
  const flags = [...C_FLAGS, `-DCONFIG_VERSION="${version}"`, '-w'];
  const identity = createHash('sha256')
    .update([resolve(directory), compiler, ...flags].join('\0'))
    .digest('hex');
  const objects = join(cache, `engine-${identity.slice(0, 12)}`);
  mkdirSync(objects, { recursive: true });
  return QUICKJS_SOURCES.map((name) => {
    const target = join(objects, `${name}.o`);
    if (!existsSync(target)) run(compiler, [...flags, '-c', '-o', target, join(directory, `${name}.c`)], {});
    return target;
  });
}

/** A file's bytes as a constant. */
function bytes(name: string, path: string): string {
  const lines = ['.section .rodata', '.balign 16', `.globl ${name}, ${name}_end`];
  lines.push(`${name}: .incbin ${JSON.stringify(path)}`, `${name}_end: .byte 0`);
  return `${lines.join('\n')}\n${NO_EXECUTABLE_STACK}`;
}

/** Where everything lies, but for the arena's own content. */
function symbols(program: string): string {
  return run('nm', ['-n', program], {})
    .split('\n')
    .filter((line) => !/ (?:arena|_?end|_?edata)$/.test(line))
    .join('\n');
}

function stripped(program: string): string {
  const target = `${program}.stripped`;
  run('strip', ['-o', target, program], {});
  return target;
}
