import { does, nothing } from './calls.ts';
import { constructed, member } from './members.ts';
import type { Machine } from './machine.ts';
import { format, joined } from './operators.ts';
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
      if (name === 'start') return started(machine, first, second);
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

/** `Process.Start(file, arguments)`, or of a `ProcessStartInfo` that was given them. */
function started(machine: Machine, first: Value, second: Value): Value {
  if (first.is !== 'object')
    return does(
      machine,
      'Start-Process',
      '-FilePath',
      first,
      ...(second.is === 'null' ? [] : ['-ArgumentList', second]),
    );
  const field = (name: string): Value | undefined =>
    first.args
      .flatMap((arg) => (arg.is === 'table' ? [arg.fields.get(name)] : []))
      .findLast((value) => value !== undefined);
  const given = first.args.filter((arg) => arg.is !== 'table');
  const file = field('filename') ?? given[0];
  const args = field('arguments') ?? given[1];
  if (file === undefined) return unknown('a process');
  return does(machine, 'Start-Process', '-FilePath', file, ...(args === undefined ? [] : ['-ArgumentList', args]));
}
