import type { Host } from '../host.ts';
import type { JsonObject } from '../tool-call.ts';
import { sendCanary } from './canary.ts';
import type { Here } from './scope.ts';
import type { Registration, Scope } from './settings.ts';

// Variables through which a repository's settings could load code into Node or the loader, or slow its start
// (numbers.md, "Traps of runtimes in a hostile environment"; ld.so(8)).
const unset = [
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NODE_PATH',
  // Since Node 22.1 compiled code is read from there.
  'NODE_COMPILE_CACHE',
  'NODE_V8_COVERAGE',
  'NODE_REDIRECT_WARNINGS',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_ICU_DATA',
  'OPENSSL_CONF',
  'LD_PRELOAD',
  'LD_LIBRARY_PATH',
  'LD_AUDIT',
] as const;

/** In the names of the packages, as Node names them. */
const CPUS = ['x64', 'arm64'] as const;

/** Seconds after which the client gives up on the hook; the gate's own deadline lies well inside. */
const TIMEOUT_SECONDS = 10;

// Second line behind the hook (hook-contract.md section 15 row 9): these also stop `@file` mentions and the Edit tool's
// answers about a file it may not read. Rule syntax: Claude Code settings, "Read and Edit rules" follow gitignore.
const secrets = [
  '**/.env',
  '**/.env.local',
  '**/.env.production',
  '~/.ssh/**',
  '~/.aws/**',
  '~/.gnupg/**',
  '~/.kube/config',
  '~/.netrc',
  '~/.git-credentials',
  '~/.docker/config.json',
  '~/.config/gh/hosts.yml',
  '~/.config/gcloud/**',
  '~/.azure/**',
];
const ours = [
  '~/.config/blastgate/**',
  '~/.local/state/blastgate/**',
  '~/.cache/blastgate/**',
  '**/.blastgate.yaml',
  '**/.blastgate.local.yaml',
  '**/.blastgate/**',
];

/** The `permissions.deny` rules that go with the hook. */
export const denyRules: readonly string[] = [
  ...secrets.flatMap((path) => [`Read(${path})`, `Edit(${path})`]),
  ...ours.map((path) => `Edit(${path})`),
];

/** The program that a scope's registration names: the native form where there is one that denies, else the Node form. */
export type Program = { readonly form: 'native' | 'node'; readonly file: string };

/** Which program a scope registers, or why there is none. */
export function programFor(scope: Scope, { home, project }: Here, host: Host): Program | { readonly why: string } {
  if (scope !== 'project') return nativeProgram(home, project, host) ?? { form: 'node', file: host.programFile() };
  // What is committed must name neither one person's directories nor one platform: it goes through the project's own
  // installation, in the form that runs everywhere.
  const relative = 'node_modules/blastgate/dist/blastgate.js';
  if (host.stat(`${project}/${relative}`).kind !== 'file')
    return {
      why: `${relative} is not there; install blastgate in the project first (npm install --save-dev blastgate), or use --local or --user`,
    };
  return { form: 'node', file: `\${CLAUDE_PROJECT_DIR}/${relative}` };
}

/** The native form that runs, or the one installed with the Node form that runs: beside it, or as a package of its own (docs/adr/0016). */
function nativeProgram(home: string, project: string, host: Host): Program | undefined {
  const own = host.programFile();
  const directory = own.slice(0, own.lastIndexOf('/'));
  const packages = /^(.*\/node_modules)\/blastgate\/dist$/.exec(directory)?.[1];
  const candidates =
    host.executable() === own
      ? [own]
      : [
          `${directory}/native/blastgate`,
          ...(packages === undefined
            ? []
            : CPUS.map((cpu) => `${packages}/@blastgate/${host.platform}-${cpu}/blastgate`)),
        ];
  return candidates
    .map((file) => ({ form: 'native', file }) as const)
    .find(
      (program) =>
        host.stat(program.file).kind === 'file' &&
        sendCanary(registrationOf(program, host).handler, home, project, host).kind === 'denied',
    );
}

/** The hook handler in exec form, with absolute paths and a failure that blocks. The Node form also needs the variables unset that hijack or slow Node. */
export function registrationOf({ form, file }: Program, host: Host): Registration {
  const node = ['/usr/bin/env', ...unset.flatMap((name) => ['-u', name]), host.executable(), file, 'hook'];
  const [command = file, ...args] = form === 'native' ? [file, 'hook'] : node;
  const handler: JsonObject = { type: 'command', command, args, timeout: TIMEOUT_SECONDS, onFailure: 'block' };
  return { handler, deny: denyRules };
}

/** Which form a registered handler starts. */
export function formOf(handler: JsonObject): Program['form'] {
  const command = handler['command'];
  return typeof command === 'string' && command.endsWith('/blastgate') ? 'native' : 'node';
}
