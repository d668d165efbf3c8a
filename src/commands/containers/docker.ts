import { literal, prefixOf, show, textOf, type Remote, type Truth, type Word } from '../../word.ts';
import type { ContainerChange } from '../../effect.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { asksForHelp, given } from '../infra/_table.ts';
import { namesProduction } from '../../production-name.ts';
import { composeSyntax, readCompose } from './_compose.ts';
import { entrypointOf } from './_images.ts';
import { mountsOf, workdirOf } from './_mounts.ts';
import { globalValues, runFlags, runValues } from './_options.ts';

const runs: Syntax = { style: 'posix', value: runValues, flags: runFlags };
const builds: Syntax = {
  value:
    '--add-host --allow --annotation --attest --build-arg --build-context --builder --cache-from --cache-to --call --cgroup-parent -f --file --iidfile ' +
    '--label --metadata-file --network --no-cache-filter -o --output --platform --progress --provenance --sbom --secret --shm-size --ssh -t --tag --target --ulimit -v --volume --isolation --layers --format',
  flags: '--check --load --no-cache --pull --push -q --quiet --rm --squash --force-rm',
};
const filters: Syntax = {
  value: '--filter --format -t --time --signal -s --timeout',
  flags: '-a --all -f --force -v --volumes -l --latest -i --ignore --cidfile',
};

const syntax: Syntax = {
  value: globalValues,
  flags: '-D --debug --tls --tlsverify --remote -r -v --version',
  depth: 1,
  verbs: {
    run: runs,
    create: runs,
    exec: runs,
    build: builds,
    rm: filters,
    rmi: filters,
    push: { flags: '-a --all-tags -q --quiet --disable-content-trust' },
    cp: { flags: '-a --archive -L --follow-link -q --quiet' },
    save: { value: '-o --output --format --platform' },
    export: { value: '-o --output' },
    load: { value: '-i --input --platform', flags: '-q --quiet' },
    import: { value: '-c --change -m --message --platform' },
    container: {
      depth: 1,
      verbs: {
        run: runs,
        create: runs,
        exec: runs,
        rm: filters,
        prune: filters,
        cp: {},
        stop: filters,
        kill: filters,
        export: { value: '-o --output' },
      },
    },
    image: {
      depth: 1,
      verbs: {
        rm: filters,
        prune: filters,
        build: builds,
        push: {},
        save: { value: '-o --output' },
        load: { value: '-i --input' },
      },
    },
    volume: { depth: 1, verbs: { rm: filters, prune: filters } },
    network: { depth: 1, verbs: { rm: filters, prune: filters } },
    system: { depth: 1, verbs: { prune: filters, reset: filters } },
    builder: { depth: 1, verbs: { prune: filters, build: builds } },
    buildx: {
      depth: 1,
      verbs: {
        build: builds,
        b: builds,
        prune: filters,
        bake: { value: '-f --file --set --progress --metadata-file', flags: '--push --load --no-cache --print' },
      },
    },
    pod: { depth: 1, verbs: { rm: filters, prune: filters, stop: filters, kill: filters } },
    machine: { depth: 1 },
    stack: { depth: 1 },
    service: { depth: 1 },
    swarm: { depth: 1 },
    node: { depth: 1 },
    secret: { depth: 1 },
    config: { depth: 1 },
    context: { depth: 1 },
    manifest: { depth: 1 },
    plugin: { depth: 1 },
    kube: { depth: 1 },
    play: { depth: 1 },
    scout: { depth: 1 },
    desktop: { depth: 1 },
    model: { depth: 1 },
    compose: composeSyntax,
  },
};

type Change = Omit<ContainerChange, 'span' | 'via' | 'remote'>;

/** Objects that a group of verbs is about. */
const groups: Readonly<Record<string, ContainerChange['object']>> = {
  container: 'container',
  image: 'image',
  volume: 'volume',
  network: 'network',
  system: 'system',
  builder: 'builder',
  buildx: 'builder',
  pod: 'container',
  machine: 'machine',
};

function* read(command: Command, context: Context): Iterable<Finding> {
  const [group = '', second = ''] = command.verb.split(' ');
  const runsAnother = /^(?:(?:container )?(?:run|create|exec))$/.test(command.verb) || group === 'compose';
  if (!runsAnother && asksForHelp(command, '--help')) return;
  if (command.verbUnknown)
    return yield { kind: 'opaque', why: 'program', detail: [command.program, ...command.words.map(show)].join(' ') };
  yield* turnsToProduction(command, context, group, second);
  if (group === 'compose') return yield* readCompose(command, context, 'docker compose');
  const object = Object.hasOwn(groups, group) ? groups[group] : undefined;
  const verb = object === undefined ? group : second;
  switch (verb) {
    case 'run':
    case 'create':
      return yield* starts(command, context);
    case 'exec':
      return yield* enters(command);
    case 'rm':
    case 'remove':
    case 'rmi':
    case 'delete':
      return yield* removes(command, group === 'rmi' ? 'image' : (object ?? 'container'));
    case 'prune':
      return yield* prunes(command, object ?? 'system');
    case 'reset':
      if (group === 'system' || group === 'machine')
        yield change(command, 'prune', 'system', { volumes: 'yes', force: given(command, '-f --force') });
      return;
    case 'stop':
    case 'kill':
    case 'pause':
      for (const target of targets(command)) yield change(command, 'stop', object ?? 'container', { target });
      return;
    case 'push':
      return yield* pushes(command, command.operands);
    case 'build':
    case 'b':
      return yield* buildsImage(command, context);
    case 'bake':
      if (given(command, '--push') === 'yes' && given(command, '--print') !== 'yes')
        yield* pushes(command, command.operands);
      return;
    case 'cp':
      return yield* copies(command, context);
    case 'save':
    case 'export':
      return yield* writes(command, context, command.value('-o', '--output'));
    case 'load':
      return yield* readsFile(command.value('-i', '--input'), context);
    case 'import':
      return yield* readsFile(command.operands[0], context);
    default:
      return yield* swarm(command, group, second);
  }
}

/** Starting or changing what runs on an engine that is named production (`--context`, `-H`, `DOCKER_HOST`) is a release. */
function* turnsToProduction(command: Command, context: Context, group: string, verb: string): Iterable<Finding> {
  const engine =
    command.value('-H', '--host', '-c', '--context', '--connection', '--url') ??
    context.variable('DOCKER_HOST') ??
    context.variable('DOCKER_CONTEXT');
  if (engine === undefined || engine === null || namesProduction(engine) === 'no') return;
  const act = group === 'compose' || group === 'container' ? verb : group;
  if (/^(?:up|run|create|start|restart|update|stop|kill|pull)$/.test(act))
    yield {
      kind: 'deploy.release',
      tool: command.program,
      environment: engine,
      production: namesProduction(engine),
      what: 'service',
    };
}

function targets(command: Command): readonly Word[] {
  return command.operands.length === 0 ? [literal('')] : command.operands;
}

function change(command: Command, action: Change['action'], object: Change['object'], more: Partial<Change>): Change {
  return {
    kind: 'container.change',
    engine: command.program,
    action,
    object,
    force: 'no',
    volumes: 'no',
    target: literal(''),
    ...more,
  };
}

function* removes(command: Command, object: Change['object']): Iterable<Finding> {
  const force = given(command, '-f --force');
  const volumes = object === 'volume' || object === 'machine' ? 'yes' : given(command, '-v --volumes');
  if (given(command, '-a --all') === 'yes') return yield change(command, 'prune', object, { force, volumes });
  for (const target of targets(command)) yield change(command, 'remove', object, { force, volumes, target });
}

function* prunes(command: Command, object: Change['object']): Iterable<Finding> {
  const force = given(command, '-f --force');
  const volumes: Truth = object === 'volume' ? 'yes' : given(command, '--volumes');
  yield change(command, 'prune', object, { force, volumes });
}

/** `docker run`: the host's files it mounts, and the program inside. */
function* starts(command: Command, context: Context): Iterable<Finding> {
  const mounts = mountsOf(command, context);
  for (const { host } of mounts) yield { kind: 'file.read', path: host, recursive: 'unknown', hidden: 'no' };
  const [image, ...args] = command.operands;
  if (image === undefined) return;
  const entrypoint = command.value('--entrypoint');
  const known = entrypoint === undefined || show(entrypoint) === '' ? entrypointOf(image) : undefined;
  const first =
    entrypoint !== undefined && show(entrypoint) !== ''
      ? entrypoint
      : known === undefined
        ? undefined
        : literal(known, image.span);
  const argv = first === undefined ? args : [first, ...args];
  const remote: Remote = { kind: 'container', ephemeral: given(command, '--rm') === 'yes', mounts };
  // Words that begin with a dash are for a program of the image that is not known.
  const [program] = argv;
  if (program !== undefined && !prefixOf(program).startsWith('-'))
    yield { kind: 'run', argv, via: `${command.program} run`, cwd: workdirOf(command, mounts.length > 0), remote };
}

function* enters(command: Command): Iterable<Finding> {
  const argv = command.operands.slice(1);
  const remote: Remote = { kind: 'container', ephemeral: false, mounts: [] };
  if (argv.length > 0)
    yield { kind: 'run', argv, via: `${command.program} exec`, cwd: workdirOf(command, false), remote };
}

/** An image goes to its registry; one on this machine is nobody else's. */
function* pushes(command: Command, images: readonly Word[]): Iterable<Finding> {
  for (const image of images) {
    if (/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?\//.test(prefixOf(image))) continue;
    yield {
      kind: 'deploy.release',
      tool: command.program,
      environment: image,
      production: namesProduction(image),
      what: 'image',
    };
  }
}

/** `docker build`: the context is passed over, `--secret` and `--ssh` hand a secret to its consumer; outputs are files. */
function* buildsImage(command: Command, context: Context): Iterable<Finding> {
  const [root] = command.operands;
  if (root !== undefined && !/^(?:https?|git|ssh):\/\/|^git@|^-$/.test(prefixOf(root)))
    yield { kind: 'file.read', path: context.path(root), recursive: 'yes', hidden: 'no' };
  yield* fromDockerfile(command, context, root);
  for (const file of [command.value('--iidfile'), command.value('--metadata-file')])
    yield* writes(command, context, file);
  const output = command.value('-o', '--output');
  if (output !== undefined) {
    const field = /(?:^|,)dest=([^,]+)/.exec(show(output))?.[1];
    if (field !== undefined) yield* writes(command, context, literal(field, output.span));
    else if (!prefixOf(output).includes('=')) yield* writes(command, context, output);
  }
  if (given(command, '--push') === 'yes' || prefixOf(output ?? literal('')).includes('type=registry'))
    yield* pushes(command, command.values('-t', '--tag'));
}

/** The Dockerfile in the context, or the one that is named; `-` is standard input. */
function* fromDockerfile(command: Command, context: Context, root: Word | undefined): Iterable<Finding> {
  const named = command.value('-f', '--file');
  const via = `${command.program} build`;
  const pushes = given(command, '--push') === 'yes' ? [literal('push')] : [];
  if (textOf(named ?? root ?? literal('')) === '-')
    return yield { kind: 'stream-code', language: 'dockerfile', stream: context.stdin, via, args: pushes };
  const directory = root === undefined ? undefined : textOf(root);
  if (named === undefined && directory === undefined) return;
  const names = ['Dockerfile', 'Containerfile'].map((name) => literal(`${directory ?? '.'}/${name}`, root?.span));
  for (const word of named === undefined ? names : [named])
    if (context.content(context.path(word)) !== undefined)
      return yield { kind: 'file-code', language: 'dockerfile', path: context.path(word), via, args: pushes };
}

function* writes(command: Command, context: Context, file: Word | undefined): Iterable<Finding> {
  if (file !== undefined && textOf(file) !== '-')
    yield {
      kind: 'file.write',
      path: context.path(file),
      how: 'overwrite',
      recursive: command.verb.endsWith('build') ? 'unknown' : 'no',
    };
}

function* readsFile(file: Word | undefined, context: Context): Iterable<Finding> {
  if (file !== undefined && textOf(file) !== '-' && !/^https?:/.test(prefixOf(file)))
    yield { kind: 'file.read', path: context.path(file), recursive: 'no', hidden: 'no' };
}

/** `docker cp` between a container and this machine; `container:path` lies in the container. */
function* copies(command: Command, context: Context): Iterable<Finding> {
  const [from, to] = command.operands;
  if (from === undefined || to === undefined) return;
  const inside = (word: Word): boolean => /^[^/.~][^/:]+:/.test(prefixOf(word));
  if (!inside(from) && textOf(from) !== '-')
    yield { kind: 'file.read', path: context.path(from), recursive: 'unknown', hidden: 'no' };
  if (!inside(to) && textOf(to) !== '-')
    yield { kind: 'file.write', path: context.path(to), how: 'overwrite', recursive: 'unknown' };
}

/** Swarm: stacks, services and nodes are infrastructure, whoever runs them. */
function* swarm(command: Command, group: string, verb: string): Iterable<Finding> {
  const target = command.operands[0] ?? literal('');
  const infra = (action: 'delete' | 'stop', irreversible: Truth): Finding => ({
    kind: 'infra.change',
    provider: command.program,
    action,
    object: group,
    target,
    irreversible,
    approved: given(command, '-f --force'),
    planned: 'no',
  });
  switch (`${group} ${verb}`) {
    case 'stack rm':
    case 'stack remove':
    case 'stack down':
    case 'service rm':
    case 'config rm':
    case 'node rm':
    case 'plugin rm':
      return yield infra('delete', 'no');
    case 'secret rm':
      return yield infra('delete', 'yes');
    case 'swarm leave':
    case 'node demote':
      return yield infra('stop', 'no');
    case 'stack deploy':
    case 'stack up':
    case 'service update':
    case 'service create':
    case 'service scale':
    case 'service rollback':
      return yield {
        kind: 'deploy.release',
        tool: command.program,
        environment: target,
        production: namesProduction(...command.words),
        what: 'service',
      };
    case 'manifest push':
      return yield* pushes(command, command.operands);
    case 'kube down':
      return yield change(command, 'down', 'project', { target, force: 'no', volumes: given(command, '--force') });
  }
}

export const specs: readonly Spec[] = [
  { names: ['docker', 'podman', 'nerdctl', 'podman-remote', 'docker.io'], syntax, read },
  {
    names: ['docker-compose', 'podman-compose'],
    syntax: composeSyntax,
    read: (command, context) => readCompose(command, context, command.program),
  },
];
