import { single } from '../properties/quoting.ts';
import { commandForms } from './command-forms.ts';
import { commandWrappers } from './command-wrappers.ts';
import type { CommandDisguise, ScriptDisguise, WordDisguise } from './disguise.ts';
import { payloads, type Payload } from './payloads.ts';
import { Random } from './random.ts';
import { compounds } from './script-compounds.ts';
import { languages } from './script-languages.ts';
import { shells } from './script-shells.ts';
import { parameters } from './word-parameters.ts';
import { quoting } from './word-quoting.ts';
import { substitutions } from './word-substitutions.ts';

export const wordDisguises: Readonly<Record<string, WordDisguise>> = { ...quoting, ...parameters, ...substitutions };
export const commandDisguises: Readonly<Record<string, CommandDisguise>> = { ...commandForms, ...commandWrappers };
export const scriptDisguises: Readonly<Record<string, ScriptDisguise>> = { ...shells, ...compounds, ...languages };

/** One disguised payload, by the names of what was done to it; the script follows from it and nothing else. */
export interface Disguise {
  readonly payload: string;
  readonly spelling: number;
  /** Per word of the command, the name of how it is written, or `''` for the plainest way. */
  readonly words: readonly string[];
  readonly command: string;
  /** From the inside out. */
  readonly scripts: readonly string[];
  readonly seed: number;
}

const payloadOf = (id: string): Payload => {
  const payload = payloads.find((each) => each.id === id);
  if (payload === undefined) throw new Error(`There is no payload ${id}.`);
  return payload;
};

/** The words the program receives if the disguise works. */
export function argvOf({ payload, spelling }: Disguise): readonly string[] {
  return payloadOf(payload).spellings[spelling] ?? [];
}

/** A word as a person would write it. */
export function plainly(text: string): string {
  return /^[\w./@%:=+,-]+$/.test(text) ? text : single(text);
}

/** The script of a disguise; `undefined` where one of its parts cannot be applied. */
export function scriptOf(disguise: Disguise): string | undefined {
  const argv = argvOf(disguise);
  const before: string[] = [];
  const sources: string[] = [];
  for (const [index, text] of argv.entries()) {
    const name = disguise.words[index] ?? '';
    const spelled =
      name === '' ? plainly(text) : wordDisguises[name]?.(text, new Random(`${disguise.seed} word ${index} ${name}`));
    if (spelled === undefined) return undefined;
    if (typeof spelled === 'string') sources.push(spelled);
    else {
      if (spelled.before !== undefined) before.push(spelled.before);
      sources.push(spelled.word);
    }
  }
  const command = commandDisguises[disguise.command]?.(
    { argv, sources },
    new Random(`${disguise.seed} command ${disguise.command}`),
  );
  if (command === undefined) return undefined;
  let script: string | undefined = [...before, command]
    .map((line, index, all) => (index === all.length - 1 ? line : line.endsWith('\n') ? line : `${line}\n`))
    .join('');
  for (const [index, name] of disguise.scripts.entries()) {
    script = scriptDisguises[name]?.(script, new Random(`${disguise.seed} script ${index} ${name}`));
    if (script === undefined || script === '' || script.length > 6000) return undefined;
  }
  return script;
}

const wordNames = Object.keys(wordDisguises);
const commandNames = Object.keys(commandDisguises);
const scriptNames = Object.keys(scriptDisguises);

/** Every disguise on its own, each on `times` payloads. */
export function* singles(seed: number, times: number): Generator<Disguise> {
  const random = new Random(`singles ${seed}`);
  const plain = (): Disguise => {
    const payload = random.pick(payloads);
    return {
      payload: payload.id,
      spelling: random.below(payload.spellings.length),
      words: [],
      command: 'plain',
      scripts: [],
      seed: random.below(2 ** 31),
    };
  };
  for (let turn = 0; turn < times; turn++) {
    for (const name of wordNames)
      for (let attempt = 0; attempt < 40; attempt++) {
        const disguise = plain();
        const at = attempt < 20 ? 0 : random.below(argvOf(disguise).length);
        const candidate = { ...disguise, words: argvOf(disguise).map((_, index) => (index === at ? name : '')) };
        if (scriptOf(candidate) === undefined) continue;
        yield candidate;
        break;
      }
    for (const name of commandNames)
      for (let attempt = 0; attempt < 40; attempt++) {
        const candidate = { ...plain(), command: name };
        if (scriptOf(candidate) === undefined) continue;
        yield candidate;
        break;
      }
    for (const name of scriptNames)
      for (let attempt = 0; attempt < 40; attempt++) {
        const candidate = { ...plain(), scripts: [name] };
        if (scriptOf(candidate) === undefined) continue;
        yield candidate;
        break;
      }
  }
}

/** Disguises of disguises, nested to depth 4, without end. */
export function* composites(seed: number): Generator<Disguise> {
  const random = new Random(`composites ${seed}`);
  for (;;) {
    const payload = payloads[random.below(payloads.length)];
    if (payload === undefined) continue;
    const spelling = random.below(payload.spellings.length);
    const argv = payload.spellings[spelling] ?? [];
    const disguised = random.below(3);
    const words = argv.map((_, index) =>
      (index === 0 ? disguised > 0 : random.below(3) < disguised) ? random.pick(wordNames) : '',
    );
    const command = random.chance(2) ? 'plain' : random.pick(commandNames);
    const scripts = Array.from({ length: random.below(5) }, () => random.pick(scriptNames));
    const disguise = { payload: payload.id, spelling, words, command, scripts, seed: random.below(2 ** 31) };
    if (scriptOf(disguise) !== undefined) yield disguise;
  }
}
