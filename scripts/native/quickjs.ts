import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BuildProblem, run } from './tools.ts';

/** Debian 13's source package, and the SHA-256 of its upstream archive (its patches are none). */
export const SOURCE_PACKAGE = {
  name: 'quickjs',
  version: '2025.04.26-1',
  archive: 'quickjs_2025.04.26.orig.tar.xz',
  sha256: 'ec81da5b3249ed648dbc7df4a1654988910e66a118d9b71cb63534216efcfbbe',
} as const;

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** QuickJS as it was found: its sources, or a library with its header. */
export type QuickJs =
  | { readonly kind: 'sources'; readonly directory: string }
  | { readonly kind: 'library'; readonly headers: string; readonly library: string };

const SYSTEM = [
  { headers: '/usr/include/quickjs', library: '/usr/lib/quickjs/libquickjs.a' },
  { headers: '/usr/include/quickjs', library: '/usr/lib64/quickjs/libquickjs.a' },
  { headers: '/usr/local/include/quickjs', library: '/usr/local/lib/quickjs/libquickjs.a' },
  { headers: '/opt/homebrew/include/quickjs', library: '/opt/homebrew/lib/quickjs/libquickjs.a' },
] as const;

const INSTALL = `QuickJS and a C compiler are needed:
  Debian 13, Ubuntu 24.04 or later   apt install gcc libc6-dev quickjs libquickjs
  Debian 12 and older                npm run build:native -- --fetch   (Debian 13's source package, through apt)
  Fedora                             dnf install gcc glibc-static quickjs-devel
  Alpine                             apk add gcc musl-dev quickjs-dev
  macOS                              xcode-select --install; brew install quickjs
or the sources from https://bellard.org/quickjs/ and BLASTGATE_QUICKJS=DIRECTORY.`;

/** Finds QuickJS: a directory that was named, the system's, or Debian's source package where `fetch` allows it. */
export function findQuickJs(options: { directory?: string | undefined; fetch: boolean; cache: string }): QuickJs {
  const { directory, fetch, cache } = options;
  if (directory !== undefined) return inDirectory(resolve(directory));
  if (fetch) return { kind: 'sources', directory: fetchSources(cache) };
  const system = SYSTEM.find(({ headers, library }) => existsSync(join(headers, 'quickjs.h')) && existsSync(library));
  if (system !== undefined) return { kind: 'library', ...system };
  throw new BuildProblem(INSTALL);
}

function inDirectory(directory: string): QuickJs {
  if (existsSync(join(directory, 'quickjs.c'))) return { kind: 'sources', directory };
  const library = join(directory, 'libquickjs.a');
  if (existsSync(join(directory, 'quickjs.h')) && existsSync(library))
    return { kind: 'library', headers: directory, library };
  throw new BuildProblem(`${directory} has neither quickjs.c nor quickjs.h with libquickjs.a.\n${INSTALL}`);
}

/** The sources through apt with a configuration of its own, which leaves the machine's alone; apt checks the signatures. */
function fetchSources(cache: string): string {
  const target = resolve(cache, `quickjs-${SOURCE_PACKAGE.version}`);
  if (existsSync(join(target, 'quickjs.c'))) return target;
  if (!existsSync(KEYRING) || spawnSync('apt-get', ['--version']).status !== 0)
    throw new BuildProblem(`--fetch needs Debian's apt-get and keyring (${KEYRING}).\n${INSTALL}`);
  const scratch = resolve(cache, 'apt');
  rmSync(scratch, { recursive: true, force: true });
  for (const directory of ['lists/partial', 'archives/partial'])
    mkdirSync(join(scratch, directory), { recursive: true });
  const sources = join(scratch, 'sources.list');
  writeFileSync(sources, `deb-src [signed-by=${KEYRING}] http://deb.debian.org/debian trixie main\n`);
  const configuration = join(scratch, 'apt.conf');
  writeFileSync(
    configuration,
    [
      `Dir::Etc::sourcelist "${sources}";`,
      'Dir::Etc::sourceparts "/dev/null";',
      `Dir::State::lists "${join(scratch, 'lists')}";`,
      `Dir::Cache "${scratch}";`,
      'Acquire::Retries "3";',
      '',
    ].join('\n'),
  );
  const environment = { ...process.env, APT_CONFIG: configuration };
  const hint = 'Debian 13 cannot be reached, or no longer has this version.';
  run('apt-get', ['-qq', 'update'], { cwd: scratch, env: environment, hint });
  const wanted = `${SOURCE_PACKAGE.name}=${SOURCE_PACKAGE.version}`;
  run('apt-get', ['-qq', 'source', '--download-only', wanted], { cwd: scratch, env: environment, hint });
  const archive = join(scratch, SOURCE_PACKAGE.archive);
  const sum = createHash('sha256').update(readFileSync(archive)).digest('hex');
  if (sum !== SOURCE_PACKAGE.sha256)
    throw new BuildProblem(`${archive} has the SHA-256 ${sum}, which is not the one known`);
  const unpacked = join(scratch, 'unpacked');
  mkdirSync(unpacked);
  run('tar', ['-xf', archive, '-C', unpacked, '--strip-components=1'], {});
  renameSync(unpacked, target);
  rmSync(scratch, { recursive: true, force: true });
  return target;
}
