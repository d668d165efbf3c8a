import { productionIn } from '../production-name.ts';
import type { World } from '../world.ts';

const MAX_CONFIG = 4 * 1024 * 1024;

/**
 * The current context of kubectl, from the files it would read. `KUBECONFIG` comes from the environment, which may only
 * tighten: of differing contexts the one that names production counts.
 */
export function kubeContext(world: Pick<World, 'environment' | 'read' | 'home' | 'platform'>): string | null {
  const home = world.home === null ? [] : [`${world.home}/.kube/config`];
  const set = world.environment('KUBECONFIG');
  const named = typeof set === 'string' && set !== '' ? set.split(world.platform === 'windows' ? ';' : ':') : [];
  const contexts = [firstContext(named, world), firstContext(home, world)].filter((context) => context !== undefined);
  return contexts.find(productionIn) ?? contexts[0] ?? null;
}

/** The first file that sets a current context wins. */
function firstContext(paths: readonly string[], world: Pick<World, 'read'>): string | undefined {
  for (const path of paths) {
    if (!path.startsWith('/') && !/^[A-Za-z]:/.test(path)) continue;
    const content = world.read(path, MAX_CONFIG);
    const context = content.kind === 'text' ? currentContext(content.text) : undefined;
    if (context !== undefined) return context;
  }
  return undefined;
}

/** `current-context` stands at the top level of the file, in YAML or JSON; quotes and a comment are taken off. */
export function currentContext(text: string): string | undefined {
  const value =
    /^[{\s]*["']?current-context["']?\s*:[ \t]*(.*)$/m.exec(text)?.[1] ??
    /"current-context"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
  if (value === undefined) return undefined;
  const quoted = /^(["'])(.*?)\1/.exec(value)?.[2];
  const plain =
    quoted ??
    value
      .replace(/\s+#.*$/, '')
      .replace(/,\s*$/, '')
      .trim();
  return plain === '' || plain === 'null' || plain === '~' ? undefined : plain;
}
