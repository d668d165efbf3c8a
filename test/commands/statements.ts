import { effectsOf } from '../../scripts/packs/examples.ts';
import { readEvent } from '../../src/adapters/claude-code.ts';
import type { Effect } from '../../src/effect.ts';
import { exampleWorldWith } from '../../src/policy/example-world.ts';
import { show } from '../../src/word.ts';
import type { WorldDescription } from '../../src/world.ts';

/** Every effect of a Bash command in the example world. */
export function effects(command: string, world?: WorldDescription): readonly Effect[] {
  const described = exampleWorldWith(world);
  const document = {
    hook_event_name: 'PreToolUse',
    session_id: 'test',
    permission_mode: 'default',
    cwd: described.cwd,
  };
  return effectsOf({ event: readEvent({ ...document, tool_name: 'Bash', tool_input: { command } }), world: described })
    .effects;
}

/** The statements and migration steps of a command, what they apply to and where; SELECT and `other` left out. */
export function statements(command: string, world?: WorldDescription): string {
  return effects(command, world).flatMap(told).join('; ');
}

function told(effect: Effect): readonly string[] {
  if (effect.kind === 'sql.statement') {
    if (effect.verb === 'other' || effect.verb === 'select') return [];
    const where = /^(?:delete|update)$/.test(effect.verb) ? effect.where : '';
    const place =
      effect.location === 'local-file' && effect.file !== undefined
        ? `in ${show(effect.file.word)}`
        : effect.location === 'memory'
          ? 'in memory'
          : effect.location;
    const production = effect.production === 'yes' ? 'production' : '';
    return [
      [effect.verb, effect.object, effect.name, where, place, production].filter((part) => part !== '').join(' '),
    ];
  }
  if (effect.kind === 'db.migrate') {
    const named = [effect.production === 'yes' ? 'production' : '', effect.test === 'yes' ? 'test' : ''];
    return [['migrate', effect.tool, effect.action, effect.location, ...named].filter((part) => part !== '').join(' ')];
  }
  return [];
}
