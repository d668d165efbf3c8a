import type { Outcome } from '../../src/decision.ts';
import { decoys, type Decoy } from './decoys.ts';
import { argvOf, composites, plainly, scriptOf, singles, type Disguise } from './generate.ts';
import { gateOn } from './judge.ts';
import { machine } from './machine.ts';
import { payloads } from './payloads.ts';
import { Sandbox, type Recorded } from './sandbox.ts';
import { shrink } from './shrink.ts';
import { readTricks, tricked } from './tricks.ts';

/** How much to try; the same numbers give the same scripts. */
export interface Size {
  readonly seed: number;
  readonly disguises: number;
  readonly decoys: number;
  /** How many of the tricks that were written by hand, evenly over all of them; `file` is where they are. */
  readonly tricks: number;
  readonly file?: string;
  /** Only disguises that have a part with this in its name. */
  readonly only?: string;
}

/** A disguise that bash was seen to run the payload for, and what the gate says of it. */
export interface Finding {
  readonly disguise: Disguise;
  readonly script: string;
  readonly outcome: Outcome;
}

export interface Result {
  readonly tried: number;
  readonly verified: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Verified and answered none or allow, but most likely for the reason of one of the `unsound`. */
  readonly repeated: number;
  /** Verified and answered none or allow, each made as small as it gets. */
  readonly unsound: readonly Finding[];
  readonly tricks: number;
  /** Tricks that bash did not run the payload for. */
  readonly dull: readonly string[];
  /** Tricks that work and are asked about. */
  readonly doubted: readonly string[];
  /** Tricks that work and are answered none or allow. */
  readonly tricked: readonly string[];
  /** Payloads in the plain that are not denied. */
  readonly weak: readonly string[];
  readonly decoys: number;
  /** Decoys that are denied. */
  readonly alarms: readonly Decoy[];
  readonly asked: readonly Decoy[];
  /** Scripts the gate could not judge at all. */
  readonly faults: readonly string[];
  /** Names of disguises no script with which was ever verified. */
  readonly idle: readonly string[];
  /** Share of asks among the verified, by the name of every part. */
  readonly byPart: ReadonlyMap<string, { readonly verified: number; readonly asked: number }>;
}

const programs = [...new Set(payloads.flatMap(({ spellings }) => spellings.map(([program = '']) => program)))];

/** Payload programs that run others: real where the payload is not theirs, so that their aliases, hooks and scripts run. */
const runners: ReadonlySet<string> = new Set(['git', 'npm', 'chmod']);

const sameWords = (left: Recorded, right: readonly string[]): boolean =>
  left.length === right.length && left.every((word, index) => word === right[index]);

/** The parts of a disguise by their names. */
function partsOf({ words, command, scripts }: Disguise): readonly string[] {
  return [...words.filter((name) => name !== ''), command, ...scripts];
}

/** Generates, runs, judges, and makes what is found as small as it gets. */
export async function runOracle({
  seed,
  disguises,
  decoys: decoyCount,
  tricks: trickCount,
  file,
  only,
}: Size): Promise<Result> {
  const all: Disguise[] = [];
  const wanted = (disguise: Disguise): boolean =>
    only === undefined || partsOf(disguise).some((name) => name.includes(only));
  for (const disguise of singles(seed, Math.max(1, Math.round(disguises / 1500))))
    if (wanted(disguise) && all.length < disguises * 0.6) all.push(disguise);
  for (const disguise of composites(seed)) {
    if (all.length >= disguises) break;
    if (wanted(disguise)) all.push(disguise);
  }
  const bait: Decoy[] = [];
  for (const decoy of decoys(seed)) {
    if (bait.length >= decoyCount) break;
    bait.push(decoy);
  }

  const free = new Sandbox(programs.filter((program) => !runners.has(program)));
  const full = new Sandbox(programs, free.home);
  // Where only the program of the tricks is a stand-in, the others run them.
  const narrow = new Sandbox(tricked.slice(0, 1), free.home);
  try {
    const sandboxFor = (payload: string): Sandbox =>
      runners.has(payloads.find(({ id }) => id === payload)?.spellings[0]?.[0] ?? '') ? full : free;
    const gate = gateOn(machine(full.home, programs));
    const faults: string[] = [];
    const outcomeOf = (script: string): Outcome => {
      try {
        return gate(script).decision.outcome;
      } catch (error) {
        faults.push(`${error instanceof Error ? error.message : String(error)}: ${script}`);
        return 'none';
      }
    };
    const runBoth = async <T extends { readonly payload: string }>(
      cases: readonly T[],
      script: (one: T) => string,
    ): Promise<readonly (readonly Recorded[])[]> => {
      const records: (readonly Recorded[])[] = cases.map(() => []);
      for (const sandbox of [free, full]) {
        const indexes = cases.flatMap((one, index) => (sandboxFor(one.payload) === sandbox ? [index] : []));
        const ran = await sandbox.run(indexes.map((index) => script(cases[index] as T)));
        for (const [at, index] of indexes.entries()) records[index] = ran[at] ?? [];
      }
      return records;
    };

    const ran = await runBoth(all, (disguise) => scriptOf(disguise) ?? '');
    const outcomes: Record<Outcome, number> = { deny: 0, ask: 0, allow: 0, none: 0 };
    const byPart = new Map<string, { verified: number; asked: number }>();
    const failing: Finding[] = [];
    let verified = 0;
    let repeated = 0;
    for (const [index, disguise] of all.entries()) {
      const argv = argvOf(disguise);
      for (const name of partsOf(disguise)) if (!byPart.has(name)) byPart.set(name, { verified: 0, asked: 0 });
      if (!(ran[index] ?? []).some((record) => sameWords(record, argv))) continue;
      verified++;
      const script = scriptOf(disguise) ?? '';
      const outcome = outcomeOf(script);
      outcomes[outcome]++;
      for (const name of partsOf(disguise)) {
        const count = byPart.get(name);
        if (count === undefined) continue;
        count.verified++;
        if (outcome === 'ask') count.asked++;
      }
      if (outcome === 'none' || outcome === 'allow') failing.push({ disguise, script, outcome });
    }
    const unsound: Finding[] = [];
    for (const finding of failing) {
      // What holds all the parts of a case that is small already is most likely that case once more.
      const parts = partsOf(finding.disguise);
      if (unsound.some((small) => partsOf(small.disguise).every((part) => part === 'plain' || parts.includes(part)))) {
        repeated++;
        continue;
      }
      unsound.push(
        await shrink(finding, async (disguise) => {
          const script = scriptOf(disguise);
          if (script === undefined) return undefined;
          const outcome = outcomeOf(script);
          if (outcome === 'deny' || outcome === 'ask') return undefined;
          const [records = []] = await sandboxFor(disguise.payload).run([script]);
          return records.some((record) => sameWords(record, argvOf(disguise)))
            ? { disguise, script, outcome }
            : undefined;
        }),
      );
    }

    const weak = payloads
      .flatMap(({ spellings }) => spellings.map((argv) => argv.map(plainly).join(' ')))
      .filter((command) => outcomeOf(command) !== 'deny');

    const written = readTricks(file);
    const step = Math.max(1, Math.floor(written.length / Math.max(1, trickCount)));
    const tried = written.filter((_, index) => index % step === seed % step).slice(0, trickCount);
    const tricksRan = await narrow.run(tried);
    const working = tried.filter((_, index) => (tricksRan[index] ?? []).some((record) => sameWords(record, tricked)));

    const baited = await runBoth(bait, (decoy) => decoy.script);
    const quiet = bait.filter((decoy, index) => {
      const spellings = payloads.find(({ id }) => id === decoy.payload)?.spellings ?? [];
      return !(baited[index] ?? []).some((record) => spellings.some((argv) => sameWords(record, argv)));
    });
    const judged = quiet.map((decoy) => ({ decoy, outcome: outcomeOf(decoy.script) }));
    return {
      tried: all.length,
      verified,
      outcomes,
      repeated,
      unsound,
      tricks: working.length,
      dull: tried.filter((script) => !working.includes(script)),
      doubted: working.filter((script) => outcomeOf(script) === 'ask'),
      tricked: working.filter((script) => ['none', 'allow'].includes(outcomeOf(script))),
      weak,
      decoys: quiet.length,
      alarms: judged.filter(({ outcome }) => outcome === 'deny').map(({ decoy }) => decoy),
      asked: judged.filter(({ outcome }) => outcome === 'ask').map(({ decoy }) => decoy),
      faults,
      idle: [...byPart].filter(([, { verified: count }]) => count === 0).map(([name]) => name),
      byPart,
    };
  } finally {
    free.close();
    full.close();
    narrow.close();
  }
}

/** How much of the result is not as it must be: unsound answers, false alarms, more than one decoy in a hundred asked about. */
export function failures({ unsound, tricked: missed, weak, alarms, faults, asked, decoys: of }: Result): number {
  return (
    unsound.length +
    missed.length +
    weak.length +
    alarms.length +
    faults.length +
    Math.max(0, asked.length - Math.floor(of / 100))
  );
}

/** The result for a person to read. */
export function report(result: Result, verbose: boolean): string {
  const { tried, verified, outcomes, unsound, weak, alarms, asked, faults, idle, byPart } = result;
  const share = (count: number, of: number): string => (of === 0 ? '-' : `${((100 * count) / of).toFixed(2)} %`);
  const lines = [
    `${tried} disguises tried, ${verified} verified by bash: ${outcomes.deny} deny (${share(outcomes.deny, verified)}), ${outcomes.ask} ask (${share(outcomes.ask, verified)}), ${unsound.length + result.repeated} unsound.`,
    `${result.tricks} tricks verified: ${result.tricked.length} unsound.`,
    `${result.decoys} decoys verified: ${alarms.length} denied, ${asked.length} asked (${share(asked.length, result.decoys)}).`,
  ];
  const list = (title: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push('', `${title}:`, ...items.map((item) => item.replace(/^/gm, '  ')));
  };
  const smallest = new Map(unsound.map((finding) => [partsOf(finding.disguise).join(' < '), finding]));
  list(
    'Unsound',
    [...smallest.values()].map(
      ({ disguise, script, outcome }) =>
        `${outcome}: ${partsOf(disguise).join(' < ')}\n    ${script.replaceAll('\n', '\n    ')}`,
    ),
  );
  list(
    'Tricks that are not seen',
    result.tricked.map((script) => script.replaceAll('\n', '\n    ')),
  );
  list('Not denied in the plain', weak);
  list(
    'Decoys that are denied',
    alarms.map(({ title, script }) => `${title}\n    ${script.replaceAll('\n', '\n    ')}`),
  );
  list('Faults', faults);
  if (verbose) {
    list('Tricks that do not work here', result.dull);
    list('Tricks that are asked about', result.doubted);
    list(
      'Decoys that are asked about',
      asked.map(({ title, script }) => `${title}\n    ${script.replaceAll('\n', '\n    ')}`),
    );
    list('Disguises that never worked here', idle);
    list(
      'Asked most',
      [...byPart]
        .filter(([, { asked: count }]) => count > 0)
        .toSorted(([, left], [, right]) => right.asked / right.verified - left.asked / left.verified)
        .slice(0, 60)
        .map(([name, { verified: of, asked: count }]) => `${count}/${of} ${name}`),
    );
  }
  return lines.join('\n');
}
