import type { Disguise } from './generate.ts';
import type { Finding } from './oracle.ts';

/** Every disguise with one part less, or one part in its plainest form. */
function* smaller(disguise: Disguise): Generator<Disguise> {
  for (const [index] of disguise.scripts.entries())
    yield { ...disguise, scripts: disguise.scripts.filter((_, each) => each !== index) };
  for (const [index, name] of disguise.words.entries())
    if (name !== '') yield { ...disguise, words: disguise.words.map((each, at) => (at === index ? '' : each)) };
  if (disguise.command !== 'plain') yield { ...disguise, command: 'plain' };
  if (disguise.spelling !== 0) yield { ...disguise, spelling: 0 };
}

/** The smallest disguise that still fails, found by leaving out parts one after another. */
export async function shrink(
  finding: Finding,
  fails: (disguise: Disguise) => Promise<Finding | undefined>,
): Promise<Finding> {
  let smallest = finding;
  for (let changed = true; changed;) {
    changed = false;
    for (const candidate of smaller(smallest.disguise)) {
      const found = await fails(candidate);
      if (found === undefined) continue;
      smallest = found;
      changed = true;
      break;
    }
  }
  return smallest;
}
