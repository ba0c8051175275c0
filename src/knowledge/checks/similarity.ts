/** A text as compared: NFKC, lower case, without spaces and punctuation. */
export const foldForComparison = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/[\s\p{P}]/gu, '');

/** A text as compared, and whose it is. */
export interface Owned {
  readonly folded: string;
  readonly owner: string;
}

/** The character pairs of a text as compared; a single character stands for itself. */
export function bigramsOf(folded: string): ReadonlySet<string> {
  const characters = Array.from(folded);
  if (characters.length < 2) return new Set(characters);
  return new Set(characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`));
}

/** Jaccard's coefficient of two sets, 0 to 1. */
export function overlapOf(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0;
  for (const member of left) if (right.has(member)) shared += 1;
  return shared === 0 ? 0 : shared / (left.size + right.size - shared);
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

/** The rows that have a bigram among their rarest, and where; the shortest row first. */
interface Postings {
  readonly rows: number[];
  readonly positions: number[];
  /** Rows before this one are too short for the rows still to come. */
  start: number;
}

/**
 * All pairs of texts of different owners with at least `threshold` (over 0) similarity. Two sets that near must share
 * one of their few rarest members, so only those are indexed: prefix filter and positional bound after Xiao et al.,
 * "Efficient similarity joins for near duplicate detection" (PPJoin, 2008).
 */
export function findNearPairs(texts: readonly Owned[], threshold: number): NearPair[] {
  const rows = rankBigrams(texts);
  const index = new Map<number, Postings>();
  const seen = new Int32Array(rows.length);
  const pairs: NearPair[] = [];
  for (const [at, row] of rows.entries()) {
    for (const other of findCandidates(rows, at, index, threshold, seen)) {
      const similarity = other.owner === row.owner ? 0 : jaccardFrom(threshold, row.bigrams, other.bigrams);
      if (similarity > 0) pairs.push({ left: other.index, right: row.index, similarity });
    }
    for (const [position, bigram] of prefixOf(row, threshold).entries()) {
      const postings = index.get(bigram) ?? { rows: [], positions: [], start: 0 };
      postings.rows.push(at);
      postings.positions.push(position);
      index.set(bigram, postings);
    }
  }
  return pairs;
}

/**
 * The pairs of one of a few texts (`left`) with one of many (`right`) of another owner that are at least as near as
 * `threshold` (over 0). For a few, counting what each of the many shares with them costs less than indexing all.
 */
export function findNearTo(few: readonly Owned[], many: readonly Owned[], threshold: number): NearPair[] {
  const sets = few.map(({ folded }) => bigramsOf(folded));
  const having = new Map<string, number[]>();
  for (const [left, set] of sets.entries())
    for (const bigram of set) {
      const lefts = having.get(bigram);
      if (lefts) lefts.push(left);
      else having.set(bigram, [left]);
    }
  const sizes = sets.map(({ size }) => size);
  // No text has more bigrams than characters, and few have many fewer.
  const shortest = threshold * Math.min(...sizes);
  const shared = new Int32Array(few.length);
  const pairs: NearPair[] = [];
  for (const [right, { folded, owner }] of many.entries()) {
    if (folded.length < shortest) continue;
    const set = bigramsOf(folded);
    shared.fill(0);
    for (const bigram of set)
      for (const left of having.get(bigram) ?? []) shared[left] = (shared[left] ?? 0) + 1;
    for (const [left, size] of sizes.entries()) {
      const both = shared[left] ?? 0;
      const similarity = both === 0 ? 0 : both / (size + set.size - both);
      if (similarity >= threshold && few[left]?.owner !== owner) pairs.push({ left, right, similarity });
    }
  }
  return pairs;
}

const prefixOf = ({ bigrams }: Row, threshold: number): readonly number[] =>
  bigrams.slice(0, bigrams.length - Math.ceil(threshold * bigrams.length) + 1);

/** The earlier rows that may be as near to the row `current` as `threshold`; `seen` notes who looked at a row last. */
function findCandidates(
  rows: readonly Row[],
  current: number,
  index: ReadonlyMap<number, Postings>,
  threshold: number,
  seen: Int32Array,
): Row[] {
  const row = rows[current];
  if (!row) return [];
  const size = row.bigrams.length;
  const candidates: Row[] = [];
  for (const [position, bigram] of prefixOf(row, threshold).entries()) {
    const postings = index.get(bigram);
    if (!postings) continue;
    for (let at = postings.start; at < postings.rows.length; at += 1) {
      const otherAt = postings.rows[at] ?? 0;
      const other = rows[otherAt];
      // What precedes the first shared member of both rows is not shared: the rest must do.
      if (!other || seen[otherAt] === current) continue;
      seen[otherAt] = current;
      const otherSize = other.bigrams.length;
      if (otherSize < threshold * size) postings.start = at + 1;
      const rest = Math.min(size - position, otherSize - (postings.positions[at] ?? 0));
      if (rest >= sharedFor(threshold, size, otherSize)) candidates.push(other);
    }
  }
  return candidates;
}

/** How many members two sets must share to be that near. */
const sharedFor = (threshold: number, size: number, otherSize: number): number =>
  (threshold / (1 + threshold)) * (size + otherSize) - 1e-9;

/** The texts as rows of bigrams, the shortest row first. */
function rankBigrams(texts: readonly Owned[]): Row[] {
  const sets = texts.map(({ folded }) => bigramsOf(folded));
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

/** Of two sorted lists without repeats; 0 where it is below `threshold`. */
function jaccardFrom(threshold: number, left: readonly number[], right: readonly number[]): number {
  const needed = sharedFor(threshold, left.length, right.length);
  let shared = 0;
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (shared + Math.min(left.length - i, right.length - j) < needed) return 0;
    const difference = (left[i] ?? 0) - (right[j] ?? 0);
    if (difference === 0) shared += 1;
    if (difference <= 0) i += 1;
    if (difference >= 0) j += 1;
  }
  return shared < needed ? 0 : shared / (left.length + right.length - shared);
}
