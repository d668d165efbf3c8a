import { literal, prefixOf, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { asksForHelp, given } from '../infra/_table.ts';
import { namesProduction } from '../../production-name.ts';

/** Buildah(1): images built step by step. */
function* read(command: Command, context: Context): Iterable<Finding> {
  if (command.verb !== 'run' && asksForHelp(command)) return;
  const [first, ...rest] = command.operands;
  const removal = (object: 'container' | 'image'): Finding => ({
    kind: 'container.change',
    engine: 'buildah',
    action: given(command, '-a --all --prune') === 'yes' ? 'prune' : 'remove',
    object,
    force: given(command, '-f --force'),
    volumes: 'no',
    target: first ?? literal(''),
  });
  switch (command.verb) {
    case 'run':
      if (rest.length > 0)
        yield {
          kind: 'run',
          argv: rest,
          via: 'buildah run',
          cwd: literal('/'),
          remote: { kind: 'container', ephemeral: false, mounts: [] },
        };
      return;
    case 'rm':
    case 'delete':
      return yield removal('container');
    case 'rmi':
      return yield removal('image');
    case 'prune':
      return yield {
        kind: 'container.change',
        engine: 'buildah',
        action: 'prune',
        object: 'image',
        force: given(command, '-f --force'),
        volumes: 'no',
        target: literal(''),
      };
    case 'push':
      if (first !== undefined)
        yield {
          kind: 'deploy.release',
          tool: 'buildah',
          environment: rest[0] ?? first,
          production: namesProduction(first, rest[0]),
          what: 'image',
        };
      return;
    case 'add':
    case 'copy':
      for (const source of rest.slice(0, Math.max(1, rest.length - 1)))
        if (!/^https?:/.test(prefixOf(source)))
          yield { kind: 'file.read', path: context.path(source), recursive: 'unknown', hidden: 'no' };
  }
}

/** `skopeo copy docker://… docker://…` and `skopeo delete docker://…`; `crane` and `regctl` likewise. */
function* registry(command: Command, context: Context): Iterable<Finding> {
  if (asksForHelp(command)) return;
  const [first, second] = command.operands;
  switch (command.verb) {
    case 'delete':
    case 'image delete':
    case 'tag delete':
    case 'tag rm':
      if (first !== undefined)
        yield {
          kind: 'infra.change',
          provider: command.program,
          action: 'delete',
          object: 'image',
          target: first,
          irreversible: 'no',
          approved: 'no',
          planned: 'no',
        };
      return;
    case 'copy':
    case 'cp':
    case 'sync':
    case 'push':
    case 'append':
    case 'image copy':
      return yield* copied(command, second ?? first, first, context);
  }
}

function* copied(command: Command, to: Word | undefined, from: Word | undefined, context: Context): Iterable<Finding> {
  if (to === undefined) return;
  const local = /^(?:dir|oci|oci-archive|docker-archive|ocidir|containers-storage|docker-daemon):/.exec(prefixOf(to));
  if (local === null)
    yield {
      kind: 'deploy.release',
      tool: command.program,
      environment: to,
      production: namesProduction(to),
      what: 'image',
    };
  else if (/^(?:dir|oci|oci-archive|docker-archive|ocidir)/.test(local[0])) {
    const path = (textOf(to) ?? prefixOf(to)).slice(local[0].length).split(':')[0] ?? '';
    yield { kind: 'file.write', path: context.path(literal(path, to.span)), how: 'overwrite', recursive: 'unknown' };
  }
  if (from !== undefined && command.verb === 'push')
    yield { kind: 'file.read', path: context.path(from), recursive: 'no', hidden: 'no' };
}

export const specs: readonly Spec[] = [
  {
    names: ['buildah'],
    syntax: {
      value: '--root --runroot --storage-driver --log-level --registries-conf',
      depth: 1,
      verbs: {
        run: {
          style: 'posix',
          value:
            '-v --volume --mount --workingdir -u --user -e --env --cap-add --cap-drop --network --isolation --runtime --hostname',
          flags: '-t --tty',
        },
      },
    },
    read,
  },
  {
    names: ['skopeo', 'crane', 'regctl'],
    syntax: {
      value:
        '--authfile --src-creds --dest-creds --creds --src-cert-dir --dest-cert-dir --format -f --src --dest --platform -t --tag -b --base --policy --override-os --override-arch',
      depth: 1,
      verbs: { image: { depth: 1 }, tag: { depth: 1 }, manifest: { depth: 1 } },
    },
    read: registry,
  },
];
