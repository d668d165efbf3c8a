import { textOf, type Span, type Word } from '../word.ts';
import { stored } from './arithmetic.ts';
import type { Shell } from './shell.ts';
import { NOTHING, unknown, type Value, type Values } from './value.ts';

/** `shift`: the arguments move down. */
export function shift(shell: Shell, args: readonly Word[]): void {
  const { state } = shell;
  const ways = state.args === undefined ? state.argWays : [state.args];
  if (ways === undefined) return;
  const [count] = args;
  const by = count === undefined ? 1 : Number(textOf(count));
  if (Number.isInteger(by) && by >= 0) {
    const shifted = ways.map((way) => (by <= way.length ? way.slice(by) : way));
    if (state.args === undefined) state.argWays = shifted;
    else state.args = shifted[0];
  } else state.args = undefined;
}

/** `set`: words behind the options are the new arguments. */
export function set(shell: Shell, args: readonly Word[]): void {
  let at = 0;
  let positional = false;
  for (; at < args.length; at += 1) {
    const word = args[at];
    const text = word === undefined ? undefined : textOf(word);
    if (text === '--' || text === '-') {
      positional = true;
      at += 1;
      break;
    }
    if (text === undefined || !/^[-+]./.test(text)) break;
    if (/^[-+]\w*o$/.test(text)) at += 1;
  }
  const rest = args.slice(at);
  if (rest.length === 0 && !positional) return;
  shell.state.args = rest.some((word) => word.many) ? undefined : rest.map((word) => [word.parts]);
}

/** `set -r`: from then on `cd` and others fail where everybody expects them to work (bash manual, 6.10 The Restricted Shell). */
export function restricts(args: readonly Word[]): boolean {
  const texts = args.map((word) => textOf(word) ?? '');
  const end = texts.findIndex((text) => text === '--' || text === '-');
  return texts
    .slice(0, end < 0 ? texts.length : end)
    .some((text) => /^-[a-zA-Z]*r/.test(text) || text === 'restricted');
}

/** `set -H`: from then on `!!` stands for what was run before (bash manual, 9.3 History Expansion). */
export function expandsHistory(args: readonly Word[]): boolean {
  const texts = args.map((word) => textOf(word) ?? '');
  return texts.some(
    (text, index) => /^-[a-zA-Z]*H/.test(text) || (text === 'histexpand' && texts[index - 1]?.startsWith('-') === true),
  );
}

/** Whether `set` switches an option on, by its letter or its name. */
export function switchesOn(args: readonly Word[], letter: string, name: string): boolean {
  return args.some((word) => {
    const text = textOf(word) ?? '';
    return text === name || (/^-[a-zA-Z]+$/.test(text) && text.includes(letter));
  });
}

/** `getopts`: what the loop around it sees of the arguments. */
export function getopts(shell: Shell, args: readonly Word[], span: Span): void {
  const [, variable, ...own] = args;
  const name = variable === undefined ? undefined : textOf(variable);
  if (name === undefined) return;
  const given: readonly Values[] | undefined =
    own.length === 0
      ? (shell.state.args ?? shell.state.argWays?.flat())
      : own.some((word) => word.many)
        ? undefined
        : own.map((word) => [word.parts]);
  shell.state.assign(name, stored(shell, name, unknown(`$${name}`), span));
  const values = given?.flat() ?? [];
  const candidates = values.flatMap((value): Value[] => {
    const [first, ...rest] = value;
    if (typeof first !== 'string' || !first.startsWith('-') || first.length <= 2) return [value];
    // Behind its own option, or as the argument of the one before it.
    return [[first.slice(2), ...rest], value];
  });
  shell.state.assign(
    'OPTARG',
    given === undefined || candidates.length > 8 ? unknown('$OPTARG') : candidates.length === 0 ? NOTHING : candidates,
  );
  shell.state.assign('OPTIND', [[{ hole: 'number', why: '$OPTIND' }]]);
}
