import { sightOf, type Look } from './look.ts';
import { plainCommand } from './plain-command.ts';
import { liftDocuments } from './plain-document.ts';
import { isInnocent, isPlainDirectory, isPlainFile, isPlainPath } from './plain-path.ts';
import { isPattern } from './plain-reader.ts';
import { isPlainWrite } from './plain-write.ts';

/** What is looked at of the machine. */
type Eyes = Pick<Look, 'lstat' | 'env' | 'programFile'>;

/** Where a call stands. */
type Places = Parameters<typeof isPlainWrite>[2];

/** A JSON object as it came in. */
type Fields = Readonly<Record<string, unknown>>;

/** A call about which no built-in rule has an opinion. */
export interface PlainCall {
  /** The directory whose policy files may count: a few that are never a project's are taken for one as well. */
  readonly project: string;
  /** What it does: the programs it runs, `file.read`, `file.write`, each between blanks. */
  readonly does: string;
}

/**
 * The call of a hook document (hook-contract.md section 5), where it can be seen at once that no built-in rule has an opinion about it.
 * `undefined` says nothing: the whole reading decides, and says what is wrong with the document if something is.
 */
export function plainCall(document: unknown, look: Eyes): PlainCall | undefined {
  if (!isFields(document) || document['hook_event_name'] !== 'PreToolUse') return undefined;
  const { cwd, tool_name: tool, tool_input: input } = document;
  if (typeof cwd !== 'string' || !isPlace(cwd) || !isPlainDirectory(cwd) || !isFields(input)) return undefined;
  if (document['mcp_server'] !== undefined) return undefined;
  for (const name of ['permission_mode', 'session_id', 'agent_type']) if (!isText(document[name])) return undefined;
  const project = projectOf(cwd, look);
  const does = project === undefined ? undefined : deedsOf(tool, input, { cwd, project }, look);
  return project === undefined || does === undefined ? undefined : { project, does };
}

function deedsOf(tool: unknown, input: Fields, places: Places, look: Eyes): string | undefined {
  const { cwd } = places;
  switch (tool) {
    case 'Bash': {
      const { command } = input;
      return typeof command === 'string' ? commandOf(command, places, look) : undefined;
    }
    case 'Read': {
      const { file_path: path } = input;
      return typeof path === 'string' && isPlainPath(path, [cwd], look) ? READ : undefined;
    }
    case 'Glob':
    case 'Grep': {
      const { pattern, path = '.', glob, output_mode: mode } = input;
      const isPlain =
        typeof pattern === 'string' &&
        isText(glob) &&
        isText(mode) &&
        typeof path === 'string' &&
        isPlainPath(path, [cwd], look) &&
        (tool === 'Grep' ? isPattern(pattern) : isDeep(pattern, path, cwd, look)) &&
        (glob === undefined || isDeep(glob, path, cwd, look));
      return isPlain ? READ : undefined;
    }
    case 'Write':
      return writeOf(input, 'content', places, look);
    case 'Edit':
      return isText(input['old_string']) ? writeOf(input, 'new_string', places, look) : undefined;
    default:
      return undefined;
  }
}

/** What a command does, its here-documents included. */
function commandOf(text: string, places: Places, look: Eyes): string | undefined {
  const { code, documents } = liftDocuments(text) ?? { code: undefined };
  const command = code === undefined ? undefined : plainCommand(code, places.cwd, look);
  if (command === undefined || documents === undefined) return undefined;
  const targets = documents.filter(({ target }) => target !== undefined);
  if (targets.length === 0) return command.deeds;
  const arePlain = targets.every(({ target = '', body }) =>
    (target.startsWith('/') ? [''] : command.directories).every((directory) =>
      isPlainWrite(target.startsWith('/') ? target : `${directory}/${target}`, body, places, look),
    ),
  );
  return arePlain ? `${command.deeds}file.write ` : undefined;
}

function writeOf(input: Fields, field: string, places: Places, look: Eyes): string | undefined {
  const { file_path: path, [field]: content } = input;
  if (typeof path !== 'string' || typeof content !== 'string' || content.includes('\0')) return undefined;
  return isPlainWrite(path, content, places, look) ? ' file.write ' : undefined;
}

const READ = ' file.read ';

/** The directory that counts as the project, or would if it were not a home or the system's; `undefined` where that is not clear. */
function projectOf(cwd: string, look: Eyes): string | undefined {
  const said = look.env('CLAUDE_PROJECT_DIR');
  if (said?.startsWith('/') === true) return isShort(said) ? said : undefined;
  for (
    let directory = cwd;
    directory !== '' && directory !== '/';
    directory = directory.slice(0, directory.lastIndexOf('/'))
  )
    switch (look.lstat(`${directory}/.git`).kind) {
      case 'missing':
        break;
      case 'denied':
      case 'failed':
        return undefined;
      default:
        return directory;
    }
  return sightOf(look.lstat('/.git')) === 'missing' ? cwd : '/';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && !value.includes('\0'));
}

/** Whether no step of the path is idle or leads back up: behind a link that would be elsewhere. */
export function isShort(path: string): boolean {
  const names = path.split('/').slice(1);
  return names.every((name) => name !== '' && name !== '.' && name !== '..');
}

/** An absolute directory, written in the shortest way. */
function isPlace(path: string): boolean {
  return path === '/' || /^(?:\/(?!\.\.?(?:\/|$))[\w@+,. -]+)+$/.test(path);
}

/** A pattern of ordinary files anywhere below a directory: what a shallow one stands for could be a link. */
function isDeep(pattern: string, path: string, cwd: string, look: Eyes): boolean {
  const [, start, name = '', endings = ''] =
    /^((?:[\w@+,.-]+\/)*)\*\*(?:\/\*?|\/([\w*.-]+)(?:\{([\w,]+)\})?)?$/.exec(pattern) ?? [];
  return (
    start !== undefined &&
    isInnocent(pattern.replaceAll('*', 'x')) &&
    (name === '' || endings.split(',').every((ending) => isPlainFile(name.replaceAll('*', 'x') + ending))) &&
    isPlainPath(`${path}/${start}`, [cwd], look)
  );
}
