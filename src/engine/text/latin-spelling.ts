import type { Vocables } from './vocables.ts';

const SHORTEST = 5;
const LONG = 9;
/** No word is longer. */
const LONGEST = 24;
const LETTERS = /^[a-z]+$/;

const isCorrectable = (word: string): boolean =>
  word.length >= SHORTEST && word.length <= LONGEST && LETTERS.test(word);

const A = 'a'.charCodeAt(0);

/** Which letters a word has, a bit each. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) - A);
  return letters;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

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

interface Candidate {
  readonly word: string;
  readonly letters: number;
}

/**
 * Corrects mistyped English words towards the knowledge's own vocabulary: one edit, two in long words, the more
 * frequent word of equals. The first letter is never the slip.
 */
export class LatinSpelling {
  /** By first letter and length: no other word can be meant. */
  readonly #candidates = new Map<string, Candidate[]>();

  constructor(private readonly vocables: Vocables) {
    for (const [word] of vocables.of('l')) {
      if (!isCorrectable(word)) continue;
      const key = `${word.charAt(0)}${word.length}`;
      const alike = this.#candidates.get(key);
      const candidate = { word, letters: lettersOf(word) };
      if (alike) alike.push(candidate);
      else this.#candidates.set(key, [candidate]);
    }
  }

  knows = (word: string): boolean => this.vocables.countOf('l', word) > 0;

  /** The word of the knowledge that an unknown word is a slip of. */
  correct(word: string): string | undefined {
    if (this.knows(word) || !isCorrectable(word)) return undefined;
    const limit = word.length >= LONG ? 2 : 1;
    let best: { word: string; distance: number; count: number } | undefined;
    for (const candidate of this.#near(word, limit)) {
      const edits = distance(word, candidate, limit);
      if (edits > limit) continue;
      const count = this.vocables.countOf('l', candidate);
      const isBetter =
        !best ||
        edits < best.distance ||
        (edits === best.distance && (count > best.count || (count === best.count && candidate < best.word)));
      if (isBetter) best = { word: candidate, distance: edits, count };
    }
    return best?.word;
  }

  /** All that are within so many edits, and few others. */
  *#near(word: string, limit: number): Generator<string> {
    const letters = lettersOf(word);
    for (let length = word.length - limit; length <= word.length + limit; length++)
      for (const candidate of this.#candidates.get(`${word.charAt(0)}${length}`) ?? [])
        // An edit takes away one letter and brings one, at most.
        if (countBits(letters ^ candidate.letters) <= 2 * limit) yield candidate.word;
  }
}
