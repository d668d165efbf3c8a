import type { Look } from './look.ts';
import { isPlainCommand } from './plain-command.ts';
import { isInnocent, isPlainPath } from './plain-path.ts';

/** A JSON object as it came in. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * Whether a hook document (hook-contract.md section 5) is about a call that no built-in rule has an opinion about, as far as that can
 * be seen at once. `false` says nothing: the whole reading decides, and says what is wrong with the document if something is.
 */
export function isPlainCall(document: unknown, look: Look): boolean {
  if (!isFields(document) || document['hook_event_name'] !== 'PreToolUse') return false;
  const { cwd, tool_name: tool, tool_input: input } = document as Fields;
  if (typeof cwd !== 'string' || !isPlace(cwd) || !isFields(input)) return false;
  for (const name of ['permission_mode', 'session_id', 'agent_type']) if (!isText(document[name])) return false;
  const directories = [cwd];
  switch (tool) {
    case 'Bash': {
      const { command } = input;
      return typeof command === 'string' && isPlainCommand(command, cwd, look);
    }
    case 'Read': {
      const { file_path: path } = input;
      return typeof path === 'string' && isPlainPath(path, directories, look);
    }
    case 'Glob':
    case 'Grep': {
      const { pattern, path, glob } = input;
      return (
        typeof pattern === 'string' &&
        isText(glob) &&
        isInnocent(pattern) &&
        (glob === undefined || isName(glob)) &&
        (tool === 'Grep' ? pattern.length > 2 : isName(pattern)) &&
        (path === undefined || (typeof path === 'string' && isPlainPath(path, directories, look)))
      );
    }
    default:
      return false;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && !value.includes('\0'));
}

/** An absolute directory, written in the shortest way. */
function isPlace(path: string): boolean {
  return path === '/' || /^(?:\/(?!\.\.?(?:\/|$))[\w@+,. -]+)+$/.test(path);
}

/** A pattern of ordinary names below the directory. */
function isName(pattern: string): boolean {
  return /^[\w@+,.*/{}-]+$/.test(pattern) && !pattern.startsWith('/') && isInnocent(pattern);
}
