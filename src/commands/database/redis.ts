import { redisCommand } from '../../languages/redis.ts';
import { textOf } from '../../word.ts';
import type { Spec } from '../spec.ts';
import { databaseOf, type Carrier } from './_carrier.ts';
import { statementFinding } from './sql-effects.ts';

const cli: Carrier = {
  names: ['redis-cli', 'valkey-cli', 'keydb-cli', 'iredis', 'rdcli'],
  dialect: 'redis',
  syntax: {
    value:
      '-h -p -s -a --user --pass --askpass -u -r -i -n -d -D --sni --cacert --cacertdir --cert --key --tls-ciphers --eval --rdb --functions-rdb --pattern --quoted-pattern --count --memkeys-samples --intrinsic-latency --lru-test --cluster --show-pushes -t',
    flags:
      '-c -x -X -2 -3 -e --raw --no-raw --csv --json --scan --bigkeys --memkeys --hotkeys --pipe --latency --stat --tls --no-auth-warning --verbose --insecure',
    style: 'posix',
  },
  host: '-h',
  database: '-u',
  also: '-s',
  hostVariables: 'REDIS_HOST',
};

/** redis-cli: everything behind its options is one command; without one, a command per line of standard input. */
export const specs: readonly Spec[] = [
  {
    names: cli.names,
    syntax: cli.syntax,
    *read(command, context) {
      const database = databaseOf(cli, command, context);
      const script = command.value('--eval');
      if (script !== undefined) {
        yield { kind: 'file-code', language: 'lua', path: context.path(script), via: `${command.program} --eval` };
        return;
      }
      const cluster = textOf(command.value('--cluster') ?? { parts: [], span: { start: 0, end: 0 }, many: false });
      const words = cluster === 'call' ? command.operands.slice(1) : command.operands;
      if (words.length === 0) {
        if (
          cluster === '' &&
          command.has('--scan', '--bigkeys', '--memkeys', '--hotkeys', '--latency', '--stat', '--rdb') !== 'yes'
        )
          yield { kind: 'stream-code', language: 'sql', stream: context.stdin, via: command.program, database };
        return;
      }
      for (const item of redisCommand(words)) if (item.kind === 'statement') yield statementFinding(item, database);
    },
  },
];
