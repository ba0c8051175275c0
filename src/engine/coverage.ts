import { isLight, type ReadRun } from './text/tokens.ts';

const CONCEPT = '#';

/** Whether a word of a text stands for a concept that it names. */
export const isConcept = (word: string): boolean => word.startsWith(CONCEPT);

/** What a text says: its words, but single Han characters say too little, and the concepts that it names. */
export function wordsOf(runs: readonly ReadRun[], concepts: Iterable<string> = []): Set<string> {
  const words = new Set(Array.from(concepts, (concept) => CONCEPT + concept));
  for (const { kind, words: read } of runs)
    for (const word of read) if ((kind === 'word' || word.length > 1) && !isLight(word)) words.add(word);
  return words;
}

/** In this many headings or texts, and this share of them, a word is common. */
const MANY = 20;
const COMMON_SHARE = 0.1;

/** What something is asked by, and all that it says, as words. */
export interface Wording {
  readonly inHeadings: ReadonlySet<string>;
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
  /** For each word, the places of the wordings that have it. */
  readonly #speaking = new Map<string, number[]>();

  constructor(private readonly wordings: readonly Wording[]) {
    this.#inHeadings = countSets(wordings.map(({ inHeadings }) => inHeadings));
    for (const [place, { inAll }] of wordings.entries())
      for (const word of inAll) {
        const speaking = this.#speaking.get(word);
        if (speaking) speaking.push(place);
        else this.#speaking.set(word, [place]);
      }
  }

  weigh(runs: readonly ReadRun[], concepts: Iterable<string>): WeighedWords {
    return new Map(Array.from(wordsOf(runs, concepts), (word) => [word, this.#rarity(word)]));
  }

  /** Share of the words of a question that anything speaks of. */
  known(words: WeighedWords): number {
    return shareCovered(words, (word) => this.#speaking.has(word));
  }

  /** Share of the words of a question that each speaks of, by place: `shareCovered` of all, a word looked up but once. */
  shares(words: WeighedWords): Float64Array {
    const covered = new Float64Array(this.wordings.length);
    let total = 0;
    for (const [word, rarity] of words) {
      total += rarity;
      for (const place of this.#speaking.get(word) ?? []) covered[place] = (covered[place] ?? 0) + rarity;
    }
    return covered.map((rarity) => rarity / (total || 1));
  }

  /** Whether a word is said of so many things that it tells none of them from the others. */
  isCommon(word: string): boolean {
    const most = this.#mostOf(word);
    return most >= MANY && most >= COMMON_SHARE * this.wordings.length;
  }

  #mostOf(word: string): number {
    return Math.max(this.#inHeadings.get(word) ?? 0, this.#speaking.get(word)?.length ?? 0);
  }

  /**
   * Highest for a word that is found nowhere. Words of asking are rare in texts and common in phrasings, words of law
   * the other way about: neither says much.
   */
  #rarity(word: string): number {
    return Math.log(1 + (this.wordings.length + 0.5) / (this.#mostOf(word) + 0.5));
  }
}
