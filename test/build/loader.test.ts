import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { assemble } from '../../scripts/build/assemble.ts';
import { bundleAlone } from '../../scripts/build/parts.ts';

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-loader-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let directory: string;
let program: string;
let cache: string;
beforeEach(() => {
  directory = mkdtempSync(join(scratch, 'case-'));
  program = join(directory, 'gate.js');
  cache = `${program}.${process.version}.cache`;
});

/** As in scripts/build/loader.ts. */
const HEADER_BYTES = 4096;

const withMain = (body: string) => `module.exports.main=function(args){${body}};`;
const printing = (text: string) => withMain(`require('fs').writeSync(1,${JSON.stringify(text)});return 0`);

type Options = NonNullable<Parameters<typeof assemble>[1]> & { readonly others: Parameters<typeof assemble>[0] };

function write(
  code: string,
  { others = [] as Parameters<typeof assemble>[0], ...options }: Partial<Options> = {},
): void {
  put(assemble([{ code }, ...others], options));
}

function put(assembled: ReturnType<typeof assemble>): void {
  writeFileSync(program, assembled.program, { mode: 0o755 });
  writeFileSync(`${program}.parts`, assembled.parts);
}

function run(args: readonly string[] = [], file = program) {
  const started = performance.now();
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    input: '',
    encoding: 'utf8',
    timeout: 15_000,
  });
  return { status, signal, stdout, stderr, ms: performance.now() - started };
}

describe('the first look', () => {
  const firstLook = bundleAlone('scripts/build/first-look.ts');
  const input = JSON.stringify({
    hook_event_name: 'PreToolUse',
    cwd: '/tmp',
    tool_name: 'Bash',
    tool_input: { command: 'ls -la' },
  });
  const runWith = (given: string | Buffer, args: readonly string[] = []) =>
    spawnSync(process.execPath, [program, ...args], { input: given, encoding: 'utf8', timeout: 15_000 }).stdout;

  it('comes before the program, and only where the hook takes the arguments', () => {
    write(printing('program'), { firstLook });
    expect(runWith(input)).toBe('');
    expect(runWith(`${input}\n`, ['hook'])).toBe('');
    expect(runWith(input, ['hook', '--strict'])).toBe('program');
    expect(runWith(input, ['check'])).toBe('program');
  });

  it('waits for nothing behind the document', async () => {
    write(printing('program'), { firstLook });
    const child = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'ignore'] });
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(10_000) });
    child.stdin.write(`${input}\r\n\n`);
    try {
      expect(await ended).toEqual([0, null]);
    } finally {
      child.kill();
    }
  });

  it('is about one whole document in UTF-8', () => {
    write(printing('program'), { firstLook });
    for (const given of [
      '',
      input.slice(0, -1),
      input + input,
      `${input}x`,
      `\uFEFF${input}`,
      `[${input}]`,
      input.padStart(1_100_000),
      Buffer.from(input.replace('"cwd"', '"x":"\xff","cwd"'), 'latin1'),
    ])
      expect(runWith(given)).toBe('program');
  });

  it('is in the cache as well, and the program answers where it fails', () => {
    write(printing('program'), { firstLook });
    expect(runWith(input)).toBe('');
    expect(readdirSync(directory)).not.toContain(`gate.js.${process.version}.cache`);
    run(['check']);
    expect(statSync(cache).size).toBeGreaterThan(firstLook.length);
    rmSync(`${program}.parts`);
    expect(runWith(input)).toBe('');
    for (const broken of ['throw new Error()', 'exports.passesAtOnce=()=>{throw 1}', 'exports.passesAtOnce=1', '']) {
      write(printing('program'), { firstLook: broken });
      expect(runWith(input), broken).toBe('program');
      expect(runWith(input), broken).toBe('program');
    }
  });

  it('passes for no answer but true', () => {
    for (const answer of ['1', '"yes"', '{}', 'undefined']) {
      write(printing('program'), { firstLook: `exports.passesAtOnce=()=>(${answer})` });
      expect(runWith(input), answer).toBe('program');
    }
  });
});

describe('the built file', () => {
  it('passes the exit code and the output on', () => {
    write(withMain(`require('fs').writeSync(1,args.join());return 3`));
    expect(run(['check', 'x'])).toMatchObject({ status: 3, stdout: 'check,x', stderr: '' });
  });

  it('is executable by itself', () => {
    write(printing('yes'));
    expect(spawnSync(program, { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: 'yes' });
  });

  it('works when it is copied with its parts, also where files are ES modules', () => {
    write(printing('yes'));
    for (const type of ['commonjs', 'module']) {
      const elsewhere = join(directory, type);
      mkdirSync(elsewhere);
      writeFileSync(join(elsewhere, 'package.json'), JSON.stringify({ type }));
      copyFileSync(program, join(elsewhere, 'copy.js'));
      copyFileSync(`${program}.parts`, join(elsewhere, 'copy.js.parts'));
      expect(run([], join(elsewhere, 'copy.js'))).toMatchObject({ status: 0, stdout: 'yes', stderr: '' });
      expect(run([], join(elsewhere, 'copy.js')), 'with its own code cache').toMatchObject({
        status: 0,
        stdout: 'yes',
      });
    }
  });

  it('tells the program where its file is, also through a link', () => {
    write(withMain(`require('fs').writeSync(1,__filename);return 0`));
    symlinkSync(program, join(directory, 'link'));
    expect(run([], join(directory, 'link')).stdout).toBe(realpathSync(program));
  });

  it('keeps comment ends inside the program', () => {
    write(withMain(`require('fs').writeSync(1,'*/'+/a*/.source+(/\\/*/).source);return 0`));
    expect(run().stdout).toBe('*/a*\\/*');
  });

  it('loads another part when something in it is used, once', () => {
    const code = `var other=require('part:1.0');${withMain(`if(args[0]==='check')require('fs').writeSync(1,other.answer()+other.answer());return 0`)}`;
    const others = [
      {
        code: `require('fs').writeSync(1,'loaded,');provide('part:1.0',()=>({answer:function(){return /x*/.test('')?'yes ':'no '}}))`,
      },
    ];
    write(code, { others });
    for (const title of ['compiled', 'from the cache']) {
      expect(run().stdout, title).toBe('');
      expect(run(['check']).stdout, title).toBe('loaded,yes yes ');
    }
  });

  it('lets parts import from each other, in a circle too', () => {
    const code = `provide('part:0.0',()=>({two:2}));var a=require('part:1.0');${withMain(`require('fs').writeSync(1,String(a.sum()));return 0`)}`;
    const others = [
      {
        code: `var core=require('part:0.0'),b=require('part:2.0');provide('part:1.0',()=>({one:1,sum:function(){return core.two+b.three()}}))`,
      },
      { code: `var a=require('part:1.0');provide('part:2.0',()=>({three:function(){return a.one+2}}))` },
    ];
    write(code, { others });
    expect(run()).toMatchObject({ status: 0, stdout: '5', stderr: '' });
    expect(run()).toMatchObject({ status: 0, stdout: '5', stderr: '' });
  });

  it('reads a part that is only text', () => {
    write(withMain(`require('fs').writeSync(1,require('text:1'));return 0`), { others: [{ text: '[1,\n2]' }] });
    expect(run().stdout).toBe('[1,\n2]');
    expect(run().stdout).toBe('[1,\n2]');
  });

  it('refuses code that is not ASCII, or on several lines', () => {
    expect(() => assemble([{ code: '"é"' }])).toThrow(/ASCII/);
    expect(() => assemble([{ code: '1\n2' }])).toThrow(/one line/);
  });
});

describe('the file of parts', () => {
  const parts = () => `${program}.parts`;

  it.each<readonly [string, () => void]>([
    ['is missing', () => rmSync(parts())],
    ['is cut', () => truncateSync(parts(), 100)],
    ['is empty', () => truncateSync(parts())],
    ['belongs to another program', () => writeFileSync(parts(), assemble([{ code: printing('no') }]).parts)],
    ['holds something else', () => writeFileSync(parts(), readFileSync(parts()).fill(0x41, 100))],
    [
      'is a directory',
      () => {
        rmSync(parts());
        mkdirSync(parts());
      },
    ],
  ])('that %s: the call is blocked', (_, damage) => {
    write(printing('yes'));
    damage();
    expect(run()).toMatchObject({ status: 2, stdout: '' });
    expect(run().stderr).toMatch(/^blastgate: .*; the call is blocked\n$/);
  });

  it('is not needed where the cache holds them', () => {
    write(printing('yes'));
    run();
    rmSync(parts());
    expect(run()).toMatchObject({ status: 0, stdout: 'yes', stderr: '' });
  });
});

describe('a failure of ours blocks', () => {
  const failures = {
    'an exception': withMain(`throw new TypeError('the token is s3cret')`),
    'something thrown that is no error': withMain(`throw 's3cret'`),
    'nothing thrown': withMain(`throw undefined`),
    'an exception while the program is loaded': `null.s3cret`,
    'a program without an entry': `var s3cret`,
    'a program that does not parse': `s3cret(`,
    'endless recursion': withMain(`(function f(){f()})()`),
    'an exit code that is none': withMain(`return undefined`),
    'an exit code that is text': withMain(`return '0'`),
    'a broken other part': withMain(`return require('part:7.0').main()`),
  };
  it.each(Object.entries(failures))('%s: exit 2, at most one line, no message', (_, hot) => {
    write(hot);
    const { status, stdout, stderr } = run();
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^(blastgate: .*; the call is blocked\n)?$/);
    expect(stderr).not.toContain('s3cret');
  });

  it.each(['stdout', 'stderr'])('also where %s is closed', (stream) => {
    write(withMain(`require('fs').writeSync(1,'x'.repeat(1e6));throw new Error()`));
    const shell = `"$0" "$1" ${stream === 'stdout' ? '| true; exit "${PIPESTATUS[0]}"' : '2>&-'}`;
    expect(spawnSync('bash', ['-c', shell, process.execPath, program]).status).toBe(2);
  });
});

describe('the deadline', () => {
  const endless = {
    'a loop': `for(;;);`,
    'a loop that catches everything': `for(;;){try{for(;;);}catch(e){}finally{continue}}`,
    'a regular expression': `/^(a+)+$/.test('a'.repeat(60)+'!');return 0`,
    'a long sort': `for(;;)Array.from({length:1e5},(_,i)=>-i).sort()`,
  };
  it.each(Object.entries(endless))('ends %s with exit 2', (_, body) => {
    write(withMain(body), { deadlineMs: 150 });
    const { status, stdout, stderr, ms } = run();
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: 'blastgate: no decision within 150 ms; the call is blocked\n',
    });
    expect(ms).toBeLessThan(10_000);
  });

  it('ends a loop while the program is loaded', () => {
    write(`for(;;);`, { deadlineMs: 150 });
    expect(run().status).toBe(2);
  });

  it('is for the hook alone', () => {
    write(withMain(`const end=Date.now()+400;while(Date.now()<end);return 0`), { deadlineMs: 150 });
    expect(run(['replay']).status).toBe(0);
    expect(run().status).toBe(2);
    expect(run(['hook']).status).toBe(2);
  });

  it('is two seconds', () => {
    put(assemble([{ code: withMain(`for(;;);`) }]));
    const { status, ms } = run();
    expect(status).toBe(2);
    expect(ms).toBeGreaterThan(1900);
    expect(ms).toBeLessThan(15_000);
  });
});

describe('the code cache', () => {
  it('is made by the first run, for the user alone', () => {
    write(printing('yes'));
    expect(run()).toMatchObject({ status: 0, stdout: 'yes' });
    expect(readdirSync(directory).toSorted()).toEqual(['gate.js', 'gate.js.parts', `gate.js.${process.version}.cache`]);
    expect(statSync(cache).mode & 0o777).toBe(0o600);
    expect(run()).toMatchObject({ status: 0, stdout: 'yes' });
  });

  it('is used: V8 runs what the cache holds', () => {
    write(printing('two'));
    run();
    const other = readFileSync(cache);
    write(printing('one'));
    run();
    const own = readFileSync(cache);
    // The right header and seal in front of the other program's code: nothing but the user could write that.
    const { mtime } = statSync(cache);
    expect(own.length).toBe(other.length);
    writeFileSync(cache, Buffer.concat([own.subarray(0, HEADER_BYTES), other.subarray(HEADER_BYTES)]));
    utimesSync(cache, mtime, mtime);
    expect(run().stdout).toBe('two');
  });

  it('holds the functions that the warm-up calls', () => {
    const body = 'let n=0;' + Array.from({ length: 200 }, (_, i) => `n+=args.length*${i};`).join('');
    const hot = `function work(args){${body}return n}` + withMain(`if(args[0]==='never')work(args);return 0`);
    write(hot);
    run();
    const without = statSync(cache).size;
    write(`${hot}module.exports.warmUp=function(){work([])};`);
    run();
    expect(statSync(cache).size).toBeGreaterThan(without + 2000);
  });

  it('survives a warm-up that fails', () => {
    write(`${printing('yes')}module.exports.warmUp=function(){throw new Error()};`);
    expect(run()).toMatchObject({ status: 0, stdout: 'yes', stderr: '' });
    expect(readdirSync(directory).toSorted()).toEqual(['gate.js', 'gate.js.parts']);
  });

  /** Damages a valid cache, and expects the right answer and a new cache. */
  function damaged(damage: (valid: Buffer) => void): void {
    write(printing('yes'));
    run();
    const valid = readFileSync(cache);
    damage(valid);
    expect(run()).toMatchObject({ status: 0, signal: null, stdout: 'yes', stderr: '' });
    const rebuilt = readFileSync(cache);
    expect(rebuilt.subarray(0, HEADER_BYTES)).toEqual(valid.subarray(0, HEADER_BYTES));
    expect(statSync(cache).mode & 0o777).toBe(0o600);
    expect(statSync(cache).uid).toBe(process.getuid?.());
    expect(run()).toMatchObject({ status: 0, stdout: 'yes', stderr: '' });
    expect(readFileSync(cache)).toEqual(rebuilt);
  }

  it.each([0, 30, 90, 110, 4095, 4096, 4110, 4400, -1])('is rejected with a flipped byte at %d', (at) => {
    damaged((valid) => {
      const bytes = Buffer.from(valid);
      const index = at < 0 ? bytes.length + at : at;
      bytes[index] = bytes[index]! ^ 0xff;
      writeFileSync(cache, bytes);
    });
  });

  it.each([0, 1, 160, 4095, 4096, 4097, 5000])('is rejected when cut to %d bytes', (length) => {
    damaged((valid) => writeFileSync(cache, valid.subarray(0, length)));
  });

  it('is rejected when something is appended', () => {
    damaged((valid) => writeFileSync(cache, Buffer.concat([valid, Buffer.from('xx')])));
  });

  it.each([0, 30, 80, 90, 100])('is rejected with a flipped byte at %d of the header, sealed or not', (at) => {
    damaged((valid) => {
      const { mtime } = statSync(cache);
      const bytes = Buffer.from(valid);
      bytes[at] = bytes[at]! ^ 0x01;
      writeFileSync(cache, bytes);
      utimesSync(cache, mtime, mtime);
    });
  });

  it('is rejected when it was touched: its time of change is its seal', () => {
    damaged(() => utimesSync(cache, new Date(), new Date()));
  });

  it('is rejected when it is of another program', () => {
    write(printing('one'));
    run();
    const foreign = readFileSync(cache);
    damaged(() => writeFileSync(cache, foreign));
  });

  it('is rejected when it is of another Node', () => {
    damaged((valid) =>
      writeFileSync(
        cache,
        valid
          .toString('latin1')
          .replace(process.version, 'v19.99.9'.slice(0, process.version.length).padEnd(process.version.length)),
        'latin1',
      ),
    );
  });

  it('is rejected when another may write it', () => {
    damaged(() => chmodSync(cache, 0o620));
    damaged(() => chmodSync(cache, 0o602));
  });

  it('is rejected when it is a symbolic link', () => {
    damaged((valid) => {
      writeFileSync(join(directory, 'elsewhere'), valid, { mode: 0o600 });
      rmSync(cache);
      symlinkSync(join(directory, 'elsewhere'), cache);
    });
    expect(statSync(cache).isFile()).toBe(true);
  });

  it.runIf(process.getuid?.() === 0)('is rejected when it belongs to another user', () => {
    damaged(() => chownSync(cache, 12345, 12345));
  });

  it('does not wait for a FIFO in its place', () => {
    write(printing('yes'));
    spawnSync('mkfifo', [cache]);
    expect(run()).toMatchObject({ status: 0, stdout: 'yes', stderr: '' });
  });

  it('is done without where it cannot be written', () => {
    write(printing('yes'));
    mkdirSync(cache);
    expect(run()).toMatchObject({ status: 0, stdout: 'yes', stderr: '' });
    expect(readdirSync(directory).toSorted()).toEqual(['gate.js', 'gate.js.parts', `gate.js.${process.version}.cache`]);
  });

  it('is not made from a failed run', () => {
    write(withMain(`throw new Error()`));
    run();
    expect(readdirSync(directory).toSorted()).toEqual(['gate.js', 'gate.js.parts']);
  });
});
