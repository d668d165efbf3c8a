/** Which client reads the lines that are not SQL: `\! ls`, `.shell ls`, `system ls`. */
export type Client = 'psql' | 'sqlite' | 'mysql' | 'sqlcmd' | 'sqlplus' | 'snowsql' | 'beeline' | 'cqlsh' | 'none';

/** What differs between dialects in how text is cut into tokens. */
export interface Dialect {
  /** A backslash escapes inside `'…'` (MySQL 9.1.1, BigQuery, ClickHouse, Snowflake, Spark). */
  readonly backslash: boolean;
  /** `"…"` is a string instead of a name. */
  readonly doubleQuoteString: boolean;
  /** `#` starts a comment. */
  readonly hash: boolean;
  /** `--` is a comment only in front of a blank (MySQL 9.7). */
  readonly dashBlank: boolean;
  /** `//` starts a comment. */
  readonly slashes: boolean;
  /** Block comments nest (PostgreSQL 4.1.5, Transact-SQL). */
  readonly nested: boolean;
  /** `$tag$ … $tag$` is a string. */
  readonly dollar: boolean;
  /** `"""…"""` is a string (BigQuery, Lexical structure). */
  readonly triple: boolean;
  /** `[x]` is a name. */
  readonly brackets: boolean;
  /** `/*! … * /` is code (MySQL 9.7). */
  readonly executable: boolean;
  /** Statements need no separator (Transact-SQL). */
  readonly glued: boolean;
  readonly client: Client;
}

const standard: Dialect = {
  backslash: false,
  doubleQuoteString: false,
  hash: false,
  dashBlank: false,
  slashes: false,
  nested: false,
  dollar: false,
  triple: false,
  brackets: false,
  executable: false,
  glued: false,
  client: 'none',
};

/** The readings of a dialect by name; two where the name leaves open which one is right. */
export function dialectsOf(name: string): readonly Dialect[] {
  switch (name) {
    case 'postgres':
    case 'cockroach':
      return [{ ...standard, nested: true, dollar: true, client: 'psql' }];
    case 'mysql':
      return [
        {
          ...standard,
          backslash: true,
          doubleQuoteString: true,
          hash: true,
          dashBlank: true,
          executable: true,
          client: 'mysql',
        },
      ];
    case 'sqlite':
      return [{ ...standard, brackets: true, client: 'sqlite' }];
    case 'duckdb':
      return [{ ...standard, nested: true, dollar: true, client: 'sqlite' }];
    case 'mssql':
      return [{ ...standard, nested: true, brackets: true, glued: true, client: 'sqlcmd' }];
    case 'oracle':
      return [{ ...standard, client: 'sqlplus' }];
    case 'clickhouse':
      return [{ ...standard, backslash: true, hash: true }];
    case 'snowflake':
      return [{ ...standard, backslash: true, slashes: true, dollar: true, client: 'snowsql' }];
    case 'bigquery':
      return [{ ...standard, backslash: true, doubleQuoteString: true, hash: true, triple: true }];
    case 'hive':
    case 'spark':
      return [{ ...standard, backslash: true, doubleQuoteString: true, client: 'beeline' }];
    case 'cassandra':
      return [{ ...standard, slashes: true, dollar: true, client: 'cqlsh' }];
    case 'cypher':
      return [{ ...standard, backslash: true, doubleQuoteString: true, slashes: true, client: 'none' }];
    case 'trino':
    case 'influx':
      return [standard];
    default:
      return [
        { ...standard, dollar: true, client: 'psql' },
        {
          ...standard,
          backslash: true,
          doubleQuoteString: true,
          hash: true,
          dashBlank: true,
          executable: true,
          client: 'mysql',
        },
      ];
  }
}
