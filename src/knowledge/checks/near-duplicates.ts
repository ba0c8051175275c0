import type { Term } from '../glossary.ts';
import type { Problem } from '../problem.ts';
import { type Check, warningAt } from './check.ts';
import { findNearPairs, foldForComparison } from './similarity.ts';
import { type Wording, wordingsOf } from './wordings.ts';

/**
 * One character swapped in a sentence of fifteen. Over the first 252 entries it gives five warnings, three of them one
 * question asked in two entries; 0.7 adds two that are different questions, 0.8 leaves two of the five.
 */
export const NEAR = 0.75;

/** Two entries that are asked in almost the same words, though no name or number sets them apart. */
export const checkNearDuplicates: Check = (documents, places) => {
  const wordings = documents.entries.flatMap(wordingsOf);
  const namesIn = nameFinder(documents.terms);
  const texts = wordings.map(({ text, entry }) => ({ text, owner: entry.id }));
  const worst = new Map<string, { readonly similarity: number; readonly problem: Problem }>();
  for (const { left, right, similarity } of findNearPairs(texts, NEAR)) {
    const [earlier, later] = [wordings[Math.min(left, right)], wordings[Math.max(left, right)]];
    if (!earlier || !later || similarity === 1 || namesIn(earlier.text) !== namesIn(later.text)) continue;
    const key = `${earlier.entry.id} ${later.entry.id}`;
    if ((worst.get(key)?.similarity ?? 0) < similarity)
      worst.set(key, { similarity, problem: tell(earlier, later) });
  }
  return [...worst.values()].map(({ problem }) => problem);

  function tell(earlier: Wording, later: Wording): Problem {
    const message = `"${later.text}" is nearly "${earlier.text}" of entry ${earlier.entry.id}: reword one, or name what sets them apart`;
    return warningAt(places, { kind: 'entry', id: later.entry.id }, later.path, message);
  }
};

/** Names and numbers make near wordings different questions: "… in China?" and "… in Japan?". */
export function nameFinder(terms: readonly Term[]): (text: string) => string {
  const names = terms
    .filter(({ kind }) => kind !== 'concept' && kind !== 'word')
    .flatMap(({ id, zh, en, aliases }) => [zh, en, ...aliases].map((name) => ({ id, name: foldForComparison(name) })));
  return (text) => {
    const folded = foldForComparison(text);
    const named = names.filter(({ name }) => name !== '' && folded.includes(name)).map(({ id }) => id);
    return [...new Set([...named, ...(folded.match(/\d+/g) ?? [])])].sort().join();
  };
}
