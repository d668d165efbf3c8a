import type { Finding } from '../commands/spec.ts';
import { literal, textOf, type PathRef, type Word } from '../word.ts';

/** A string of AppleScript with its escapes taken off (AppleScript Language Guide, "text"). */
function plain(text: string | undefined): string {
  return (text ?? '').replaceAll(/\\(["\\])/g, '$1');
}

/** What a script asks for: shell commands, other scripts, the Finder's deletions, the end of the session. */
export function* appleScriptFindings(code: Word, path: (word: Word) => PathRef): Generator<Finding> {
  const text = textOf(code);
  if (text === undefined) {
    yield { kind: 'opaque', why: 'code', detail: 'osascript' };
    return;
  }
  const say = (found: string | undefined): Word => literal(plain(found), code.span);
  for (const match of text.matchAll(/do shell script\s*(?:"((?:[^"\\]|\\.)*)"(?!\s*&)|(?=[^"\s]|"))/g)) {
    if (match[1] === undefined) yield { kind: 'opaque', why: 'code', detail: 'osascript do shell script' };
    else yield { kind: 'code', language: 'bash', text: say(match[1]), via: 'osascript' };
  }
  // Terminal and iTerm type what they are given: `do script "…"`, `write text "…"`.
  for (const match of text.matchAll(/(?:do script|write text)\s*"((?:[^"\\]|\\.)*)"/g))
    yield { kind: 'code', language: 'bash', text: say(match[1]), via: 'osascript' };
  for (const match of text.matchAll(
    /delete\s+(?:every \w+ of\s+)?(?:\(?\s*(?:POSIX file|folder|file|item|disk item)\s+)+"((?:[^"\\]|\\.)*)"/g,
  ))
    yield { kind: 'file.delete', path: path(say(match[1])), recursive: 'yes', how: 'remove', filtered: 'no' };
  if (/\bempty (?:the )?trash\b/.test(text))
    yield { kind: 'file.delete', path: path(literal('~/.Trash')), recursive: 'yes', how: 'remove', filtered: 'no' };
  if (/\b(?:shut down|restart|log out)\b/.test(text) && /System Events|Finder|loginwindow/.test(text))
    yield { kind: 'system.change', action: 'shutdown', target: literal('osascript') };
}
