import {
  dropPrefix,
  equals,
  literal,
  prefixOf,
  textOf,
  wordOf,
  type PathRef,
  type Truth,
  type Word,
} from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { managers, type ManagerName } from './_node-managers.ts';
import { fromManifest, install, npmPackage, programOf, splitAt } from './_package.ts';
import { scriptInWorkspaces } from './_workspaces.ts';
import { runPackage } from './npx.ts';
import { scriptNames } from './scripts.ts';

const installVerbs = ' install i in ins inst insta instal isnt isnta isntal add a ';
const lockedVerbs = ' ci clean-install ic install-clean isntall-clean install-ci-test cit install-test it ';
const runVerbs = ' run run-script rum urn ';

/** What installing everything runs of the project's own. */
const installScripts = ['install', 'prepublish', 'prepare'];
const lifecycles: Readonly<Record<string, readonly string[]>> = {
  publish: ['prepublishOnly', 'prepare', 'pack', 'publish'],
  pack: ['prepare', 'pack'],
  version: ['version'],
};

function reader(manager: ManagerName): Spec['read'] {
  return (command, context) => readManager(manager, command, context);
}

function* readManager(manager: ManagerName, command: Command, context: Context): Iterable<Finding> {
  const verb = command.verb;
  if (command.verbUnknown)
    return yield { kind: 'opaque', why: 'program', detail: `${command.program} with a verb that is not known` };
  if (command.has('--help', '-h') === 'yes' && command.rest.length === 0) return;
  const code = manager === 'bun' ? command.value('-e', '--eval', '-p', '--print') : undefined;
  if (code !== undefined) return yield { kind: 'code', language: 'javascript', text: code, via: command.program };
  const [head = '', ...tail] = verb.split(' ');
  if (head === 'workspace' && manager === 'yarn') {
    // `yarn workspace NAME verb …` is `yarn verb …` in that workspace.
    const at = command.words.findIndex((word) => textOf(word) === tail[0]);
    const [script, ...args] = command.words.slice(at + 1).filter((word) => textOf(word) !== 'run');
    if (script !== undefined)
      yield* scriptInWorkspaces(context, '', [tail[0] ?? ''], textOf(script) ?? '', 'yarn workspace', args);
    return yield { kind: 'run', argv: [literal('yarn'), ...command.words.slice(at + 1)], via: 'yarn workspace' };
  }
  if (manager === 'yarn' && head === 'workspaces' && (tail[0] === 'foreach' || tail[0] === 'run'))
    return yield* readForeach(command, context);
  if ((verb === '' && manager === 'yarn') || lockedVerbs.includes(` ${verb} `)) {
    yield* ownScripts(
      manager,
      command,
      context,
      /test|^i?[ct]+t$/.test(verb) ? [...installScripts, 'test'] : installScripts,
    );
    return yield* installAll(manager, command);
  }
  const around = Object.hasOwn(lifecycles, verb) ? lifecycles[verb] : undefined;
  if (around !== undefined) yield* ownScripts(manager, command, context, around);
  if (installVerbs.includes(` ${verb} `) || (manager === 'yarn' && verb === 'global add'))
    return yield* installSome(manager, command, context);
  if (/^(?:up|upgrade|update|udpate)$/.test(verb)) return yield* updateSome(manager, command, context);
  if (runVerbs.includes(` ${verb} `)) {
    const name = command.operands[0] === undefined ? undefined : textOf(command.operands[0]);
    // `yarn run` and `bun run` also start programs of the dependencies.
    if ((manager === 'yarn' || manager === 'bun') && name !== undefined)
      return yield* scriptOrProgram(manager, command, context, name);
    // npm takes options in front of `--` for its own (npm-run(1)); the others hand on what follows the name.
    const args = manager === 'npm' ? command.operands.slice(1) : command.rest.slice(1);
    return yield* runScript(manager, command, context, command.operands[0], args);
  }
  if (verb === 'exec' || verb === 'x' || verb === 'dlx') return yield* execute(manager, command);
  if (verb === 'create' || (verb === 'init' && command.operands.length > 0) || verb === 'c')
    return yield* create(manager, command);
  if (verb === 'pkg set') return yield* setManifest(command, context);
  const scripts = { test: 'test', t: 'test', tst: 'test', start: 'start', stop: 'stop', restart: 'restart' };
  if (manager !== 'bun' && Object.hasOwn(scripts, verb))
    return yield* runScript(
      manager,
      command,
      context,
      literal(scripts[verb as keyof typeof scripts]),
      manager === 'npm' ? command.operands : command.rest,
    );
  yield* registryVerbs(command);
  if (manager !== 'npm' && verb !== '' && !managers[manager].builtin.includes(` ${head} `))
    yield* scriptOrProgram(manager, command, context, head);
}

function mayRunScripts(command: Command): Truth {
  return command.has('--ignore-scripts') === 'yes' ? 'no' : 'yes';
}

function isGlobal(command: Command): Truth {
  return command.verb === 'global add' ? 'yes' : command.has('-g', '--global');
}

function* installAll(manager: string, command: Command): Iterable<Finding> {
  if (command.has('--dry-run') === 'yes') return;
  yield install(fromManifest, { manager, registry: command.value('--registry'), scripts: mayRunScripts(command) });
}

function* installSome(manager: ManagerName, command: Command, context: Context): Iterable<Finding> {
  if (command.has('--dry-run') === 'yes') return;
  if (command.operands.length === 0) {
    yield* ownScripts(manager, command, context, installScripts);
    return yield* installAll(manager, command);
  }
  const global = isGlobal(command);
  for (const word of command.operands) {
    const wanted = npmPackage(word);
    yield install(wanted, { manager, global, registry: command.value('--registry'), scripts: mayRunScripts(command) });
    if (global !== 'yes' && command.has('--no-save') !== 'yes') yield* openVersion(manager, command, context, wanted);
  }
}

function* openVersion(
  manager: ManagerName,
  command: Command,
  context: Context,
  { name, version, source }: ReturnType<typeof npmPackage>,
): Iterable<Finding> {
  if ((version !== 'latest' && version !== 'wildcard') || source !== 'registry') return;
  yield { kind: 'manifest.version', manifest: manifest(manager, command, context), name: textOf(name) ?? '', version };
}

function manifest(manager: ManagerName, command: Command, context: Context): PathRef {
  const directory = command.value(...managers[manager].directory);
  return context.path(
    directory === undefined ? literal('package.json') : wordOf([...directory.parts, '/package.json'], directory.span),
  );
}

function* updateSome(manager: ManagerName, command: Command, context: Context): Iterable<Finding> {
  if (command.operands.length === 0) return yield* installAll(manager, command);
  yield* installSome(manager, command, context);
}

/** `npm run name`: the script is text in package.json. */
function* runScript(
  manager: ManagerName,
  command: Command,
  context: Context,
  name: Word | undefined,
  args: readonly Word[],
): Iterable<Finding> {
  if (name === undefined) return;
  const script = textOf(name);
  if (script === undefined)
    return yield { kind: 'opaque', why: 'program', detail: `${command.program} run with a script that is not known` };
  if (manager === 'bun' && /\.[cm]?[jt]sx?$|^\.{0,2}\//.test(script))
    return yield { kind: 'file-code', language: 'javascript', path: context.path(name), via: command.program, args };
  const given = args.filter((word) => equals(word, '--') !== 'yes');
  const via = `${command.program} run`;
  const filters = workspaceFilters(command);
  if (filters !== undefined) {
    const directory = command.value(...managers[manager].directory);
    yield* scriptInWorkspaces(
      context,
      directory === undefined ? '' : (textOf(directory) ?? ''),
      filters,
      script,
      via,
      given,
    );
    if (command.has('--include-workspace-root', '--iwr') !== 'yes') return;
  }
  const path = manifest(manager, command, context);
  for (const entry of lifecycle(script, path, context))
    yield { kind: 'file-code', language: 'bash', path, via, entry, args: given };
  // Without a script of its own, `npm start` runs server.js (npm-start(1)).
  if (script === 'start' && manager !== 'bun' && !scriptsIn(path, context).includes('start')) {
    const server = context.path(literal('server.js'));
    if (context.content(server) !== undefined)
      yield { kind: 'file-code', language: 'javascript', path: server, via, args: given };
  }
}

/** The workspaces that a script is run in, where it is run in some; empty for all of them. */
function workspaceFilters(command: Command): readonly string[] | undefined {
  const named = command
    .values('-w', '--workspace', '--filter', '-F', '--filter-prod', '--include', '--from')
    .map((word) => textOf(word) ?? '*');
  if (named.length > 0) return named;
  return command.has('--workspaces', '-ws', '-r', '--recursive', '-A', '--all', '-W') === 'yes' ? [] : undefined;
}

function scriptsIn(path: PathRef, context: Context): readonly string[] {
  const content = context.content(path);
  const text = content === undefined ? undefined : textOf(content);
  return text === undefined ? [] : scriptNames(text);
}

/** `npm restart` without such a script stops and starts (npm-restart(1)). */
function lifecycle(script: string, path: PathRef, context: Context): readonly string[] {
  return script === 'restart' && !scriptsIn(path, context).includes('restart') ? ['stop', 'start'] : [script];
}

/** The scripts of the project's own that an act of the manager runs around itself (npm-scripts(7), "Life Cycle Operation Order"). */
function* ownScripts(
  manager: ManagerName,
  command: Command,
  context: Context,
  names: readonly string[],
): Iterable<Finding> {
  if (command.has('--ignore-scripts') === 'yes') return;
  const path = manifest(manager, command, context);
  const own = scriptsIn(path, context);
  for (const entry of names)
    if (own.some((name) => name === entry || name === `pre${entry}` || name === `post${entry}`))
      yield { kind: 'file-code', language: 'bash', path, via: command.program, entry };
}

/** `yarn name`, `pnpm name`, `bun name`: a script of the project if it has one of that name, else a program. */
function* scriptOrProgram(manager: ManagerName, command: Command, context: Context, name: string): Iterable<Finding> {
  const at = command.words.findIndex((word) => textOf(word) === name);
  const word = command.words[at] ?? literal(name);
  const rest = command.words.slice(at + 1);
  if (manager === 'bun' && /\.[cm]?[jt]sx?$|^\.{0,2}\//.test(name))
    return yield { kind: 'file-code', language: 'javascript', path: context.path(word), via: 'bun', args: rest };
  if (hasScript(manager, command, context, name)) return yield* runScript(manager, command, context, word, rest);
  yield { kind: 'run', argv: [programOf(word), ...rest], via: command.program };
}

/** Whether the project's package.json has a script of that name; names that are usual for scripts count where it cannot be read. */
function hasScript(manager: ManagerName, command: Command, context: Context, name: string): boolean {
  const { word, cwd } = manifest(manager, command, context);
  const directory = textOf(cwd);
  const path = textOf(word);
  const content =
    directory === undefined || path === undefined
      ? undefined
      : context.world.read(path.startsWith('/') ? path : `${directory}/${path}`, 256 * 1024);
  if (content?.kind === 'text') {
    const block = /"scripts"\s*:\s*\{([^}]*)\}/.exec(content.text)?.[1];
    if (block !== undefined) return block.includes(`"${name}"`);
  }
  return /^(?:build|dev|start|serve|test|lint|format|fmt|check|clean|typecheck|types|tsc|watch|preview|storybook|coverage|e2e|ci|prepare|release|deploy|docs|generate|codegen|compile|bench|setup|bootstrap|validate|verify|migrate|seed)(?:[:-].*)?$/.test(
    name,
  );
}

/** `npm exec`, `pnpm dlx`, `bun x`: a package is fetched if it is not there, and its program started. */
function* execute(manager: ManagerName, command: Command): Iterable<Finding> {
  const text = command.value('-c', '--call');
  if (text !== undefined) yield { kind: 'code', language: 'bash', text, via: `${command.program} exec` };
  if (manager === 'pnpm' && command.verb === 'exec' && command.has('-c', '--shell-mode') === 'yes') {
    for (const word of command.rest.slice(0, 1)) yield { kind: 'code', language: 'bash', text: word, via: 'pnpm exec' };
    return;
  }
  // In yarn and pnpm only `dlx` fetches anything.
  const fetches = command.verb === 'dlx' || manager === 'npm' || manager === 'bun';
  yield* runPackage(command, manager, fetches, command.value('-p', '--package'));
}

/** `npm create vite`: the package is called create-vite. */
function* create(manager: string, command: Command): Iterable<Finding> {
  const [first] = command.operands;
  if (first === undefined) return;
  const [name, version] = splitAt(first, '@');
  const text = textOf(name);
  const full = text === undefined ? first : literal(text.startsWith('@') ? text : `create-${text}`, first.span);
  yield install(
    { ...npmPackage(version === undefined ? full : wordOf([...full.parts, '@', ...version.parts], first.span)) },
    { manager },
  );
}

/** `npm pkg set dependencies.x=latest`. */
function* setManifest(command: Command, context: Context): Iterable<Finding> {
  for (const word of command.operands) {
    const script = /^scripts\.[^=]+=/.exec(prefixOf(word))?.[0];
    if (script !== undefined)
      yield { kind: 'code', language: 'bash', text: dropPrefix(word, script.length), via: 'npm pkg set' };
    const found = /^(?:dev|optional)?[dD]ependencies\.(.+?)=(?:npm:.*@)?(latest|\*)$/.exec(textOf(word) ?? '');
    if (found !== null)
      yield {
        kind: 'manifest.version',
        manifest: manifest('npm', command, context),
        name: found[1] ?? '',
        version: found[2] === '*' ? 'wildcard' : 'latest',
      };
  }
}

/** `yarn workspaces foreach -A run build`, `yarn workspaces run build`. */
function* readForeach(command: Command, context: Context): Iterable<Finding> {
  const [verb, ...args] = command.operands;
  if (verb === undefined) return;
  const [script = verb] = textOf(verb) === 'run' ? args : [verb];
  yield* scriptInWorkspaces(context, '', workspaceFilters(command) ?? [], textOf(script) ?? '', 'yarn workspaces');
  yield { kind: 'run', argv: [literal('yarn'), verb, ...args], via: 'yarn workspaces' };
}

/** What changes at the registry: npm-publish(1), npm-unpublish(1), npm-owner(1), npm-token(1), … */
function* registryVerbs(command: Command): Iterable<Finding> {
  const [first = literal(''), second = literal('')] = command.operands;
  if (command.has('--dry-run', '-n') === 'yes') return;
  switch (command.verb) {
    case 'publish':
    case 'npm publish':
    case 'stage publish':
    case 'dist-tag add':
    case 'dist-tags add':
    case 'npm tag':
    case 'deprecate':
    case 'undeprecate':
      yield {
        kind: 'deploy.release',
        tool: command.program,
        environment: command.value('--registry', '--tag') ?? literal(''),
        production: 'no',
        what: 'package',
      };
      return;
    case 'unpublish':
      yield {
        kind: 'infra.change',
        provider: 'npm',
        action: 'delete',
        object: 'package',
        target: first,
        irreversible: 'yes',
        approved: command.has('-f', '--force'),
        planned: 'no',
      };
      return;
    case 'token create':
    case 'token revoke':
    case 'token delete':
    case 'token rm':
      yield {
        kind: 'access.change',
        provider: 'npm',
        what: 'key',
        action: command.verb === 'token create' ? 'create' : 'delete',
        target: first,
      };
      return;
    case 'owner add':
    case 'owner rm':
    case 'org set':
    case 'org rm':
    case 'team add':
    case 'team rm':
    case 'team create':
    case 'team destroy':
    case 'access grant':
    case 'access revoke':
    case 'access set':
    case 'access public':
    case 'access restricted':
      yield {
        kind: 'access.change',
        provider: 'npm',
        what: 'member',
        action: 'change',
        target: textOf(second) === '' ? first : second,
      };
      return;
    case 'config get':
    case 'config list':
      if (/_auth|_password/i.test(textOf(first) ?? '')) yield { kind: 'secret.dump', store: 'forge', name: first };
      return;
    default:
  }
}

export const specs: readonly Spec[] = (['npm', 'yarn', 'pnpm', 'bun'] as const).map((name): Spec => ({
  names: managers[name].names,
  syntax: managers[name].syntax,
  read: reader(name),
}));
