import type { KubeChange } from '../../effect.ts';
import { literal, textOf, wordOf, type Truth, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context } from '../spec.ts';
import { namesProduction } from '../../production-name.ts';
import type { Matched } from '../infra/_table.ts';

/** Where a command for a cluster acts. */
export interface Target {
  readonly namespace: Word;
  readonly context: Word;
  /** Contexts that earlier commands of this call turned to, where the command names none itself. */
  readonly turned?: readonly Word[];
}

/**
 * The context a command acts in: what it names, else the current one. Where the command or a variable brings another
 * server or configuration, the current context says nothing, and the word is empty: not known to be a local cluster.
 */
export function targetOf(
  command: Command,
  context: Context,
  names = '--context',
  elsewhere = '--kubeconfig -s --server --cluster',
): Target {
  const namespace = command.value('-n', '--namespace') ?? literal('');
  const named = command.value(...names.split(' '));
  const server = command.value('-s', '--server', '--cluster', '--kube-apiserver');
  if (server !== undefined)
    return {
      namespace,
      context: named === undefined ? server : wordOf([...named.parts, ' ', ...server.parts], named.span),
    };
  if (named !== undefined) return { namespace, context: named };
  const config = command.value(...elsewhere.split(' ')) ?? assigned(context, 'KUBECONFIG');
  if (config !== undefined) return { namespace, context: config };
  return { namespace, context: literal(context.world.kubeContext ?? ''), turned: turnedTo(context) };
}

/** Whether turning to another context succeeded is not known, so the one that was current before stays possible too. */
function turnedTo(context: Context): readonly Word[] {
  return context
    .before('kube.change')
    .flatMap((effect) => (effect.verb === 'use-context' && textOf(effect.context) !== '' ? [effect.context] : []));
}

/** A variable that this very call sets. */
function assigned(context: Context, name: string): Word | undefined {
  const before = context.invocation.assignments.findLast((assignment) => assignment.name === name)?.value;
  const set = before ?? context.invocation.state.variable(name);
  return set === null ? undefined : set;
}

type About = { readonly resource?: string; readonly name?: Word; readonly all?: Truth; readonly namespace?: string };
type Change = Omit<KubeChange, 'span' | 'via' | 'remote'>;

/** A change with what is the same for all of them filled in, once for every context it may act in. */
export function kubeChanges(verb: string, target: Target, about: About): readonly Change[] {
  return [target.context, ...(target.turned ?? [])].map((context) => kubeChange(verb, { ...target, context }, about));
}

function kubeChange(verb: string, target: Target, about: About): Change {
  const name = about.name ?? literal('');
  const namespace =
    about.namespace === undefined || about.namespace === '' ? target.namespace : literal(about.namespace);
  const given = [namespace, target.context, ...(/^(?:namespace|release|)$/.test(about.resource ?? '') ? [name] : [])];
  return {
    kind: 'kube.change',
    verb,
    resource: about.resource ?? '',
    name,
    namespace,
    context: target.context,
    all: about.all ?? 'no',
    production: namesProduction(...given.filter((word) => textOf(word) !== '')),
  };
}

/** Getting a cluster's credentials makes it the current one; its name is an operand, or the argument of one of the options. */
export function turnsTo(...options: readonly string[]): (matched: Matched) => readonly Change[] {
  return ({ command, operands }) => {
    const name = command.value(...options) ?? operands[0];
    return name === undefined ? [] : kubeChanges('use-context', { namespace: literal(''), context: name }, {});
  };
}
