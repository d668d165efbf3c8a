import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exampleWorld } from '../../src/policy/example-world.ts';
import type { RecordedFile, WorldDescription } from '../../src/world.ts';

export const home = '/home/dev';
export const project = '/home/dev/project';

/** The environment of every script. */
export const environment = {
  HOME: home,
  USER: 'dev',
  LOGNAME: 'dev',
  SHELL: '/bin/bash',
  TERM: 'dumb',
  LANG: 'C.UTF-8',
  PATH: '/usr/local/bin:/usr/bin:/bin',
} as const;

/** Makes the home of the example world below a directory of the machine, the project with a git repository of three commits. */
export function makeHome(top: string): void {
  mkdirSync(join(top, 'project'), { recursive: true });
  for (const [path, content] of Object.entries(exampleWorld.files ?? {})) {
    if (!path.startsWith(`${home}/`) || path.startsWith(`${project}/.git/`)) continue;
    const at = join(top, path.slice(home.length));
    mkdirSync(dirname(at), { recursive: true });
    if (content === null) mkdirSync(at, { recursive: true });
    else if (typeof content === 'string') writeFileSync(at, content);
    else symlinkSync(content.link, at);
  }
  const git = (...args: readonly string[]): void => {
    const env = {
      PATH: process.env['PATH'],
      HOME: top,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
    };
    spawnSync('git', ['-C', join(top, 'project'), '-c', 'user.name=dev', '-c', 'user.email=dev@example.com', ...args], {
      env,
    });
  };
  git('init', '-q', '--template=', '-b', 'feature/login');
  for (const [name, value] of [
    ['user.name', 'dev'],
    ['user.email', 'dev@example.com'],
    ['gc.auto', '0'],
  ] as const)
    git('config', name, value);
  git('add', '-A');
  for (const message of ['first', 'second', 'third']) git('commit', '-q', '--allow-empty', '-m', message);
}

/** The sandbox as a recorded world: the same home, the same programs, the same environment. */
export function machine(top: string, covered: readonly string[]): WorldDescription {
  const files: Record<string, RecordedFile> = {};
  const walk = (from: string, to: string): void => {
    for (const name of readdirSync(from)) {
      const [source, target] = [join(from, name), join(to, name)];
      const stat = lstatSync(source);
      if (stat.isDirectory()) {
        files[target] = null;
        walk(source, target);
      } else files[target] = stat.isSymbolicLink() ? { link: readlinkSync(source) } : readFileSync(source, 'latin1');
    }
  };
  walk(top, home);
  for (const directory of ['/usr/bin', '/usr/sbin', '/bin', '/sbin'])
    for (const name of readdirSync(directory)) files[join(directory, name)] = program;
  for (const name of [...covered, 'sudo', 'doas']) files[join('/usr/local/bin', name)] = program;
  for (const directory of ['/etc', '/usr/lib', '/tmp', '/dev', '/proc', '/run']) files[directory] ??= null;
  for (const path of ['/etc/passwd', '/etc/group']) files[path] = 'root:x:0:0::/root:/bin/bash\n';
  return { ...exampleWorld, env: environment, files };
}

/** What a program looks like to whoever reads it: not text. */
const program = '\0';
