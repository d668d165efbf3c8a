import type { Outcome } from '../decision.ts';
import type { Host } from '../host.ts';

/** Text in colour where the stream is a terminal that wants it. */
export interface Paint {
  outcome(outcome: Outcome, text?: string): string;
  dim(text: string): string;
  bold(text: string): string;
  mark(text: string): string;
}

const colours = { deny: '31;1', ask: '33;1', allow: '32;1', none: '32' } satisfies Record<Outcome, string>;

/** Colours for a stream: only on a terminal, and not where `NO_COLOR` is set and not empty (no-color.org) or `TERM` is `dumb`. */
export function paintFor(host: Host, stream: 'stdout' | 'stderr'): Paint {
  const plain = !host.isTerminal(stream) || (host.env('NO_COLOR') ?? '') !== '' || host.env('TERM') === 'dumb';
  const code = (number: string, text: string): string => (plain ? text : `\u001B[${number}m${text}\u001B[0m`);
  return {
    outcome: (outcome, text = outcome) => code(colours[outcome], text),
    dim: (text) => code('2', text),
    bold: (text) => code('1', text),
    mark: (text) => code('31', text),
  };
}

/** Text without control characters, so that what an agent wrote cannot steer the terminal it is shown on. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}
