import type * as ast from 'unbash';
import type { Shell } from './shell.ts';
import { shortened, type Value, type Values } from './value.ts';

/** The output of `$(…)`, without the newlines at its end; `$(<file)` is the file's content (bash manual, 3.5.4). */
export function commandSubstitution(shell: Shell, script: ast.ParsedScript, written: string): Values {
  const file = fileRead(script);
  const { commands, values } = shell.produce(script, written);
  if (file !== undefined) {
    const content = contentOf(shell, file);
    if (content !== undefined) return [stripped(content)];
    return [[{ hole: 'unknown', why: shortened(written), output: commands }]];
  }
  return values.map(stripped);
}

/** The redirection of `$(<file)`, whose value is the file's content. */
function fileRead(script: ast.ParsedScript): ast.Redirection | undefined {
  const [statement] = script.commands;
  if (script.commands.length !== 1 || statement?.command.type !== 'Command') return undefined;
  const { command } = statement;
  if (command.name !== undefined || command.prefix.length !== 1) return undefined;
  const [only] = command.prefix;
  return only?.type === 'Redirect' && only.operator === '<'
    ? only
    : only?.type === 'HereString' || only?.type === 'HereDoc'
      ? only
      : undefined;
}

function contentOf(shell: Shell, node: ast.Redirection): Value | undefined {
  const last = shell.steps.findLast((step) => step.kind === 'invocation' && step.invocation.argv.length === 0);
  const redirect = last?.kind === 'invocation' ? last.invocation.redirects.at(-1) : undefined;
  if (redirect === undefined || last?.kind !== 'invocation') return undefined;
  if (node.type !== 'Redirect') return redirect.target.parts;
  if (redirect.target.substitution?.output !== undefined) return redirect.target.substitution.output.parts;
  const { remote } = shell.start;
  const path = { word: redirect.target, cwd: last.invocation.state.cwd, ...(remote === undefined ? {} : { remote }) };
  return shell.reader.content(path, shell.state.arms)?.parts;
}

/** Without the newlines at its end, as command substitution gives it. */
function stripped(value: Value): Value {
  const last = value.at(-1);
  if (typeof last !== 'string' || !last.endsWith('\n')) return value;
  const text = last.replace(/\n+$/, '');
  return text === '' ? value.slice(0, -1) : [...value.slice(0, -1), text];
}
