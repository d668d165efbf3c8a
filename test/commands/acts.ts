import { effectsOf } from '../../scripts/packs/examples.ts';
import { readEvent } from '../../src/adapters/claude-code.ts';
import type { Effect } from '../../src/effect.ts';
import { exampleWorldWith } from '../../src/policy/example-world.ts';
import { show, type Truth } from '../../src/word.ts';

/** What a command does to files, processes and the machine in the example world, one short line per act. */
export function acts(command: string, tool: 'Bash' | 'PowerShell' = 'Bash'): readonly string[] {
  return actsWith(command, {}, tool);
}

/** The same with further files in the project. */
export function actsWith(
  command: string,
  files: Readonly<Record<string, string>>,
  tool: 'Bash' | 'PowerShell' = 'Bash',
): readonly string[] {
  const world = exampleWorldWith({ files });
  const event = readEvent({
    hook_event_name: 'PreToolUse',
    session_id: 'test',
    permission_mode: 'default',
    cwd: world.cwd,
    tool_name: tool,
    tool_input: { command },
  });
  return effectsOf({ event, world }).effects.flatMap((effect) => line(effect));
}

function line(effect: Effect): readonly string[] {
  switch (effect.kind) {
    case 'file.read': {
      const hidden = effect.hidden === 'yes' ? ' with hidden files' : '';
      const pattern = effect.pattern === undefined ? '' : ` for ${show(effect.pattern)}`;
      return [`read ${tree(effect.recursive)}${show(effect.path.word)}${hidden}${pattern}`];
    }
    case 'file.write': {
      const source = effect.source === undefined ? '' : ` from ${show(effect.source.word)}`;
      return [`${effect.how} ${effect.recursive === 'yes' ? 'tree ' : ''}${show(effect.path.word)}${source}`];
    }
    case 'file.delete': {
      const filtered = effect.filtered === 'yes' ? ' by name' : '';
      const how = effect.how === 'remove' ? 'delete' : effect.how === 'move' ? 'move away' : effect.how;
      return [`${how} ${tree(effect.recursive)}${show(effect.path.word)}${filtered}`];
    }
    case 'file.mode': {
      const open =
        effect.worldWritable === 'yes'
          ? ' for everyone'
          : effect.worldWritable === 'unknown'
            ? ' perhaps for everyone'
            : '';
      return [`${effect.what} ${tree(effect.recursive)}${show(effect.path.word)}${open}`];
    }
    case 'disk.erase':
      return [`erase ${show(effect.device)}`];
    case 'process.kill':
      return [`${effect.signal} ${effect.selector} ${show(effect.target)}`];
    case 'system.change':
      return [`${effect.action} ${show(effect.target)}`];
    case 'secret.dump':
      return [`show ${effect.store} ${show(effect.name)}`];
    case 'network.request':
      return effect.sends === 'yes' ? [`send to ${show(effect.host)}`] : [`fetch from ${show(effect.host)}`];
    case 'opaque':
      return [`opaque ${effect.why}`];
    default:
      return [];
  }
}

function tree(recursive: Truth): string {
  return recursive === 'yes' ? 'tree ' : recursive === 'unknown' ? 'perhaps tree ' : '';
}
