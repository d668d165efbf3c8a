import type { Look } from './look.ts';
import { isPlainCall } from './plain-call.ts';

/**
 * Whether a hook document lets its call pass at once: it is plain, and nobody's policy could see it differently. `false` says
 * nothing. What passes here passes with the whole reading too, which a test holds against every corpus (ADR 23).
 */
export function passesAtOnce(document: unknown, look: Look): boolean {
  return isPlainCall(document, look) && !isGoverned((document as { readonly cwd: string }).cwd, look);
}

/** Whether somebody has a policy, or may have one (design section 9). */
function isGoverned(cwd: string, look: Look): boolean {
  const home = look.env('HOME');
  if (home?.startsWith('/') !== true) return true;
  const project = projectOf(cwd, look);
  return [
    '/etc/blastgate',
    `${home}/.config/blastgate/policy.yaml`,
    `${project}/.blastgate.yaml`,
    `${project}/.blastgate`,
    `${project}/.blastgate.local.yaml`,
  ].some((path) => look.sight(path) !== 'missing');
}

/** The directory whose policy files may count: a few that are never a project's are looked into as well. */
function projectOf(cwd: string, look: Look): string {
  const said = look.env('CLAUDE_PROJECT_DIR');
  if (said?.startsWith('/') === true) return said;
  for (
    let directory = cwd;
    directory !== '' && directory !== '/';
    directory = directory.slice(0, directory.lastIndexOf('/'))
  )
    if (look.sight(`${directory}/.git`) !== 'missing') return directory;
  return look.sight('/.git') === 'missing' ? cwd : '/';
}
