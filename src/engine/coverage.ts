import { segmentHan, splitRuns, stem } from './text/tokens.ts';

/** The words of normalised text, for telling what it says; single Han characters say too little. */
function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const run of splitRuns(text))
    if (run.kind === 'word') words.add(stem(run.text));
    else for (const word of segmentHan(run.text)) if (word.length > 1) words.add(word);
  return words;
}

/** Two texts of something: what it is asked by, and all that it says. */
interface Readable {
  readonly headings: readonly string[];
  readonly text: string;
}

/** Counts in how many of the sets each word is. */
function countSets(sets: Iterable<ReadonlySet<string>>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const set of sets) for (const word of set) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Tells how much of a question, word by word and by rarity, a candidate or the whole knowledge speaks of. */
export class Coverage<T extends Readable> {
  readonly #words: ReadonlyMap<T, ReadonlySet<string>>;
  readonly #inHeadings: ReadonlyMap<string, number>;
  readonly #inAll: ReadonlyMap<string, number>;

  constructor(readables: readonly T[]) {
    const headings = readables.map((each) => wordsOf(each.headings.join('\n')));
    const all = readables.map((each, at) => new Set([...(headings[at] ?? []), ...wordsOf(each.text)]));
    this.#words = new Map(readables.map((each, at) => [each, all[at] ?? new Set()]));
    this.#inHeadings = countSets(headings);
    this.#inAll = countSets(all);
  }

  /** Share of the words of a question that a candidate speaks of, 0 to 1. @param text normalised */
  of(text: string, candidate: T): number {
    const words = this.#words.get(candidate);
    return this.#share(wordsOf(text), (word) => words?.has(word) === true);
  }

  /** Share of the words of a question that anything speaks of, 0 to 1. @param text normalised */
  known(text: string): number {
    return this.#share(wordsOf(text), (word) => this.#inAll.has(word));
  }

  #share(words: ReadonlySet<string>, has: (word: string) => boolean): number {
    let covered = 0;
    let total = 0;
    for (const word of words) {
      const rarity = this.#rarity(word);
      total += rarity;
      if (has(word)) covered += rarity;
    }
    return total === 0 ? 0 : covered / total;
  }

  /**
   * Highest for a word that is found nowhere. Words of asking are rare in texts and common in phrasings, words of law
   * the other way about: neither says much.
   */
  #rarity(word: string): number {
    const most = Math.max(this.#inHeadings.get(word) ?? 0, this.#inAll.get(word) ?? 0);
    return Math.log(1 + (this.#words.size + 0.5) / (most + 0.5));
  }
}
