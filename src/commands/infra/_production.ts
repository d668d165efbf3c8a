import type { Truth, Word } from '../../word.ts';

/** Whether one of the words names production: `prod`, `app-production`, `live`; not `preprod`, `non-prod`. */
export function namesProduction(...words: readonly (Word | undefined)[]): Truth {
  let result: Truth = 'no';
  for (const word of words) {
    if (word === undefined) continue;
    for (const part of word.parts) {
      if (typeof part === 'string' && productionIn(part)) return 'yes';
      if (typeof part !== 'string' && (part.hole === 'unknown' || part.hole === 'glob')) result = 'unknown';
    }
    if (word.many) result = 'unknown';
  }
  return result;
}

function productionIn(text: string): boolean {
  // `ProdStack` is two words.
  const named = text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/(?:non|pre|not)[-_]?prod(?:uction)?/g, '');
  return /(?:^|[^a-z])(?:prod|prd|production)(?:[^a-z]|$)/.test(named) || named === 'live';
}
