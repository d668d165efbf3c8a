import { sqlFindings } from '../commands/database/sql-effects.ts';
import type { Code, Database, Finding } from '../commands/spec.ts';
import { unknownWord } from '../word.ts';

const anyDatabase: Database = { dialect: 'sql', location: 'unknown', name: unknownWord('the database') };

/** What code in a language other than the shell's does, as far as its literal text says. */
export function codeEffects(code: Code): Iterable<Finding> {
  switch (code.language) {
    case 'sql':
      return sqlFindings(code.text, code.database ?? anyDatabase);
    case 'bash':
    case 'python':
    case 'javascript':
    case 'ruby':
    case 'perl':
    case 'php':
    case 'lua':
    case 'awk':
    case 'sed':
    case 'powershell':
    case 'applescript':
    case 'make':
    case 'dockerfile':
      return [];
  }
}
