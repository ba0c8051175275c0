import { splitPinyin, syllableOf } from './pinyin.ts';
import { segmentHan, splitRuns } from './tokens.ts';

const soundOf = (text: string): string => Array.from(text, syllableOf).join(' ');

/** Adds one to the count of a text under its sound. */
function count(bySound: Map<string, Map<string, number>>, text: string): void {
  const sound = soundOf(text);
  const counts = bySound.get(sound) ?? new Map<string, number>();
  counts.set(text, (counts.get(text) ?? 0) + 1);
  bySound.set(sound, counts);
}

const mostFrequent = (counts: ReadonlyMap<string, number> | undefined): string | undefined =>
  counts && [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0];

/**
 * Reads Chinese typed in pinyin ("dianzi" → 电子), and mends characters taken for another of the same sound
 * (出竟 → 出境), both only towards words and pairs that the knowledge uses.
 */
export class HanSpelling {
  readonly #words = new Map<string, Map<string, number>>();
  readonly #pairs = new Map<string, Map<string, number>>();
  readonly #knownPairs = new Set<string>();

  /** @param texts normalised */
  constructor(texts: Iterable<string>) {
    for (const text of texts)
      for (const run of splitRuns(text)) {
        if (run.kind !== 'han') continue;
        const characters = Array.from(run.text);
        for (const word of segmentHan(run.text)) if (word.length > 1) count(this.#words, word);
        for (let at = 1; at < characters.length; at++) {
          const pair = (characters[at - 1] ?? '') + (characters[at] ?? '');
          this.#knownPairs.add(pair);
          count(this.#pairs, pair);
        }
      }
  }

  /** The word that a Latin word spells in pinyin, two syllables or more. */
  readPinyin(word: string): string | undefined {
    const syllables = splitPinyin(word);
    return syllables && syllables.length > 1 ? mostFrequent(this.#words.get(syllables.join(' '))) : undefined;
  }

  /** A run of Han characters with pairs unknown to the knowledge replaced by known ones of the same sound. */
  mendHomophones(run: string): string {
    const characters = Array.from(run);
    for (let at = 1; at < characters.length; at++) {
      const [before, here] = [characters[at - 1] ?? '', characters[at] ?? ''];
      if (this.#knownPairs.has(before + here)) continue;
      const meant = mostFrequent(this.#pairs.get(soundOf(before + here)));
      // One character may be wrong, not both: 定金 for 订金 is a slip, two homophones in a row are another word.
      if (meant?.startsWith(before)) characters[at] = meant.slice(before.length);
      else if (meant?.endsWith(here)) characters[at - 1] = meant.slice(0, -here.length);
    }
    return characters.join('');
  }
}
