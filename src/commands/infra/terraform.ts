import { namesCredential } from '../../credential-name.ts';
import type { InfraChange } from '../../effect.ts';
import { literal, textOf, type Truth } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { matchPath, pathOf, wordsFrom, type Step } from './_path.ts';
import { asksForHelp } from './_table.ts';

/** Go's flag package (https://pkg.go.dev/flag): `-x` and `--x` are the same, values by `=` or the next word, the first operand ends the options. */
const valued =
  'var var-file out target replace state state-out backup lock-timeout parallelism chdir plugin-dir backend-config from-module ' +
  'generate-config-out exclude type filter config-path working-dir';
/** Terragrunt's own options that take a value (https://terragrunt.gruntwork.io/docs/reference/cli/). */
const terragruntValued =
  'terragrunt-config terragrunt-tfpath terragrunt-working-dir terragrunt-download-dir terragrunt-source terragrunt-source-map ' +
  'terragrunt-iam-role terragrunt-include-dir terragrunt-exclude-dir terragrunt-parallelism terragrunt-log-level terragrunt-log-format ' +
  'config tf-path download-dir source source-map iam-assume-role queue-include-dir queue-exclude-dir queue-strict-include log-level ' +
  'log-format provider-cache-dir inputs-debug-file feature units-that-include backend-bootstrap';

/** Options that are true by being there, and so leave the next word to be a plan file. */
const booleans =
  'auto-approve compact-warnings json lock input no-color refresh refresh-only destroy concise show-sensitive allow-deferral ' +
  'non-interactive terragrunt-non-interactive all a force no-auto-init raw';

function dashed(names: string): string {
  return ` ${names}`.replaceAll(/ ([a-z-]+)/g, ' -$1 --$1').trim();
}

function syntax(names: string): Syntax {
  const group: Syntax = { style: 'long-dash', depth: 1 };
  const groups = { state: group, workspace: group, env: group, providers: group };
  return { style: 'long-dash', value: dashed(names), flags: dashed(booleans), verbs: groups };
}

/** Whether a Go boolean flag is set, in either spelling; `extra` holds what an environment variable adds. */
function flag(command: Command, name: string, extra: string): Truth {
  const option = command.options.findLast((each) => each.name === `-${name}` || each.name === `--${name}`);
  if (option === undefined)
    return new RegExp(`(?:^|\\s)--?${name}(?:=true|\\s|$)`).test(extra) ? 'yes' : command.uncertain ? 'unknown' : 'no';
  if (option.value === undefined) return 'yes';
  const value = textOf(option.value);
  return value === undefined ? 'unknown' : /^(?:0|f|false)$/i.test(value) ? 'no' : 'yes';
}

/** Arguments that Terraform takes from `TF_CLI_ARGS` and `TF_CLI_ARGS_<verb>` (https://developer.hashicorp.com/terraform/cli/config/environment-variables). */
function argumentsInEnvironment(context: Context, verb: string): string {
  return ['TF_CLI_ARGS', `TF_CLI_ARGS_${verb}`]
    .map((name) => context.variable(name))
    .map((value) => (value === undefined || value === null ? '' : (textOf(value) ?? '')))
    .join(' ');
}

/** The verbs that change something, by their path. */
const verbs = {
  'apply|apply-all': 'apply',
  'destroy|destroy-all': 'destroy',
  'plan|plan-all': 'plan',
  'state rm': 'state-remove',
  'state push': 'state-replace',
  'state pull': 'state-print',
  output: 'output',
  'state mv|replace-provider': 'state-move',
  'workspace delete': 'workspace-delete',
  'env delete': 'workspace-delete',
  taint: 'taint',
  'force-unlock': 'unlock',
} as const;
type Verb = (typeof verbs)[keyof typeof verbs];

/** Runs other verbs over several modules; with it terragrunt answers the question itself (its manual, "run-all"). */
function withoutRunAll(steps: readonly Step[]): { readonly steps: readonly Step[]; readonly all: boolean } {
  let at = 0;
  let all = false;
  for (const step of steps) {
    const text = textOf(step.word);
    if (text !== 'run-all' && text !== 'run' && text !== 'stack') break;
    if (text === 'run-all') all = true;
    at += 1;
  }
  return { steps: steps.slice(at), all };
}

function* read(command: Command, context: Context): Iterable<Finding> {
  if (asksForHelp(command, '-help --help -h -version --version')) return;
  const terragrunt = command.program === 'terragrunt';
  const path = pathOf(command, dashed(booleans));
  const { steps, all } = terragrunt ? withoutRunAll(path) : { steps: path, all: false };
  const [first] = steps;
  if (terragrunt && first !== undefined && textOf(first.word) === 'exec') {
    yield { kind: 'run', argv: wordsFrom(command, steps[1]?.word), via: 'terragrunt exec' };
    return;
  }
  let unread = false;
  for (const pattern in verbs) {
    const found = matchPath(steps, pattern);
    if (found.truth === 'unknown') unread = true;
    if (found.truth !== 'yes') continue;
    const rest = steps.slice(found.end);
    const together =
      all ||
      flag(command, 'all', '') === 'yes' ||
      (textOf(steps[found.end - 1]?.word ?? literal('')) ?? '').endsWith('-all');
    return yield* change(verbs[pattern as keyof typeof verbs], command, context, rest, terragrunt && together);
  }
  if (unread) yield { kind: 'opaque', why: 'program', detail: `${command.program} with a verb that is not known` };
}

function* change(
  verb: Verb,
  command: Command,
  context: Context,
  operands: readonly Step[],
  answered: boolean,
): Iterable<Finding> {
  const extra = argumentsInEnvironment(context, verb);
  const destroys = flag(command, 'destroy', extra);
  const approved: Truth = answered ? 'yes' : flag(command, 'auto-approve', extra);
  const operand = operands[0]?.word;
  const base = {
    kind: 'infra.change',
    provider: command.program,
    object: '',
    target: command.value('-chdir', '--chdir', '-target', '--target') ?? operand ?? literal(''),
    irreversible: 'yes',
    approved,
    planned: 'no',
  } satisfies Omit<InfraChange, 'action' | 'span' | 'via'>;
  switch (verb) {
    case 'destroy':
      return yield { ...base, action: 'destroy' };
    case 'apply':
      if (destroys === 'yes') return yield { ...base, action: 'destroy' };
      return yield { ...base, action: 'apply', planned: plannedBy(operands[0]), irreversible: destroys };
    case 'plan': {
      // A plan to destroy is a preview until it is saved: applying it then needs no further word.
      const saved = command.value('-out', '--out');
      if (destroys === 'yes' && saved !== undefined)
        yield { ...base, action: 'destroy', planned: 'yes', target: saved };
      return;
    }
    case 'state-remove':
      if (flag(command, 'dry-run', '') === 'yes') return;
      return yield { ...base, action: 'state-remove', target: operand ?? literal('') };
    case 'state-print':
      // The state holds every attribute in clear text, passwords among them.
      return yield { kind: 'secret.dump', store: 'cloud', name: literal('the state') };
    case 'output': {
      const clear = flag(command, 'raw', '') !== 'no' || flag(command, 'json', '') !== 'no';
      if (clear && operand !== undefined && namesCredential(textOf(operand) ?? ''))
        yield { kind: 'secret.dump', store: 'cloud', name: operand };
      return;
    }
    case 'state-replace':
      return yield { ...base, action: 'state-remove', object: 'state' };
    case 'workspace-delete':
      return yield { ...base, action: 'workspace-delete', target: operand ?? literal('') };
    case 'state-move':
      if (flag(command, 'dry-run', '') === 'yes') return;
      return yield { ...base, action: 'replace', object: 'state', irreversible: 'no' };
    case 'taint':
      return yield { ...base, action: 'replace', object: 'resource', irreversible: 'no' };
    case 'unlock':
      return yield { ...base, action: 'replace', object: 'lock', irreversible: 'no' };
  }
}

/** Whether an operand is the saved plan that `apply` carries out without a question. */
function plannedBy(operand: Step | undefined): Truth {
  if (operand === undefined) return 'no';
  const [first] = operand.word.parts;
  return operand.loose || operand.word.many || typeof first !== 'string' ? 'unknown' : 'yes';
}

export const specs: readonly Spec[] = [
  { names: ['terraform', 'tofu', 'opentofu'], syntax: syntax(valued), read },
  { names: ['terragrunt'], syntax: syntax(`${valued} ${terragruntValued}`), read },
];
