import { embeddedFindings } from '../commands/database/embedded.ts';
import { sqlFindings } from '../commands/database/sql-effects.ts';
import { powershellRequests } from '../commands/network/powershell.ts';
import { awkFindings, sedFindings } from '../commands/files/stream-editors.ts';
import type { Code, Database, Finding } from '../commands/spec.ts';
import { literalCalls, type ScriptLanguage } from '../languages/literal-calls.ts';
import { literal, show, textOf, unknownWord, type PathRef, type Word } from '../word.ts';
import type { World } from '../world.ts';

const anyDatabase: Database = { dialect: 'sql', location: 'unknown', name: unknownWord('the database') };

/** What code in a language other than the shell's does, as far as its literal text says. */
export function codeEffects(code: Code, cwd: Word, world: World): Iterable<Finding> {
  switch (code.language) {
    case 'sql':
      return sqlFindings(code.text, code.database ?? anyDatabase);
    case 'powershell':
      return powershellRequests(code.text);
    case 'python':
    case 'javascript':
    case 'ruby':
    case 'perl':
    case 'php':
    case 'lua':
      return literalFindings(code.language, code, cwd, world);
    case 'awk':
      return awkFindings(code.text, placed(code, cwd));
    case 'sed':
      return sedFindings(code.text, placed(code, cwd));
    case 'make':
      return recipes(code);
    case 'bash':
    case 'applescript':
    case 'dockerfile':
      return [];
  }
}

/** The recipe lines of a makefile, each for a shell of its own (GNU make manual, 5.1 and 5.3); which target is made does not count. */
function* recipes({ text }: Code): Generator<Finding> {
  for (const [, line = ''] of (textOf(text) ?? show(text)).replaceAll('\\\n', ' ').matchAll(/^(?:\t|[^\s#:=]+ *:[^=\n]*?;)[ \t]*[@+-]*(.*)$/gm))
    if (line.trim() !== '') yield { kind: 'code', language: 'bash', text: literal(line.replaceAll('$$', '$'), text.span), via: 'make' };
}

/** How the files that code names are found from where it runs. */
function placed(code: Code, cwd: Word): (word: Word) => PathRef {
  return (word) => ({ word, cwd, ...(code.remote === undefined ? {} : { remote: code.remote }) });
}

function* literalFindings(language: ScriptLanguage, code: Code, cwd: Word, world: World): Generator<Finding> {
  const { span } = code.text;
  const path = (text: string): PathRef => ({ word: literal(text, span), cwd, ...(code.remote === undefined ? {} : { remote: code.remote }) });
  for (const call of literalCalls(language, textOf(code.text) ?? show(code.text), world.home))
    switch (call.act) {
      case 'read':
        // A program file that loads its own settings uses them; code written into the command shows them.
        if (code.file === undefined) yield { kind: 'file.read', path: path(call.path), recursive: 'no', hidden: 'no' };
        break;
      case 'write':
      case 'append':
      case 'make': {
        const how = call.act === 'write' ? 'overwrite' : call.act === 'append' ? 'append' : 'create';
        yield { kind: 'file.write', path: path(call.path), how, recursive: 'no', ...(call.content === undefined ? {} : { content: literal(call.content, span) }) };
        break;
      }
      case 'delete':
      case 'delete-tree':
        yield { kind: 'file.delete', path: path(call.path), recursive: call.act === 'delete' ? 'no' : 'yes', how: 'remove', filtered: 'no' };
        break;
      case 'copy':
      case 'move':
        if (call.act === 'move') yield { kind: 'file.delete', path: path(call.path), recursive: 'yes', how: 'move', filtered: 'no' };
        else yield { kind: 'file.read', path: path(call.path), recursive: 'no', hidden: 'no' };
        yield { kind: 'file.write', path: path(call.target), how: call.act === 'move' ? 'move' : 'overwrite', recursive: 'no', source: path(call.path) };
        break;
      case 'shell':
        yield { kind: 'code', language: 'bash', text: literal(call.command, span), via: language };
        break;
      case 'run':
        yield { kind: 'run', argv: call.argv.map((word) => literal(word, span)), via: language };
        break;
      case 'environment':
        yield { kind: 'secret.dump', store: 'environment', name: literal('every variable', span) };
        break;
    }
  yield* embeddedFindings(code.text, language, cwd, code.file === undefined);
}
