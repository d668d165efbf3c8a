import { show, textOf, type Truth, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { migration, type Action } from './_migration.ts';

/** An action, always or only with one of some options: `force-push if --force`. */
type Step = Action | `${Action} if ${string}`;

/** What a row's words do: the first step that applies, or a reading of their own. */
type Row =
  | Step
  | readonly Step[]
  | ((command: Command, context: Context, operands: readonly Word[]) => Iterable<Finding>);

/** A schema migration tool as data. */
export interface Tool {
  readonly names: readonly string[];
  /** The name in the effect; the program's where absent. */
  readonly tool?: string;
  readonly syntax: Syntax;
  /** Words of the command (one or two, joined by a blank) and what they do. */
  readonly rows: Readonly<Record<string, Row>>;
  /** Every operand is a task of its own. */
  readonly tasks?: boolean;
  /** Options with which nothing is changed. */
  readonly preview?: string;
  readonly url?: string;
  readonly environment?: string;
  readonly environmentVariables?: string;
  readonly urlVariables?: string;
}

/** The steps that a tool's words name. */
export function* readTool(tool: Tool, command: Command, context: Context): Iterable<Finding> {
  if (tool.preview !== undefined && command.has(...tool.preview.split(' ')) === 'yes') return;
  const [first, second] = command.operands;
  if (first === undefined) return;
  const heads = tool.tasks === true ? command.operands : [first];
  for (const head of heads) {
    const name = textOf(head);
    if (name === undefined) {
      yield { kind: 'opaque', why: 'program', detail: `${command.program} ${show(head)}` };
      continue;
    }
    const plain = name.replace(/\[.*\]$/s, '');
    const both = tool.tasks === true || second === undefined ? plain : `${plain} ${textOf(second) ?? ''}`;
    const key = Object.hasOwn(tool.rows, both) ? both : plain;
    const row = Object.hasOwn(tool.rows, key) ? tool.rows[key] : undefined;
    if (row !== undefined)
      yield* readRow(tool, row, command, context, command.operands.slice(key.includes(' ') ? 2 : 1));
  }
}

function* readRow(
  tool: Tool,
  row: Row,
  command: Command,
  context: Context,
  operands: readonly Word[],
): Iterable<Finding> {
  if (typeof row === 'function') {
    yield* row(command, context, operands);
    return;
  }
  for (const step of typeof row === 'string' ? [row] : row) {
    const [action, options] = step.split(' if ') as [Action, string | undefined];
    const given: Truth = options === undefined ? 'yes' : command.has(...options.split(' '));
    if (given === 'no') continue;
    if (given === 'yes') {
      yield stepOf(tool, action, command, context);
      return;
    }
    yield { kind: 'opaque', why: 'program', detail: `${command.program} ${command.words.map(show).join(' ')}` };
  }
}

/** One step of a tool, where its options and the variables say. */
export function stepOf(tool: Tool, action: Action, command: Command, context: Context): ReturnType<typeof migration> {
  const all = (names: string | undefined): readonly Word[] =>
    names === undefined ? [] : command.values(...names.split(' '));
  return migration(
    action,
    {
      tool: tool.tool ?? tool.names[0] ?? command.program,
      url: all(tool.url).at(-1),
      environment: all(tool.environment),
      ...(tool.environmentVariables === undefined ? {} : { environmentVariables: tool.environmentVariables }),
      ...(tool.urlVariables === undefined ? {} : { urlVariables: tool.urlVariables }),
    },
    context,
  );
}

/** The specs of tools that are nothing but data. */
export function toolSpecs(tools: readonly Tool[]): readonly Spec[] {
  return tools.map((tool) => ({
    names: tool.names,
    syntax: tool.syntax,
    read: (command, context) => readTool(tool, command, context),
  }));
}
