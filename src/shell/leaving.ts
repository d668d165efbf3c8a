import { textOf, type Word } from '../word.ts';
import type { Shell } from './shell.ts';

/** `return`: what follows in the function or sourced file does not run. */
export function returned(shell: Shell, args: readonly Word[]): void {
  if (args.length > 1 || args[0]?.many === true) return;
  const frame = shell.frames.at(-1);
  const sourced = shell.sourced.at(-1);
  if (sourced !== undefined) sourced.push(shell.state.fork());
  else if (frame !== undefined) frame.returned.push(shell.state.fork());
  else return;
  shell.state.ended = true;
}

/** `break` and `continue`: what follows in the loop's body does not run. */
export function leaveLoop(shell: Shell, name: 'break' | 'continue', args: readonly Word[]): void {
  const [count] = args;
  const depth = count === undefined ? 1 : Number(textOf(count));
  if (shell.loops.length === 0 || args.length > 1 || !Number.isInteger(depth) || depth < 1) return;
  const target = shell.loops.at(-Math.min(depth, shell.loops.length));
  if (target === undefined) return;
  (name === 'break' ? target.left : target.continued).push(shell.state.fork());
  shell.state.ended = true;
}
