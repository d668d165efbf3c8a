/** Every subcommand with its arguments and what it does, in the order in which `help` lists them. */
export const subcommands = {
  hook: { synopsis: '', summary: 'read one hook event from standard input and answer it (the default)' },
  check: {
    synopsis: "[--json] [--cwd DIR] [--tool NAME --input JSON] [--] 'COMMAND'",
    summary: 'say what would be decided; runs nothing',
  },
  explain: {
    synopsis: "[--json] [--cwd DIR] [--tool NAME --input JSON] [--] 'COMMAND'",
    summary: 'the same, with every step that led to it',
  },
  replay: {
    synopsis: '[--json] FILE… | -',
    summary: 'decide recorded calls (JSON Lines) and compare with what they expect',
  },
  init: {
    synopsis: '[--user|--project|--local] [--dry-run]',
    summary: 'register the hook in the settings of Claude Code',
  },
  uninstall: { synopsis: '[--user|--project|--local] [--dry-run]', summary: 'take exactly that out again' },
  doctor: { synopsis: '[--json]', summary: 'check the installation and send a canary through the registered hook' },
  completions: { synopsis: 'bash|zsh|fish', summary: 'print completions for a shell' },
  help: { synopsis: '[SUBCOMMAND]', summary: 'print this' },
  version: { synopsis: '', summary: 'print the version' },
} as const satisfies Record<string, { readonly synopsis: string; readonly summary: string }>;

export type Subcommand = keyof typeof subcommands;

/** The subcommand an argument names; `-h`, `--help`, `-V` and `--version` are other spellings. */
export function subcommandNamed(argument: string): Subcommand | undefined {
  switch (argument) {
    case '-h':
    case '--help':
      return 'help';
    case '-V':
    case '--version':
      return 'version';
    default:
      return Object.hasOwn(subcommands, argument) ? (argument as Subcommand) : undefined;
  }
}
