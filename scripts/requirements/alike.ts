import type { Effect } from '../../src/effect.ts';
import { show, textOf } from '../../src/word.ts';
import type { Example } from '../packs/examples.ts';
import { effectsOf } from '../packs/examples.ts';
import type { Likeness } from './read.ts';

/** What of a call another one must share to be an example of it: each line is one thing that must be there. */
export type Signature = readonly string[];

type Call = Pick<Example, 'event' | 'world'>;

/** Programs that only carry a command to another one, or are there to make the line whole. */
const carriers = new Set(['echo', 'printf', 'cd', 'true', 'bash', 'sh', 'npx', 'sudo']);

/** The signatures of a call in one respect. */
export function signature(call: Call, by: Likeness): Signature {
  const { effects } = effectsOf(call);
  const { event } = call;
  if (event.call?.kind !== 'shell' && by !== 'path' && by !== 'host') return [toolSignature(effects, event.tool)];
  switch (by) {
    case 'command':
      return commandSignature(effects);
    case 'path':
      return effects.flatMap((effect) =>
        'path' in effect && effect.path !== undefined && effect.kind !== 'exec'
          ? [`${effect.kind} ${show(effect.path.word)}`]
          : [],
      );
    case 'statement':
      return effects.flatMap((effect) =>
        effect.kind === 'sql.statement' ? [[effect.verb, effect.object, effect.where].join(' ')] : [],
      );
    case 'host':
      return effects.flatMap((effect) =>
        effect.kind === 'network.request' ? [textOf(effect.host) ?? show(effect.host)] : [],
      );
    case 'word':
      return effects.flatMap((effect) =>
        effect.kind === 'exec' ? [[textOf(effect.program), effect.subcommand, ...effect.argv.map(show)].join(' ')] : [],
      );
  }
}

/** Program and verb, and each option with them; a call that starts no program is what it does. */
function commandSignature(effects: readonly Effect[]): Signature {
  const all = effects.flatMap((effect) => {
    if (effect.kind !== 'exec') return [];
    const name = [show(effect.program), verbOf(effect.subcommand)].filter((part) => part !== '').join(' ');
    return [name, ...effect.options.map((option) => `${name} ${option}`)];
  });
  const telling = all.filter((line) => !carriers.has(line.split(' ')[0] ?? ''));
  if (telling.length > 0) return telling;
  return all.length > 0 ? all : effects.map((effect) => effect.kind);
}

/** The verb without what a program of unknown depth takes for a part of it: a path, a URL, a number. */
function verbOf(subcommand: string): string {
  const words = subcommand.split(' ');
  const end = words.findIndex((word) => !/^[a-z][\w:-]*$/i.test(word));
  return words.slice(0, end < 0 ? words.length : end).join(' ');
}

/** The tool of an agent; of a tool server, what kind of tool it is. */
function toolSignature(effects: readonly Effect[], tool: string): string {
  const call = effects.find((effect) => effect.kind === 'mcp.call');
  return call?.kind === 'mcp.call' ? `mcp ${call.class} ${call.area}` : tool;
}

/** Whether everything of the wanted signature is in the given one. */
export function holds(given: Signature, wanted: Signature): boolean {
  return wanted.length > 0 && wanted.every((line) => given.includes(line));
}
