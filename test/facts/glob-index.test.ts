import { describe, expect, it } from 'vitest';
import { GlobIndex } from '../../src/facts/glob-index.ts';
import { joinPath, normalise } from '../../src/facts/location.ts';
import {
  anyCase,
  directoryPattern,
  exactCase,
  lies,
  liesAbove,
  patternOf,
  type Fold,
  type Pattern,
} from '../../src/facts/pattern.ts';
import { makeFacts } from '../../src/facts/facts.ts';
import { AGENT_MEMORY, AGENT_SETTINGS, BLASTGATE, TOOL_SERVERS } from '../../src/facts/builtin-places/agents.ts';
import { CACHES } from '../../src/facts/builtin-places/caches.ts';
import { DEVICES, STREAMS, SYSTEM, TEMP } from '../../src/facts/builtin-places/machine.ts';
import { MANIFESTS } from '../../src/facts/builtin-places/manifests.ts';
import { STARTUP } from '../../src/facts/builtin-places/startup.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { SECRET_DIRECTORIES, SECRET_FILE_GLOBS, TOKEN_FILES } from '../../src/facts/secret-names.ts';
import { anyOf } from '../../src/word.ts';
import type { WorldDescription } from '../../src/world.ts';
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

const lists = [
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
];
const globs = lists.flat();
const paths = [
  ...globs.map(instance),
  ...globs.map((glob) => `${instance(glob)}/below.txt`),
  ...globs.map((glob) => `${instance(glob)}x`),
  ...globs.map((glob) => instance(glob).slice(0, -1)),
];

const home = '/home/dev';

/** A glob as a pattern of its own, without an index. */
function patternAlone(glob: string, fold: Fold): Pattern {
  return glob.startsWith('~/') ? patternOf(home + glob.slice(1), 2, fold) : patternOf(glob, 0, fold);
}

const world = { platform: 'linux', cwd: '/home/dev/project' } as const;
const written = [
  ...paths,
  ...globs.flatMap((glob) => {
    const text = instance(glob);
    const [cut, last] = [text.lastIndexOf('/') + 1, text.length];
    return [
      `${text.slice(0, cut)}$X`,
      `${text.slice(0, cut + 2)}$X`,
      `${text.slice(0, cut + 1)}*`,
      `$X${text.slice(cut)}`,
    ]
      .concat([
        `$X/${text.slice(cut)}`,
        `$X/${text.slice(cut)}/x`,
        `${text.slice(0, last - 2)}*`,
        `*/${text.slice(cut)}`,
      ])
      .concat(text.slice(0, Math.max(cut - 1, 0)), text.split('/').slice(0, 3).join('/'), text.toUpperCase());
  }),
  ...'/ /home /home/dev $X * /$X /* /home/$X/.ssh /home/*/.ssh /$X/.ssh/x $X/.. .'.split(' '),
];
const locations = [...new Set(written)].map((text) => normalise(joinPath(path(text), world)));

describe.each([exactCase, anyCase])('an index answers as all its globs one by one', (fold) => {
  it.each(lists)('%#', (...list: string[]) => {
    const [index, homes] = [new GlobIndex(list, fold), [directoryPattern(home, fold)]];
    const alone = list.map((glob) => patternAlone(glob, fold));
    for (const location of locations) {
      const said = `${JSON.stringify(location)} in ${list[0]}`;
      expect(index.inside(location, homes), said).toBe(anyOf(alone.map((pattern) => lies(location, pattern, fold))));
      expect(index.above(location, homes), said).toBe(
        anyOf(alone.map((pattern) => liesAbove(location, pattern, fold))),
      );
    }
  });
});

describe('secrets', () => {
  const facts = makeFacts(recordedWorld(described));
  const secret = (text: string) => facts.inside(path(text), 'secrets', 'file.read');
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
