import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPack, loadProfile, placeNames, type Pack } from '../../src/policy/pack.ts';
import type { ProfileSource } from '../../src/policy/schema.ts';

const directory = 'policies';

function yamlFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => join(folder, name));
}

/** The packs of `policies/`, or of those named, with everything that is wrong with the files. */
export function readPacks(names: readonly string[] = []): { packs: readonly Pack[]; problems: readonly string[] } {
  const packs: Pack[] = [];
  const problems: string[] = [];
  const sources = yamlFiles(directory).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  const places = sources.flatMap(({ text }) => placeNames(text));
  for (const { file, text } of sources) {
    const name = file.slice(directory.length + 1, -'.yaml'.length);
    if (names.length > 0 && !names.includes(name)) continue;
    const loaded = loadPack(file, text, places);
    if ('problems' in loaded) problems.push(...loaded.problems);
    else if (loaded.value.name === name) packs.push(loaded.value);
    else problems.push(`${file}:1:1: the pack must be named after its file: \`pack: ${name}\``);
  }
  return { packs, problems };
}

/** The profiles of `policies/profiles/`. */
export function readProfiles(): { profiles: readonly ProfileSource[]; problems: readonly string[] } {
  const profiles: ProfileSource[] = [];
  const problems: string[] = [];
  for (const file of yamlFiles(join(directory, 'profiles'))) {
    const loaded = loadProfile(file, readFileSync(file, 'utf8'));
    if ('problems' in loaded) problems.push(...loaded.problems);
    else profiles.push(loaded.value);
  }
  return { profiles, problems };
}
