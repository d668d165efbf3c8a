import { programName, readCommand } from '../commands/argv.ts';
import { specsFor } from '../commands/registry.ts';
import type { Code, Context, Finding, Run } from '../commands/spec.ts';
import type { Reader } from '../script.ts';
import { scriptOutput } from '../shell/read-script.ts';
import { literal, wordOf, type Invocation, type Part, type Stream, type Word } from '../word.ts';
import { environmentOf, withAssignments } from './inheritance.ts';

/** How many wrappers around each other are looked through for what is written inside. */
const MAX_DEPTH = 12;

// Programs whose output is that of what they run, and nothing else.
const transparent: ReadonlySet<string> = new Set(
  'bash sh dash zsh ksh ash mksh busybox toybox env nice nohup timeout time stdbuf unbuffer setsid setpriv setarch linux32 linux64 chrt taskset flock unshare sudo doas su runuser xargs parallel ionice command builtin exec'.split(
    ' ',
  ),
);

/** What the output of programs is found out with. */
export interface Outputs {
  /** What a program writes by itself. */
  produced(invocation: Invocation): Word | undefined;
  context(invocation: Invocation): Context;
  readonly reader: Reader;
}

/** What a command writes to its standard output, wrappers and shells that run known code looked through. */
export function outputOf(invocation: Invocation, outputs: Outputs, depth = 0): Word | undefined {
  const found = outputs.produced(invocation);
  const [first, ...words] = invocation.argv;
  const name = first === undefined ? undefined : programName(first);
  if (found !== undefined || name === undefined || !transparent.has(name) || depth > MAX_DEPTH) return found;
  const parts: Part[] = [];
  let any = false;
  for (const spec of specsFor(name))
    for (const finding of spec.read(readCommand(name, words, spec.syntax), outputs.context(invocation))) {
      const output = written(finding, invocation, outputs, depth);
      if (output === undefined) return undefined;
      parts.push(...output.parts);
      any = true;
    }
  return any ? wordOf(parts, invocation.span) : undefined;
}

function written(finding: Finding, outer: Invocation, outputs: Outputs, depth: number): Word | undefined {
  switch (finding.kind) {
    case 'run':
      return outputOf(innerOf(finding, outer), outputs, depth + 1);
    case 'code':
      return finding.language === 'bash' ? shellOutput(finding, outer, outputs, depth) : undefined;
    case 'stream-code': {
      const { stream } = finding;
      const text = stream.kind === 'text' || stream.kind === 'pipe' ? stream.text : undefined;
      if (finding.language !== 'bash' || text === undefined) return undefined;
      return shellOutput(
        { kind: 'code', language: 'bash', text, via: finding.via, stdin: { kind: 'inherited' } },
        outer,
        outputs,
        depth,
      );
    }
    default:
      return undefined;
  }
}

function innerOf(run: Run, outer: Invocation): Invocation {
  return {
    ...outer,
    argv: run.argv,
    redirects: [],
    assignments: [...outer.assignments, ...(run.assignments ?? [])],
    stdin: run.stdin ?? outer.stdin,
    state: run.cwd === undefined ? outer.state : { ...withAssignments(outer.state), cwd: run.cwd },
  };
}

function shellOutput(code: Code, outer: Invocation, outputs: Outputs, depth: number): Word | undefined {
  const stdin: Stream = code.stdin ?? outer.stdin;
  return scriptOutput(
    code.text,
    {
      cwd: code.cwd ?? outer.state.cwd,
      args: code.args ?? [literal('bash')],
      stdin,
      via: outer.via,
      inherited: environmentOf(outer),
      depth: depth + 1,
      place: () => outer.span,
      ...(outer.remote === undefined ? {} : { remote: outer.remote }),
    },
    { ...outputs.reader, output: (invocation) => outputOf(invocation, outputs, depth + 1) },
  );
}
