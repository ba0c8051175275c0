import type { ReadRun } from './text/tokens.ts';

/** The words of a text, for telling what it says; single Han characters say too little. */
export function wordsOf(runs: readonly ReadRun[]): Set<string> {
  const words = new Set<string>();
  for (const { kind, words: read } of runs)
    for (const word of read) if (kind === 'word' || word.length > 1) words.add(word);
  return words;
}

/** What something is asked by, and all that it says, as words. */
export interface Wording {
  readonly inHeadings: readonly string[];
  readonly inAll: ReadonlySet<string>;
}

/** Counts in how many of the sets each word is. */
function countSets(sets: readonly Iterable<string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const set of sets) for (const word of set) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** The words of a question, each with its rarity. */
export type WeighedWords = ReadonlyMap<string, number>;

/** Share of the words of a question that something speaks of, by rarity, 0 to 1. */
export function shareCovered(words: WeighedWords, speaksOf: (word: string) => boolean): number {
  let covered = 0;
  let total = 0;
  for (const [word, rarity] of words) {
    total += rarity;
    if (speaksOf(word)) covered += rarity;
  }
  return total === 0 ? 0 : covered / total;
}

/** Tells how much of a question, word by word and by rarity, the whole knowledge speaks of. */
export class Coverage {
  readonly #inHeadings: ReadonlyMap<string, number>;
  readonly #inAll: ReadonlyMap<string, number>;

  constructor(private readonly wordings: readonly Wording[]) {
    this.#inHeadings = countSets(wordings.map(({ inHeadings }) => inHeadings));
    this.#inAll = countSets(wordings.map(({ inAll }) => inAll));
  }

  weigh(runs: readonly ReadRun[]): WeighedWords {
    return new Map(Array.from(wordsOf(runs), (word) => [word, this.#rarity(word)]));
  }

  /** Share of the words of a question that anything speaks of. */
  known(words: WeighedWords): number {
    return shareCovered(words, (word) => this.#inAll.has(word));
  }

  /**
   * Highest for a word that is found nowhere. Words of asking are rare in texts and common in phrasings, words of law
   * the other way about: neither says much.
   */
  #rarity(word: string): number {
    const most = Math.max(this.#inHeadings.get(word) ?? 0, this.#inAll.get(word) ?? 0);
    return Math.log(1 + (this.wordings.length + 0.5) / (most + 0.5));
  }
}
