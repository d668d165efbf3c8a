// npm run parse-coverage [-- [--lines] [--verbose] [--limit N] DIRECTORY…]: reads every shell script below the directories (those of a
// Debian machine where none is named) that `bash -n` accepts, and says how many were read without an exception and without
// anything opaque. --lines reads every line of them as a command too. No script is run.
import { spawn } from 'node:child_process';
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Deadline } from '../src/deadline.ts';
import type { OpaqueWhy } from '../src/effect.ts';
import { recordedWorld } from '../src/facts/recorded-world.ts';
import { judge } from '../src/gate.ts';
import { exampleWorld } from '../src/policy/example-world.ts';
import { recordedPolicy } from '../src/policy/layers.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lines: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    limit: { type: 'string', default: '100000' },
  },
});
const SYSTEM = ['/usr', '/etc', '/opt', '/var/lib/dpkg/info', '/root'];
const MAX_BYTES = 1024 * 1024;
const MAINTAINER = /(?:^|\.)(?:preinst|postinst|prerm|postrm|config)$/;

/** Whether a file is a shell script, by its name, its place or its first line. */
function isShellScript(path: string): boolean {
  if (/\.(?:sh|bash)$/.test(path) || /bash[-_]completion(?:\.d)?\/(?:completions|helpers)?\/?[^/]*$/.test(path))
    return true;
  const start = Buffer.alloc(80);
  const file = openSync(path, 'r');
  const read = readSync(file, start, 0, 80, 0);
  closeSync(file);
  const text = start.subarray(0, read).toString('latin1');
  return /^#! *\S*\/(?:env +)?(?:ba|da)?sh\b/.test(text) || (MAINTAINER.test(path) && text.startsWith('#!'));
}

function* scriptsBelow(directory: string): Generator<string> {
  let entries: readonly Dirent[];
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    if (['EACCES', 'ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return;
    throw error;
  }
  for (const entry of entries) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* scriptsBelow(path);
    else if (entry.isFile() && lstatSync(path).size <= MAX_BYTES && isShellScript(path)) yield path;
  }
}

/** Whether bash takes the file for a script; it only parses (bash manual, `set -n`). */
function bashAccepts(path: string): Promise<boolean> {
  return new Promise((done, fail) => {
    const child = spawn('bash', ['--norc', '-O', 'extglob', '-n', path], {
      stdio: 'ignore',
      env: { PATH: '/usr/bin:/bin' },
    });
    child.on('error', fail);
    child.on('close', (code) => done(code === 0));
  });
}

const world = recordedWorld(exampleWorld);
const policy = recordedPolicy(world);

interface Read {
  readonly exception?: string;
  readonly opaque: readonly { readonly why: OpaqueWhy; readonly detail: string }[];
  readonly ms: number;
}

function read(command: string): Read {
  const started = performance.now();
  const took = (): number => performance.now() - started;
  try {
    const { analysis } = judge(
      {
        agent: 'parse-coverage',
        event: 'PreToolUse',
        tool: 'Bash',
        call: { kind: 'shell', command, dialect: 'bash' },
        cwd: '/home/dev/project',
        mode: 'default',
        session: '',
        subagent: '',
      },
      world,
      policy,
      new Deadline(() => performance.now(), 60_000),
    );
    const opaque = analysis.effects.flatMap((effect) =>
      effect.kind === 'opaque' ? [{ why: effect.why, detail: effect.detail }] : [],
    );
    return { opaque, ms: took() };
  } catch (error) {
    return { exception: error instanceof Error ? (error.stack ?? error.name) : String(error), opaque: [], ms: took() };
  }
}

/** What keeps text from being read at all, rather than a value or file from being known. */
const unread: readonly OpaqueWhy[] = ['syntax', 'construct', 'limit'];

class Tally {
  count = 0;
  exceptions = 0;
  clear = 0;
  parsed = 0;
  slowest = 0;
  readonly reasons = new Map<OpaqueWhy, number>();

  add(name: string, { exception, opaque, ms }: Read): void {
    this.count += 1;
    this.slowest = Math.max(this.slowest, ms);
    if (exception !== undefined) {
      this.exceptions += 1;
      console.log(`${name}: ${exception}`);
    } else {
      if (opaque.length === 0) this.clear += 1;
      if (!opaque.some(({ why }) => unread.includes(why))) this.parsed += 1;
    }
    for (const why of new Set(opaque.map((each) => each.why))) this.reasons.set(why, (this.reasons.get(why) ?? 0) + 1);
    if (values.verbose)
      for (const { why, detail } of opaque) if (unread.includes(why)) console.log(`${why}\t${detail}\t${name}`);
  }

  report(title: string): void {
    const share = (part: number): string => `${part} (${((100 * part) / Math.max(1, this.count)).toFixed(1)} %)`;
    console.log(
      `${title}: ${this.count}; exceptions ${this.exceptions}; every construct read ${share(this.parsed)}; nothing opaque at all ${share(this.clear)}; slowest ${this.slowest.toFixed(0)} ms`,
    );
    const reasons = [...this.reasons].toSorted(([, a], [, b]) => b - a).map(([why, count]) => `${why} ${count}`);
    console.log(`  opaque by why: ${reasons.join(', ')}`);
  }
}

const scripts = new Tally();
const lines = new Tally();
const seen = new Set<string>();
let found = 0;
let refused = 0;
for (const directory of positionals.length > 0 ? positionals : SYSTEM)
  for (const path of scriptsBelow(directory)) {
    if (found >= Number(values.limit)) break;
    const text = readFileSync(path, 'utf8');
    if (seen.has(text)) continue;
    seen.add(text);
    found += 1;
    if (!(await bashAccepts(path))) {
      refused += 1;
      continue;
    }
    scripts.add(path, read(text));
    if (!values.lines) continue;
    for (const [index, line] of text.split('\n').entries()) {
      if (seen.has(line) || line.trim() === '') continue;
      seen.add(line);
      lines.add(`${path}:${index + 1}`, read(line));
    }
  }
console.log(`scripts found: ${found}, of which bash -n refuses ${refused}`);
scripts.report('scripts read');
if (values.lines) lines.report('lines read');
process.exitCode = scripts.exceptions + lines.exceptions === 0 ? 0 : 1;
