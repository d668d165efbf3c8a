import type { Truth, Word } from './word.ts';

/**
 * Whether one of the words names production: `prod`, `app-production`, `prodCluster`, `live`, `$PROD_CONTEXT`; not `preprod`,
 * `non-prod`, `product`. Words of which parts are missing, and do not name it, are `unknown`.
 */
export function namesProduction(...words: readonly (Word | undefined)[]): Truth {
  let result: Truth = 'no';
  for (const word of words)
    for (const part of word?.parts ?? []) {
      if (typeof part === 'string' ? productionIn(part) : part.hole === 'unknown' && productionIn(part.why))
        return 'yes';
      if (typeof part !== 'string' && part.hole === 'unknown') result = 'unknown';
    }
  return result;
}

/** Whether a piece of text holds the word production as a word of its own. */
export function productionIn(text: string): boolean {
  const words = text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return words.some(
    (word, index) =>
      /^(?:prod|prd|production|live)$/.test(word) && !/^(?:non|not|no|pre)$/.test(words[index - 1] ?? ''),
  );
}
