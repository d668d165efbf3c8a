import { textOf } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { fileWrite } from './_words.ts';

/** A compiler or linker, and how it is told where its output goes. */
interface Compiler {
  readonly names: readonly string[];
  readonly syntax: Syntax;
  /** Options whose option-argument is the file that is made. */
  readonly file?: readonly string[];
  /** Options whose option-argument is the directory for what is made. */
  readonly directory?: readonly string[];
}

const compilers: readonly Compiler[] = [
  // gcc(1) and clang(1), "Overall Options"; ld(1)
  {
    names: ['gcc', 'g++', 'cc', 'c++', 'clang', 'clang++', 'gfortran', 'ld', 'nasm', 'tcc'],
    syntax: {
      value: '-o -x -I -L -D -U -include -isystem -iquote -MF -MT -MQ -T -Xlinker -Xclang -arch -target -l -f',
      style: 'long-dash',
    },
    file: ['-o', '-MF'],
  },
  // doc.rust-lang.org/rustc, "Command-line arguments"
  {
    names: ['rustc'],
    syntax: {
      value: '-o --out-dir --crate-name --crate-type --edition --emit --extern --target --cfg -L -l -C --codegen',
    },
    file: ['-o'],
    directory: ['--out-dir'],
  },
  {
    names: ['javac', 'kotlinc', 'scalac'],
    syntax: { value: '-d -cp -classpath --class-path -sourcepath --release -s', style: 'long-dash' },
    directory: ['-d'],
  },
  {
    names: ['swiftc', 'ghc', 'ldc2', 'dmd'],
    syntax: { value: '-o -I -L -module-name -target -sdk -odir -hidir -outputdir', style: 'long-dash' },
    file: ['-o'],
    directory: ['-odir', '-outputdir'],
  },
];

function* read({ file = [], directory = [] }: Compiler, command: Command, context: Context): Generator<Finding> {
  // Preprocessed text and assembly are text (gcc(1), `-E` and `-S`), and `ld --oformat binary` is whatever it was given.
  const text = command.has('-E', '-S', '--oformat', '-f') !== 'no';
  const made = text ? {} : { compiled: 'yes' as const };
  for (const output of command.values(...file))
    if (textOf(output) !== '-') yield fileWrite(context, output, 'overwrite', made);
  for (const output of command.values(...directory))
    yield fileWrite(context, output, 'overwrite', { recursive: 'yes' });
}

export const specs: readonly Spec[] = compilers.map((compiler) => ({
  names: compiler.names,
  syntax: compiler.syntax,
  read: (command, context) => read(compiler, command, context),
}));
