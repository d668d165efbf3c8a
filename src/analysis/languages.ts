import { appleScriptFindings } from './applescript.ts';
import { dockerfileFindings } from '../commands/containers/_dockerfile.ts';
import { databaseOf, mapperFindings } from '../commands/database/embedded.ts';
import { sqlFindings } from '../commands/database/sql-effects.ts';
import { awkFindings, sedFindings } from '../commands/files/stream-editors.ts';
import type { Code, Database, Finding } from '../commands/spec.ts';
import type { ProjectFiles } from '../commands/project-files.ts';
import { makeFindings } from '../commands/wrappers/make.ts';
import { hostOf, sendsForeignKey } from '../commands/network/request.ts';
import type { Act } from '../languages/code/act.ts';
import type { CodeLanguageName } from '../languages/code/grammar.ts';
import { readProgram } from '../languages/code/read-code.ts';
import {
  literal,
  prefixOf,
  show,
  textOf,
  unknownWord,
  wordOf,
  type PathRef,
  type Span,
  type Stream,
  type Word,
} from '../word.ts';
import type { World } from '../world.ts';

const anyDatabase: Database = { dialect: 'sql', location: 'unknown', name: unknownWord('the database') };

/** What code in a language other than the shell's does, as far as its literal text says. */
export function codeEffects(code: Code, cwd: Word, world: World, files: ProjectFiles): Iterable<Finding> {
  switch (code.language) {
    case 'sql':
      return sqlFindings(code.text, code.database ?? anyDatabase);
    case 'python':
    case 'javascript':
    case 'ruby':
    case 'perl':
    case 'php':
    case 'lua':
      return programFindings(code.language, code, cwd, world);
    case 'awk':
      return awkFindings(code.text, placed(code, cwd));
    case 'sed':
      return sedFindings(code.text, placed(code, cwd));
    case 'make':
      return makeFindings(code, placed(code, code.cwd ?? cwd), files);
    case 'applescript':
      return appleScriptFindings(code.text, placed(code, cwd));
    case 'bash':
    case 'powershell':
    case 'cmd':
      return [];
    case 'dockerfile':
      return dockerfileFindings(code, placed(code, cwd));
  }
}

/** How the files that code names are found from where it runs. */
function placed(code: Code, cwd: Word): (word: Word) => PathRef {
  return (word) => ({ word, cwd, ...(code.remote === undefined ? {} : { remote: code.remote }) });
}

/** What a program does, act by act; what stands in a file carries the file's name and the line. */
function* programFindings(language: CodeLanguageName, code: Code, cwd: Word, world: World): Generator<Finding> {
  const file = code.file === undefined ? undefined : show(code.file.word);
  const text = textOf(code.text) ?? '';
  let database: Database | undefined;
  const connected = (): Database => (database ??= databaseOf(code.text, language, cwd));
  for (const act of readProgram(language, code.text, {
    home: world.home,
    file: isSettled(code),
    args: code.args ?? [],
    ...(code.file === undefined ? {} : { script: code.file.word }),
    ...(code.importer === undefined ? {} : { importer: code.importer }),
    ...(code.tasks === undefined ? {} : { tasks: code.tasks }),
  })) {
    const origin = file === undefined ? {} : { origin: `${file}:${text.slice(0, act.at).split('\n').length}` };
    yield* actFindings(
      act,
      language,
      { ...code, text: { ...code.text, span: { ...code.text.span, ...origin } } },
      act.cwd === undefined ? cwd : from(act.cwd, cwd),
      connected,
    );
  }
  yield* mapperFindings(code.text, language, cwd, !isSettled(code));
}

/** Whether the code stands in a file that was there before the call. */
function isSettled(code: Code): boolean {
  return code.file !== undefined && code.fresh !== true;
}

/** A directory as seen from another. */
function from(directory: Word, cwd: Word): Word {
  return prefixOf(directory).startsWith('/')
    ? directory
    : wordOf([...cwd.parts, '/', ...directory.parts], directory.span);
}

function* actFindings(
  act: Act,
  language: CodeLanguageName,
  code: Code,
  cwd: Word,
  connected: () => Database,
): Generator<Finding> {
  const path = placed(code, cwd);
  const { span } = code.text;
  const via = language;
  switch (act.act) {
    case 'read':
      // A program file that loads its own settings uses them; code written into the command shows them.
      if (!isSettled(code)) yield { kind: 'file.read', path: path(act.path), recursive: 'no', hidden: 'no', span };
      return;
    case 'write':
    case 'append':
    case 'edit': {
      const how = act.act === 'write' ? 'overwrite' : act.act;
      return yield {
        kind: 'file.write',
        path: path(act.path),
        how,
        recursive: 'no',
        span,
        ...(act.content === undefined ? {} : { content: act.content }),
      };
    }
    case 'make':
      return yield { kind: 'file.write', path: path(act.path), how: 'create', recursive: 'no', span };
    case 'delete':
      return yield {
        kind: 'file.delete',
        path: path(act.path),
        recursive: act.recursive,
        how: 'remove',
        filtered: 'no',
        span,
      };
    case 'move':
      yield { kind: 'file.delete', path: path(act.path), recursive: 'yes', how: 'move', filtered: 'no', span };
      return yield {
        kind: 'file.write',
        path: path(act.target),
        how: 'move',
        recursive: 'no',
        source: path(act.path),
        span,
      };
    case 'copy':
      yield { kind: 'file.read', path: path(act.path), recursive: 'no', hidden: 'no', span };
      return yield {
        kind: 'file.write',
        path: path(act.target),
        how: 'overwrite',
        recursive: 'no',
        source: path(act.path),
        span,
      };
    case 'link':
      return yield {
        kind: 'file.write',
        path: path(act.target),
        how: 'link',
        recursive: 'no',
        source: path(act.path),
        span,
      };
    case 'mode':
      return yield {
        kind: 'file.mode',
        path: path(act.path),
        recursive: act.recursive,
        what: act.what,
        worldWritable: act.worldWritable,
        span,
      };
    case 'shell':
      return yield { kind: 'code', language: 'bash', text: at(act.command, span), via, cwd, ...stdin(act.input) };
    case 'run':
      return yield { kind: 'run', argv: act.argv.map((word) => at(word, span)), via, cwd, ...stdin(act.input) };
    case 'code':
      return yield { kind: 'code', language, text: at(act.code, span), via, cwd };
    case 'file-code':
      return yield { kind: 'file-code', language, path: path(act.path), via };
    case 'module':
      return yield {
        kind: 'module-code',
        language,
        candidates: act.candidates.map(path),
        via,
        importer: textOf(code.text) ?? '',
      };
    case 'sql':
      return yield {
        kind: 'code',
        language: 'sql',
        text: at(act.text, span),
        via,
        database: connected(),
      };
    case 'sql-file':
      return yield {
        kind: 'file-code',
        language: 'sql',
        path: path(act.path),
        via,
        database: connected(),
      };
    case 'request': {
      const host = hostOf(act.url);
      const carriesSecret =
        act.carriesSecret === 'no' && [act.url, ...act.texts].some((text) => sendsForeignKey(text, host))
          ? 'unknown'
          : act.carriesSecret;
      return yield {
        kind: 'network.request',
        url: act.url,
        host,
        method: act.method,
        sends: act.sends,
        sources: act.sources.map(path),
        texts: [act.url, ...act.texts],
        carriesSecret,
        span,
      };
    }
    case 'remote-code':
      return yield { kind: 'remote.code', interpreter: act.interpreter, url: act.url, span };
    case 'environment':
      return yield { kind: 'secret.dump', store: 'environment', name: literal('every variable', span), span };
    case 'variable':
      return yield { kind: 'secret.dump', store: 'variable', name: literal(act.name, span), span };
    case 'kill': {
      const target = textOf(act.target);
      const selector = target === '1' ? 'init' : target === '-1' ? 'everything' : 'pid';
      return yield { kind: 'process.kill', selector, target: act.target, signal: act.signal, span };
    }
    case 'shutdown':
      return yield { kind: 'system.change', action: 'shutdown', target: literal('', span), span };
    case 'opaque':
      return yield { kind: 'opaque', why: act.why, detail: `${language} ${act.detail}`, span };
  }
}

function at(word: Word, span: Span): Word {
  return { ...word, span };
}

function stdin(input: Word | undefined): { stdin?: Stream } {
  return input === undefined ? {} : { stdin: { kind: 'text', text: input } };
}
