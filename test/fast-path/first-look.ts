import type { Look } from '../../src/fast-path/look.ts';
import { plainCall, type PlainCall } from '../../src/fast-path/plain-call.ts';
import type { HookEvent, ToolCall } from '../../src/tool-call.ts';
import type { World } from '../../src/world.ts';

/** A command that an agent would have run in the directory. */
export function shellEvent(command: string, cwd: string): HookEvent {
  return {
    agent: 'test',
    event: 'PreToolUse',
    tool: 'Bash',
    call: { kind: 'shell', command, dialect: 'bash' },
    cwd,
    mode: 'default',
    session: '',
    subagent: '',
  };
}

/** A world, as far as the first look at a call asks about it; what it does not say is unclear. */
export function lookIn(world: World): Pick<Look, 'lstat' | 'env' | 'programFile'> {
  return {
    programFile: () => '/opt/blastgate/blastgate.js',
    env: (name) =>
      (name === 'HOME' ? world.home : name === 'CLAUDE_PROJECT_DIR' ? world.project : undefined) ?? undefined,
    lstat(path) {
      const { kind } = world.entry(path);
      if (kind === 'missing') return { kind };
      const known = kind === 'file' || kind === 'directory' ? kind : 'other';
      return { kind: known, size: 0, mode: 0o644, uid: 0, modified: 0 };
    },
  };
}

/** Whether the first look lets a call pass, policies aside. */
export function passesFirstLook(event: Pick<HookEvent, 'call' | 'cwd'>, world: World): boolean {
  return firstLook(event, world) !== undefined;
}

/** What the first look sees in a call that it lets pass. */
export function firstLook({ call, cwd }: Pick<HookEvent, 'call' | 'cwd'>, world: World): PlainCall | undefined {
  const tool = toolOf(call);
  if (tool === undefined) return undefined;
  return plainCall({ hook_event_name: 'PreToolUse', cwd: cwd ?? world.cwd, ...tool }, lookIn(world));
}

/** The fields of the hook event that the call came from. */
function toolOf(call: ToolCall | null): { readonly tool_name: string; readonly tool_input: object } | undefined {
  switch (call?.kind) {
    case 'shell':
      return call.dialect === 'bash' ? { tool_name: 'Bash', tool_input: { command: call.command } } : undefined;
    case 'file-read':
      return { tool_name: 'Read', tool_input: { file_path: call.path } };
    case 'search': {
      const { path, pattern, glob, reads, shows } = call;
      const mode = shows ? { output_mode: 'content' } : {};
      return { tool_name: reads ? 'Grep' : 'Glob', tool_input: { path, pattern, glob, ...mode } };
    }
    case 'file-write': {
      const { path, how, content, replaced } = call;
      return how === 'create'
        ? { tool_name: 'Write', tool_input: { file_path: path, content } }
        : { tool_name: 'Edit', tool_input: { file_path: path, old_string: replaced, new_string: content } };
    }
    default:
      return undefined;
  }
}
