import { programName } from '../argv.ts';
import { textOf, type Invocation } from '../../word.ts';

// Programs that print shell code which sets variables, functions and completions, and the words with which they do
// (each program's own manual says to `eval` it). An empty list: whatever the words.
const printers: Readonly<Record<string, readonly string[]>> = {
  'ssh-agent': [''],
  'gpg-agent': ['--daemon'],
  keychain: ['--eval'],
  direnv: ['hook', 'export'],
  pyenv: ['init', 'virtualenv-init'],
  rbenv: ['init'],
  nodenv: ['init'],
  goenv: ['init'],
  jenv: ['init'],
  fnm: ['env'],
  mise: ['activate', 'env', 'hook-env'],
  rtx: ['activate'],
  brew: ['shellenv'],
  opam: ['env', 'config'],
  conda: ['shell.bash', 'shell.zsh', 'shell.posix'],
  mamba: ['shell'],
  micromamba: ['shell'],
  starship: ['init'],
  zoxide: ['init'],
  atuin: ['init'],
  thefuck: ['--alias'],
  dircolors: [''],
  lesspipe: [''],
  luarocks: ['path'],
  'docker-machine': ['env'],
  minikube: ['docker-env', 'podman-env', 'completion'],
  'register-python-argcomplete': [''],
  resize: [''],
  kubectl: ['completion'],
  helm: ['completion'],
  gh: ['completion'],
  npm: ['completion'],
  pnpm: ['completion'],
  pip: ['completion'],
  pip3: ['completion'],
  poetry: ['completions'],
  rustup: ['completions'],
  hcloud: ['completion'],
  eksctl: ['completion'],
  blastgate: ['completions'],
};

/** Whether what the command prints, run by a shell, only sets up that shell. */
export function printsShellSetUp(invocation: Invocation): boolean {
  const [program, ...words] = invocation.argv;
  const name = program === undefined ? undefined : programName(program);
  const verbs = name !== undefined && Object.hasOwn(printers, name) ? printers[name] : undefined;
  if (verbs === undefined) return false;
  const texts = words.map(textOf);
  if (texts.includes(undefined)) return false;
  return verbs.includes('') || verbs.some((verb) => texts.includes(verb));
}
