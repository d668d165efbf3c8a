import type { Host } from '../host.ts';
import { UsageError, readArguments } from './usage.ts';

export const help = `Usage: blastgate completions bash | zsh | fish

Prints a completion script. bash: source <(blastgate completions bash); zsh: blastgate completions zsh > a file
named _blastgate on your fpath; fish: blastgate completions fish > ~/.config/fish/completions/blastgate.fish
`;

const options: Readonly<Record<string, readonly string[]>> = {
  hook: [],
  check: ['--json', '--cwd', '--tool', '--input', '--help'],
  explain: ['--json', '--cwd', '--tool', '--input', '--help'],
  replay: ['--json', '--help'],
  init: ['--user', '--project', '--local', '--dry-run', '--help'],
  uninstall: ['--user', '--project', '--local', '--dry-run', '--help'],
  doctor: ['--json', '--help'],
  completions: ['bash', 'zsh', 'fish', '--help'],
  help: ['check', 'explain', 'replay', 'init', 'uninstall', 'doctor', 'completions'],
};

const scripts = {
  bash: () => `_blastgate() {
  local cur=\${COMP_WORDS[COMP_CWORD]} words
  if [ "$COMP_CWORD" -eq 1 ]; then words='${Object.keys(options).join(' ')} --help --version'; else
    case \${COMP_WORDS[1]} in
${Object.entries(options)
  .map(([name, words]) => `      ${name}) words='${words.join(' ')}' ;;`)
  .join('\n')}
      *) words='' ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [ "\${COMP_WORDS[1]}" = replay ] && [ \${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$cur")); fi
}
complete -F _blastgate blastgate
`,
  zsh: () => `#compdef blastgate
_blastgate() {
  if (( CURRENT == 2 )); then compadd -- ${Object.keys(options).join(' ')} --help --version; return; fi
  case $words[2] in
${Object.entries(options)
  .map(([name, words]) => `    ${name}) compadd -- ${words.join(' ')}${name === 'replay' ? '; _files' : ''} ;;`)
  .join('\n')}
  esac
}
_blastgate "$@"
`,
  fish: () =>
    [
      `complete -c blastgate -f -n __fish_use_subcommand -a '${Object.keys(options).join(' ')}'`,
      ...Object.entries(options).flatMap(([name, words]) =>
        words.map(
          (word) =>
            `complete -c blastgate ${name === 'replay' ? '-F' : '-f'} -n '__fish_seen_subcommand_from ${name}' ${word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${word}`}`,
        ),
      ),
      '',
    ].join('\n'),
} as const satisfies Record<string, () => string>;

/** Prints a completion script for one shell. */
export function run(args: readonly string[], host: Host): number {
  const { flags, operands } = readArguments(args, { flags: ['--help'], values: [] });
  if (flags.has('--help')) {
    host.writeStdout(help);
    return 0;
  }
  const [shell] = operands;
  if (shell !== 'bash' && shell !== 'zsh' && shell !== 'fish') throw new UsageError('name a shell: bash, zsh or fish');
  host.writeStdout(scripts[shell]());
  return 0;
}
