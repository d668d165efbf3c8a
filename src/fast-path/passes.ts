import { keptForm, placesFor, sourcesOf, type PlainLimits } from '../policy/kept-form.ts';
import type { PolicyFile } from '../policy/load.ts';
import { policyText } from '../policy/policy-text.ts';
import { sightOf, type Look } from './look.ts';
import { isShort, plainCall } from './plain-call.ts';

/**
 * Whether a hook document lets its call pass at once: it is plain, and nobody's policy could see it differently. `false` says
 * nothing. What passes here passes with the whole reading too, which a test holds against every corpus (ADR 23).
 */
export function passesAtOnce(document: unknown, look: Look): boolean {
  const call = plainCall(document, look);
  if (call === undefined) return false;
  const limits = limitsFor(call.project, look);
  return limits !== null && !call.does.split(' ').some((name) => name !== '' && limits.includes(` ${name} `));
}

/** What the policies that may count in the project leave to the first look (design section 9). */
function limitsFor(project: string, look: Look): PlainLimits {
  const home = look.env('HOME');
  if (home?.startsWith('/') !== true || !isShort(home)) return null;
  // What is in a directory, and who may have put it there, is for the whole reading.
  for (const directory of ['/etc/blastgate', `${project}/.blastgate`])
    if (sightOf(look.lstat(directory)) !== 'missing') return null;
  const files: PolicyFile[] = [];
  for (const [layer, file] of [
    ['user', `${home}/.config/blastgate/policy.yaml`],
    ['project', `${project}/.blastgate.yaml`],
    ['local', `${project}/.blastgate.local.yaml`],
  ] as const) {
    if (sightOf(look.lstat(file)) === 'missing') continue;
    const content = policyText(look, file);
    if (content === undefined || !('text' in content)) return null;
    files.push({ layer, file, content });
  }
  return files.length === 0 ? '' : keptLimits(files, look);
}

/** What was found when these very files were compiled; nothing where that is not kept. */
function keptLimits(files: readonly PolicyFile[], look: Look): PlainLimits {
  const sources = sourcesOf(look, files);
  return (sources === undefined ? undefined : keptForm(look, placesFor(look, files), sources))?.head.plain ?? null;
}
