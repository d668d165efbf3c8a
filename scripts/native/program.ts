import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { transformSync } from 'esbuild';
import type { Part } from '../build/parts.ts';
import type { QuickJs } from './quickjs.ts';
import { BuildProblem, run } from './tools.ts';

const OWN = 'scripts/native';
const QUICKJS_SOURCES = ['quickjs', 'libregexp', 'libunicode', 'cutils', 'dtoa'] as const;
const C_FLAGS = ['-O2', '-g0', '-std=gnu11', '-fwrapv', '-D_GNU_SOURCE', '-fno-pie', '-ffunction-sections'] as const;

interface Options {
  readonly quickjs: QuickJs;
  readonly cache: string;
  readonly compiler: string;
  /** Whether the program is started anew each time, where its memory cannot be linked in. */
  readonly plain: boolean;
}

/** Builds the binary and gives its path. */
export function buildProgram(parts: readonly Part[], { quickjs, cache, compiler, plain }: Options): string {
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

  const files = partFiles(parts, work, compile);
  writeFileSync(join(work, 'parts.S'), partsAssembly(files));
  writeFileSync(
    join(work, 'parts.h'),
    `#include <stdint.h>\nstruct part { const uint8_t *bytes, *end; uint64_t is_text; };\nextern const struct part parts[];\n#define part_count ${files.length}\n`,
  );
  const own = [
    object(`${OWN}/main.c`, 'main', ...(plain ? [] : ['-DSNAPSHOT'])),
    object(`${OWN}/machine.c`, 'machine'),
    object(`${OWN}/arena.c`, 'arena'),
    object(join(work, 'parts.S'), 'parts'),
  ];
  const link = (name: string, arenaObject: string): string => {
    const target = join(work, name);
    const layout = ['-static', '-no-pie', '-Wl,--gc-sections', '-Wl,--section-start=.arena=0x20000000'];
    run(compiler, [...layout, '-o', target, ...own, arenaObject, ...engine, '-lm'], {});
    return target;
  };
  writeFileSync(
    join(work, 'empty.S'),
    '.section .arena,"aw",@nobits\n.balign 4096\n.globl arena\narena: .zero 64 * 1024 * 1024\n.section .note.GNU-stack,"",@progbits\n',
  );
  const seed = link('seed', object(join(work, 'empty.S'), 'empty'));
  if (plain) return stripped(seed);
  const image = resolve(work, 'arena.bin');
  run(resolve(seed), ['--save', image], {});
  writeFileSync(
    join(work, 'full.S'),
    `.section .arena,"aw",@progbits\n.balign 4096\n.globl arena\narena: .incbin ${JSON.stringify(image)}\n.section .note.GNU-stack,"",@progbits\n`,
  );
  const program = link('program', object(join(work, 'full.S'), 'full'));
  if (symbols(seed) !== symbols(program)) throw new BuildProblem('the seed and the program do not lie alike in memory');
  return stripped(program);
}

function engineObjects(directory: string, cache: string, compiler: string): readonly string[] {
  const version = readFileSync(join(directory, 'VERSION'), 'utf8').trim();
  const flags = [...C_FLAGS, `-DCONFIG_VERSION="${version}"`, '-w'];
  const identity = createHash('sha256').update([resolve(directory), compiler, ...flags].join('\0')).digest('hex');
  const objects = join(cache, `engine-${identity.slice(0, 12)}`);
  mkdirSync(objects, { recursive: true });
  return QUICKJS_SOURCES.map((name) => {
    const target = join(objects, `${name}.o`);
    if (!existsSync(target)) run(compiler, [...flags, '-c', '-o', target, join(directory, `${name}.c`)], {});
    return target;
  });
}

/** One file for each part, bytecode or text, and the loader as the last. */
function partFiles(
  parts: readonly Part[],
  work: string,
  compile: string,
): readonly { readonly path: string; readonly isText: boolean }[] {
  const loader = transformSync(readFileSync(`${OWN}/loader.ts`, 'utf8'), {
    loader: 'ts',
    target: 'es2023',
    charset: 'ascii',
    minify: true,
    define: { CODE_COUNT: String(parts.filter(({ content }) => 'code' in content).length) },
  }).code;
  const code = (name: string, text: string) => {
    const [script, bytecode] = [join(work, `${name}.js`), resolve(work, `${name}.bin`)];
    writeFileSync(script, text);
    run(compile, [script, bytecode], {});
    return { path: bytecode, isText: false };
  };
  const files = parts.map(({ content }, index) => {
    if ('code' in content) return code(`part${index}`, `(function(require,module,exports,provide,__filename){${content.code}})`);
    const path = resolve(work, `part${index}.txt`);
    writeFileSync(path, content.text);
    return { path, isText: true };
  });
  return [...files, code('loader', loader)];
}

function partsAssembly(files: readonly { readonly path: string; readonly isText: boolean }[]): string {
  const lines = ['.section .rodata', '.balign 16', '.globl parts', 'parts:'];
  for (const [index, { isText }] of files.entries())
    lines.push(`.quad bytes${index}, end${index}, ${isText ? 1 : 0}`);
  for (const [index, { path }] of files.entries())
    lines.push('.balign 16', `bytes${index}: .incbin ${JSON.stringify(path)}`, `end${index}: .byte 0`);
  return `${lines.join('\n')}\n.section .note.GNU-stack,"",@progbits\n`;
}

/** Where everything lies, but for the arena's own content. */
function symbols(program: string): string {
  return run('nm', ['-n', program], {})
    .split('\n')
    .filter((line) => !/ (?:arena|_?end|_?edata)$/.test(line))
    .join('\n');
}

function stripped(program: string): string {
  run('strip', [program], {});
  return program;
}
