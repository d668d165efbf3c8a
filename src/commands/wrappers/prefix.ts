import { textOf, type Word } from '../../word.ts';
import type { Syntax } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';

/** A program that runs the rest of its words as a command, after its own options and some operands. */
interface Prefix {
  readonly syntax?: Syntax;
  /** How many operands come before the command. */
  readonly skip?: number;
  /** With one of these options it acts on something that runs already, and starts nothing. */
  readonly unless?: readonly string[];
  /** `NAME=value` words before the command become its environment. */
  readonly assignments?: true;
  /** The verbs that run something; others do not. */
  readonly verbs?: readonly string[];
}

const posix = { style: 'posix' } as const;

// Options that take a value, from each program's manual page.
const prefixes = {
  nohup: {},
  setsid: {},
  chronic: {},
  eatmydata: {},
  fakeroot: { syntax: { value: '-l --lib -f --faked -i -s', style: 'posix' } },
  unbuffer: {},
  catchsegv: {},
  torsocks: {},
  torify: {},
  proxychains: { syntax: { value: '-f', style: 'posix' } },
  proxychains4: { syntax: { value: '-f', style: 'posix' } },
  nice: { syntax: { value: '-n --adjustment', style: 'posix' } },
  ionice: {
    syntax: { value: '-c --class -n --classdata -p --pid -P --pgid -u --uid', style: 'posix' },
    unless: ['-p', '--pid', '-P', '--pgid', '-u', '--uid'],
  },
  stdbuf: { syntax: { value: '-i --input -o --output -e --error', style: 'posix' } },
  timeout: { syntax: { value: '-k --kill-after -s --signal', style: 'posix' }, skip: 1 },
  gtimeout: { syntax: { value: '-k --kill-after -s --signal', style: 'posix' }, skip: 1 },
  time: { syntax: { value: '-f --format -o --output', style: 'posix' } },
  gtime: { syntax: { value: '-f --format -o --output', style: 'posix' } },
  chrt: {
    syntax: { value: '-T --sched-runtime -P --sched-period -D --sched-deadline', style: 'posix' },
    skip: 1,
    unless: ['-p', '--pid', '-m', '--max'],
  },
  taskset: { syntax: posix, skip: 1, unless: ['-p', '--pid'] },
  numactl: {
    syntax: { value: '-i --interleave -p --preferred -m --membind -N --cpunodebind -C --physcpubind', style: 'posix' },
    unless: ['-s', '--show', '-H', '--hardware'],
  },
  prlimit: { syntax: { value: '-p --pid -o --output', style: 'posix' }, unless: ['-p', '--pid'] },
  choom: { syntax: { value: '-n --adjust -p --pid', style: 'posix' }, unless: ['-p', '--pid'] },
  ifne: { syntax: posix },
  noglob: {},
  nocorrect: {},
  linux32: {},
  linux64: {},
  cgexec: { syntax: { value: '-g', style: 'posix' } },
  'systemd-run': {
    syntax: {
      value:
        '-u --unit -p --property -H --host -M --machine -E --setenv --uid --gid --nice --working-directory --slice --description --service-type --on-active --on-boot --on-calendar --timer-property --path-property --socket-property',
      style: 'posix',
    },
  },
  'systemd-inhibit': { syntax: { value: '--what --who --why --mode', style: 'posix' } },
  'dbus-run-session': { syntax: { value: '--config-file --dbus-daemon', style: 'posix' } },
  'dbus-launch': { syntax: { value: '--config-file', style: 'posix' } },
  'xvfb-run': {
    syntax: {
      value: '-e --error-file -f --auth-file -n --server-num -p --xauth-protocol -s --server-args -w --wait',
      style: 'posix',
    },
  },
  firejail: { syntax: posix },
  caffeinate: { syntax: { value: '-t -w', style: 'posix' } },
  strace: {
    syntax: {
      value: '-a -b -e -E -I -o -O -p -P -s -S -u -U -X --trace --signal --attach --output --user --env',
      style: 'posix',
    },
    unless: ['-p', '--attach'],
  },
  ltrace: { syntax: { value: '-a -A -D -e -F -l -n -o -p -s -u -w -x', style: 'posix' }, unless: ['-p'] },
  gdbserver: { syntax: posix, skip: 1 },
  valgrind: { syntax: posix },
  perf: { syntax: { value: '-e -o -p -F', style: 'posix' }, verbs: ['stat', 'record', 'trace'] },
  unshare: {
    syntax: {
      value:
        '-S --setuid -G --setgid -R --root -w --wd --propagation --setgroups --map-user --map-group --map-users --map-groups',
      style: 'posix',
    },
  },
  nsenter: { syntax: { value: '-t --target -S --setuid -G --setgid', style: 'posix' } },
  chroot: { syntax: { value: '--groups --userspec', style: 'posix' }, skip: 1 },
  'arch-chroot': { syntax: { value: '-u', style: 'posix' }, skip: 1 },
  gosu: { syntax: posix, skip: 1 },
  'su-exec': { syntax: posix, skip: 1 },
  setpriv: {
    syntax: {
      value: '--reuid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits --pdeathsig',
      style: 'posix',
    },
  },
  pkexec: { syntax: { value: '--user', style: 'posix' } },
  tini: { syntax: { value: '-p -e', style: 'posix' } },
  'dumb-init': { syntax: { value: '-r --rewrite', style: 'posix' } },
  'cross-env': { syntax: posix, assignments: true },
  dotenv: { syntax: { value: '-e -f -v -c --file --dotenv', style: 'posix' } },
  dotenvx: { syntax: { value: '-f --env-file -e --env', style: 'posix' }, verbs: ['run'] },
  'env-cmd': { syntax: { value: '-f --file -r --rc-file -e --environments', style: 'posix' } },
  mise: { syntax: { value: '-C --cd', style: 'posix' }, verbs: ['exec', 'x'] },
  asdf: { syntax: posix, verbs: ['exec'] },
  direnv: { syntax: posix, verbs: ['exec'], skip: 1 },
  pyenv: { syntax: posix, verbs: ['exec'] },
  rbenv: { syntax: posix, verbs: ['exec'] },
  nodenv: { syntax: posix, verbs: ['exec'] },
  fnm: { syntax: { value: '--using', style: 'posix' }, verbs: ['exec'] },
  volta: { syntax: { value: '--node --npm --yarn --pnpm', style: 'posix' }, verbs: ['run'] },
  nvm: { syntax: posix, verbs: ['exec'], skip: 1 },
  micromamba: { syntax: { value: '-n --name -p --prefix', style: 'posix' }, verbs: ['run'] },
  mamba: { syntax: { value: '-n --name -p --prefix', style: 'posix' }, verbs: ['run'] },
  rtk: {},
  cpulimit: {
    syntax: { value: '-l --limit -p --pid -e --exe', style: 'posix' },
    unless: ['-p', '--pid', '-e', '--exe'],
  },
  wine: {},
  rlwrap: { syntax: { value: '-f -H -s -C -b -q', style: 'posix' } },
  winpty: {},
} satisfies Record<string, Prefix>;

const isAssignment = (word: Word): boolean =>
  /^[A-Za-z_]\w*=/.test(word.parts.length > 0 && typeof word.parts[0] === 'string' ? word.parts[0] : '');

function spec(name: string, prefix: Prefix): Spec {
  const verbs =
    prefix.verbs === undefined
      ? undefined
      : Object.fromEntries(prefix.verbs.map((verb) => [verb, prefix.syntax ?? posix]));
  const base = prefix.syntax ?? posix;
  return {
    names: [name],
    syntax: verbs === undefined ? base : { ...base, style: 'gnu', verbs },
    *read(command): Generator<Finding> {
      if (verbs !== undefined && !Object.hasOwn(verbs, command.verb)) return;
      if (prefix.unless !== undefined && command.has(...prefix.unless) === 'yes') return;
      let argv = command.rest.slice(prefix.skip ?? 0);
      // `mise exec node@20 -- CMD`: tools stand before the dashes.
      const dashes = name === 'mise' ? argv.findIndex((word) => textOf(word) === '--') : -1;
      if (dashes > 0) argv = argv.slice(dashes);
      const assignments = [];
      while (prefix.assignments !== undefined && argv[0] !== undefined && isAssignment(argv[0])) {
        const [word] = argv;
        const [first, ...parts] = word.parts;
        const text = typeof first === 'string' ? first : '';
        const at = text.indexOf('=');
        assignments.push({
          name: text.slice(0, at),
          value: { ...word, parts: [text.slice(at + 1), ...parts].filter((part) => part !== '') },
        });
        argv = argv.slice(1);
      }
      if (argv[0] !== undefined && textOf(argv[0]) === '--') argv = argv.slice(1);
      if (argv.length > 0) yield { kind: 'run', argv, via: name, ...(assignments.length === 0 ? {} : { assignments }) };
    },
  };
}

export const specs: readonly Spec[] = Object.entries<Prefix>(prefixes).map(([name, prefix]) => spec(name, prefix));
