import { rarityOf } from './ranking/statistics.ts';
import { listNames, namesIn, type NameLists } from './text/name-lists.ts';
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

/** In this many wordings, and this share of them, a word is common. */
const MANY = 20;
const COMMON_SHARE = 0.1;

/** What something is asked by, and all that it says, as words. */
export interface Wording {
  readonly inHeadings: ReadonlySet<string>;
  readonly inAll: ReadonlySet<string>;
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

/** How common words were in some wordings when they were counted, as a calibration keeps it. */
export interface WordStatistics {
  /** How many wordings were counted. */
  readonly wordings: number;
  /** The words of several wordings, by the number of these; one that is not here is of one. */
  readonly counts: NameLists;
}

const readCounts = ({ counts }: WordStatistics): ReadonlyMap<string, number> =>
  new Map(Array.from(namesIn(counts), ([word, count]) => [word, Number(count)]));

const countsOf = new WeakMap<WordStatistics, ReadonlyMap<string, number>>();

function countIn(statistics: WordStatistics, word: string): number | undefined {
  const counts = countsOf.get(statistics) ?? readCounts(statistics);
  countsOf.set(statistics, counts);
  return counts.get(word);
}

/** Tells how much of a question, word by word and by rarity, the whole knowledge speaks of. */
export class Coverage {
  /** For each word, the places of the wordings that have it. */
  readonly #speaking = new Map<string, number[]>();

  /** @param statistics undefined to count over these wordings */
  constructor(
    private readonly wordings: readonly Wording[],
    private readonly statistics?: WordStatistics,
  ) {
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
    const count = this.#countOf(word);
    return count >= MANY && count >= COMMON_SHARE * this.wordings.length;
  }

  /** How common words are, to be kept with a calibration. */
  count(): WordStatistics {
    const ofSeveral = [...this.#speaking].filter(([, { length }]) => length > 1);
    return {
      wordings: this.wordings.length,
      counts: listNames(ofSeveral.map(([word, { length }]) => [word, String(length)])),
    };
  }

  /** How many wordings have a word. */
  #countOf(word: string): number {
    return this.#speaking.get(word)?.length ?? 0;
  }

  /** Highest for a word that is found nowhere; one that was not counted is of one wording. */
  #rarity(word: string): number {
    const { statistics } = this;
    const now = this.#countOf(word);
    const count = statistics && now > 0 ? (countIn(statistics, word) ?? 1) : now;
    return rarityOf(count, statistics?.wordings ?? this.wordings.length);
  }
}
