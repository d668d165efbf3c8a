import { field, isObject } from '../adapters/input.ts';
import { hostWorld } from '../facts/host-world.ts';
import type { Host } from '../host.ts';
import { policyFor } from '../policy/layers.ts';
import type { JsonObject } from '../tool-call.ts';
import { sendCanary } from './canary.ts';
import { groupsOf, inspect, settingsFiles, type Finding } from './doctor-settings.ts';
import { formOf } from './registration.ts';
import { whereAmI, type Here } from './scope.ts';
import { isOurs } from './settings.ts';
import { paintFor, printable } from './terminal.ts';
import { readArguments } from './usage.ts';

export const help = `Usage: blastgate doctor [--json]

Checks that the gate is registered and works: every settings file the client reads, switches that turn hooks off,
variables that could hijack them, the client's version, the policies — and sends a canary through the registered
command line, for which a denial must come back.

Exit code: 0 all well or warnings only, 1 the gate does not guard.
`;

/** The first client release that knows `onFailure` (hook-contract.md section 13). */
const ON_FAILURE = [2, 1, 295] as const;

function clientFindings(host: Host): readonly Finding[] {
  const path = (host.env('PATH') ?? '')
    .split(':')
    .find((directory) => directory.startsWith('/') && host.stat(`${directory}/claude`).kind === 'file');
  if (path === undefined)
    return [{ level: 'warn', text: 'the Claude Code client is not on PATH; its version is not known' }];
  const result = host.run(`${path}/claude`, ['--version'], {
    input: '',
    timeoutMs: 10_000,
    env: { PATH: host.env('PATH') ?? '', HOME: host.homeDirectory() ?? '/' },
  });
  const version = result.kind === 'exited' ? /(\d+)\.(\d+)\.(\d+)/.exec(result.stdout) : null;
  if (version === null) return [{ level: 'warn', text: `${path}/claude --version does not say which version it is` }];
  const numbers = version.slice(1, 4).map(Number);
  for (const [index, minimum] of ON_FAILURE.entries()) {
    const given = numbers[index] ?? 0;
    if (given > minimum) break;
    if (given < minimum)
      return [
        {
          level: 'warn',
          text: `Claude Code ${version[0]} does not know onFailure: a hook that cannot start lets the call through`,
          fix: 'Update Claude Code to 2.1.295 or later.',
        },
      ];
  }
  return [{ level: 'ok', text: `Claude Code ${version[0]} blocks when a hook fails` }];
}

/** Whether the person accepted the trust dialog for this folder; before that an interactive session runs no hook (section 4.5). */
function trustFindings({ home, project }: Here, host: Host): readonly Finding[] {
  const read = host.readText(`${home}/.claude.json`, 64 * 1024 * 1024);
  if (read.kind !== 'file') return [];
  let value: unknown;
  try {
    value = JSON.parse(read.content);
  } catch (error) {
    return [
      {
        level: 'warn',
        text: `${home}/.claude.json does not parse: ${error instanceof Error ? error.message : String(error)}`,
      },
    ];
  }
  const projects = isObject(value) ? field(value, 'projects') : undefined;
  const entry = projects !== undefined && isObject(projects) ? field(projects, project) : undefined;
  if (entry !== undefined && isObject(entry) && field(entry, 'hasTrustDialogAccepted') === true) return [];
  return [
    {
      level: 'warn',
      text: `${project} is not trusted yet: an interactive session runs no hook until its trust dialog is accepted`,
      fix: 'Start claude in it once and answer the dialog.',
    },
  ];
}

function environmentFindings(host: Host): readonly Finding[] {
  const findings: Finding[] = [];
  if (host.env('CLAUDE_CODE_SIMPLE') === '1' || host.env('CLAUDE_CODE_SAFE_MODE') === '1')
    findings.push({
      level: 'fail',
      text: 'CLAUDE_CODE_SIMPLE or CLAUDE_CODE_SAFE_MODE is set: the client runs no hook',
      fix: 'Unset it.',
    });
  for (const name of ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS'])
    if ((host.env(name) ?? '') !== '')
      findings.push({
        level: 'warn',
        text: `${name} is set; the registered command unsets it for the gate (it slows Node's start or runs code in it)`,
      });
  if (host.env('LD_PRELOAD') !== undefined)
    findings.push({ level: 'warn', text: 'LD_PRELOAD is set: it reaches /usr/bin/env before the gate can unset it' });
  return findings;
}

function policyFindings({ project }: Here, host: Host): readonly Finding[] {
  const world = hostWorld(host, { cwd: project });
  const policy = policyFor(host, world);
  const findings: Finding[] = policy.broken.map((broken) => ({
    level: 'fail',
    text: `policy ${printable(broken.message)}`,
    fix: 'Until then every call it might govern is asked about.',
  }));
  for (const notice of policy.notices) findings.push({ level: 'warn', text: notice });
  if (findings.length === 0)
    findings.push({ level: 'ok', text: `policies load: ${policy.layers.map((layer) => layer.name).join(', ')}` });
  return findings;
}

function registrationFindings(path: string, settings: JsonObject, here: Here, host: Host): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { matcher, handlers } of groupsOf(settings))
    for (const handler of handlers.filter(isOurs)) {
      if (matcher !== '*' && matcher !== '')
        findings.push({
          level: 'warn',
          text: `${path}: the matcher ${JSON.stringify(matcher)} leaves tools unguarded`,
          fix: 'Use "*".',
        });
      if (field(handler, 'onFailure') !== 'block')
        findings.push({
          level: 'warn',
          text: `${path}: without onFailure "block" a failing hook lets the call through`,
          fix: 'Run blastgate init.',
        });
      if (field(handler, 'if') !== undefined)
        findings.push({ level: 'warn', text: `${path}: "if" keeps calls from the gate`, fix: 'Remove it.' });
      if (field(handler, 'async') === true)
        findings.push({ level: 'fail', text: `${path}: an async hook blocks nothing`, fix: 'Remove "async".' });
      if (!Array.isArray(field(handler, 'args')))
        findings.push({
          level: 'warn',
          text: `${path}: the shell form can be wrapped by CLAUDE_CODE_SHELL_PREFIX`,
          fix: 'Run blastgate init for the exec form.',
        });
      const canary = sendCanary(handler, here.home, here.project, host);
      if (canary.kind === 'denied')
        findings.push({
          level: 'ok',
          text: `${path}: a canary was denied through the registered command in ${canary.ms.toFixed(0)} ms; it is the ${formOf(handler) === 'native' ? 'native' : 'Node'} form`,
        });
      else
        findings.push({
          level: 'fail',
          text: `${path}: the canary was not denied: ${canary.why}`,
          fix: 'Run blastgate init.',
        });
    }
  return findings;
}

/** Everything the doctor has to say about this machine and project. */
function examine(here: Here, host: Host): readonly Finding[] {
  const files = settingsFiles(here.home, here.project, host);
  const findings = files.flatMap(inspect);
  const registered = files.flatMap(({ path, settings }) =>
    settings.kind === 'parsed' ? registrationFindings(path, settings.value, here, host) : [],
  );
  if (registered.length === 0)
    findings.push({ level: 'fail', text: 'no settings file registers the gate', fix: 'Run blastgate init.' });
  return [
    ...findings,
    ...registered,
    ...environmentFindings(host),
    ...clientFindings(host),
    ...trustFindings(here, host),
    ...policyFindings(here, host),
  ];
}

/** Examines the installation. */
export function run(args: readonly string[], host: Host): number {
  const options = readArguments(args, { flags: ['--json', '--help'], values: [] });
  if (options.flags.has('--help')) {
    host.writeStdout(help);
    return 0;
  }
  const findings = examine(whereAmI(host), host);
  const bad = findings.some((finding) => finding.level === 'fail');
  if (options.flags.has('--json')) host.writeStdout(`${JSON.stringify({ ok: !bad, findings })}\n`);
  else {
    const paint = paintFor(host, 'stdout');
    const label = {
      ok: paint.outcome('none', 'ok  '),
      warn: paint.outcome('ask', 'warn'),
      fail: paint.outcome('deny', 'FAIL'),
    };
    for (const { level, text, fix } of findings)
      host.writeStdout(`${label[level]}  ${printable(text)}${fix === undefined ? '' : `\n      ${paint.dim(fix)}`}\n`);
    host.writeStdout(bad ? 'The gate does not guard here.\n' : 'The gate guards.\n');
  }
  return bad ? 1 : 0;
}
