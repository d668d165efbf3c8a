import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, makeHome } from './machine.ts';

const here = join(process.cwd(), 'test/oracle');
/** Seconds that one script may take. */
const SCRIPT_LIMIT = 3;
const BATCH = 100;
const WORKERS = 3;
/** How many scripts of a batch may end the sandbox they run in. */
const MAX_LOSSES = 5;

/** The words a stand-in was called with, its own name first. */
export type Recorded = readonly string[];

/** Whether bubblewrap is there, or why it cannot be used. */
export function sandboxProblem(): string | undefined {
  const { status, error, stderr } = spawnSync('bwrap', ['--unshare-all', '--ro-bind', '/', '/', '/usr/bin/true'], {
    encoding: 'utf8',
  });
  if (error !== undefined) return 'bubblewrap is not installed (apt-get install bubblewrap)';
  return status === 0 ? undefined : `bubblewrap does not work here: ${stderr.trim()}`;
}

/**
 * A place where dangerous scripts can be run: no network, no capabilities, nothing of the machine to be written, a home that is
 * thrown away, and a stand-in over every program in `covered` wherever it is installed.
 */
export class Sandbox {
  readonly #scratch = mkdtempSync(join(tmpdir(), 'blastgate-oracle-'));
  /** Where the home of every script is kept, on this machine. */
  readonly home: string;
  readonly #covered: readonly string[];

  /** `home` is one that another sandbox has made: nobody writes to it. */
  constructor(covered: readonly string[], home?: string) {
    this.#covered = covered;
    this.home = home ?? join(this.#scratch, 'home');
    const bin = join(this.#scratch, 'bin');
    mkdirSync(bin);
    const put = (from: string, to: string): void => {
      copyFileSync(join(here, from), to);
      chmodSync(to, 0o755);
    };
    put('stand-in.sh', join(this.#scratch, 'stand-in'));
    for (const program of covered) put('stand-in.sh', join(bin, program));
    for (const program of ['sudo', 'doas']) put('sudo.sh', join(bin, program));
    put('supervisor.bash', join(this.#scratch, 'supervisor.bash'));
    put('canary.bash', join(this.#scratch, 'canary.bash'));
    writeFileSync(join(this.#scratch, 'passwd'), 'root:x:0:0::/root:/bin/bash\ndev:x:1000:1000::/home/dev:/bin/bash\n');
    writeFileSync(join(this.#scratch, 'group'), 'root:x:0:\ndev:x:1000:\n');
    if (home === undefined) makeHome(this.home);
    this.#prove();
  }

  /** What the stand-ins recorded, script by script. */
  async run(scripts: readonly string[]): Promise<readonly (readonly Recorded[])[]> {
    const all: (readonly Recorded[])[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < scripts.length) {
        const from = next;
        next += BATCH;
        for (const [index, records] of (await this.#batch(scripts.slice(from, from + BATCH))).entries())
          all[from + index] = records;
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, work));
    return all;
  }

  close(): void {
    rmSync(this.#scratch, { recursive: true, force: true });
  }

  #arguments(): readonly string[] {
    const args = [
      '--unshare-all',
      '--die-with-parent',
      '--new-session',
      '--cap-drop',
      'ALL',
      '--uid',
      '1000',
      '--gid',
      '1000',
      '--hostname',
      'oracle',
      '--clearenv',
    ];
    for (const [name, value] of Object.entries(environment)) args.push('--setenv', name, value);
    args.push('--ro-bind', '/usr', '/usr');
    for (const top of ['/bin', '/sbin', '/lib', '/lib64', '/lib32'])
      if (existsSync(top))
        args.push(
          ...(lstatSync(top).isSymbolicLink() ? ['--symlink', readlinkSync(top), top] : ['--ro-bind', top, top]),
        );
    args.push('--ro-bind', join(this.#scratch, 'bin'), '/usr/local/bin');
    const installed = this.#covered.flatMap((program) =>
      ['/usr/bin', '/usr/sbin', '/bin', '/sbin'].map((directory) => join(directory, program)),
    );
    const files = new Set(installed.filter((path) => existsSync(path)).map((path) => realpathSync(path)));
    for (const file of files)
      if (file.startsWith('/usr/') || file.startsWith('/bin/') || file.startsWith('/sbin/'))
        args.push('--ro-bind', join(this.#scratch, 'stand-in'), file);
    args.push(
      '--ro-bind',
      join(this.#scratch, 'passwd'),
      '/etc/passwd',
      '--ro-bind',
      join(this.#scratch, 'group'),
      '/etc/group',
    );
    for (const path of ['/etc/alternatives', '/etc/ld.so.cache', '/etc/ld.so.conf'])
      if (existsSync(path)) args.push('--ro-bind', path, path);
    args.push('--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp', '--tmpfs', '/home', '--tmpfs', '/run/oracle');
    args.push('--ro-bind', this.home, '/run/oracle/home', '--dir', '/run/oracle/stand-ins');
    args.push('--ro-bind', join(this.#scratch, 'stand-in'), '/run/oracle/stand-ins/stand-in');
    for (const file of ['supervisor.bash', 'canary.bash'])
      args.push('--ro-bind', join(this.#scratch, file), `/run/oracle/${file}`);
    args.push('--ro-bind', join(this.#scratch, 'passwd'), '/run/oracle/inside', '--remount-ro', '/', '--chdir', '/');
    return [...args, '/usr/bin/bash', '--norc', '--noprofile'];
  }

  /** Throws unless the sandbox holds, and a stand-in stands where a dangerous program was. */
  #prove(): void {
    const outside = join(this.#scratch, 'passwd');
    const { status, stdout, stderr } = spawnSync(
      'bwrap',
      [...this.#arguments(), '/run/oracle/canary.bash', outside, ...this.#covered],
      {
        encoding: 'utf8',
        timeout: 60_000,
      },
    );
    if (status !== 0 || stdout !== '')
      throw new Error(`The sandbox is not safe (exit code ${status}):\n${stdout}${stderr}`);
  }

  /** Runs the scripts one after another; one that takes the whole sandbox down with it counts as having run nothing. */
  async #batch(scripts: readonly string[], losses = 0): Promise<readonly (readonly Recorded[])[]> {
    const { records, errors } = await this.#supervise(scripts);
    if (records.length >= scripts.length) return records;
    if (losses === MAX_LOSSES || errors !== '')
      throw new Error(`The sandbox ran ${records.length} of ${scripts.length} scripts: ${errors}`);
    return [...records, [], ...(await this.#batch(scripts.slice(records.length + 1), losses + 1))];
  }

  #supervise(
    scripts: readonly string[],
  ): Promise<{ readonly records: readonly (readonly Recorded[])[]; readonly errors: string }> {
    return new Promise((resolve, reject) => {
      const child = spawn('bwrap', [...this.#arguments(), '/run/oracle/supervisor.bash', String(SCRIPT_LIMIT)]);
      const output: Buffer[] = [];
      const errors: Buffer[] = [];
      const limit = setTimeout(() => child.kill('SIGKILL'), (SCRIPT_LIMIT + 2) * 1000 * scripts.length);
      child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
      child.on('error', reject);
      child.stdin.on('error', reject);
      child.on('close', () => {
        clearTimeout(limit);
        resolve({ records: parse(Buffer.concat(output).toString()), errors: Buffer.concat(errors).toString() });
      });
      child.stdin.end(scripts.map((script) => `${script}\0`).join(''));
    });
  }
}

/** The supervisor's output: per script its records, each a count and that many words, and then END. */
function parse(output: string): readonly (readonly Recorded[])[] {
  const all: Recorded[][] = [];
  let records: Recorded[] = [];
  const items = output.split('\0');
  for (let index = 0; index < items.length - 1;) {
    const item = items[index++];
    if (item === 'END') {
      all.push(records);
      records = [];
      continue;
    }
    const count = Number(item);
    if (!Number.isInteger(count) || count < 1)
      throw new Error(`The sandbox wrote ${JSON.stringify(item)} where a record begins.`);
    records.push(items.slice(index, index + count));
    index += count;
  }
  return all;
}
