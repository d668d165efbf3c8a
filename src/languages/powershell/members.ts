import { literal, type Part } from '../../word.ts';
import type { Machine } from './machine.ts';
import { stringMethod } from './operators.ts';
import type { Expression } from './syntax.ts';
import {
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
import { does, nothing } from './calls.ts';

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
      if (owner.is === 'unknown' && owner.output.length > 0) machine.opaque('code', `${owner.why}.Delete()`);
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
    case 'start':
      if (owner.is === 'object' && owner.type === 'diagnostics.process') machine.opaque('code', 'Process.Start()');
      return unknown('what it returns', output);
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
