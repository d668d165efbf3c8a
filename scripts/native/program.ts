import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { QuickJs } from './quickjs.ts';
import { BuildProblem, run } from './tools.ts';

const OWN = 'scripts/native';
const QUICKJS_SOURCES = ['quickjs', 'libregexp', 'libunicode', 'cutils', 'dtoa'] as const;
const C_FLAGS = ['-O2', '-g0', '-std=gnu11', '-fwrapv', '-D_GNU_SOURCE', '-fno-pie', '-ffunction-sections'] as const;
/** Where what differs between the seed and the program lies in memory, so that everything else lies alike. */
const ADDRESSES = { arena: '0x20000000', bytecode: '0x18000000' } as const;

/** How the machine code is made, and run where it is another machine's. */
export interface Toolchain {
  readonly compiler: string;
  /** What runs the compiled programs, such as an emulator; empty where they run by themselves. */
  readonly runner: readonly string[];
  /** Whether the program starts anew each time: where the linker cannot lay out memory (macOS). */
  readonly plain: boolean;
}

interface Options extends Toolchain {
  readonly quickjs: QuickJs;
  readonly cache: string;
}

/**
 * Builds the binary from the program's script and gives its path. The seed is the program without its memory: it starts,
 * and what its memory holds then is linked into the program itself (docs/adr/0016).
 */
export function buildProgram(script: string, { quickjs, cache, compiler, runner, plain }: Options): string {
  const work = join(cache, 'work');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const file = (name: string, content?: string): string => {
    if (content !== undefined) writeFileSync(join(work, name), content);
    return resolve(work, name);
  };
  const headers = quickjs.kind === 'sources' ? quickjs.directory : quickjs.headers;
  const engine = quickjs.kind === 'sources' ? engineObjects(quickjs.directory, cache, compiler) : [quickjs.library];
  const object = (source: string, ...flags: string[]): string => {
    const target = file(`${basename(source)}.o`);
    run(compiler, [...C_FLAGS, `-I${headers}`, ...flags, '-c', '-o', target, source], {});
    return target;
  };
  const link = (name: string, objects: readonly string[], ...flags: string[]): string => {
    run(compiler, [...flags, '-o', file(name), ...objects, ...engine, '-lm', '-lpthread'], {});
    return file(name);
  };
  const start = (program: string, args: readonly string[], input = ''): void => {
    const [first = program, ...rest] = [...runner, program];
    run(first, [...rest, ...args], { input });
  };

  const compile = link(
    'compile',
    [object(`${OWN}/compile.c`, '-DSTRIP=JS_STRIP_DEBUG')],
    ...(plain ? [] : ['-static', '-no-pie']),
  );
  start(compile, [file('program.js', script), file('program.bin')]);
  const own = ['main', 'machine', 'arena', 'trace'].map((name) =>
    object(`${OWN}/${name}.c`, ...(plain ? [] : ['-DSNAPSHOT'])),
  );
  const constant = (name: string, content: string): string => object(file(`${name}.S`, content));
  const bytecode = constant(
    'bytecode',
    plain ? machO('bytecode', file('program.bin')) : elf('bytecode', 'progbits', `.incbin "${file('program.bin')}"`),
  );
  if (plain) return link('program', [...own, bytecode]);

  const layout = Object.entries(ADDRESSES).map(([name, address]) => `-Wl,--section-start=.${name}=${address}`);
  const linkStatic = (name: string, ...objects: string[]): string =>
    link(name, [...own, ...objects], '-static', '-no-pie', '-Wl,--gc-sections', ...layout);
  const seed = linkStatic('seed', bytecode, constant('empty', elf('arena', 'nobits', '.zero 1024 * 1024 * 1024')));
  start(seed, ['--trace', file('uses')], representativeCalls());
  start(seed, ['--save', file('image'), file('uses')]);
  const image = constant('full', elf('arena', 'progbits', `.incbin "${file('image')}"`));
  const program = linkStatic('program', constant('none', elf('bytecode', 'progbits', '.byte 0')), image);
  const tool = (name: string): string =>
    `${/^(.*-)gcc$/.exec(basename(compiler))?.[1]?.replace(/^musl-$/, '') ?? ''}${name}`;
  if (symbols(tool('nm'), seed) !== symbols(tool('nm'), program))
    throw new BuildProblem('the seed and the program do not lie alike in memory');
  run(tool('strip'), ['-o', file('program.stripped'), program], {});
  return file('program.stripped');
}

/** Recorded calls that tell what of the program's memory calls use: few, or everything would count as used. */
function representativeCalls(): string {
  return readFileSync('fixtures/everyday.jsonl', 'utf8').split('\n').slice(0, 60).join('\n');
}

function engineObjects(directory: string, cache: string, compiler: string): readonly string[] {
  const version = readFileSync(join(directory, 'VERSION'), 'utf8').trim();
  // Assertions name their file: without where it lies on this machine.
  const named = `-ffile-prefix-map=${directory}/=`;
  const flags = [...C_FLAGS, `-DCONFIG_VERSION="${version}"`, named, '-w'];
  const identity = createHash('sha256')
    .update([resolve(directory), compiler, ...flags, FAST_SEARCH].join('\0'))
    .digest('hex');
  const objects = join(cache, `engine-${identity.slice(0, 12)}`);
  mkdirSync(objects, { recursive: true });
  return QUICKJS_SOURCES.map((name) => {
    const target = join(objects, `${name}.o`);
    if (!existsSync(target)) {
      const source = name === 'quickjs' ? withFastSearch(directory, objects) : join(directory, `${name}.c`);
      run(compiler, [...flags, `-ffile-prefix-map=${objects}/=`, `-I${directory}`, '-c', '-o', target, source], {});
    }
    return target;
  });
}

/** How QuickJS looks for a character in a text of one byte each: a loop, which compilers leave as it is. */
const SLOW_SEARCH = `            for (i = from; i < len; i++) {
                if (p->u.str8[i] == (uint8_t)c)
                    return i;
            }
`;
const FAST_SEARCH = `            const uint8_t *found = from < len ? memchr(p->u.str8 + from, c, len - from) : NULL;
            if (found != NULL)
                return found - p->u.str8;
`;

/** The engine with its search for a character left to the C library, which takes several bytes at once (docs/adr/0015). */
function withFastSearch(directory: string, objects: string): string {
  const source = readFileSync(join(directory, 'quickjs.c'), 'utf8');
  const pieces = source.split(SLOW_SEARCH);
  if (pieces.length !== 2) throw new BuildProblem(`${directory}/quickjs.c searches texts in another way than is known`);
  const target = join(objects, 'quickjs.c');
  writeFileSync(target, pieces.join(FAST_SEARCH));
  return target;
}

/** A section of its own with one symbol at its beginning and one at its end. */
function elf(name: string, type: 'progbits' | 'nobits', content: string): string {
  return `.section .${name},"aw",%${type}
.balign 4096
.globl ${name}, ${name}_end
${name}: ${content}
${name}_end:
.section .note.GNU-stack,"",%progbits
`;
}

/** A file's bytes as a constant on macOS. */
function machO(name: string, path: string): string {
  return `.const_data
.balign 16
.globl _${name}, _${name}_end
_${name}: .incbin "${path}"
_${name}_end: .byte 0
`;
}

/** Where everything lies, but for what the two have apart. */
function symbols(nm: string, program: string): string {
  return run(nm, ['-n', program], {})
    .split('\n')
    .filter((line) => !/ (?:(?:arena|bytecode)(?:_end)?|_?end|_?edata)$/.test(line))
    .join('\n');
}
