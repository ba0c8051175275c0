/** A text as compared: NFKC, lower case, without spaces and punctuation. */
export const foldForComparison = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/[\s\p{P}]/gu, '');

/** The character pairs of a text; a single character stands for itself. */
function bigramsOf(text: string): ReadonlySet<string> {
  const characters = Array.from(foldForComparison(text));
  if (characters.length < 2) return new Set(characters);
  return new Set(characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`));
}

/** Jaccard's coefficient of the character pairs of two texts, 0 to 1. */
export function similarityOf(left: string, right: string): number {
  const a = bigramsOf(left);
  const b = bigramsOf(right);
  const shared = [...a].filter((bigram) => b.has(bigram)).length;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}

interface NearPair {
  /** Indices into the texts. */
  readonly left: number;
  readonly right: number;
  readonly similarity: number;
}

interface Row {
  readonly index: number;
  readonly owner: string;
  /** Bigrams as numbers, the rarest first. */
  readonly bigrams: readonly number[];
}

/**
 * All pairs of texts of different owners with at least `threshold` (over 0) similarity. Two sets that near must share
 * one of their few rarest members, so only those are indexed: prefix filter and positional bound after Xiao et al.,
 * "Efficient similarity joins for near duplicate detection" (PPJoin, 2008).
 */
export function findNearPairs(
  texts: readonly { readonly text: string; readonly owner: string }[],
  threshold: number,
): NearPair[] {
  const index = new Map<number, { readonly row: Row; readonly position: number }[]>();
  const pairs: NearPair[] = [];
  for (const row of rankBigrams(texts)) {
    const size = row.bigrams.length;
    const prefix = row.bigrams.slice(0, size - Math.ceil(threshold * size) + 1);
    const candidates = new Map<Row, number>();
    for (const [position, bigram] of prefix.entries()) {
      const posted = index.get(bigram) ?? [];
      for (const { row: other, position: otherPosition } of posted) {
        if (other.owner === row.owner || other.bigrams.length < threshold * size) continue;
        const shared = candidates.get(other) ?? 0;
        const rest = Math.min(size - position, other.bigrams.length - otherPosition);
        // Once out of reach, out of reach for good: the bound only falls.
        if (shared + rest >= sharedFor(threshold, row, other)) candidates.set(other, shared + 1);
        else candidates.set(other, Number.NEGATIVE_INFINITY);
      }
      index.set(bigram, posted);
      posted.push({ row, position });
    }
    for (const [other, shared] of candidates) {
      if (shared <= 0) continue;
      const similarity = jaccard(row.bigrams, other.bigrams);
      if (similarity >= threshold) pairs.push({ left: other.index, right: row.index, similarity });
    }
  }
  return pairs;
}

/** How many members two sets must share to be that near. */
const sharedFor = (threshold: number, left: Row, right: Row): number =>
  Math.ceil((threshold / (1 + threshold)) * (left.bigrams.length + right.bigrams.length) - 1e-9);

/** The texts as rows of bigrams, the shortest row first. */
function rankBigrams(texts: readonly { readonly text: string; readonly owner: string }[]): Row[] {
  const sets = texts.map(({ text }) => bigramsOf(text));
  const counts = new Map<string, number>();
  for (const set of sets) for (const bigram of set) counts.set(bigram, (counts.get(bigram) ?? 0) + 1);
  const rarestFirst = [...counts].sort(([, a], [, b]) => a - b).map(([bigram]) => bigram);
  const ranks = new Map(rarestFirst.map((bigram, rank) => [bigram, rank]));
  return texts
    .map(({ owner }, index) => ({
      index,
      owner,
      bigrams: [...(sets[index] ?? [])].map((bigram) => ranks.get(bigram) ?? 0).sort((a, b) => a - b),
    }))
    .filter(({ bigrams }) => bigrams.length > 0)
    .sort((a, b) => a.bigrams.length - b.bigrams.length);
}

/** Of two sorted lists without repeats. */
function jaccard(left: readonly number[], right: readonly number[]): number {
  let shared = 0;
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const difference = (left[i] ?? 0) - (right[j] ?? 0);
    if (difference === 0) shared += 1;
    if (difference <= 0) i += 1;
    if (difference >= 0) j += 1;
  }
  return shared / (left.length + right.length - shared);
}
