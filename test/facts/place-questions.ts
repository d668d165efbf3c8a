import type { EffectKind } from '../../src/effect.ts';
import { makeFacts } from '../../src/facts/facts.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import type { Facts, PlaceName, WorldDescription } from '../../src/world.ts';
import { path } from './words.ts';

/** The world of the tests about places, where it is not said otherwise. */
const bare: WorldDescription = { home: '/home/dev', project: '/home/dev/project', cwd: '/home/dev/project' };

/** What is known of that world with these changes. */
export function facts(changes: WorldDescription = {}): Facts {
  return makeFacts(recordedWorld({ ...bare, ...changes }));
}

/** Whether a path lies in a place, for an act that is a write where nothing else is said. */
export function inside(place: PlaceName, text: string, act: EffectKind = 'file.write', changes: WorldDescription = {}) {
  return facts(changes).inside(path(text), place, act);
}

/** Whether a path holds something of a place, for an act that is a deletion where nothing else is said. */
export function covers(
  place: PlaceName,
  text: string,
  act: EffectKind = 'file.delete',
  changes: WorldDescription = {},
) {
  return facts(changes).covers(path(text), place, act);
}
