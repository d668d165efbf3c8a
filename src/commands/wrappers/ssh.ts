import { dropPrefix, equals, prefixOf, type Remote } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';
import { Payload } from '../network/request.ts';
import { joined } from './sudo.ts';

const remote: Remote = { kind: 'ssh', ephemeral: false, mounts: [] };

export const specs: readonly Spec[] = [
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
      for (const option of command.values('-o')) {
        const match = /^(?:ProxyCommand|LocalCommand|KnownHostsCommand)[=\s]+/i.exec(prefixOf(option));
        if (match !== null)
          yield { kind: 'code', language: 'bash', text: dropPrefix(option, match[0].length), via: 'ssh -o' };
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
