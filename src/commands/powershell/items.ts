import { namesCredential } from '../../credential-name.ts';
import type { FileWrite } from '../../effect.ts';
import { literal, prefixOf, textOf, wordOf, type PathRef, type Truth, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import { removal } from '../files/rm.ts';
import { treeBelow, wholeDirectory } from '../files/_words.ts';
import type { Context, Finding } from '../spec.ts';
import { Bound, filePath, isOne, paths, pipedWords, providerOf } from './_bind.ts';

/** What a cmdlet does. */
export type Cmdlet = (command: Command, context: Context) => Iterable<Finding>;

const picks = 'path literalpath pspath filter include exclude stream';

function write(path: PathRef, how: FileWrite['how'], content?: Word, source?: PathRef): Finding {
  return {
    kind: 'file.write',
    path,
    how,
    recursive: 'no',
    ...(content === undefined ? {} : { content }),
    ...(source === undefined ? {} : { source }),
  };
}

/** Keys and values of the registry: what the machine or the person's account rests on. */
function* registry(word: Word, deletes: boolean): Generator<Finding> {
  const path = textOf(word)?.replaceAll('\\', '/') ?? prefixOf(word);
  if (/\/(?:run|runonce|runservices)(?:\/|$)|winlogon/i.test(path))
    yield { kind: 'system.change', action: 'schedule-change', target: word };
  else if (/defender|policies\/system|safeboot/i.test(path))
    yield { kind: 'system.change', action: 'protection-off', target: word };
  else if (deletes || /^(?:hklm|registry::hkey_local|hkey_local)/i.test(path))
    yield { kind: 'system.change', action: deletes ? 'protection-off' : 'kernel', target: word };
}

function* removeItem(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(command, picks, 'recurse force');
  if (bound.dry) return;
  const recursive: Truth = bound.has('recurse') === 'no' && command.uncertain ? 'unknown' : bound.has('recurse');
  for (const { word, literally } of paths(bound, context)) {
    switch (providerOf(word)) {
      case 'registry':
        yield* registry(word, true);
        continue;
      case 'certificate':
        yield { kind: 'access.change', provider: 'windows', what: 'key', action: 'delete', target: word };
        continue;
      case 'environment':
      case 'session':
        continue;
      case 'file':
        break;
    }
    const selects = bound.values('include', 'filter');
    const written = filePath(context, word, literally).word;
    const path = selects.length === 0 ? written : (wholeDirectory(written) ?? written);
    if (selects.length === 0) yield removal(context, path, recursive);
    else {
      yield {
        kind: 'file.delete',
        path: context.path(treeBelow(path) ?? path),
        recursive,
        how: 'remove',
        filtered: 'yes',
      };
      for (const name of selects)
        yield {
          kind: 'file.delete',
          path: filePath(context, wordOf([...path.parts, '/', ...name.parts], word.span), false),
          recursive,
          how: 'remove',
          filtered: 'yes',
        };
    }
  }
}

/** Sources and destination of a copy or a move. */
function ends(
  bound: Bound,
  context: Context,
): { readonly from: readonly { word: Word; literally: boolean }[]; readonly to: Word | undefined } {
  const named = bound.value('destination', 'newname');
  const literals = bound.values('path', 'literalpath', 'pspath');
  const free = [...bound.positional];
  const to =
    named ??
    (free.length > (literals.length > 0 ? 0 : 1) || (literals.length === 0 && pipedWords(context).length > 0)
      ? free.pop()
      : undefined);
  const from = [
    ...bound.values('literalpath', 'pspath').map((word) => ({ word, literally: true })),
    ...[...bound.values('path'), ...free].map((word) => ({ word, literally: false })),
  ];
  return { from: from.length > 0 ? from : pipedWords(context).map((word) => ({ word, literally: true })), to };
}

function below(directory: PathRef, source: Word, context: Context): PathRef {
  const name = textOf(source)?.replaceAll('\\', '/').replace(/\/+$/, '').split('/').at(-1);
  const plain = textOf(directory.word)?.replace(/(?<=.)\/+$/, '');
  const cwd = textOf(directory.cwd);
  const isDirectory =
    /\/$|(?:^|\/)\.{1,2}$/.test(textOf(directory.word) ?? '') ||
    (plain !== undefined &&
      context.world.entry(/^(?:\/|[a-z]:)/i.test(plain) ? plain : `${cwd ?? ''}/${plain}`).kind === 'directory');
  return isDirectory && name !== undefined && plain !== undefined
    ? { ...directory, word: wordOf([`${plain}/${name}`], directory.word.span) }
    : directory;
}

function* copyItem(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(command, `${picks} destination fromsession tosession`, 'recurse force container passthru');
  if (bound.dry) return;
  const { from, to } = ends(bound, context);
  const far = bound.value('tosession') !== undefined;
  for (const { word, literally } of from) {
    if (providerOf(word) !== 'file') continue;
    const source = filePath(context, word, literally);
    yield { kind: 'file.read', path: source, recursive: bound.has('recurse'), hidden: 'no' };
    if (far)
      yield {
        kind: 'network.request',
        url: literal('session', word.span),
        host: literal('a remote session', word.span),
        method: 'COPY',
        sends: 'yes',
        sources: [source],
        texts: [],
        carriesSecret: 'no',
      };
    else if (bound.value('fromsession') === undefined || to !== undefined)
      yield {
        kind: 'file.write',
        path: below(filePath(context, to ?? literal('.', word.span), false), word, context),
        how: 'overwrite',
        recursive: bound.has('recurse'),
        source,
      };
  }
}

function* moveItem(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(command, `${picks} destination newname`, 'force passthru');
  if (bound.dry) return;
  const { from, to } = ends(bound, context);
  for (const { word, literally } of from) {
    if (providerOf(word) === 'registry') {
      yield* registry(word, true);
      continue;
    }
    if (providerOf(word) !== 'file') continue;
    const source = filePath(context, word, literally);
    yield { kind: 'file.delete', path: source, recursive: 'yes', how: 'move', filtered: 'no' };
    if (to === undefined) continue;
    const renamed = /^rename/i.test(command.program);
    const directory = renamed
      ? (textOf(word)
          ?.replaceAll('\\', '/')
          .replace(/[^/]*\/?$/, '') ?? '')
      : '';
    const target = renamed ? wordOf([directory, ...to.parts], to.span) : to;
    const path = filePath(context, target, false);
    yield write(renamed ? path : below(path, word, context), 'move', undefined, source);
  }
}

function* newItem(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(command, 'path itemtype type name value target', 'force');
  if (bound.dry) return;
  const type = bound.value('itemtype', 'type');
  const name = bound.value('name');
  const bases =
    bound.values('path').length > 0
      ? bound.values('path')
      : bound.positional.slice(0, isOne(type, 'directory') ? Infinity : 1);
  for (const base of bases.length > 0 ? bases : [literal('.', command.words[0]?.span)]) {
    const word = name === undefined ? base : wordOf([...base.parts, '/', ...name.parts], base.span);
    const provider = providerOf(word);
    if (provider === 'registry') yield* registry(word, false);
    if (provider !== 'file') continue;
    const path = filePath(context, word, true);
    const target =
      bound.value('target') ?? (isOne(type, 'symboliclink', 'hardlink', 'junction') ? bound.value('value') : undefined);
    if (target !== undefined) yield write(path, 'link', undefined, filePath(context, target, true));
    else if (isOne(type, 'directory') || /^mkdir$/i.test(command.program)) yield write(path, 'create');
    else
      yield write(
        path,
        bound.has('force') === 'no' ? 'create' : 'overwrite',
        bound.value('value') ?? literal('', word.span),
      );
  }
}

/** `Set-Content`, `Add-Content`, `Out-File`, `Export-Csv`, `Tee-Object`, `Clear-Content`. */
function writes(how: 'overwrite' | 'append', takes: string): Cmdlet {
  return function* writer(command, context): Generator<Finding> {
    const bound = new Bound(
      command,
      `${picks} filepath value inputobject encoding width delimiter delim variable ${takes}`,
      'append noclobber nonewline force asbytestream notypeinformation useculture passthru',
    );
    if (bound.dry) return;
    const named = bound.values('literalpath', 'pspath', 'path', 'filepath', 'lp').length > 0;
    const values = bound.values('value', 'inputobject');
    const [first, ...rest] = bound.positional;
    const texts = values.length > 0 ? values : named ? bound.positional : rest;
    const piped = context.stdin.kind === 'text' || context.stdin.kind === 'pipe' ? context.stdin.text : undefined;
    const content =
      texts.length > 0
        ? wordOf(
            texts.flatMap((word, index) => [
              ...(index > 0 ? ['\n'] : []),
              ...word.parts,
              ...(index === texts.length - 1 ? ['\n'] : []),
            ]),
            texts[0]?.span ?? { start: 0, end: 0 },
          )
        : piped;
    const targets = named ? paths(bound, context) : first === undefined ? [] : [{ word: first, literally: false }];
    for (const { word, literally } of targets) {
      if (providerOf(word) === 'registry') yield* registry(word, false);
      if (providerOf(word) !== 'file') continue;
      yield write(
        filePath(context, word, literally || !/[*?[]/.test(textOf(word) ?? '')),
        how === 'append' || bound.has('append') === 'yes' ? 'append' : 'overwrite',
        content,
      );
    }
  };
}

/** A variable of the environment that is shown: what its name says counts. */
function* variable(word: Word): Generator<Finding> {
  const name = (textOf(word) ?? '').replace(/^env:[\\/]?/i, '');
  if (namesCredential(name) || name.includes('*'))
    yield { kind: 'secret.dump', store: 'variable', name: literal(name, word.span) };
}

function* getContent(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(
    command,
    `${picks} readcount totalcount head first tail last delimiter encoding pattern`,
    'raw wait asbytestream force',
  );
  for (const { word, literally } of paths(bound, context)) {
    switch (providerOf(word)) {
      case 'environment':
        yield* variable(word);
        continue;
      case 'registry':
      case 'session':
      case 'certificate':
        continue;
      case 'file':
        yield { kind: 'file.read', path: filePath(context, word, literally), recursive: 'no', hidden: 'no' };
    }
  }
}

function* selectString(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(
    command,
    `path literalpath pattern include exclude encoding context inputobject culture`,
    'simplematch casesensitive quiet list notmatch allmatches raw noemphasis',
  );
  const named = bound.values('path', 'literalpath');
  const pattern = bound.value('pattern') ?? bound.positional[0];
  const files = named.length > 0 ? named : bound.positional.slice(bound.value('pattern') === undefined ? 1 : 0);
  const piped =
    files.length > 0
      ? []
      : pipedWords(context).filter((word) =>
          word.parts.some((part) => typeof part !== 'string' && part.hole === 'glob'),
        );
  for (const word of [...files, ...piped])
    yield {
      kind: 'file.read',
      path: filePath(context, word, false),
      recursive: 'no',
      hidden: 'no',
      ...(pattern === undefined ? {} : { pattern }),
    };
}

/** `Get-ChildItem Env:` prints every variable; a listing of files reads none. */
function* getChildItem(command: Command): Generator<Finding> {
  const bound = new Bound(
    command,
    'path literalpath filter include exclude depth attributes',
    'recurse name file directory hidden force readonly system followsymlink',
  );
  for (const word of [...bound.values('path', 'literalpath'), ...bound.positional]) {
    const name = /^env:[\\/]?(.*)$/is.exec(textOf(word) ?? '')?.[1];
    if (name === undefined) continue;
    if (/^\*?$/.test(name))
      yield { kind: 'secret.dump', store: 'environment', name: literal('every variable', word.span) };
    else if (namesCredential(name) || name.includes('*'))
      yield { kind: 'secret.dump', store: 'variable', name: literal(name, word.span) };
  }
}

function* itemProperty(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(
    command,
    `${picks} name value propertytype type inputobject destination newname`,
    'force passthru',
  );
  if (bound.dry) return;
  for (const { word } of paths(bound, context, 1))
    if (providerOf(word) === 'registry') yield* registry(word, /^(?:remove|clear)/i.test(command.program));
}

function* setAcl(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(command, `${picks} aclobject inputobject securitydescriptor`, 'passthru');
  if (bound.dry) return;
  for (const { word, literally } of paths(bound, context, 1))
    if (providerOf(word) === 'file')
      yield {
        kind: 'file.mode',
        path: filePath(context, word, literally),
        recursive: 'unknown',
        what: 'mode',
        worldWritable: 'unknown',
      };
}

function* archive(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(command, 'path literalpath destinationpath compressionlevel', 'force update passthru');
  if (bound.dry) return;
  const expands = /^expand/i.test(command.program);
  const [first, second] = bound.positional;
  const named = bound.values('path', 'literalpath');
  const to = bound.value('destinationpath') ?? (named.length > 0 ? first : second);
  const sources = named.length > 0 ? named : first === undefined ? pipedWords(context) : [first];
  for (const word of sources)
    yield { kind: 'file.read', path: filePath(context, word, false), recursive: expands ? 'no' : 'yes', hidden: 'no' };
  const target = to ?? literal('.', command.words[0]?.span);
  yield {
    kind: 'file.write',
    path: filePath(context, target, true),
    how: 'overwrite',
    recursive: expands ? 'yes' : 'no',
    ...(expands || sources[0] === undefined ? {} : { source: filePath(context, sources[0], false) }),
  };
}

/** Cmdlets about files and the registry, by their names in lower case. */
export const items: Readonly<Record<string, Cmdlet>> = {
  'remove-item': removeItem,
  'copy-item': copyItem,
  'move-item': moveItem,
  'rename-item': moveItem,
  'new-item': newItem,
  'set-content': writes('overwrite', ''),
  'add-content': writes('append', ''),
  'clear-content': writes('overwrite', ''),
  'out-file': writes('overwrite', ''),
  'tee-object': writes('overwrite', ''),
  'export-csv': writes('overwrite', 'quotefields'),
  'export-clixml': writes('overwrite', 'depth'),
  'start-transcript': writes('overwrite', 'outputdirectory'),
  'get-content': getContent,
  'import-csv': getContent,
  'import-clixml': getContent,
  'import-powershelldatafile': getContent,
  'format-hex': getContent,
  'select-string': selectString,
  'get-childitem': getChildItem,
  'get-item': getChildItem,
  'set-itemproperty': itemProperty,
  'new-itemproperty': itemProperty,
  'remove-itemproperty': itemProperty,
  'clear-itemproperty': itemProperty,
  'rename-itemproperty': itemProperty,
  'set-item': itemProperty,
  'clear-item': itemProperty,
  'set-acl': setAcl,
  'compress-archive': archive,
  'expand-archive': archive,
};
