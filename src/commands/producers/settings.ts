import { output, textWords, type Producer } from './call.ts';

/** Calls that print settings for the shell to `eval`: variables, completions and prompts of the tool itself. */
const idioms =
  /^(?:ssh-agent(?: -[scD])?|keychain --eval(?: .*)?|direnv (?:hook|export) (?:ba|z)?sh|(?:py|rb|nod|jenv|go|pl|php|sw)env (?:init|virtualenv-init)(?: -| - (?:ba|z)?sh| --path)*|jenv init -|brew shellenv(?: (?:ba|z)?sh)?|(?:conda|mamba|micromamba) shell(?:\.(?:ba|z|posix|sh)+)? hook(?: .*)?|(?:starship|zoxide|atuin|navi|oh-my-posh) init (?:ba|z)?sh|fnm env(?: --\S+)*|(?:mise|rtx) (?:activate|env|hook-env)(?: (?:ba|z)?sh)?|asdf exec env|opam (?:config )?env|luarocks path(?: --\S+)*|dircolors(?: -b)?|lesspipe(?:\.sh)?|register-python-argcomplete \S+|thefuck --alias(?: \S+)?|minikube(?: -p \S+)? docker-env|docker-machine env \S+|podman machine env|gh completion(?: -s \S+)?|kubectl completion (?:ba|z)?sh|helm completion (?:ba|z)?sh|npm completion|pip completion --\w+|poetry env activate|volta setup|pnpm env|hatch env|fzf --(?:ba|z)sh|gopass completion (?:ba|z)?sh|perl -I\S+ -Mlocal::lib(?:=\S+)?|locale)$/;

/** A line that does nothing stands for the settings: no rule asks about them. */
export const settings: Producer = (call) => {
  const words = textWords(call.words);
  return words !== undefined && idioms.test([call.program, ...words].join(' '))
    ? output(`# settings of ${call.program}\n`)
    : undefined;
};
