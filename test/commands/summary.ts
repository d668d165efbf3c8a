import { effectsOf } from '../../scripts/packs/examples.ts';
import { readEvent } from '../../src/adapters/claude-code.ts';
import type { Effect } from '../../src/effect.ts';
import { exampleWorldWith } from '../../src/policy/example-world.ts';
import { show } from '../../src/word.ts';
import type { WorldDescription } from '../../src/world.ts';

/** What a Bash command does in the example world, one short line per effect; that programs start is left out. */
export function summaries(command: string, world?: WorldDescription): readonly string[] {
  const described = exampleWorldWith(world);
  const event = readEvent({
    hook_event_name: 'PreToolUse',
    session_id: 'test',
    permission_mode: 'default',
    cwd: described.cwd,
    tool_name: 'Bash',
    tool_input: { command },
  });
  const { effects } = effectsOf({ event, world: described });
  return effects.flatMap((effect) => (effect.kind === 'exec' ? [] : [summary(effect)]));
}

function summary(effect: Effect): string {
  const where =
    effect.remote === undefined ? '' : ` in ${effect.remote.ephemeral ? 'a throw-away ' : 'a '}${effect.remote.kind}`;
  return `${fields(effect)
    .filter((field) => field !== '')
    .join(' ')}${where}`;
}

function fields(effect: Effect): readonly string[] {
  const { kind } = effect;
  switch (kind) {
    case 'infra.change': {
      const loss =
        effect.irreversible === 'yes' ? 'for good' : effect.irreversible === 'unknown' ? 'perhaps for good' : '';
      const planned =
        effect.planned === 'yes' ? 'as planned' : effect.planned === 'unknown' ? 'perhaps as planned' : '';
      return [effect.provider, effect.action, effect.object, effect.action === 'delete' ? loss : '', planned];
    }
    case 'kube.change':
      return [
        effect.verb,
        effect.resource,
        show(effect.name),
        effect.all === 'yes' ? 'all' : effect.all === 'unknown' ? 'perhaps all' : '',
        effect.production === 'yes' ? 'in production' : effect.production === 'unknown' ? 'perhaps in production' : '',
      ];
    case 'container.change':
      return [
        effect.action,
        effect.object,
        show(effect.target),
        effect.volumes === 'yes' ? 'with volumes' : effect.volumes === 'unknown' ? 'perhaps with volumes' : '',
      ];
    case 'access.change':
      return ['access', effect.what, effect.action];
    case 'secret.dump':
      return ['shows secrets of', effect.store];
    case 'outward.act':
      return [effect.act];
    case 'deploy.release':
      return ['release', effect.what, effect.production === 'yes' ? 'in production' : ''];
    case 'network.request':
      return [
        effect.method,
        show(effect.url),
        ...effect.sources.map((source) => `from ${show(source.word)}`),
        effect.carriesSecret === 'yes' ? 'with a secret' : '',
      ];
    case 'file.read':
      return ['read', show(effect.path.word)];
    case 'file.write':
      return ['write', show(effect.path.word)];
    case 'file.delete':
      return ['delete', show(effect.path.word)];
    case 'sql.statement':
      return ['sql', effect.verb, effect.object, effect.name];
    case 'db.migrate':
      return ['migrate', effect.action, effect.location];
    case 'git.push':
      return [
        'push',
        show(effect.branch),
        'to',
        show(effect.remoteName),
        effect.force === 'none'
          ? ''
          : effect.force === 'unknown'
            ? 'perhaps by force'
            : effect.force === 'lease'
              ? 'with a lease'
              : 'by force',
        effect.delete === 'yes' ? 'deleting' : effect.delete === 'unknown' ? 'perhaps deleting' : '',
        effect.implied === 'yes' ? '(implied)' : '',
      ];
    case 'git.discard':
      return [
        'lose',
        effect.what,
        effect.scope === 'tree' ? 'all' : effect.scope === 'one' ? '' : 'perhaps',
        show(effect.target),
      ];
    case 'git.skip-check':
      return [effect.skipped === 'yes' ? 'skip' : 'perhaps skip', effect.check];
    case 'git.commit':
      return [effect.action, ...(effect.message === undefined ? [] : [show(effect.message)])];
    case 'forge.change':
      return [effect.service, effect.action, show(effect.target)];
    case 'package.install':
      return [
        'install',
        show(effect.name),
        effect.version,
        effect.source === 'registry' ? '' : effect.source,
        effect.global === 'yes' ? 'globally' : '',
      ];
    case 'manifest.version':
      return ['manifest', effect.name, effect.version];
    case 'remote.code':
      return ['run', show(effect.url)];
    case 'opaque':
      return ['opaque', effect.why];
    default:
      return [kind];
  }
}
