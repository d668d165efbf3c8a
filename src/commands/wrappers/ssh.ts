import { dropPrefix, equals, literal, prefixOf, textOf, type Remote } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { Payload } from '../network/request.ts';
import { joined } from './sudo.ts';

const remote: Remote = { kind: 'ssh', ephemeral: false, mounts: [] };

/** A program whose first operands name a machine and whose others are a command there. */
interface Reach {
  readonly names: readonly string[];
  readonly syntax: Syntax;
  /** Verbs behind which the command stands; any where absent. */
  readonly verbs?: RegExp;
  /** How many operands name the machine. */
  readonly skip: number;
  readonly kind: Remote['kind'];
  /** The command sees this machine's home directory (distrobox(1), toolbox(1)). */
  readonly here?: boolean;
}

const reaches: readonly Reach[] = [
  {
    names: ['pdsh', 'dsh', 'clush', 'parallel-ssh', 'pssh', 'prun'],
    syntax: {
      style: 'posix',
      value:
        '-w -g -x -l -t -u -f -R -M -h -H -o -e -p -O -i -A -c --hosts --user --hosts-file --outdir --group --machine',
      flags: '-a -b -S -v -P -I -q',
    },
    skip: 0,
    kind: 'ssh',
  },
  {
    names: ['tsh'],
    syntax: {
      depth: 1,
      value: '--proxy -l --login --user --ttl -i --identity -c --cluster',
      verbs: { ssh: { style: 'posix', value: '-l --login -L -D -p --port -o --cluster' } },
    },
    verbs: /^ssh$/,
    skip: 1,
    kind: 'ssh',
  },
  {
    names: ['lxc', 'incus'],
    syntax: {
      depth: 1,
      value: '--project',
      verbs: { exec: { style: 'posix', value: '--cwd --env --user --group --mode -T', flags: '-t -n' } },
    },
    verbs: /^exec$/,
    skip: 1,
    kind: 'container',
  },
  {
    names: ['apptainer', 'singularity', 'enroot'],
    syntax: {
      depth: 1,
      value: '-n --name -B --bind --env --pwd -e',
      verbs: { exec: { style: 'posix', value: '-B --bind --env --pwd' } },
    },
    verbs: /^exec$/,
    skip: 1,
    kind: 'container',
  },
  {
    names: ['devcontainer'],
    syntax: {
      depth: 1,
      verbs: {
        exec: {
          style: 'posix',
          value: '--workspace-folder --container-id --config --remote-env --id-label --docker-path --log-level',
        },
      },
    },
    verbs: /^exec$/,
    skip: 0,
    kind: 'container',
  },
  {
    names: ['machinectl'],
    syntax: {
      depth: 1,
      value: '-H --host -M --machine --uid -E --setenv',
      verbs: { shell: { style: 'posix', value: '--uid -E --setenv' } },
    },
    verbs: /^shell$/,
    skip: 1,
    kind: 'container',
  },
  {
    names: ['distrobox', 'toolbox', 'distrobox-enter', 'toolbx'],
    syntax: {
      depth: 1,
      value: '-n --name -c --container -d --distro -r --release',
      verbs: {
        enter: { style: 'posix', value: '-n --name' },
        run: { style: 'posix', value: '-c --container -d --distro -r --release' },
      },
    },
    verbs: /^(?:enter|run)$/,
    skip: 0,
    kind: 'container',
    here: true,
  },
];

function* reach({ verbs, skip, kind, here }: Reach, command: Command): Iterable<Finding> {
  if (verbs !== undefined && !verbs.test(command.verb)) return;
  const words = command.rest.slice(skip);
  const dashes = words.findIndex((word) => prefixOf(word) === '--');
  const argv = dashes < 0 ? words : words.slice(dashes + 1);
  const via = `${command.program} ${command.verb}`.trim();
  // `toolbox enter NAME` alone is a shell.
  if (argv.length === 0 || (here === true && command.verb === 'enter' && dashes < 0 && argv.length === 1)) return;
  if (here === true) yield { kind: 'run', argv, via };
  else if (kind === 'ssh')
    yield { kind: 'code', language: 'bash', text: joined(argv), via, remote: { ...remote, kind } };
  else yield { kind: 'run', argv, via, cwd: literal('/'), remote: { ...remote, kind } };
}

/** The words of ssh_config(5) whose argument a shell runs here. */
const runs = /^\s*(?:(?:ProxyCommand|LocalCommand|KnownHostsCommand)(?:\s*=\s*|\s+)|Match\s.*?\bexec\s+)/i;

/** Commands that the options and the configuration file of ssh and its relatives run on this machine. */
function* configured(command: Command, context: Context): Generator<Finding> {
  for (const option of command.values('-o')) {
    const match = runs.exec(prefixOf(option));
    if (match !== null)
      yield { kind: 'code', language: 'bash', text: dropPrefix(option, match[0].length), via: 'ssh -o' };
  }
  for (const file of command.values('-F')) {
    const content = context.content(context.path(file));
    for (const line of (content === undefined ? undefined : textOf(content))?.split('\n') ?? []) {
      const match = runs.exec(line);
      const text = match === null ? '' : line.slice(match[0].length).replace(/^"(.*)"\s*$/, '$1');
      if (text !== '') yield { kind: 'code', language: 'bash', text: literal(text, file.span), via: 'ssh -F' };
    }
  }
  for (const program of command.program === 'scp' || command.program === 'sftp' ? command.values('-S') : [])
    yield { kind: 'run', argv: [program], via: command.program };
}

export const specs: readonly Spec[] = [
  ...reaches.map((row): Spec => ({ names: row.names, syntax: row.syntax, read: (command) => reach(row, command) })),
  {
    names: ['ssh', 'autossh', 'slogin'],
    syntax: { value: '-B -b -c -D -E -e -F -I -i -J -L -l -m -M -O -o -p -P -Q -R -S -W -w', style: 'posix' },
    read: configured,
  },
  {
    names: ['scp', 'sftp', 'sshfs', 'ssh-copy-id'],
    syntax: { value: '-b -B -c -D -F -i -J -l -o -P -p -R -S -s -X' },
    read: configured,
  },
  {
    // ssh(1): what follows the destination is joined by blanks and given to the login shell there.
    names: ['ssh', 'autossh', 'mosh', 'slogin', 'sshpass'],
    syntax: {
      value: '-B -b -c -D -E -e -F -I -i -J -L -l -m -M -O -o -p -P -Q -R -S -W -w',
      flags: '-4 -6 -A -a -C -f -G -g -K -k -N -n -q -s -T -t -V -v -X -x -Y -y',
      style: 'posix',
    },
    *read(command, context): Generator<Finding> {
      if (command.program === 'sshpass') {
        if (command.rest.length > 0) yield { kind: 'run', argv: command.rest, via: 'sshpass' };
        return;
      }
      // A `--` ends the options even behind the destination (ssh.c, main).
      const words = command.rest.slice(
        command.rest[1] !== undefined && equals(command.rest[1], '--') === 'yes' ? 2 : 1,
      );
      const [host] = command.rest;
      if (host !== undefined && context.stdin.kind !== 'inherited') {
        const payload = new Payload(context);
        payload.stdin();
        yield payload.request(host, 'SSH', 'yes');
      }
      if (words.length > 0) yield { kind: 'code', language: 'bash', text: joined(words), via: 'ssh', remote };
      else if (command.rest.length > 0 && command.has('-N', '-G', '-V', '-Q', '-O') === 'no')
        yield { kind: 'stream-code', language: 'bash', stream: context.stdin, via: 'ssh', remote };
    },
  },
];
