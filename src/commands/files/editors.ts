import { dropPrefix, literal, prefixOf, textOf, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { fileRead, streamText } from './_words.ts';

/** An editor shows the files it is given; scripted, it also changes them. */
function* opened(files: readonly Word[], context: Context): Generator<Finding> {
  for (const file of files) if (textOf(file) !== '-') yield fileRead(context, file);
}

const vimSyntax: Syntax = {
  value: '-c --cmd -S -w -W -u -U -i -t -T --startuptime --servername --remote-send --remote-expr',
  flags: '-e -E -s -R -n -N -y -Z -b -d -o -O -p -v -g -f -h --help --version --headless --clean --noplugin -es -Es',
};

function* vim(command: Command, context: Context): Generator<Finding> {
  if (command.has('-h', '--help', '--version') === 'yes') return;
  const commands = [
    ...command.values('-c', '--cmd'),
    ...command.operands.filter((word) => prefixOf(word).startsWith('+')).map((word) => dropPrefix(word, 1)),
  ];
  const files = command.operands.filter((word) => !prefixOf(word).startsWith('+'));
  let saves = false;
  for (const line of commands) {
    const known = textOf(line);
    saves ||= known !== undefined && /(?:^|[|:])\s*(?:w|wq|wa|wqa|x|xa|up|update|wall|xall)!?\s*(?:$|\|)/.test(known);
    yield* exCommand(line, context);
  }
  for (const script of command.values('-S', '-u'))
    if (textOf(script) !== 'NONE' && textOf(script) !== 'NORC') {
      yield fileRead(context, script);
      yield* exScript(
        script.substitution === undefined ? context.content(context.path(script)) : script.substitution.output,
        context,
      );
    }
  // Without a screen it reads commands from standard input.
  if (command.program === 'ex' || command.has('-e', '-E', '-es', '-Es') === 'yes')
    yield* exScript(streamText(context.stdin), context);
  yield* opened(files, context);
  if (saves)
    for (const file of files) yield { kind: 'file.write', path: context.path(file), how: 'edit', recursive: 'no' };
}

/** The lines of a script for the editor, as far as they are known. */
function* exScript(script: Word | undefined, context: Context): Generator<Finding> {
  const text = script === undefined ? undefined : textOf(script);
  for (const line of text?.split('\n') ?? [])
    if (line.trim() !== '') yield* exCommand(literal(line, script?.span), context);
}

/** An ex command that leaves the editor: `!cmd`, `r !cmd`, `%!cmd`, `w file`, `system('cmd')` (vim manual, `:!`). */
function* exCommand(line: Word, context: Context): Generator<Finding> {
  const prefix = prefixOf(line);
  const shell =
    /^\s*:*(?:(?:sil(?:ent)?!?|exe(?:cute)?|noa(?:utocmd)?)\s+['"]?)*:*(?:[%.,$\d']*|[%\d,]*r(?:ead)?\s*|[%\d,]*w(?:rite)?\s+|te(?:rminal)?\s+|sta(?:rt)?\s+)!/.exec(
      prefix,
    )?.[0];
  if (shell !== undefined) {
    const rest = dropPrefix(line, shell.length);
    yield { kind: 'code', language: 'bash', text: rest, via: 'vim :!' };
    return;
  }
  const terminal = /^\s*:*(?:term(?:inal)?)\s+/.exec(prefix)?.[0];
  if (terminal !== undefined)
    yield { kind: 'code', language: 'bash', text: dropPrefix(line, terminal.length), via: 'vim :terminal' };
  const text = textOf(line);
  if (text === undefined) {
    yield { kind: 'opaque', why: 'code', detail: 'vim -c' };
    return;
  }
  for (const call of text.matchAll(
    /\b(?:system(?:list)?|os\.execute|vim\.fn\.system|os\.system|io\.popen|jobstart|termopen)\(\s*(?:\[\[([\s\S]*?)\]\]|'([^']*)'|"((?:[^"\\]|\\.)*)")/g,
  ))
    yield {
      kind: 'code',
      language: 'bash',
      text: literal(call[1] ?? call[2] ?? call[3] ?? '', line.span),
      via: 'vim system()',
    };
  // `:call delete(name, 'rf')` (vim's builtin.txt, delete()).
  for (const call of text.matchAll(
    /\bdelete\(\s*(?:'([^']*)'|"([^"]*)"|\$(\w+)|expand\(\s*['"]([^'"]*)['"]\s*\))\s*(,\s*['"]rf['"])?/g,
  )) {
    const [, single, double, variable, expanded, recursive] = call;
    const name = single ?? double ?? expanded ?? (variable === 'HOME' ? '~' : undefined);
    if (name !== undefined)
      yield {
        kind: 'file.delete',
        path: context.path(homePath(name, line, context)),
        recursive: recursive === undefined ? 'no' : 'yes',
        how: 'remove',
        filtered: 'no',
      };
  }
  const target = /(?:^|[|:])\s*(?:\d+|%|'[<>a-z],?)*\s*(?:w|write|sav|saveas)!?\s*(>>)?\s+([^|\s!]\S*)\s*$/.exec(text);
  if (target?.[2] !== undefined)
    yield {
      kind: 'file.write',
      path: context.path(homePath(target[2], line, context)),
      how: target[1] === undefined ? 'overwrite' : 'append',
      recursive: 'no',
    };
  const source = /(?:^|[|:])\s*(?:e|edit|r|read|so|source|vs|sp|tabe)!?\s+([^!\s]\S*)\s*$/.exec(text);
  if (source?.[1] !== undefined) yield fileRead(context, homePath(source[1], line, context));
}

/** Editors expand `~` themselves. */
function homePath(path: string, line: Word, context: Context): Word {
  const { home } = context.world;
  return literal(home !== null && /^~(?:\/|$)/.test(path) ? home + path.slice(1) : path, line.span);
}

function* emacs(command: Command, context: Context): Generator<Finding> {
  for (const expression of command.values('--eval', '--execute', '-e', '-eval')) {
    const text = textOf(expression);
    if (text === undefined) yield { kind: 'opaque', why: 'code', detail: 'emacs --eval' };
    else
      for (const call of text.matchAll(
        /\((?:shell-command(?:-to-string)?|async-shell-command|compile)\s+"((?:[^"\\]|\\.)*)"/g,
      ))
        yield {
          kind: 'code',
          language: 'bash',
          text: literal((call[1] ?? '').replace(/\\(.)/g, '$1'), expression.span),
          via: 'emacs --eval',
        };
    for (const call of text?.matchAll(
      /\((?:write-region\s+(?:"(?:[^"\\]|\\.)*"|\S+)\s+\S+|delete-file|delete-directory|write-region|write-file|find-file|insert-file-contents)\s+"((?:[^"\\]|\\.)*)"([^)]*)/g,
    ) ?? []) {
      const path = context.path(homePath(call[1] ?? '', expression, context));
      if (call[0].startsWith('(delete-'))
        yield {
          kind: 'file.delete',
          path,
          recursive: call[0].startsWith('(delete-d') && (call[2] ?? '').includes('t') ? 'yes' : 'no',
          how: 'remove',
          filtered: 'no',
        };
      else if (call[0].startsWith('(write-')) yield { kind: 'file.write', path, how: 'overwrite', recursive: 'no' };
      else yield { kind: 'file.read', path, recursive: 'no', hidden: 'no' };
    }
  }
  yield* opened(
    command.operands.filter((word) => !/^\+\d+/.test(textOf(word) ?? '')),
    context,
  );
}

/** `ed file <<< 'commands'`: a line that begins with `!` runs, `w` saves. */
function* ed(command: Command, context: Context): Generator<Finding> {
  const [file] = command.operands;
  const script = streamText(context.stdin);
  const text = script === undefined ? undefined : textOf(script);
  let saves = script === undefined && context.stdin.kind !== 'inherited';
  for (const line of text?.split('\n') ?? []) {
    const run = /^(?:[\d,$%]*[rw]?\s*)?!(.*)$/.exec(line);
    if (run?.[1] !== undefined && run[1] !== '')
      yield { kind: 'code', language: 'bash', text: literal(run[1], script?.span), via: 'ed !' };
    const write = /^[\d,$%]*[wW]q?(?:\s+([^!]\S*))?$/.exec(line);
    if (write?.[1] !== undefined)
      yield {
        kind: 'file.write',
        path: context.path(literal(write[1], script?.span)),
        how: 'overwrite',
        recursive: 'no',
      };
    else if (write !== null) saves = true;
    const edit = /^[eEr]\s+([^!]\S*)$/.exec(line);
    if (edit?.[1] !== undefined) yield fileRead(context, literal(edit[1], script?.span));
  }
  if (file === undefined) return;
  yield fileRead(context, file);
  if (saves) yield { kind: 'file.write', path: context.path(file), how: 'edit', recursive: 'no' };
}

export const specs: readonly Spec[] = [
  {
    names: [
      'vim',
      'vi',
      'nvim',
      'vimx',
      'gvim',
      'rvim',
      'ex',
      'elvis',
      'nvi',
      'vim.basic',
      'vim.tiny',
      'view',
      'rview',
    ],
    syntax: vimSyntax,
    read: vim,
  },
  {
    names: ['emacs', 'emacsclient'],
    syntax: {
      value: '--eval --execute -e -eval -execute -l --load -load -f --funcall -funcall -u --user -t --chdir -s',
      flags: '-nw --no-window-system -q -Q --quick --batch -batch --script',
      style: 'long-dash',
    },
    read: emacs,
  },
  {
    names: [
      'nano',
      'pico',
      'micro',
      'joe',
      'jed',
      'mcedit',
      'ne',
      'kak',
      'hx',
      'helix',
      'code',
      'code-insiders',
      'codium',
      'cursor',
      'subl',
      'atom',
      'gedit',
      'kate',
      'mousepad',
      'xed',
      'zed',
      'idea',
      'webstorm',
      'pycharm',
      'open',
      'xdg-open',
    ],
    syntax: {
      value: '-T -Y --user-data-dir --extensions-dir --profile --install-extension --uninstall-extension',
      flags: '-w --wait -n --new-window -r --reuse-window -g --goto -l -m -v -d --diff',
    },
    *read(command, context): Generator<Finding> {
      const files = command.operands.filter((word) => !/^(?:\+\d*|[a-z]+:\/\/.*)$/.test(textOf(word) ?? ''));
      // A directory is opened to look around; a file is shown.
      yield* opened(files, context);
    },
  },
  { names: ['ed', 'red'], syntax: { value: '-p --prompt' }, read: ed },
];
