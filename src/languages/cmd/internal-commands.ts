/** An option of an internal command: `/s`, `/a:h`, `/-y`. */
const isOption = /^\/-?[a-z?]{1,2}(?::.*)?$/i;

/** A cmdlet with its arguments. */
type Cmdlet = readonly [program: string, ...args: string[]];

/** What a command of cmd.exe's own does, as the cmdlets that do the same; `undefined` for a name that is none of these. */
export function internalCommand(name: string, words: readonly string[]): readonly Cmdlet[] | undefined {
  const options = words
    .filter((word) => isOption.test(word))
    .join('')
    .toLowerCase();
  const operands = words.filter((word) => !isOption.test(word)).map((word) => word.replaceAll('"', ''));
  switch (name) {
    case 'rem':
    case 'cls':
    case 'title':
    case 'color':
    case 'pause':
    case 'exit':
    case 'goto':
    case 'setlocal':
    case 'endlocal':
    case 'shift':
    case 'prompt':
    case 'ver':
    case 'vol':
    case 'verify':
    case 'break':
    case 'dir':
    case 'else':
      return [[name]];
    case 'rd':
    case 'rmdir':
      return operands.map((one) => [
        'Remove-Item',
        '-LiteralPath',
        one,
        ...(options.includes('/s') ? ['-Recurse'] : []),
      ]);
    case 'del':
    case 'erase':
      return operands.map((one) => deletion(one, options.includes('/s')));
    case 'type':
    case 'more':
      return operands.length === 0 ? [[name]] : operands.map((one) => ['Get-Content', '-Path', one]);
    case 'copy': {
      const target = operands.length > 1 ? operands.pop() : undefined;
      return operands
        .flatMap((operand) => operand.split('+'))
        .filter((one) => !/^con$/i.test(one) && one !== '')
        .map((one) => ['Copy-Item', '-Path', one, '-Destination', target ?? '.']);
    }
    case 'move':
      return [['Move-Item', '-Path', operands[0] ?? '', '-Destination', operands[1] ?? '.']];
    case 'ren':
    case 'rename':
      return [['Rename-Item', '-Path', operands[0] ?? '', '-NewName', operands[1] ?? '']];
    case 'md':
    case 'mkdir':
      return operands.map((one) => ['New-Item', '-ItemType', 'Directory', '-Path', one]);
    case 'mklink':
      return [['New-Item', '-ItemType', 'SymbolicLink', '-Path', operands[0] ?? '', '-Value', operands[1] ?? '']];
    default:
      return undefined;
  }
}

function deletion(operand: string, recursive: boolean): Cmdlet {
  const plain = operand.replaceAll('\\', '/');
  const last = plain.slice(plain.lastIndexOf('/') + 1);
  const directory = plain.slice(0, plain.length - last.length);
  if (!recursive) return ['Remove-Item', '-Path', plain];
  if (/^\*(?:\.\*)?$/.test(last))
    return ['Remove-Item', '-LiteralPath', directory === '' ? '.' : directory, '-Recurse'];
  if (/[*?]/.test(last))
    return ['Remove-Item', '-LiteralPath', directory === '' ? '.' : directory, '-Recurse', '-Include', last];
  return ['Remove-Item', '-LiteralPath', plain, '-Recurse'];
}
