import { literal, show, textOf, type Truth, type Word } from '../../word.ts';
import type { AccessChange, DeployRelease, InfraChange, SecretDump } from '../../effect.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { matchPath, pathOf, type Step } from './_path.ts';
import { namesProduction } from '../../production-name.ts';

/** What a row's verb does; `x` names the kind of resource. */
export type Act =
  /** Deletes what cannot be made again from code or an image. */
  | `lose ${string}`
  /** Deletes one thing that can be made again. */
  | `remove ${string}`
  /** Tears down everything that is managed together. */
  | `destroy ${string}`
  | `stop ${string}`
  | `replace ${string}`
  /** Carries out a change nobody was shown before. */
  | `apply ${string}`
  | `state-remove ${string}`
  | `workspace-delete ${string}`
  /** Deletes a backup or snapshot. */
  | `backup ${string}`
  /** Changes whether, when or how long backups are kept. */
  | `retention ${string}`
  | `access ${AccessChange['what']} ${AccessChange['action']}`
  /** Prints secrets. */
  | `secret ${SecretDump['store']}`
  | `rotate ${string}`
  | 'billing'
  | 'payment'
  /** Sends mail or a text message. */
  | 'message'
  | `release ${DeployRelease['what']}`
  | 'nothing';

/** A row's meaning: an act, only with or not with certain options. `lose object if -r --recursive`. */
export type Meaning = Act | `${Act} if ${string}` | `${Act} unless ${string}`;

/** A command that matched a row. */
export interface Matched {
  readonly command: Command;
  readonly context: Context;
  readonly provider: string;
  /** The words after the verb that are no options. */
  readonly operands: readonly Word[];
}

export type Row = Meaning | readonly Meaning[] | ((matched: Matched) => Iterable<Finding>);

/** Path patterns (see `matchPath`) and what the verb they lead to does; the first that matches counts. */
export type Rows = Readonly<Record<string, Row>>;

/** A program whose verbs are rows. */
export interface Table {
  readonly names: readonly string[];
  readonly provider: string;
  readonly syntax?: Syntax;
  readonly rows: readonly Rows[];
  /** Options after which the program only says what it would do. */
  readonly preview?: string;
  /** Options that answer the program's own question. */
  readonly approve?: string;
  /** Options and words that make the program print its help; `--help -h` where absent. */
  readonly help?: string;
  /** Group words in front that change nothing: `beta`. */
  readonly prefixes?: string;
  /** The command talks to an emulator on this machine. */
  readonly emulated?: (command: Command, context: Context) => boolean;
}

/** A spec from a table. */
export function table(of: Table): Spec {
  return {
    names: of.names,
    syntax: of.syntax ?? {},
    read: (command, context) => readTable(of, command, context),
  };
}

/** What a command does by the rows of a table. */
export function* readTable(of: Table, command: Command, context: Context): Iterable<Finding> {
  if (asksForHelp(command, of.help ?? '--help -h')) return;
  if (of.preview !== undefined && given(command, of.preview) === 'yes') return;
  if (of.emulated?.(command, context) === true) return;
  const steps = withoutPrefixes(pathOf(command, of.syntax?.flags), of.prefixes);
  let unread = false;
  for (const rows of of.rows)
    for (const pattern in rows) {
      const found = matchPath(steps, pattern);
      if (found.truth === 'unknown') unread = true;
      const row = found.truth === 'yes' ? rows[pattern] : undefined;
      if (row === undefined) continue;
      const operands = steps.slice(found.end).map((step) => step.word);
      const [next] = operands;
      if (next !== undefined && textOf(next) === 'help' && of.help?.split(' ').includes('help') === true) return;
      const matched: Matched = { command, context, provider: of.provider, operands };
      if (typeof row === 'function') yield* row(matched);
      else for (const meaning of typeof row === 'string' ? [row] : row) yield* findings(meaning, matched, of.approve);
      return;
    }
  if (unread) yield { kind: 'opaque', why: 'program', detail: [command.program, ...command.words.map(show)].join(' ') };
}

function withoutPrefixes(steps: readonly Step[], prefixes: string | undefined): readonly Step[] {
  const [first] = steps;
  const text = first === undefined ? undefined : textOf(first.word);
  return text !== undefined && ` ${prefixes ?? ''} `.includes(` ${text} `) ? steps.slice(1) : steps;
}

/** What a meaning amounts to for a matched command. */
export function* findings(meaning: Meaning, matched: Matched, approve?: string): Iterable<Finding> {
  const [positive = '', without] = meaning.split(' unless ');
  const [act = '', only] = positive.split(' if ');
  if (without !== undefined && given(matched.command, without) === 'yes') return;
  const sure = only === undefined ? 'yes' : given(matched.command, only);
  if (sure === 'no') return;
  const blank = act.indexOf(' ');
  const verb = blank < 0 ? act : act.slice(0, blank);
  const object = blank < 0 ? '' : act.slice(blank + 1);
  const target = matched.operands[0] ?? literal('');
  const approved = given(matched.command, approve ?? '--yes -y --force -f --auto-approve --approve --quiet -q');
  const change = (action: InfraChange['action'], irreversible: Truth): Finding => ({
    kind: 'infra.change',
    provider: matched.provider,
    action,
    object,
    target,
    irreversible: irreversible === 'yes' ? sure : irreversible,
    approved,
    planned: 'no',
  });
  switch (verb) {
    case 'lose':
      return yield change('delete', 'yes');
    case 'remove':
      return yield change('delete', 'no');
    case 'destroy':
      return yield change('destroy', 'yes');
    case 'stop':
    case 'replace':
    case 'apply':
      return yield change(verb, 'no');
    case 'state-remove':
    case 'workspace-delete':
      return yield change(verb, 'yes');
    case 'backup':
      return yield { kind: 'access.change', provider: matched.provider, what: 'backup', action: 'delete', target };
    case 'retention':
      return yield {
        kind: 'access.change',
        provider: matched.provider,
        what: 'backup-settings',
        action: 'change',
        target,
      };
    case 'access': {
      const [what, action] = object.split(' ') as [AccessChange['what'], AccessChange['action']];
      return yield { kind: 'access.change', provider: matched.provider, what, action, target };
    }
    case 'secret':
      return yield { kind: 'secret.dump', store: object as SecretDump['store'], name: target };
    case 'rotate':
      return yield { kind: 'outward.act', service: matched.provider, act: 'secret-rotation', target };
    case 'billing':
    case 'payment':
    case 'message':
      return yield { kind: 'outward.act', service: matched.provider, act: verb, target };
    case 'release':
      return yield release(matched, object as DeployRelease['what']);
    default:
      return;
  }
}

/** A release by this command; production where any of its words names it. */
export function release(matched: Matched, what: DeployRelease['what']): Finding {
  const { command, operands, provider } = matched;
  const named = command.words.filter((word) => namesProduction(word) === 'yes');
  return {
    kind: 'deploy.release',
    tool: provider,
    environment: named[0] ?? operands[0] ?? literal(''),
    production: named.length > 0 ? 'yes' : 'no',
    what,
  };
}

/**
 * Whether one of the options is given and not switched off again by its value (`--dry-run=false`, `=none`);
 * `unknown` where a word that is not known may be it.
 */
export function given(command: Command, names: string): Truth {
  const wanted = names.split(' ');
  const option = command.options.findLast(({ name }) => wanted.includes(name));
  if (option === undefined) return command.uncertain ? 'unknown' : 'no';
  if (option.value === undefined) return 'yes';
  const value = textOf(option.value);
  if (value === undefined) return 'unknown';
  return /^(?:false|f|0|no|none|off)$/i.test(value) ? 'no' : 'yes';
}

/** Whether the command only prints its help; an option's name right after an unlisted option may be that one's argument. */
export function asksForHelp(command: Command, names = '--help -h'): boolean {
  const wanted = names.split(' ');
  return command.options.some((option) => {
    if (!wanted.includes(option.name) || option.value !== undefined) return false;
    const at = command.words.indexOf(option.word);
    const before = command.options.find((other) => other.word === command.words[at - 1]);
    return before === undefined || before.value !== undefined;
  });
}
