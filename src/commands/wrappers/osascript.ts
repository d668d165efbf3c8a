import { prefixOf, textOf, wordOf, type Part, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';

/** `osascript -e line -e line`, `osascript -l JavaScript`, a file or standard input (osascript(1)). */
function* osascript(command: Command, context: Context): Generator<Finding> {
  const via = command.program;
  const lines = command.values('-e');
  const language = command.value('-l');
  const javascript = language !== undefined && /^j/i.test(textOf(language) ?? prefixOf(language));
  const [file, ...args] = command.operands;
  if (lines.length > 0) {
    const text = together(lines);
    if (!javascript)
      return yield { kind: 'code', language: 'applescript', text, via: `${via} -e`, args: command.operands };
    return yield* automation(text, via);
  }
  if (file === undefined || textOf(file) === '-') {
    if (!javascript) return yield { kind: 'stream-code', language: 'applescript', stream: context.stdin, via, args };
    const { stdin } = context;
    const text = stdin.kind === 'text' || stdin.kind === 'pipe' ? stdin.text : undefined;
    if (text === undefined) yield { kind: 'stream-code', language: 'javascript', stream: stdin, via, args };
    else yield* automation(text, via);
    return;
  }
  const content = context.content(context.path(file));
  if (javascript && content !== undefined) yield* automation(content, via);
  else
    yield {
      kind: 'file-code',
      language: javascript ? 'javascript' : 'applescript',
      path: context.path(file),
      via,
      args,
    };
}

function together(lines: readonly Word[]): Word {
  const [first] = lines;
  const parts = lines.flatMap((line, index): readonly Part[] => [...(index > 0 ? ['\n'] : []), ...line.parts]);
  return lines.length === 1 && first !== undefined ? first : wordOf(parts, first?.span ?? { start: 0, end: 0 });
}

/** JavaScript for Automation: its shell is `doShellScript`, its door to the system the Objective-C bridge. */
function* automation(text: Word, via: string): Generator<Finding> {
  const shell = /(?:\b[\w$]+(?:\.[\w$]+|\([^()]*\))*)\s*(?:\.\s*doShellScript|\[\s*(['"`])doShellScript\1\s*\])\s*\(/g;
  const read = text.parts.map((part) =>
    typeof part === 'string' ? part.replace(shell, "require('child_process').execSync(") : part,
  );
  yield { kind: 'code', language: 'javascript', text: { ...text, parts: read }, via: `${via} -l JavaScript` };
  const all = read.map((part) => (typeof part === 'string' ? part : '…')).join('');
  const bare = all.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ');
  if (
    /\bdoShellScript\b|\bObjC\s*\.\s*(?:import|bindFunction)|\$\s*(?:\.\s*(?:NSTask|NSFileManager|system|NSAppleScript|NSWorkspace|exec|popen)|\[)/.test(
      bare,
    )
  )
    yield { kind: 'opaque', why: 'code', detail: 'osascript with Objective-C' };
  if (
    /Application\(\s*['"`](?:System Events|Finder|loginwindow)['"`]\s*\)[\s\S]*\.\s*(?:shutDown|restart|logOut)\s*\(/.test(
      bare,
    )
  )
    yield {
      kind: 'system.change',
      action: 'shutdown',
      target: { parts: ['the computer'], span: text.span, many: false },
    };
  if (/\.\s*(?:keystroke|keyCode)\s*\(/.test(bare))
    yield { kind: 'opaque', why: 'code', detail: 'osascript keystrokes' };
  if (/Application\(\s*['"`]Finder['"`]\s*\)/.test(bare) && /\.\s*(?:delete|empty)\s*\(/.test(bare))
    yield { kind: 'opaque', why: 'code', detail: 'osascript: Finder deletes' };
}

export const specs: readonly Spec[] = [
  { names: ['osascript'], syntax: { value: '-e -l -s', flags: '-i', style: 'posix' }, read: osascript },
];
