import type { Decision } from '../../src/decision.ts';
import type { Effect, EffectKind } from '../../src/effect.ts';
import { makeFacts } from '../../src/facts/facts.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import type { Builtin } from '../../src/policy/builtin.ts';
import { decide } from '../../src/policy/decide.ts';
import { exampleWorldWith } from '../../src/policy/example-world.ts';
import { recordedPolicy } from '../../src/policy/layers.ts';
import type { Rule } from '../../src/policy/rule.ts';
import type { CallContext } from '../../src/policy/subject.ts';
import { literal, unknownWord, type Part, type PathRef, type Word } from '../../src/word.ts';
import type { WorldDescription } from '../../src/world.ts';

const cwd = literal('/home/dev/project');

/** The text as a word; `$NAME` in it is unknown. */
export function word(text: string): Word {
  const parts: Part[] = text
    .split(/(\$[A-Z_]+)/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('$') ? { hole: 'unknown', why: piece } : piece));
  return { ...literal(''), parts };
}

export function path(text: string): PathRef {
  return { word: word(text), cwd };
}

const common = { span: { start: 0, end: 0 }, via: [] };

/** An effect of the kind with these fields; the rest of it is missing, as rules under test do not ask. */
export function effect(kind: EffectKind, fields: Readonly<Record<string, unknown>>): Effect {
  return { ...common, kind, ...fields } as unknown as Effect;
}

export function exec(command: string, more: Readonly<Record<string, unknown>> = {}): Effect {
  const [program = '', ...rest] = command.split(' ');
  const operands = rest.filter((each) => !each.startsWith('-'));
  return effect('exec', {
    program: word(program),
    subcommand: operands[0] ?? '',
    options: rest.filter((each) => each.startsWith('-')),
    operands: operands.map(word),
    argv: rest.map(word),
    assignments: [],
    ...more,
  });
}

export const push = (force: string, branch = 'topic'): Effect =>
  effect('git.push', { remoteName: word('origin'), branch: word(branch), force, delete: 'no', implied: 'no' });

export const remove = (where: string, recursive = 'yes'): Effect =>
  effect('file.delete', { path: path(where), recursive, how: 'remove', filtered: 'no' });

export const opaque = (why = 'code'): Effect => effect('opaque', { why, detail: 'eval "$CMD"' });

export const manyWords = (): Word => unknownWord('$FLAGS', { start: 0, end: 0 }, true);

/** Where the policy files of each layer are in the example world. */
export const policyFile = {
  managed: '/etc/blastgate/managed.yaml',
  user: '/home/dev/.config/blastgate/policy.yaml',
  project: '/home/dev/project/.blastgate.yaml',
  local: '/home/dev/project/.blastgate.local.yaml',
} as const;

type Files = Partial<Record<keyof typeof policyFile, string>>;

/** The example world with policy files of these contents. */
export function worldWith(files: Files, changes: WorldDescription = {}): WorldDescription {
  const own = Object.entries(files).map(
    ([layer, text]) => [policyFile[layer as keyof typeof policyFile], text] as const,
  );
  return exampleWorldWith({ ...changes, files: { ...changes.files, ...Object.fromEntries(own) } });
}

const call: CallContext = { tool: 'Bash', mode: 'default', agent: 'test', subagent: '' };

/** Built-in rules of a test's own. */
export function packsOf(rules: Partial<Record<EffectKind, readonly Rule[]>>, more: Partial<Builtin> = {}): Builtin {
  const kinds = Object.keys(rules) as EffectKind[];
  return { kinds, rules: (kind) => rules[kind] ?? [], places: {}, exempting: [], overrides: () => [], ...more };
}

/** Decides about effects with the policy files of these layers and, if none are given, no built-in rules. */
export function decideWith(
  files: Files,
  effects: readonly Effect[],
  options: { readonly world?: WorldDescription; readonly builtin?: Builtin; readonly call?: Partial<CallContext> } = {},
): Decision {
  const world = recordedWorld(worldWith(files, options.world));
  const policy = recordedPolicy(world, options.builtin ?? packsOf({}));
  return decide(effects, makeFacts(world), policy, { ...call, ...options.call });
}

/** A policy file with these rules, each `outcome kind {when}`. */
export function rulesFile(...rules: readonly string[]): string {
  const lines = rules.map((rule, index) => {
    const [, outcome, kind, rest = ''] = /^(\w+) (\S+) ?(.*)$/.exec(rule) ?? [];
    return `  - { id: rule-${index + 1}, outcome: ${outcome}, effect: ${kind}, reason: Because of the test.${rest === '' ? '' : `, ${rest}`} }`;
  });
  return `rules:\n${lines.join('\n')}\n`;
}
