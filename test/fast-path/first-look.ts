import type { Look } from '../../src/fast-path/look.ts';
import { isPlainCall } from '../../src/fast-path/plain-call.ts';
import type { HookEvent, ToolCall } from '../../src/tool-call.ts';
import type { World } from '../../src/world.ts';

/** A world, as far as the first look asks about it; what it does not say is unclear. */
export function lookIn(world: World): Look {
  return {
    env: (name) => world.environment(name) ?? undefined,
    sight(path) {
      const { kind } = world.entry(path);
      return kind === 'file' || kind === 'directory' || kind === 'missing' ? kind : 'unclear';
    },
  };
}

/** Whether the first look lets a call pass, policies aside. */
export function passesFirstLook({ call, cwd }: Pick<HookEvent, 'call' | 'cwd'>, world: World): boolean {
  const tool = toolOf(call);
  if (tool === undefined) return false;
  const directory = cwd ?? world.cwd;
  return isPlainCall({ hook_event_name: 'PreToolUse', cwd: directory, ...tool }, lookIn(world));
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
    default:
      return undefined;
  }
}
