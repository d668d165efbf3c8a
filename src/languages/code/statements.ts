import type { Given } from './machine-state.ts';
import type { Machine } from './machine.ts';
import { pathWord } from './argument.ts';
import { each, partsOf, type Value } from './value.ts';

/** Methods and functions that execute their text argument, in lower case. */
const executors =
  ' execute executemany executescript execute_sql execsql exec_query exec_driver_sql queryrow querysync queryraw rawquery query raw $executeraw $executerawunsafe $queryraw $queryrawunsafe unsafe unprepared select_all mysqli_query mysqli_multi_query mysql_query pg_query pg_send_query sqlite_query sqlite_exec execute_batch read_sql read_sql_query run_query fetchrow fetchval multi_query prepare ';
/** Words that execute a statement in some library and mean much else in others: only what is plainly SQL counts. */
const perhaps =
  ' exec run all get one any none each do statement text sql fetch call command selectall_arrayref selectrow_array ';

const comments = String.raw`^[\s(;]*(?:--[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*`;
const first = new RegExp(
  `${comments}(?:DROP|TRUNCATE|DELETE|UPDATE|ALTER|INSERT|REPLACE|MERGE|CREATE|GRANT|REVOKE|SELECT|WITH|EXPLAIN|BEGIN|DO|EXEC|EXECUTE|CALL|PRAGMA|VACUUM|COPY|ATTACH|USE|SET|IF)\\s+[^\\s]`,
  'i',
);
const plain = new RegExp(
  `${comments}(?:(?:DROP|ALTER|CREATE)\\s+(?:TABLE|DATABASE|SCHEMA|VIEW|INDEX|MATERIALIZED|USER|ROLE|SEQUENCE|TRIGGER|FUNCTION|PROCEDURE|TYPE|EXTENSION|KEYSPACE|OWNED|SYSTEM)\\b|TRUNCATE\\s+(?:TABLE\\s+)?[\\w"\`[.\\0]+\\s*(?:;|,|$|CASCADE|RESTART|CONTINUE)|DELETE\\s+FROM\\b|UPDATE\\s+\\S+\\s+(?:AS\\s+\\w+\\s+|\\w+\\s+)?SET\\b|(?:GRANT|REVOKE)\\s[^]*\\b(?:ON|TO|FROM)\\b|COPY\\s[^]*\\b(?:TO|FROM)\\b|INSERT\\s+INTO\\b|REPLACE\\s+INTO\\b|MERGE\\s+INTO\\b|WITH\\s+\\w+\\s+AS\\b|BEGIN\\s*;)`,
  'i',
);

/** Statements among the arguments of a call that executes text, whatever its library. */
export function statements(machine: Machine, called: string, given: Given): void {
  const name = called.slice(called.lastIndexOf('.') + 1).toLowerCase();
  const certain = executors.includes(` ${name} `);
  if (!certain && !perhaps.includes(` ${name} `)) return;
  for (const value of given.items) statement(machine, value, certain, given);
  for (const name of ['sql', 'query', 'statement', 'text', 'command', 'operation']) {
    const value = given.named.get(name);
    if (value !== undefined) statement(machine, value, certain, given);
  }
}

function statement(machine: Machine, value: Value, certain: boolean, given: Given): void {
  for (const one of each(value))
    switch (one.is) {
      case 'text': {
        const shown = partsOf(one)
          .map((part) => (typeof part === 'string' ? part : '\0'))
          .join('');
        if ((certain ? first : plain).test(shown)) machine.note({ act: 'sql', text: machine.word(one), at: given.at });
        break;
      }
      case 'content': {
        const path = certain ? pathWord(machine, one.path) : undefined;
        if (path !== undefined) machine.note({ act: 'sql-file', path, at: given.at });
        break;
      }
      case 'object':
        for (const name of ['text', 'sql', 'query', 'statement']) {
          const field = one.fields.get(name);
          if (field !== undefined) statement(machine, field, certain, given);
        }
        break;
      case 'list':
        if (certain) for (const item of one.items.slice(0, 64)) statement(machine, item, false, given);
        break;
      default:
        break;
    }
}
