import type { CountOf } from './han-spelling.ts';

const SHORTEST = 5;
const LONG = 9;
/** No word is longer; the deletes of one that is would fill the memory. */
const LONGEST = 24;
const LETTERS = /^[a-z]+$/;

const isCorrectable = (word: string): boolean =>
  word.length >= SHORTEST && word.length <= LONGEST && LETTERS.test(word);

/** Every string that a word becomes by leaving one letter out, and the word itself. */
function deletes(word: string): string[] {
  const shorter = Array.from({ length: word.length }, (_, at) => word.slice(0, at) + word.slice(at + 1));
  return [word, ...shorter];
}

const twiceDeleted = (word: string): string[] =>
  word.length >= LONG ? [...new Set(deletes(word).flatMap(deletes))] : deletes(word);

/** Damerau and Levenshtein's distance with adjacent transpositions, or `limit` + 1 as soon as it is passed. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const edits = [(last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost];
      if (swapped) edits.push((beforeLast[j - 2] ?? 0) + 1);
      row.push(Math.min(...edits));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}

/** Words by every string that a slip may make of them (Wolf Garbe's symmetric deletes). */
export class DeleteIndex {
  readonly #words = new Map<string, string[]>();

  add(word: string): void {
    if (!isCorrectable(word)) return;
    for (const shorter of twiceDeleted(word)) {
      const words = this.#words.get(shorter);
      if (words) words.push(word);
      else this.#words.set(shorter, [word]);
    }
  }

  /** Words that this one may be a slip of. */
  near(word: string): ReadonlySet<string> {
    return new Set(twiceDeleted(word).flatMap((shorter) => this.#words.get(shorter) ?? []));
  }
}

/**
 * Corrects mistyped English words towards the knowledge's own vocabulary: one edit, two in long words, the more
 * frequent word of equals.
 */
export class LatinSpelling {
  /** @param index of the knowledge's words, and perhaps others: a word that is not used is no correction */
  constructor(
    private readonly index: DeleteIndex,
    private readonly countOf: CountOf,
  ) {}

  knows = (word: string): boolean => this.countOf(word) > 0;

  /** The word of the knowledge that an unknown word is a slip of. */
  correct(word: string): string | undefined {
    if (this.knows(word) || !isCorrectable(word)) return undefined;
    const limit = word.length >= LONG ? 2 : 1;
    let best: { word: string; distance: number; count: number } | undefined;
    for (const candidate of this.index.near(word)) {
      const count = this.countOf(candidate);
      const edits = distance(word, candidate, limit);
      if (count === 0 || edits > limit || candidate[0] !== word[0]) continue;
      const isBetter =
        !best ||
        edits < best.distance ||
        (edits === best.distance && (count > best.count || (count === best.count && candidate < best.word)));
      if (isBetter) best = { word: candidate, distance: edits, count };
    }
    return best?.word;
  }
}
