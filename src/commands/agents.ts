import { literal, prefixOf, textOf, type Word } from '../word.ts';
import type { Command, Syntax } from './argv.ts';
import type { Context, Finding, Spec } from './spec.ts';

/** The command line of a coding agent. */
interface Agent {
  readonly names: readonly string[];
  readonly syntax: Syntax;
  /** Words that connect a tool server, or an extension that may bring one, to the agent; the next operand names it. */
  readonly connects: readonly string[];
  /** Options whose option-argument is a list of tool servers. */
  readonly servers?: string;
  /** Words with which no agent is started. */
  readonly verbs: string;
  /** Options that start a run without a person. */
  readonly prompts?: string;
}

const agents: readonly Agent[] = [
  {
    // code.claude.com/docs, "CLI reference" and "MCP"
    names: ['claude'],
    syntax: {
      value:
        '--model --mcp-config --settings --permission-mode --allowedTools --allowed-tools --disallowedTools --disallowed-tools --append-system-prompt --system-prompt --output-format --input-format --max-turns --add-dir -r --resume --session-id --fallback-model --agents --agent --plugin-dir --setting-sources -s --scope -t --transport -e --env -H --header --max-budget-usd --json-schema --effort',
      flags:
        '-p --print -c --continue --dangerously-skip-permissions --verbose --strict-mcp-config --ide --debug -d --bare --safe-mode',
    },
    connects: [
      'mcp add',
      'mcp add-json',
      'mcp add-from-claude-desktop',
      'mcp import',
      'plugin install',
      'plugin i',
      'plugins install',
      'plugin marketplace add',
      'plugin enable',
    ],
    servers: '--mcp-config --plugin-dir',
    verbs: ' mcp plugin plugins config doctor update install migrate-installer setup-token auth agents ',
    prompts: '-p --print',
  },
  {
    // developers.openai.com/codex/cli/reference
    names: ['codex'],
    syntax: {
      value:
        '-m --model -c --config -p --profile -s --sandbox -a --ask-for-approval -C --cd -i --image --url --env --bearer-token-env-var --output-schema --color --remote --enable --disable',
      flags: '--full-auto --dangerously-bypass-approvals-and-sandbox --yolo --oss --search --json',
    },
    connects: ['mcp add'],
    verbs: ' mcp login logout completion debug app features apply sandbox ',
    prompts: 'exec e',
  },
  {
    // github.com/google-gemini/gemini-cli, docs/cli/commands.md
    names: ['gemini', 'qwen'],
    syntax: {
      value:
        '-m --model -p --prompt -i --prompt-interactive --approval-mode -e --extensions --include-directories -s --scope -t --transport --env -H --header --timeout',
      flags: '-y --yolo -d --debug',
    },
    connects: ['mcp add', 'extensions install', 'extensions link', 'extensions enable'],
    verbs: ' mcp extensions ',
    prompts: '-p --prompt -y --yolo',
  },
  {
    // docs.github.com, "GitHub Copilot CLI"
    names: ['copilot'],
    syntax: {
      value:
        '-p --prompt --model --additional-mcp-config --add-dir --allow-tool --deny-tool --disable-mcp-server --log-dir --resume',
      flags: '--allow-all-tools --allow-all --yolo --allow-all-paths',
    },
    connects: ['mcp add', 'plugin install'],
    servers: '--additional-mcp-config',
    verbs: ' mcp plugin ',
    prompts: '-p --prompt',
  },
  {
    names: ['cursor-agent', 'agent'],
    syntax: {
      value: '-m --model --output-format --resume --workspace',
      flags: '-p --print -f --force --yolo --approve-mcps',
    },
    connects: ['mcp enable', 'mcp add'],
    verbs: ' mcp login logout status update ls ',
    prompts: '-p --print',
  },
  {
    // Editors that host agents: `code --add-mcp '{"name":…}'` (code.visualstudio.com, "MCP servers")
    names: ['code', 'code-insiders', 'cursor', 'windsurf', 'codium'],
    syntax: {
      value:
        '--add-mcp --install-extension --uninstall-extension --extensions-dir --user-data-dir --profile -g --goto -d --diff -a --add --locale --log',
    },
    connects: [],
    servers: '--add-mcp',
    verbs: '',
  },
  {
    names: ['opencode', 'amp', 'droid', 'auggie', 'goose-cli', 'kilocode', 'rovodev', 'kiro-cli', 'crush'],
    syntax: { value: '-m --model -s --scope --env --url --command --args --name' },
    connects: ['mcp add', 'mcp install', 'mcp import', 'plugin install'],
    verbs: ' mcp plugin auth login logout models serve ',
    prompts: 'run exec -x --execute -p --prompt',
  },
  {
    // Installers that write a server into an agent's configuration
    names: ['smithery', '@smithery/cli', 'add-mcp', 'install-mcp', 'mcp-get', 'mcpm', 'fastmcp', 'mcp'],
    syntax: { value: '--client -c --key --config --profile -a --agent --name -n --with -e --with-editable -v -f' },
    connects: ['install', 'add', 'install claude-desktop', 'install claude-code', 'install cursor'],
    verbs: ' install uninstall list search inspect run login serve dev ',
  },
];

function* read(agent: Agent, command: Command, context: Context): Iterable<Finding> {
  if (command.has('--help', '-h', '--version', '-v') === 'yes' && command.options.length === 1) return;
  const name = command.program;
  yield* connected(agent, command, name);
  for (const option of agent.servers === undefined ? [] : command.values(...agent.servers.split(' ')))
    yield { kind: 'mcp.register', agent: name, server: option };
  for (const option of command.values('-c', '--config'))
    if (/^(?:mcp_servers|hooks|notify)\b/.test(prefixOf(option)))
      yield { kind: 'mcp.register', agent: name, server: option };
  const [first] = command.operands;
  const verb = first === undefined ? '' : (textOf(first) ?? '');
  if (name === 'claude' && removesGate(command)) yield { kind: 'gate.control', action: 'uninstall' };
  if (name === 'claude' && (hooksOff(command, context) || setsHooks(command)))
    yield { kind: 'gate.control', action: 'disable-hooks' };
  const starts =
    agent.prompts !== undefined &&
    !agent.verbs.includes(` ${verb} `) &&
    (agent.prompts.split(' ').includes(verb) ||
      command.has(...agent.prompts.split(' ').filter((option) => option.startsWith('-'))) !== 'no' ||
      context.stdin.kind !== 'inherited' ||
      first !== undefined);
  if (starts)
    yield { kind: 'agent.start', agent: name, model: textOf(command.value('--model', '-m') ?? literal('')) ?? '' };
}

/** Whether this client would start with its hooks, the gate among them, switched off (hook-contract.md section 4.5). */
function hooksOff(command: Command, context: Context): boolean {
  if (command.has('--bare', '--safe-mode') === 'yes') return true;
  if (/"disableAllHooks"\s*:\s*true/.test(prefixOf(command.value('--settings') ?? literal('')))) return true;
  const sources = command.value('--setting-sources');
  if (sources !== undefined && !prefixOf(sources).includes('user')) return true;
  // Another home or configuration directory has settings of its own.
  if (context.invocation.assignments.some(({ name }) => /^(?:CLAUDE_CONFIG_DIR|HOME|XDG_CONFIG_HOME)$/.test(name)))
    return true;
  return ['CLAUDE_CODE_SIMPLE', 'CLAUDE_CODE_SAFE_MODE'].some((variable) =>
    context.invocation.assignments.some(
      ({ name, value }) => name === variable && textOf(value) !== '0' && textOf(value) !== '',
    ),
  );
}

/** `claude plugin disable blastgate`. */
function removesGate(command: Command): boolean {
  const [group, verb, ...rest] = command.operands.map((word) => textOf(word) ?? '');
  return (
    /^plugins?$/.test(group ?? '') &&
    /^(?:disable|uninstall|remove|rm)$/.test(verb ?? '') &&
    rest.some((word) => word.includes('blastgate'))
  );
}

/** `claude config set disableAllHooks true`, or another setting by which hooks are switched. */
function setsHooks(command: Command): boolean {
  const [group, verb, key] = command.operands.map((word) => textOf(word));
  return group === 'config' && /^(?:set|add|remove|rm|unset)$/.test(verb ?? '') && /hook|^env\b/i.test(key ?? 'hooks');
}

/** `claude mcp add NAME -- COMMAND`: the name is the first operand behind the words. */
function* connected(agent: Agent, command: Command, name: string): Iterable<Finding> {
  for (const words of [...agent.connects].sort((left, right) => right.length - left.length)) {
    const wanted = words.split(' ');
    const given = command.operands.slice(0, wanted.length);
    const fits = given.length === wanted.length && given.every((word, index) => textOf(word) === wanted[index]);
    const direct = wanted.length === 1 && (name === 'add-mcp' || name === 'install-mcp');
    if (!fits && !direct) continue;
    const server: Word | undefined = command.operands[direct ? 0 : wanted.length];
    yield { kind: 'mcp.register', agent: name, server: server ?? literal(words) };
    return;
  }
}

export const specs: readonly Spec[] = agents.map((agent) => ({
  names: agent.names,
  syntax: agent.syntax,
  read: (command, context) => read(agent, command, context),
}));
