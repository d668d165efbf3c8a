import { describe, expect, it } from 'vitest';
import { makeFacts } from '../../src/facts/facts.ts';
import { escaped, Filter } from '../../src/facts/filter.ts';
import { AGENT_MEMORY, AGENT_SETTINGS, BLASTGATE, TOOL_SERVERS } from '../../src/facts/builtin-places/agents.ts';
import { CACHES } from '../../src/facts/builtin-places/caches.ts';
import { DEVICES, STREAMS, SYSTEM, TEMP } from '../../src/facts/builtin-places/machine.ts';
import { MANIFESTS } from '../../src/facts/builtin-places/manifests.ts';
import { STARTUP } from '../../src/facts/builtin-places/startup.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { SECRET_DIRECTORIES, SECRET_FILE_GLOBS, TOKEN_FILES } from '../../src/facts/secret-names.ts';
import { builtinPlaces } from '../../src/policy/rule.ts';
import type { PlaceName, WorldDescription } from '../../src/world.ts';
import { path } from './words.ts';

const described: WorldDescription = { home: '/home/dev', project: '/home/dev/project', cwd: '/home/dev/project' };

/** A path that a glob stands for. */
function instance(glob: string): string {
  return glob
    .replace(/^\*\*\//, 'deep/in/')
    .replace(/^~/, '/home/dev')
    .replace(/\/\.$/, '')
    .replaceAll('*', 'some')
    .replaceAll('?', 'x');
}

const places = Object.keys(builtinPlaces) as PlaceName[];
const globs = [
  AGENT_MEMORY,
  AGENT_SETTINGS,
  BLASTGATE,
  CACHES,
  DEVICES,
  MANIFESTS,
  STARTUP,
  STREAMS,
  SYSTEM,
  TEMP,
  TOOL_SERVERS,
].flat();
const paths = [
  ...globs.map(instance),
  ...globs.map((glob) => `${instance(glob)}/below.txt`),
  ...globs.map((glob) => `${instance(glob)}x`),
  ...globs.map((glob) => instance(glob).slice(0, -1)),
];

describe('a question asked often is answered as when it is asked first', () => {
  const often = makeFacts(recordedWorld(described));
  for (let turn = 0; turn < 40; turn++)
    for (const place of places) often.inside(path(`src/file${turn}.ts`), place, 'file.write');

  it.each(places)('%s', (place: PlaceName) => {
    const different = paths.filter((text) => {
      const first = makeFacts(recordedWorld(described)).inside(path(text), place, 'file.write');
      return often.inside(path(text), place, 'file.write') !== first;
    });
    expect(different).toEqual([]);
  });

  const secret = (text: string) => often.inside(path(text), 'secrets', 'file.read');
  it.each(SECRET_DIRECTORIES)('what lies in %s is secret', (directory) =>
    expect(secret(`/home/dev/${directory}/it`)).toBe('yes'),
  );
  it.each(TOKEN_FILES)('%s is secret', (file) => expect(secret(`/home/dev/${instance(file)}`)).toBe('yes'));
  it.each(SECRET_FILE_GLOBS)('%s is secret', (glob) => expect(secret(`src/${instance(glob)}`)).not.toBe('no'));
  it.each(['.ssh/id_work', '.env', 'config/master.key'])('%s is secret', (text) => expect(secret(text)).toBe('yes'));
  it('a source file is none', () => expect(secret('src/secretary.ts')).toBe('no'));
});

it('a link that the call makes leads the same text elsewhere', () => {
  const facts = makeFacts(recordedWorld({ ...described, files: {} }));
  expect(facts.inside(path('out/x'), 'project', 'file.write')).toBe('yes');
  facts.linked(path('out'), path('/etc'));
  expect(facts.inside(path('out/x'), 'system', 'file.write')).toBe('yes');
});

it('a filter takes special characters as they are', () => {
  const filter = new Filter(() => [escaped('/a.b+(c)/')]);
  for (let turn = 0; turn < 20; turn++) filter.mayMatch('x');
  expect(filter.mayMatch('/a.b+(c)/')).toBe(true);
  expect(filter.mayMatch('/aXb+(c)/')).toBe(false);
});
