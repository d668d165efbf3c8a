import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** A throw-away home and project with an installation of the gate of its own. */
export interface Sandbox {
  readonly root: string;
  readonly home: string;
  readonly project: string;
  /** The copy of `dist/blastgate.js` that `init` registers here. */
  readonly program: string;
  /** An absolute path for one relative to the project or beginning with `~/`. */
  path(name: string): string;
  write(name: string, content: string, mode?: number): void;
  /** Makes a symbolic link. */
  link(name: string, target: string): void;
  /** Replaces every occurrence of a text in a file; it must be there. */
  edit(name: string, from: string, to: string): void;
  /** The content of a file, undefined where there is none. */
  read(name: string): string | undefined;
  /** Runs a subcommand of the installed gate as the person would in the project. */
  blastgate(args: readonly string[], env?: Readonly<Record<string, string>>): Ran;
  remove(): void;
}

export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** Where programs are found: Node's own directory first. No directory of the repository. */
export const SEARCH_PATH = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':');

/** The files every sandbox has, so that a call that runs has something to reach. */
export const FILES = {
  '~/.ssh/id_rsa': 'content-of-the-ssh-key',
  '~/.pgpass': 'content-of-pgpass',
  'README.md': 'content-of-the-readme',
  'src/app.ts': "export const greeting = 'hello';\n",
  // Enough for git to call it a repository on the branch of a feature.
  '.git/HEAD': 'ref: refs/heads/feature/login\n',
  '.git/config': '[core]\n\trepositoryformatversion = 0\n',
  '.git/objects/info/packs': '',
  '.git/refs/heads/.keep': '',
} as const;

/** The settings file `blastgate init` registers the gate in, if any. */
export type Gate = 'user' | 'project' | 'local' | 'absent';

/** Makes a sandbox and registers the gate in it. */
export function makeSandbox(gate: Gate): Sandbox {
  const root = mkdtempSync(join(tmpdir(), 'blastgate-client-test-'));
  const home = join(root, 'home');
  const project = join(root, 'project');
  // Committed settings name the package installed in the project. The blank belongs to the test: the client starts us without a shell.
  const program =
    gate === 'project' ? join(project, 'node_modules/blastgate/dist/blastgate.js') : join(root, 'a tool/blastgate.js');
  const path = (name: string): string => (name.startsWith('~/') ? join(home, name.slice(2)) : resolve(project, name));
  const box: Sandbox = {
    root,
    home,
    project,
    program,
    path,
    write(name, content, mode = 0o644) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), content);
      chmodSync(path(name), mode);
    },
    link: (name, target) => symlinkSync(path(target), path(name)),
    edit(name, from, to) {
      const text = box.read(name) ?? '';
      if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
      writeFileSync(path(name), text.replaceAll(from, to));
    },
    read: (name) => (existsSync(path(name)) ? readFileSync(path(name), 'utf8') : undefined),
    blastgate(args, env = {}) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
        cwd: project,
        env: { HOME: home, PATH: SEARCH_PATH, ...env },
        encoding: 'utf8',
        timeout: 60_000,
      });
      return { code: status, output: `${stdout}${stderr}` };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  for (const [name, content] of Object.entries(FILES)) box.write(name, content);
  // The code cache is trusted by its time and permissions.
  // The Node form alone: where the native one lies beside it, `init` would register that.
  const filter = (from: string): boolean => basename(from) !== 'native';
  cpSync('dist', dirname(program), { recursive: true, preserveTimestamps: true, filter });
  const trusted = { hasCompletedOnboarding: true, projects: { [project]: { hasTrustDialogAccepted: true } } };
  box.write('~/.claude.json', JSON.stringify(trusted));
  if (gate !== 'absent') {
    const { code, output } = box.blastgate(['init', `--${gate}`]);
    if (code !== 0) throw new Error(`blastgate init --${gate} failed with ${code}: ${output}`);
  }
  return box;
}
