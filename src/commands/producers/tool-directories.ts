import { outputOf, textWords, type Producer } from './call.ts';
import type { Part } from '../../word.ts';

/** A question about a tool's own directory, the answer where nothing is configured, and the variable that would change it. */
interface Directory {
  readonly below: 'cwd' | 'home' | 'root';
  readonly path: string;
  readonly unlessSet?: string;
}

const localBin: Directory = { below: 'cwd', path: '/node_modules/.bin' };

// npm-bin(1), npm-root(1), yarn bin, pnpm bin; `go help gopath`; brew(1) `--prefix`; site — User Base Directory.
const directories: Readonly<Record<string, Directory>> = {
  'npm bin': localBin,
  'yarn bin': localBin,
  'pnpm bin': localBin,
  'npm root': { below: 'cwd', path: '/node_modules' },
  'pnpm root': { below: 'cwd', path: '/node_modules' },
  'go env GOPATH': { below: 'home', path: '/go', unlessSet: 'GOPATH' },
  'go env GOROOT': { below: 'root', path: '/usr/local/go', unlessSet: 'GOROOT' },
  'brew --prefix': { below: 'root', path: '/opt/homebrew', unlessSet: 'HOMEBREW_PREFIX' },
  'pyenv root': { below: 'home', path: '/.pyenv', unlessSet: 'PYENV_ROOT' },
  'rbenv root': { below: 'home', path: '/.rbenv', unlessSet: 'RBENV_ROOT' },
  'python3 -m site --user-base': { below: 'home', path: '/.local', unlessSet: 'PYTHONUSERBASE' },
  'python -m site --user-base': { below: 'home', path: '/.local', unlessSet: 'PYTHONUSERBASE' },
};

/** Where a tool keeps what it installs, as the tool prints it: one path without blanks. */
export const toolDirectory: Producer = (call) => {
  const words = textWords(call.words);
  if (words === undefined || call.invocation.remote !== undefined) return undefined;
  const question = [call.program, ...words].join(' ');
  const directory = Object.hasOwn(directories, question) ? directories[question] : undefined;
  if (directory === undefined) return undefined;
  const { state, assignments } = call.invocation;
  const { unlessSet } = directory;
  if (unlessSet !== undefined) {
    const set = state.variable(unlessSet) ?? call.world.environment(unlessSet) ?? undefined;
    if (set !== undefined || assignments.some(({ name }) => name === unlessSet)) return undefined;
  }
  const start = rootOf(directory, state.cwd.parts, call.world.home);
  return start === undefined ? undefined : outputOf([...start, directory.path, '\n']);
};

function rootOf({ below }: Directory, cwd: readonly Part[], home: string | null): readonly Part[] | undefined {
  switch (below) {
    case 'cwd':
      return cwd.every((part) => typeof part === 'string') ? cwd : undefined;
    case 'home':
      return home === null ? undefined : [home];
    case 'root':
      return [];
  }
}
