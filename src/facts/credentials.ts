import type { Truth, Word } from '../word.ts';
export function credentialTruth(text: Word): Truth {
  void text;
  return 'no';
}
