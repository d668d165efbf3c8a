import type { SystemAction } from '../../effect.ts';
import { literal, textOf, wordOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';

/** The words in lower case, a leading `//` of Git Bash as `/`. */
function lower(command: Command): readonly string[] {
  return command.words.map((word) => (textOf(word) ?? '').toLowerCase().replace(/^\/\//, '/'));
}

function change(action: SystemAction, target: Word | undefined, command: Command): Finding {
  return { kind: 'system.change', action, target: target ?? literal(command.program) };
}

/** The word behind an option such as `/tn`. */
function after(command: Command, option: string): Word | undefined {
  const at = lower(command).indexOf(option);
  return at < 0 ? undefined : command.words[at + 1];
}

/** A key under which the machine's own settings lie, or the person's (`reg /?`, Windows registry hives). */
function* reg(command: Command): Generator<Finding> {
  const [verb = ''] = lower(command);
  const key = command.words[1];
  const name = (key === undefined ? '' : (textOf(key) ?? '')).toLowerCase().replaceAll('/', '\\');
  if (!/^(?:add|delete|import|restore|load|unload|copy)$/.test(verb)) return;
  const machine = /^(?:\\\\[^\\]+\\)?(?:hklm|hkey_local_machine|hkcr|hkey_classes_root|hku|hkey_users)/.test(name);
  if (/\\(?:run|runonce)(?:\\|$)|winlogon/.test(name)) yield change('schedule-change', key, command);
  else if (verb === 'delete' && machine) yield change('protection-off', key, command);
  else if (verb === 'delete' || verb === 'import' || verb === 'restore' || machine)
    yield change('kernel', key, command);
}

/** `net stop`, `net user bob /delete`, `net user bob x /add`, `net localgroup administrators bob /add`, `net share x /delete`. */
function* net(command: Command): Generator<Finding> {
  const words = lower(command);
  const [verb = '', name] = words;
  const target = command.words[1];
  if (verb === 'stop' && name !== undefined) yield change('service-stop', target, command);
  else if (/^(?:user|localgroup|group|accounts)$/.test(verb) && words.length > 2)
    yield change(words.includes('/delete') && verb === 'user' ? 'user-delete' : 'user-change', target, command);
  else if (verb === 'share' && words.includes('/delete')) yield change('service-stop', target, command);
}

/** `sc stop`, `sc delete`, `sc config x start= disabled`, `sc create`; a server's name may stand in front. */
function* sc(command: Command): Generator<Finding> {
  const words = lower(command);
  const at = words[0]?.startsWith('\\\\') === true ? 1 : 0;
  const verb = words[at] ?? '';
  const target = command.words[at + 1];
  if (/^(?:stop|delete|pause)$/.test(verb) || (verb === 'config' && words.join(' ').includes('disabled')))
    yield change('service-stop', target, command);
  else if (/^(?:create|config|failure|sdset)$/.test(verb)) yield change('schedule-change', target, command);
}

function* schtasks(command: Command): Generator<Finding> {
  const words = lower(command);
  if (words.includes('/delete')) yield change('schedule-remove', after(command, '/tn'), command);
  else if (words.includes('/create') || words.includes('/change'))
    yield change('schedule-change', after(command, '/tn'), command);
}

/** Programs that switch off or throw away what would put things right. */
function* protection(command: Command): Generator<Finding> {
  const all = lower(command).join(' ');
  const off =
    (command.program === 'wevtutil' && /^(?:cl|clear-log)\b/.test(all)) ||
    (command.program === 'wbadmin' && all.startsWith('delete')) ||
    (command.program === 'manage-bde' && /-(?:off|disable|forcerecovery|wipefreespace)/.test(all)) ||
    (command.program === 'reagentc' && all.includes('/disable')) ||
    (command.program === 'auditpol' && /\/(?:clear|remove)/.test(all)) ||
    (command.program === 'fsutil' && /^(?:usn deletejournal|file setzerodata)/.test(all));
  if (off) yield change('protection-off', literal(command.program), command);
}

/** `icacls x /grant Everyone:F /t`, `takeown /f x /r`. */
function* permissions(command: Command, context: Context): Generator<Finding> {
  const words = lower(command);
  const all = words.join(' ');
  const takes = command.program === 'takeown';
  const target = takes ? after(command, '/f') : command.words[0];
  if (
    target === undefined ||
    (!takes && !/\/(?:grant|deny|remove|setowner|reset|inheritance|setintegritylevel)/.test(all))
  )
    return;
  yield {
    kind: 'file.mode',
    path: context.path(slashed(target)),
    recursive: words.includes(takes ? '/r' : '/t') ? 'yes' : 'no',
    what: takes || all.includes('/setowner') ? 'owner' : 'mode',
    worldWritable: /\/grant(?::r)?\s+"?(?:\*s-1-1-0|everyone|users|\*s-1-5-32-545)[^ ]*[:(][^ ]*[fmw]/.test(all)
      ? 'yes'
      : 'no',
  };
}

function slashed(word: Word): Word {
  return wordOf(
    word.parts.map((part) => (typeof part === 'string' ? part.replaceAll('\\', '/') : part)),
    word.span,
  );
}

/** `wmic process call create "…"`, `wmic process where … delete`, `wmic os … call shutdown`, `wmic shadowcopy delete`. */
function* wmic(command: Command): Generator<Finding> {
  const all = lower(command).join(' ');
  const created = /\bcall\s+create\s+"?(.+?)"?$/.exec(command.words.map((word) => textOf(word) ?? '$').join(' '))?.[1];
  if (/\bprocess\b/.test(all) && created !== undefined)
    yield { kind: 'code', language: 'cmd', text: literal(created, command.words.at(-1)?.span), via: 'wmic' };
  else if (/shadowcopy\s+delete/.test(all)) yield change('protection-off', literal('shadowcopy'), command);
  else if (/\b(?:shutdown|reboot|win32shutdown)\b/.test(all))
    yield change('shutdown', literal(command.program), command);
  else if (/\bprocess\b.*\b(?:delete|terminate)\b/.test(all))
    yield { kind: 'process.kill', selector: 'pattern', target: literal(all), signal: 'KILL' };
  else if (/\buseraccount\b.*\bdelete\b/.test(all)) yield change('user-delete', literal('useraccount'), command);
  else if (/\bservice\b.*\b(?:stopservice|delete)\b/.test(all))
    yield change('service-stop', literal('service'), command);
}

/** Programs of Windows that fetch, and are used to because they are there: `certutil -urlcache -f url file`, `bitsadmin /transfer job url file`. */
function* fetches(command: Command, context: Context): Generator<Finding> {
  const at = command.words.findIndex((word) => /^(?:https?|ftp):\/\//i.test(textOf(word) ?? ''));
  const url = command.words[at];
  if (url === undefined) return;
  yield {
    kind: 'network.request',
    url,
    host: literal(/^[a-z]+:\/\/([^/:]+)/i.exec(textOf(url) ?? '')?.[1]?.toLowerCase() ?? ''),
    method: 'GET',
    sends: 'no',
    sources: [],
    texts: [url],
    carriesSecret: 'no',
  };
  const target = command.words[at + 1];
  if (target !== undefined)
    yield { kind: 'file.write', path: context.path(slashed(target)), how: 'overwrite', recursive: 'no' };
}

/** Programs that run script files or take scripts from an address: `mshta http://…`, `regsvr32 /i:http://…`, `rundll32 javascript:…`. */
function* hosts(command: Command): Generator<Finding> {
  for (const word of command.words) {
    const text = textOf(word) ?? '';
    const url = /https?:\/\/\S+/i.exec(text)?.[0];
    if (url !== undefined && command.program !== 'rundll32')
      return yield { kind: 'remote.code', interpreter: command.program, url: literal(url, word.span) };
    if (/^(?:javascript|vbscript):/i.test(text))
      return yield { kind: 'opaque', why: 'language', detail: `${command.program} ${text.slice(0, 40)}` };
  }
}

/** Script files of Windows Script Host are in languages that are not read. */
function* scriptHost(command: Command, context: Context): Generator<Finding> {
  const file = command.words.find((word) => !(textOf(word) ?? '').startsWith('/'));
  if (file !== undefined)
    yield {
      kind: 'opaque',
      why: 'unseen',
      detail: `${command.program} ${textOf(file) ?? ''}`,
      path: context.path(slashed(file)),
    };
}

/** `findstr /s /i pattern files`: the pattern comes first unless an option gave it. */
function* findstr(command: Command, context: Context): Generator<Finding> {
  const operands = command.words.filter((word) => !/^\/{1,2}[a-z]/i.test(textOf(word) ?? ''));
  const given = command.words.some((word) => /^\/{1,2}[cg]:/i.test(textOf(word) ?? ''));
  const pattern = given ? undefined : operands[0];
  const files = given ? operands : operands.slice(1);
  for (const file of files)
    yield {
      kind: 'file.read',
      path: context.path(slashed(file)),
      recursive: 'no',
      hidden: 'no',
      ...(pattern === undefined ? {} : { pattern }),
    };
}

/** `forfiles /p dir /c "cmd /c del @path"`. */
function* forfiles(command: Command): Generator<Finding> {
  const code = after(command, '/c');
  const place = after(command, '/p');
  const mask = after(command, '/m');
  if (code === undefined) return;
  const path = `${place === undefined ? '.' : (textOf(place) ?? '.')}/${mask === undefined ? '*' : (textOf(mask) ?? '*')}`;
  yield {
    kind: 'code',
    language: 'cmd',
    text: {
      ...code,
      parts: code.parts.map((part) =>
        typeof part === 'string' ? part.replace(/@(?:path|file|relpath)/gi, path) : part,
      ),
    },
    via: 'forfiles',
  };
}

/** `cipher /w:C:\` overwrites what was deleted. */
function* cipher(command: Command): Generator<Finding> {
  const drive = lower(command).find((word) => word.startsWith('/w'));
  if (drive !== undefined) yield { kind: 'disk.erase', device: literal(drive.slice(3)), tool: 'cipher' };
}

/** `robocopy source target /mir` deletes in the target what the source does not have; `/move` takes the source away. */
function* robocopy(command: Command, context: Context): Generator<Finding> {
  const words = lower(command);
  const [source, target] = command.words
    .filter((word) => !/^\/{1,2}[a-z]/i.test(textOf(word) ?? '') || /^\/[a-z]+\//i.test(textOf(word) ?? ''))
    .map((word) => context.path(slashed(word)));
  if (source === undefined || target === undefined || words.includes('/l')) return;
  yield { kind: 'file.read', path: source, recursive: 'yes', hidden: 'no' };
  yield { kind: 'file.write', path: target, how: 'overwrite', recursive: 'yes', source };
  if (words.some((word) => /^\/(?:mir|purge)$/.test(word)))
    yield { kind: 'file.delete', path: target, recursive: 'yes', how: 'sync', filtered: 'no' };
  if (words.some((word) => /^\/(?:mov|move)$/.test(word)))
    yield { kind: 'file.delete', path: source, recursive: 'yes', how: 'move', filtered: 'no' };
}

export const specs: readonly Spec[] = [
  { names: ['reg'], read: reg },
  { names: ['net', 'net1'], read: net },
  { names: ['sc'], read: sc },
  { names: ['schtasks'], read: schtasks },
  { names: ['wevtutil', 'wbadmin', 'manage-bde', 'reagentc', 'auditpol', 'fsutil'], read: protection },
  { names: ['icacls', 'takeown', 'cacls'], read: permissions },
  { names: ['wmic'], read: wmic },
  { names: ['certutil', 'bitsadmin'], read: fetches },
  { names: ['mshta', 'regsvr32', 'rundll32', 'msiexec'], read: hosts },
  { names: ['wscript', 'cscript'], read: scriptHost },
  { names: ['forfiles'], read: forfiles },
  { names: ['cipher'], read: cipher },
  { names: ['findstr'], read: findstr },
  { names: ['robocopy'], read: robocopy },
];
