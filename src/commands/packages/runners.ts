import { literal, show, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { scriptInWorkspaces } from './_workspaces.ts';
import { scriptNames } from './scripts.ts';

const manifest = literal('package.json');

/** The scripts of the project that a pattern means: `build:*` stays within one part of the name, `build:**` does not. */
function scriptsLike(pattern: string, context: Context): readonly string[] {
  if (!pattern.includes('*')) return [pattern];
  const content = context.content(context.path(manifest));
  const text = content === undefined ? undefined : textOf(content);
  const expression = pattern
    .replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('**', '\0')
    .replaceAll('*', '[^:]*')
    .replaceAll('\0', '.*');
  return text === undefined ? [] : scriptNames(text).filter((name) => new RegExp(`^${expression}$`).test(name));
}

function* script(entry: string, via: string, context: Context): Iterable<Finding> {
  yield { kind: 'file-code', language: 'bash', path: context.path(manifest), via, entry };
}

/** `run-s a b:*`: https://github.com/bcomnes/npm-run-all2. */
function* runAll(command: Command, context: Context): Iterable<Finding> {
  for (const word of command.operands) {
    const [name = ''] = show(word).split(/\s/);
    for (const entry of scriptsLike(name, context)) yield* script(entry, command.program, context);
  }
}

/** `concurrently "npm:build:*" "tsc -w"`: each operand is a command line, or names scripts. */
function* concurrently(command: Command, context: Context): Iterable<Finding> {
  for (const text of command.values('--teardown')) yield { kind: 'code', language: 'bash', text, via: command.program };
  for (const word of command.operands) {
    const named = /^(?:npm|yarn|pnpm|bun|node|deno):([^\s]+)/.exec(show(word));
    if (named === null) yield { kind: 'code', language: 'bash', text: word, via: command.program };
    else for (const entry of scriptsLike(named[1] ?? '', context)) yield* script(entry, command.program, context);
  }
}

/** `turbo run build --filter=web`, `lerna run build --scope web`: the script of that name in the project and its workspaces. */
function* everywhere(command: Command, context: Context, tasks: readonly Word[]): Iterable<Finding> {
  const filters = command.values('-F', '--filter', '--scope', '-p', '--projects').map((word) => textOf(word) ?? '*');
  for (const task of tasks) {
    // `web#build` of turbo is the task of one workspace.
    const [last = '', own] = (textOf(task) ?? '').split('#').toReversed();
    if (last === '') continue;
    if (command.program === 'turbo') yield* script(last, 'turbo', context);
    yield* scriptInWorkspaces(context, '', own === undefined ? filters : [own], last, command.program);
  }
}

const turboVerbs =
  /^(?:run|login|logout|link|unlink|prune|daemon|gen|generate|ls|info|query|scan|telemetry|watch|bin|completion|config|boundaries|docs)$/;

function* turbo(command: Command, context: Context): Iterable<Finding> {
  if (command.has('--help', '-h', '--dry-run', '--dry') === 'yes') return;
  if (command.verb === 'run' || command.verb === 'watch') yield* everywhere(command, context, command.operands);
  else if (!turboVerbs.test(command.verb))
    yield* everywhere(command, context, [literal(command.verb), ...command.operands]);
}

/** `nx run web:build`, `nx build web`, `nx run-many -t build`: https://nx.dev/nx-api/nx. */
function* nx(command: Command, context: Context): Iterable<Finding> {
  if (command.has('--help', '-h', '--graph') === 'yes') return;
  const targets = command.values('-t', '--target', '--targets').flatMap((word) => (textOf(word) ?? '').split(','));
  const [first] = command.operands;
  const name = first === undefined ? undefined : textOf(first);
  switch (command.verb) {
    case 'run-many':
    case 'affected':
      for (const task of [...targets, ...command.operands.map((word) => textOf(word) ?? '')]) yield* project(task, []);
      return;
    case 'run': {
      const [own = '', task] = (name ?? '').split(':');
      return yield* task === undefined ? project(own, []) : project(task, [own]);
    }
    default:
      if (command.verb !== '') yield* project(command.verb, name === undefined ? [] : [name]);
  }
  function* project(task: string, filters: readonly string[]): Iterable<Finding> {
    if (task === '') return;
    yield* script(task, 'nx', context);
    for (const found of scriptInWorkspaces(context, '', filters, task, 'nx')) {
      yield found;
      const text = textOf(found.path.word) ?? '';
      yield { ...found, path: context.path(literal(text.replace(/package\.json$/, 'project.json'))) };
    }
  }
}

export const specs: readonly Spec[] = [
  {
    names: ['npm-run-all', 'npm-run-all2', 'run-s', 'run-p', 'npm-run-all-next'],
    syntax: {
      value: '--max-parallel --npm-path',
      flags:
        '-p --parallel -s --sequential --serial -l --print-label -n --print-name -c --continue-on-error -r --race --silent --aggregate-output',
    },
    read: runAll,
  },
  {
    names: ['concurrently', 'conc'],
    syntax: {
      value:
        '-n --names -c --prefix-colors -p --prefix -l --prefix-length -m --max-processes -s --success -t --timestamp-format --restart-tries --restart-after --default-input-target --name-separator --hide --teardown --kill-signal --ks --kill-timeout -P --passthrough-arguments --kill-others-on-fail-signal',
      flags:
        '-r --raw -g --group -k --kill-others --kill-others-on-fail --no-color --timings -i --handle-input --pad-prefix',
    },
    read: concurrently,
  },
  {
    names: ['turbo'],
    syntax: {
      depth: 1,
      value:
        '-F --filter --scope --concurrency --cache-dir --cwd --env-mode --log-order --output-logs --profile --token --team --api --ui',
      flags:
        '--force --parallel --continue --no-cache --no-daemon --only --affected --dry --dry-run --summarize -v -h --help',
    },
    read: turbo,
  },
  {
    names: ['nx'],
    syntax: {
      depth: 1,
      value:
        '-t --target --targets -p --projects --exclude --parallel -c --configuration --base --head --runner --output-style --files',
      flags: '--all --skip-nx-cache --nxBail --verbose --graph --prod --production -h --help',
    },
    read: nx,
  },
];

/** `lerna run build`. */
export function lernaRun(command: Command, context: Context): Iterable<Finding> {
  return everywhere(command, context, command.operands.slice(0, 1));
}
