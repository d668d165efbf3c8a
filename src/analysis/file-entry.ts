import type { FileCode } from '../commands/spec.ts';
import { literal, show, textOf, type Invocation, type PathRef, type Word } from '../word.ts';
import { followCode } from './code.ts';
import type { Following } from './following.ts';
import type { Frame } from './frame.ts';
import { directoryOf } from './script-file.ts';
import { languageOfTask, taskCommands } from './task-files.ts';
import { notSeen } from './unseen.ts';

/** One script out of a file of several; those of a package.json are read, others stay unseen. */
export function followEntry(
  { path, language, via, args = [], cwd }: FileCode,
  entry: string,
  content: Word | undefined,
  frame: Frame,
  outer: Invocation | undefined,
  call: Following,
): void {
  const text = content === undefined ? undefined : textOf(content);
  if (language === 'make' && content !== undefined && /^(?:g|b)?make$/.test(via))
    return followMakefile(path, entry, cwd ?? directoryOf(path), args, content, via, frame, outer, call);
  const file = show(path.word);
  const task =
    text === undefined
      ? undefined
      : taskCommands(
          file,
          text,
          entry,
          args.map((word) => show(word)),
        );
  if (text !== undefined && task === undefined && language !== 'bash' && language !== 'make')
    return followCode(
      {
        kind: 'code',
        language,
        text: literal(text),
        via,
        file: path,
        tasks: entry.split(' ').filter((word) => word !== ''),
      },
      frame,
      outer,
      call,
    );
  if (task === undefined || task.commands.length === 0) return notSeen(path, via, frame, outer, entry, call);
  const name = `${file} ${entry}\0${text ?? ''}`;
  if (call.running.includes(name)) return;
  call.running.push(name);
  for (const command of task.commands) {
    const language = languageOfTask(command);
    if (language === undefined) continue;
    const words = task.takesWords ? args : [];
    const body = literal(words.length === 0 ? command.text : `${command.text} "$@"`);
    const at = { ...frame, span: { ...frame.span, origin: `${file}:${command.line}` } };
    followCode(
      {
        kind: 'code',
        language,
        text: { ...body, span: at.span },
        via,
        args: [literal(entry), ...words],
        cwd: directoryOf(path),
      },
      at,
      outer,
      call,
    );
  }
  call.running.pop();
}

function followMakefile(
  path: PathRef,
  target: string,
  cwd: Word,
  args: readonly Word[],
  content: Word,
  via: string,
  frame: Frame,
  outer: Invocation | undefined,
  call: Following,
): void {
  const name = `${show(path.word)} ${target}`;
  if (call.running.includes(name)) return;
  call.running.push(name);
  followCode(
    {
      kind: 'code',
      language: 'make',
      text: content,
      via,
      file: path,
      args: [literal(target), ...args],
      cwd,
    },
    frame,
    outer,
    call,
  );
  call.running.pop();
}
