import type { Term } from '../glossary.ts';
import type { Places } from '../places.ts';
import type { Problem } from '../problem.ts';
import type { KnowledgeDocuments } from '../snapshot.ts';
import { warningAt } from './check.ts';
import { findNearPairs, findNearTo, foldForComparison } from './similarity.ts';
import { type Wording, owned, wordingsOf } from './wordings.ts';

/**
 * One character swapped in a sentence of fifteen. Over the first 252 entries it gives five warnings, three of them one
 * question asked in two entries; 0.7 adds two that are different questions, 0.8 leaves two of the five.
 */
export const NEAR = 0.75;

/** Two wordings of different entries. */
interface Near {
  /** The one that is told of. */
  readonly own: Wording;
  readonly other: Wording;
  /** 0 to 1. */
  readonly similarity: number;
}

/** Every pair once; the later wording is told of. */
const findAll = (wordings: readonly Wording[]): Near[] =>
  findNearPairs(wordings.map(owned), NEAR).flatMap(({ left, right, similarity }) => {
    const [other, own] = [wordings[Math.min(left, right)], wordings[Math.max(left, right)]];
    return own && other ? [{ own, other, similarity }] : [];
  });

const findOf = (own: readonly Wording[], wordings: readonly Wording[]): Near[] =>
  findNearTo(own.map(owned), wordings.map(owned), NEAR).flatMap(({ left, right, similarity }) => {
    const [one, other] = [own[left], wordings[right]];
    return one && other ? [{ own: one, other, similarity }] : [];
  });

/**
 * Two entries that are asked in almost the same words, though no name or number sets them apart: once for two entries,
 * by their nearest wordings.
 * @param edited ids of the entries that are told of; left out: all, each of what stands before it
 */
export function checkNearDuplicates(
  documents: KnowledgeDocuments,
  places: Places,
  edited?: ReadonlySet<string>,
): Problem[] {
  const wordings = documents.entries.flatMap(wordingsOf);
  const near = edited
    ? findOf(
        wordings.filter(({ entry }) => edited.has(entry.id)),
        wordings,
      )
    : findAll(wordings);
  const namesIn = nameFinder(documents.terms);
  const worst = new Map<string, Near>();
  for (const pair of near) {
    const { own, other, similarity } = pair;
    if (similarity === 1 || namesIn(own.text) !== namesIn(other.text)) continue;
    const key = [own.entry.id, other.entry.id].sort().join(' ');
    if ((worst.get(key)?.similarity ?? 0) < similarity) worst.set(key, pair);
  }
  return Array.from(worst.values(), ({ own, other }) => {
    const message = `"${own.text}" is nearly "${other.text}" of entry ${other.entry.id}: reword one, or name what sets them apart`;
    return warningAt(places, { kind: 'entry', id: own.entry.id }, own.path, message);
  });
}

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
