import { literal, textOf, type Remote, type Word } from '../../word.ts';
import type { ContainerChange } from '../../effect.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding } from '../spec.ts';
import { asksForHelp, given } from '../infra/_table.ts';
import { namesProduction } from '../../production-name.ts';
import { mountsOf, workdirOf } from './_mounts.ts';
import { serviceMounts, servicesOf, startsService } from './_services.ts';
import { composeValues, runFlags, runValues } from './_options.ts';

const inside: Syntax = { style: 'posix', value: runValues, flags: runFlags };

/** Compose reads the same words behind `docker compose` and as `docker-compose`. */
export const composeSyntax: Syntax = {
  value: composeValues,
  flags: '--dry-run --all-resources --verbose',
  depth: 1,
  verbs: {
    run: inside,
    exec: inside,
    down: { value: '--rmi -t --timeout', flags: '-v --volumes --remove-orphans' },
    rm: { flags: '-f --force -s --stop -v --volumes -a' },
    push: { flags: '-q --quiet --ignore-push-failures --include-deps' },
    stop: { value: '-t --timeout' },
    kill: { value: '-s --signal' },
  },
};

type Change = Omit<ContainerChange, 'span' | 'via' | 'remote'>;

/** The verbs of Compose that run a program, remove or release something (docker compose --help); `--dry-run` only prints the steps. */
export function* readCompose(command: Command, context: Context, program: string): Iterable<Finding> {
  const verb = command.verb.split(' ').at(-1) ?? '';
  if (verb !== 'run' && verb !== 'exec' && asksForHelp(command)) return;
  if (command.verbUnknown)
    return yield { kind: 'opaque', why: 'program', detail: `${program} with a verb that is not known` };
  if (given(command, '--dry-run') === 'yes') return;
  const change = (action: Change['action'], object: Change['object'], volumes: Change['volumes']): Change => ({
    kind: 'container.change',
    engine: program,
    action,
    object,
    force: given(command, '-f --force'),
    volumes,
    target: command.operands[0] ?? literal(''),
  });
  switch (verb) {
    case 'up':
    case 'create':
    case 'start':
    case 'restart':
    case 'watch': {
      const names = command.operands.map((word) => textOf(word) ?? '');
      for (const service of servicesOf(command, context, names)) yield* startsService(service, context, program);
      return;
    }
    case 'run':
    case 'exec':
      return yield* entersService(command, context, `${program} ${verb}`, verb === 'run');
    case 'down':
      return yield change('down', 'project', given(command, '-v --volumes'));
    case 'rm':
      return yield change('remove', 'container', given(command, '-v --volumes'));
    case 'stop':
    case 'kill':
    case 'pause':
      return yield change('stop', 'container', 'no');
    case 'volumes':
      return;
    case 'push':
    case 'publish':
      return yield {
        kind: 'deploy.release',
        tool: program,
        environment: environmentOf(command) ?? command.operands[0] ?? literal(''),
        production: namesProduction(...command.words),
        what: 'image',
      };
  }
}

/** The file, project or profile that says which environment it is. */
function environmentOf(command: Command): Word | undefined {
  return command.value('-f', '--file') ?? command.value('-p', '--project-name', '--profile');
}

function* entersService(command: Command, context: Context, via: string, fresh: boolean): Iterable<Finding> {
  const name = command.operands[0] === undefined ? '' : (textOf(command.operands[0]) ?? '');
  const services = servicesOf(command, context, [name]).filter((service) => service.name === name);
  const mounts = [
    ...(fresh ? mountsOf(command, context) : []),
    ...services.flatMap((one) => serviceMounts(one, context)),
  ];
  if (fresh && command.operands.length === 1)
    for (const service of services) yield* startsService(service, context, via);
  for (const { host } of fresh ? mountsOf(command, context) : [])
    yield { kind: 'file.read', path: host, recursive: 'unknown', hidden: 'no' };
  const entrypoint = fresh ? command.value('--entrypoint') : undefined;
  const args = command.operands.slice(1);
  const argv = entrypoint === undefined ? args : [entrypoint, ...args];
  const remote: Remote = { kind: 'container', ephemeral: fresh && given(command, '--rm') === 'yes', mounts };
  if (argv.length > 0) yield { kind: 'run', argv, via, cwd: workdirOf(command, mounts.length > 0), remote };
}
