import { literal, type Part } from '../../word.ts';
import type { Given, Machine } from './machine.ts';
import { format, joined, stringMethod } from './operators.ts';
import { path } from './paths.ts';
import type { Expression } from './syntax.ts';
import {
  either,
  elements,
  fromTexts,
  known,
  list,
  mapped,
  NULL,
  outputOf,
  product,
  text,
  textFrom,
  texts,
  truth,
  unknown,
  type Value,
} from './value.ts';

const nothing = { values: undefined, stream: { kind: 'inherited' } } as const;

/** A cmdlet that does what the call of a class library does. */
function does(machine: Machine, name: string, ...args: readonly (string | Value | undefined)[]): Value {
  const given = args.flatMap((arg): readonly Given[] =>
    arg === undefined ? [] : [typeof arg === 'string' ? { parameter: arg, bare: true } : { value: arg, bare: false }],
  );
  return machine.invoke(name, given, nothing);
}

/** A new object of a class; some are what they were made from. */
export function constructed(machine: Machine, type: string, args: readonly Value[]): Value {
  const [first = NULL] = args;
  switch (type) {
    case 'io.fileinfo':
    case 'io.directoryinfo':
    case 'uri':
    case 'string':
    case 'text.stringbuilder':
      return first;
    case 'io.streamwriter':
    case 'io.filestream':
      does(machine, 'Add-Content', '-LiteralPath', first);
      return { is: 'object', type, args };
    case 'io.streamreader':
      if (outputOf(first).length > 0) return first;
      return first.is === 'object' ? first : does(machine, 'Get-Content', '-LiteralPath', first);
    case 'io.compression.gzipstream':
    case 'io.compression.deflatestream':
    case 'io.memorystream':
      return unknown('decoded bytes', outputOf(list(args)));
    default:
      return { is: 'object', type, args };
  }
}

const encodings = /^(?:text\.)?encoding$|^text\.(?:utf8|unicode|ascii|utf7|utf32)encoding$/;

/** What a static member of a class is, or what calling it does. */
export function staticMember(
  machine: Machine,
  type: string,
  name: string,
  args: readonly Value[] | undefined,
  written: readonly Expression[] | undefined,
): Value {
  const [first = NULL, second = NULL] = args ?? [];
  if (name === 'new' && args !== undefined) return constructed(machine, type, args);
  if (encodings.test(type)) return { is: 'object', type: `encoding ${name}`, args: [] };
  switch (type) {
    case 'io.file':
    case 'io.fileinfo':
      return file(machine, name, first, second, args);
    case 'io.directory':
      switch (name) {
        case 'delete':
          return does(machine, 'Remove-Item', '-LiteralPath', first, ...(truth(second) === false ? [] : ['-Recurse']));
        case 'move':
          return does(machine, 'Move-Item', '-LiteralPath', first, '-Destination', second);
        case 'createdirectory':
          return does(machine, 'New-Item', '-ItemType', text('Directory'), '-Path', first);
        case 'getfiles':
        case 'getdirectories':
        case 'enumeratefiles':
        case 'getfilesystementries':
          return path([first, textFrom([{ hole: 'glob', text: known(second) || '*' }])]);
        case 'getcurrentdirectory':
          return textFrom(machine.scope.cwd.parts);
        case 'setcurrentdirectory':
          return NULL;
        default:
          return unknown('a directory');
      }
    case 'io.path':
      switch (name) {
        case 'combine':
        case 'join':
          return path(args ?? []);
        case 'gettemppath':
          return machine.scope.variable('env:temp');
        case 'gettempfilename':
          return { is: 'text', parts: [{ hole: 'temp' }] };
        case 'getrandomfilename':
          return { is: 'text', parts: [{ hole: 'number', why: 'a random name' }] };
        case 'getfullpath':
          return first;
        case 'getfilename':
        case 'getfilenamewithoutextension':
        case 'getdirectoryname':
          return member(
            machine,
            first,
            name === 'getfilename' ? 'name' : name === 'getdirectoryname' ? 'directoryname' : 'basename',
            undefined,
            undefined,
          );
        default:
          return text('/');
      }
    case 'environment':
      return environment(machine, name, first, second);
    case 'string':
      switch (name) {
        case 'join':
          return joined(
            (args ?? []).slice(1).flatMap((one) => elements(one)),
            first,
          );
        case 'concat':
          return joined(
            (args ?? []).flatMap((one) => elements(one)),
            text(''),
          );
        case 'format':
          return format(
            first,
            (args ?? []).slice(1).flatMap((one) => elements(one)),
          );
        case 'empty':
          return text('');
        default:
          return unknown('a test');
      }
    case 'convert':
      if (name === 'tobase64string') {
        const raw = first.is === 'object' && first.type === 'bytes' ? known(first.args[0]) : undefined;
        return raw === undefined || /[^\0-\u00ff]/.test(raw)
          ? unknown('encoded text', outputOf(first))
          : text(btoa(raw));
      }
      if (name === 'frombase64string') return mapped([first], 'decoded bytes', (encoded) => bytes(encoded));
      if (name === 'tochar') return mapped([first], 'a character', (code) => text(String.fromCharCode(Number(code))));
      if (name === 'toint32' || name === 'tobyte' || name === 'toint16')
        return mapped([first, ...(args !== undefined && args.length > 1 ? [second] : [])], 'a number', (digits, base) =>
          text(String(Number.parseInt(digits, base === undefined ? 10 : Number(base)))),
        );
      return unknown('a converted value', outputOf(first));
    case 'char':
      return name === 'convertfromutf32'
        ? mapped([first], 'a character', (code) => text(String.fromCodePoint(Math.min(Number(code) || 0, 0x10ffff))))
        : first;
    case 'array': {
      const [target] = written ?? [];
      if (name === 'reverse' && first.is === 'list') {
        const reversed = list(first.items.toReversed());
        if (target?.is === 'variable') machine.scope.assign(target.name, reversed);
        return reversed;
      }
      return unknown('a list');
    }
    case 'scriptblock':
    case 'management.automation.scriptblock':
      return name === 'create' ? machine.blockOf(first) : unknown('a script block');
    case 'powershell':
    case 'management.automation.powershell':
      return { is: 'object', type: 'powershell', args: [] };
    case 'diagnostics.process':
      if (name === 'start')
        return does(
          machine,
          'Start-Process',
          '-FilePath',
          first.is === 'object' ? (first.args[0] ?? NULL) : first,
          ...(args !== undefined && args.length > 1 ? ['-ArgumentList', second] : []),
        );
      return does(machine, 'Get-Process', '-Name', first);
    case 'reflection.assembly':
    case 'appdomain':
      if (/^load(?:file|from)?$/.test(name)) machine.opaque('code', 'Assembly.Load', outputOf(first));
      return unknown('an assembly');
    case 'microsoft.visualbasic.fileio.filesystem':
      if (name === 'deletefile') return does(machine, 'Remove-Item', '-LiteralPath', first);
      if (name === 'deletedirectory') return does(machine, 'Remove-Item', '-LiteralPath', first, '-Recurse');
      return unknown('a file');
    case 'io.compression.zipfile':
      if (name === 'extracttodirectory')
        return does(machine, 'Expand-Archive', '-Path', first, '-DestinationPath', second);
      if (name === 'createfromdirectory')
        return does(machine, 'Compress-Archive', '-Path', first, '-DestinationPath', second);
      return unknown('an archive');
    case 'net.webrequest':
    case 'net.httpwebrequest':
      return name === 'create' ? { is: 'object', type: 'webrequest', args: [first] } : unknown('a request');
    case 'datetime':
    case 'guid':
    case 'math':
      return { is: 'text', parts: [{ hole: 'number', why: 'a number' }] };
    case 'activator':
    case 'type':
      return unknown('an object');
    default:
      return unknown(`[${type}]::${name}`, outputOf(list(args ?? [])));
  }
}

function file(machine: Machine, name: string, first: Value, second: Value, args: readonly Value[] | undefined): Value {
  switch (name) {
    case 'delete':
      return does(machine, 'Remove-Item', '-LiteralPath', first);
    case 'move':
      return does(machine, 'Move-Item', '-LiteralPath', first, '-Destination', second);
    case 'copy':
      return does(machine, 'Copy-Item', '-LiteralPath', first, '-Destination', second);
    case 'replace':
      return does(machine, 'Move-Item', '-LiteralPath', first, '-Destination', second);
    case 'writealltext':
    case 'writealllines':
    case 'writeallbytes':
      return does(machine, 'Set-Content', '-LiteralPath', first, ...(second.is === 'object' ? [] : ['-Value', second]));
    case 'appendalltext':
    case 'appendalllines':
      return does(machine, 'Add-Content', '-LiteralPath', first, '-Value', second);
    case 'create':
    case 'createtext':
    case 'openwrite':
    case 'open':
      does(machine, 'Add-Content', '-LiteralPath', first);
      return { is: 'object', type: 'io.filestream', args: args ?? [] };
    case 'readalltext':
    case 'readalllines':
    case 'readlines':
    case 'readallbytes':
    case 'openread':
    case 'opentext':
      return (
        machine.dispatch(
          'Get-Content',
          [
            { parameter: '-LiteralPath', bare: true },
            { value: first, bare: false },
            { parameter: '-Raw', bare: true },
          ],
          nothing,
        )[0] ?? NULL
      );
    default:
      return unknown('a file');
  }
}

const folders: Readonly<Record<string, string>> = {
  userprofile: 'env:userprofile',
  personal: 'env:userprofile',
  applicationdata: 'env:appdata',
  localapplicationdata: 'env:localappdata',
  commonapplicationdata: 'env:programdata',
  windows: 'env:windir',
  programfiles: 'env:programfiles',
};

function environment(machine: Machine, name: string, first: Value, second: Value): Value {
  switch (name) {
    case 'getfolderpath': {
      const folder = known(first)?.toLowerCase() ?? '';
      if (Object.hasOwn(folders, folder)) return machine.scope.variable(folders[folder] ?? '');
      if (folder === 'system') return text('C:/Windows/System32');
      return fromTexts(
        texts(machine.scope.variable('env:userprofile')).map((home) => [
          ...home,
          `/${folder === '' ? 'a folder' : folder}`,
        ]),
      );
    }
    case 'systemdirectory':
      return text('C:/Windows/System32');
    case 'currentdirectory':
      return textFrom(machine.scope.cwd.parts);
    case 'newline':
      return text('\n');
    case 'getenvironmentvariable':
      return either(
        texts(first).map((parts) => machine.scope.variable(`env:${known(textFrom(parts))?.toLowerCase() ?? '?'}`)),
      );
    case 'getenvironmentvariables':
      return does(machine, 'Get-ChildItem', text('Env:'));
    case 'setenvironmentvariable': {
      const variable = known(first)?.toLowerCase();
      if (variable !== undefined) machine.scope.environment.set(variable, second);
      return NULL;
    }
    case 'expandenvironmentvariables':
      return fromTexts(
        texts(first).flatMap((parts) =>
          product(
            parts.map((part) =>
              typeof part === 'string'
                ? product(
                    part
                      .split(/(%[^%\s]+%)/)
                      .map((piece, index) =>
                        index % 2 === 1
                          ? texts(machine.scope.variable(`env:${piece.slice(1, -1).toLowerCase()}`))
                          : [[piece]],
                      ),
                    (row) => row.flat(),
                  )
                : [[part]],
            ),
            (row) => row.flat(),
          ),
        ),
      );
    default:
      return unknown(`[Environment]::${name}`);
  }
}

function bytes(encoded: string): Value {
  if (encoded.length > 131_072 || !/^[\w+/\s]*={0,2}\s*$/.test(encoded) || encoded.replace(/\s/g, '').length % 4 === 1)
    return unknown('decoded bytes');
  return { is: 'object', type: 'bytes', args: [text(atob(encoded.replace(/\s/g, '')))] };
}

/** Text from bytes, given as one character each. */
function decoded(encoding: string, raw: string): string {
  if (/unicode|utf16/.test(encoding) && !/big/.test(encoding))
    return raw.replace(/([\s\S])([\s\S])/g, (_, low: string, high: string) =>
      String.fromCharCode(low.charCodeAt(0) + 256 * high.charCodeAt(0)),
    );
  if (/big/.test(encoding))
    return raw.replace(/([\s\S])([\s\S])/g, (_, high: string, low: string) =>
      String.fromCharCode(low.charCodeAt(0) + 256 * high.charCodeAt(0)),
    );
  return /[\u0080-\u00ff]/.test(raw)
    ? new TextDecoder('utf-8').decode(Uint8Array.from(raw, (char) => char.charCodeAt(0)))
    : raw;
}

/** Bytes of a text, as one character each. */
function encoded(encoding: string, plain: string): string {
  if (/unicode|utf16/.test(encoding) && !/big/.test(encoding))
    return plain.replace(/[\s\S]/g, (char) =>
      String.fromCharCode(char.charCodeAt(0) % 256, Math.floor(char.charCodeAt(0) / 256)),
    );
  return plain;
}

const downloads =
  /^(?:downloadstring|downloaddata|downloadstringtaskasync|openread|getstringasync|getasync|getbytearrayasync|getstreamasync|getresponse|getresponseasync|send|sendasync)$/;

/** A property of a value, or what calling a method of it does. */
export function member(
  machine: Machine,
  owner: Value,
  name: string,
  args: readonly Value[] | undefined,
  written: Expression | undefined,
): Value {
  if (owner.is === 'list' && args === undefined)
    return owner.items.length > 0 && !/^(?:length|count)$/.test(name)
      ? list(owner.items.map((item) => member(machine, item, name, undefined, undefined)))
      : { is: 'text', parts: [{ hole: 'number', why: 'a number' }] };
  if (owner.is === 'table') {
    const field = owner.fields.get(name);
    if (field !== undefined && args === undefined) return field;
    if (args?.[0] !== undefined && written?.is === 'variable' && /^(?:add|set_item)$/.test(name)) {
      const key = known(args[0])?.toLowerCase();
      if (key !== undefined)
        machine.scope.assign(written.name, { is: 'table', fields: new Map([...owner.fields, [key, args[1] ?? NULL]]) });
      return NULL;
    }
    return args === undefined && name === 'values'
      ? list([...owner.fields.values()])
      : args === undefined && name === 'keys'
        ? list([...owner.fields.keys()].map((key) => text(key)))
        : (field ?? NULL);
  }
  return args === undefined ? property(owner, name) : method(machine, owner, name, args);
}

function property(owner: Value, name: string): Value {
  if (owner.is === 'object') {
    if (owner.type === 'powershell' || owner.type.startsWith('encoding'))
      return { ...owner, type: `${owner.type} ${name}` };
    return owner.type === 'exec' || owner.type === 'webrequest' ? owner : unknown(`.${name}`, outputOf(owner));
  }
  switch (name) {
    case 'length':
    case 'count':
    case 'lastwritetime':
    case 'creationtime':
    case 'id':
      return { is: 'text', parts: [{ hole: 'number', why: 'a number' }] };
    case 'exists':
    case 'psiscontainer':
      return unknown(`.${name}`);
    case 'name':
    case 'basename':
    case 'pschildname':
      return of(owner, (parts) => leaf(parts, name === 'basename'));
    case 'parent':
    case 'directory':
    case 'directoryname':
    case 'psparentpath':
      return of(owner, parent);
    case 'root':
      return of(owner, (parts) =>
        typeof parts[0] === 'string' ? [/^(?:[a-z]:)?[\\/]/i.exec(parts[0])?.[0] ?? '/'] : parts,
      );
    default:
      if (owner.is === 'type' && /^(?:assembly|fullname|name)$/.test(name)) return owner;
      return owner;
  }
}

/** A part of a path; what is not text stays what it is. */
function of(owner: Value, part: (parts: readonly Part[]) => readonly Part[]): Value {
  if (owner.is === 'unknown') return owner;
  return fromTexts(
    texts(owner).map((parts) => part(parts.map((one) => (typeof one === 'string' ? one.replaceAll('\\', '/') : one)))),
  );
}

function leaf(parts: readonly Part[], base: boolean): readonly Part[] {
  const at = parts.findLastIndex((part) => typeof part === 'string' && part.replace(/\/+$/, '').includes('/'));
  const kept =
    at < 0
      ? parts
      : parts
          .slice(at)
          .map((part, index) =>
            index === 0 && typeof part === 'string' ? part.replace(/\/+$/, '').replace(/^.*\//s, '') : part,
          );
  const last = kept.at(-1);
  return base && typeof last === 'string' ? [...kept.slice(0, -1), last.replace(/(?<=.)\.[^.]*$/, '')] : kept;
}

function parent(parts: readonly Part[]): readonly Part[] {
  const at = parts.findLastIndex((part) => typeof part === 'string' && part.replace(/\/+$/, '').includes('/'));
  const holder = parts[at];
  if (typeof holder !== 'string') return parts.length === 1 && typeof parts[0] === 'string' ? ['.'] : [...parts, '/..'];
  const trimmed = holder.replace(/\/+$/, '');
  const cut = at === parts.length - 1 ? trimmed.replace(/\/[^/]*$/, '') : trimmed.slice(0, holder.lastIndexOf('/'));
  const before = [...parts.slice(0, at), cut === '' && at === 0 ? '/' : cut];
  return before;
}

function method(machine: Machine, owner: Value, name: string, args: readonly Value[]): Value {
  const [first = NULL, second = NULL] = args;
  const output = [...outputOf(owner), ...args.flatMap((arg) => outputOf(arg))];
  if (owner.is === 'block' || name === 'invoke' || name === 'invokereturnasis') {
    const outputs: Value[] = [];
    if (owner.is === 'block' && name.startsWith('invoke'))
      machine.inside(() => void machine.block(owner, NULL, outputs, args));
    else if (owner.is === 'unknown' && owner.why !== 'a member')
      machine.opaque('code', `${owner.why}.Invoke()`, owner.output);
    else if (owner.is === 'block') return owner;
    return outputs[0] ?? unknown('what it returns');
  }
  switch (name) {
    case 'invokescript':
    case 'addscript': {
      const outputs: Value[] = [];
      machine.evaluate(first, outputs);
      return name === 'addscript' ? owner : (outputs[0] ?? NULL);
    }
    case 'addcommand':
      if (known(first) !== undefined) machine.dispatch(known(first) ?? '', [], nothing);
      return owner;
    case 'newscriptblock':
      return machine.blockOf(first);
    case 'expandstring':
      return unknown('expanded text', output);
    case 'foreach':
    case 'where': {
      const outputs: Value[] = [];
      for (const item of elements(owner)) machine.block(first, item, outputs);
      return name === 'foreach' ? list(outputs) : owner;
    }
    case 'getstring':
      if (owner.is === 'object' && first.is === 'object' && first.type === 'bytes')
        return text(decoded(owner.type, known(first.args[0]) ?? ''));
      return unknown('decoded text', output);
    case 'getbytes':
      return owner.is === 'object'
        ? mapped([first], 'bytes', (plain) => ({
            is: 'object',
            type: 'bytes',
            args: [text(encoded(owner.type, plain))],
          }))
        : unknown('bytes', output);
    case 'delete':
      if (owner.is === 'text' || owner.is === 'any')
        return does(
          machine,
          'Remove-Item',
          '-LiteralPath',
          owner,
          ...(args.length > 0 && truth(first) !== false ? ['-Recurse'] : []),
        );
      return unknown('.Delete()', output);
    case 'moveto':
      return does(machine, 'Move-Item', '-LiteralPath', owner, '-Destination', first);
    case 'copyto':
      return does(machine, 'Copy-Item', '-LiteralPath', owner, '-Destination', first);
    case 'kill':
    case 'terminate':
      if (
        outputOf(owner).some(({ argv }) => argv[0] !== undefined && known(textFrom(argv[0].parts)) === 'Get-Process')
      ) {
        for (const { argv } of outputOf(owner)) machine.note([literal('Stop-Process', machine.span), ...argv.slice(1)]);
      }
      return NULL;
    case 'win32shutdown':
    case 'reboot':
    case 'shutdown':
      if (owner.is === 'unknown' || owner.is === 'object') does(machine, 'Stop-Computer');
      return NULL;
    case 'deletefile':
    case 'deletefolder':
      return does(machine, 'Remove-Item', '-LiteralPath', first, ...(name === 'deletefolder' ? ['-Recurse'] : []));
    case 'run':
    case 'exec':
    case 'shellexecute':
    case 'create':
      if (owner.is === 'object' && /^(?:wscript\.shell|shell\.application|wmiclass|wmi)$/.test(owner.type))
        for (const parts of texts(
          name === 'shellexecute'
            ? fromTexts(product([texts(first), texts(second)], ([one = [], two = []]) => [...one, ' ', ...two]))
            : first,
        ))
          machine.note(
            [literal('cmd', machine.span), literal('/c', machine.span), { parts, span: machine.span, many: false }],
            { kind: 'inherited' },
            owner.type,
          );
      return unknown('what it returns', output);
    case 'downloadfile':
    case 'downloadfiletaskasync':
    case 'downloadfileasync':
      return does(machine, 'Invoke-WebRequest', '-Uri', first, '-OutFile', second);
    case 'uploadfile':
      return does(machine, 'Invoke-WebRequest', '-Method', text('Post'), '-Uri', first, '-InFile', args[2] ?? second);
    case 'uploadstring':
    case 'uploaddata':
    case 'uploadvalues':
    case 'postasync':
    case 'putasync':
      return does(
        machine,
        'Invoke-WebRequest',
        '-Method',
        text(args[2] === undefined ? 'Post' : (known(second) ?? 'Post')),
        '-Uri',
        first,
        '-Body',
        args[2] ?? second,
      );
    case 'deleteasync':
      return does(machine, 'Invoke-WebRequest', '-Method', text('Delete'), '-Uri', first);
    case 'readtoend':
    case 'readline':
    case 'getresponsestream':
    case 'getawaiter':
    case 'getresult':
    case 'readasstringasync':
    case 'tostring':
      return owner;
    default:
      break;
  }
  if (downloads.test(name) && owner.is === 'object' && !owner.type.startsWith('wscript'))
    return does(machine, 'Invoke-WebRequest', '-Uri', args[0] === undefined ? (owner.args[0] ?? NULL) : first);
  return stringMethod(name, owner, args) ?? unknown(`.${name}()`, output);
}
