import type { Spec } from '../spec.ts';
import { readCarrier, type Carrier } from './_carrier.ts';

const sql: Carrier = {
  names: ['cockroach'],
  dialect: 'cockroach',
  syntax: {
    value:
      '-e --execute -f --file --url --host -h --port -p --user -u -d --database --certs-dir --format --set --cluster-name --watch',
    flags: '--insecure --echo-sql --no-line-editor --safe-updates',
    depth: 1,
  },
  text: '-e --execute',
  file: '-f --file',
  host: '-h --host',
  database: '--url',
  also: '-d --database',
  nameVariables: 'COCKROACH_URL COCKROACH_HOST COCKROACH_DATABASE',
};

/** cockroach sql (CockroachDB docs, "cockroach sql"); `demo` is a throw-away cluster in memory. */
export const specs: readonly Spec[] = [
  {
    names: sql.names,
    syntax: sql.syntax,
    *read(command, context) {
      if (command.verb === 'sql') yield* readCarrier(sql, command, context);
      if (command.verb === 'demo')
        for (const finding of readCarrier(sql, command, context))
          yield finding.kind === 'code' && finding.database !== undefined
            ? { ...finding, database: { ...finding.database, location: 'memory' } }
            : finding;
    },
  },
];
