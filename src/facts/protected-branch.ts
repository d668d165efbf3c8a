import { textOf, type Truth, type Word } from '../word.ts';
import { componentMatches } from './names.ts';

/** Branches that are protected whatever a policy adds (requirements.md C2). */
const PROTECTED: readonly string[] = ['main', 'master', 'prod', 'production', 'release/*', 'releases/*'];

/** Whether a branch name, with or without `refs/heads/`, is or may be a protected one; `*` stands for any text, letter case does not matter. */
export function protectedTruth(branch: Word, more: readonly string[]): Truth {
  const lower = (text: string): string => text.toLowerCase();
  if (branch.many) return 'unknown';
  const [first, ...rest] = branch.parts;
  const short = typeof first === 'string' ? first.replace(/^(?:refs\/)?heads\//i, '') : first;
  const name =
    textOf(branch) === undefined && short !== undefined ? [short, ...rest] : typeof short === 'string' ? short : '';
  let result: Truth = 'no';
  for (const glob of [...PROTECTED, ...more.map(lower)]) {
    const truth = componentMatches(name, glob, lower);
    if (truth === 'yes') return 'yes';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}
