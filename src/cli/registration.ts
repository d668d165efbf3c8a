import type { Host } from '../host.ts';
import type { JsonObject } from '../tool-call.ts';
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

/** The program a scope's registration names, or why there is none. */
export function programFor(
  scope: Scope,
  project: string,
  host: Host,
): { readonly program: string } | { readonly why: string } {
  if (scope !== 'project') return { program: host.programFile() };
  // What is committed must not name one person's directories: it goes through the project's own installation.
  const relative = 'node_modules/blastgate/dist/blastgate.js';
  if (host.stat(`${project}/${relative}`).kind !== 'file')
    return {
      why: `${relative} is not there; install blastgate in the project first (npm install --save-dev blastgate), or use --local or --user`,
    };
  return { program: `\${CLAUDE_PROJECT_DIR}/${relative}` };
}

/** The hook handler in exec form: absolute paths, the variables that hijack or slow Node unset, and a failure that blocks. */
export function registrationOf(program: string, host: Host): Registration {
  const handler: JsonObject = {
    type: 'command',
    command: '/usr/bin/env',
    args: [...unset.flatMap((name) => ['-u', name]), host.executable(), program, 'hook'],
    timeout: TIMEOUT_SECONDS,
    onFailure: 'block',
  };
  return { handler, deny: denyRules };
}
