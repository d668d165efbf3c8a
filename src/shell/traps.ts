import { branched } from '../arms.ts';
import { textOf, type Span, type Word } from '../word.ts';
import type { Shell } from './shell.ts';

/** `trap`: handlers for signals, and for moments of the shell itself. */
export function trap(shell: Shell, args: readonly Word[], span: Span): void {
  const operands = args[0] !== undefined && textOf(args[0]) === '--' ? args.slice(1) : args;
  const [handler, ...signals] = operands;
  if (handler === undefined) return;
  const text = textOf(handler);
  if (text !== undefined && /^-[lp]+$/.test(text)) return;
  if (signals.length === 0 || text === '-') {
    for (const signal of signals.length === 0 ? [handler] : signals) shell.state.traps.remove(textOf(signal) ?? '');
    return;
  }
  if (text === '') return;
  for (const signal of signals) {
    const name = (textOf(signal) ?? '?').toUpperCase().replace(/^SIG/, '').replace(/^0$/, 'EXIT');
    shell.state.traps.set(name, [handler.parts]);
    // These run between the commands that follow, with the values of that moment.
    const at = handler.span.end > 0 ? handler.span : span;
    if (name === 'DEBUG')
      shell.branch(
        () => undefined,
        () => shell.code([handler.parts], at, 'trap'),
      );
    else if (name === 'ERR' || name === 'RETURN')
      shell.inSubshell(() => {
        shell.state.arms = branched(shell.state.arms);
        shell.code([handler.parts], at, 'trap');
      });
  }
}

/** `kill -USR1 $$`: a handler set for the signal runs, if it is this shell that is told. */
export function kill(shell: Shell, args: readonly Word[], span: Span): void {
  // The shell itself may be what ends here, with the values of this moment.
  const own = args.some((word) => word.parts.some((part) => typeof part !== 'string' && part.hole === 'number'));
  if (own && !shell.state.traps.empty) shell.exits.push(shell.state.fork());
  for (const [index, word] of args.entries()) {
    const text = textOf(word) ?? '';
    const name = text === '-s' || text === '-n' ? textOf(args[index + 1] ?? word) : /^-(\w+)$/.exec(text)?.[1];
    signalled(shell, (name ?? '').toUpperCase().replace(/^SIG/, ''), span);
  }
}

/** The handler of a signal that may come runs, where there is one. */
export function signalled(shell: Shell, name: string, span: Span): void {
  const handler = shell.state.traps.get(name);
  if (handler !== undefined)
    shell.branch(
      () => undefined,
      () => shell.code(handler, span, 'trap'),
    );
}
