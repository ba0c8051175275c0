import { splitPinyin, syllableOf } from './pinyin.ts';

const soundOf = (text: string): string => Array.from(text, syllableOf).join(' ');

/** Texts by their sound. */
function groupBySound(counts: ReadonlyMap<string, number>): Map<string, Map<string, number>> {
  const bySound = new Map<string, Map<string, number>>();
  for (const [text, count] of counts) {
    const sound = soundOf(text);
    const alike = bySound.get(sound) ?? new Map<string, number>();
    alike.set(text, count);
    bySound.set(sound, alike);
  }
  return bySound;
}

/** The first by code point of equals: not of the one text that happens to come first. */
const mostFrequent = (counts: ReadonlyMap<string, number> | undefined): string | undefined =>
  counts &&
  [...counts].reduce((best, each) =>
    each[1] > best[1] || (each[1] === best[1] && each[0] < best[0]) ? each : best,
  )[0];

/**
 * Reads Chinese typed in pinyin ("dianzi" → 电子), and mends characters taken for another of the same sound
 * (出竟 → 出境), both only towards words and pairs that the knowledge uses.
 */
export class HanSpelling {
  readonly #words: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly #pairs: ReadonlyMap<string, ReadonlyMap<string, number>>;

  /** How often each word, of two characters or more, and each pair of characters is used. */
  constructor(
    words: ReadonlyMap<string, number>,
    private readonly knownPairs: ReadonlyMap<string, number>,
  ) {
    this.#words = groupBySound(words);
    this.#pairs = groupBySound(knownPairs);
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
      if (this.knownPairs.has(before + here)) continue;
      const meant = mostFrequent(this.#pairs.get(soundOf(before + here)));
      // One character may be wrong, not both: 定金 for 订金 is a slip, two homophones in a row are another word.
      if (meant?.startsWith(before)) characters[at] = meant.slice(before.length);
      else if (meant?.endsWith(here)) characters[at - 1] = meant.slice(0, -here.length);
    }
    return characters.join('');
  }
}
