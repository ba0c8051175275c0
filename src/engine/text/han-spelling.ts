import { splitPinyin, syllableOf } from './pinyin.ts';
import type { Vocables } from './vocables.ts';

/** Something that may be meant, with how often the knowledge uses it. */
interface Meant {
  readonly text: string;
  readonly count: number;
}

/** The more frequent; the first by code point of equals: not the one that happens to come first. */
const likelier = (one: Meant | undefined, other: Meant): Meant =>
  !one || other.count > one.count || (other.count === one.count && other.text < one.text) ? other : one;

/**
 * Reads Chinese typed in pinyin ("dianzi" → 电子), and mends characters taken for another of the same sound
 * (出竟 → 出境), both only towards words and pairs that the knowledge uses.
 */
export class HanSpelling {
  /** The characters that stand beside another, by how they sound. */
  readonly #homophones = new Map<string, string[]>();

  constructor(private readonly vocables: Vocables) {
    const characters = new Set<string>();
    for (const pair of vocables.of('p')) for (const character of pair) characters.add(character);
    for (const character of characters) {
      const syllable = syllableOf(character);
      const alike = this.#homophones.get(syllable);
      if (alike) alike.push(character);
      else this.#homophones.set(syllable, [character]);
    }
  }

  /** The word that a Latin word spells in pinyin, two syllables or more. */
  readPinyin(word: string): string | undefined {
    const syllables = splitPinyin(word);
    if (!syllables || syllables.length < 2) return undefined;
    let best: Meant | undefined;
    for (const text of this.#spell(syllables)) {
      const count = this.vocables.countOf('w', text);
      if (count > 0) best = likelier(best, { text, count });
    }
    return best?.text;
  }

  /** A run of Han characters with pairs unknown to the knowledge replaced by known ones of the same sound. */
  mendHomophones(run: string): string {
    const characters = Array.from(run);
    for (let at = 1; at < characters.length; at++) {
      const [before, here] = [characters[at - 1] ?? '', characters[at] ?? ''];
      if (this.vocables.countOf('p', before + here) > 0) continue;
      const meant = this.#likeliestPair(syllableOf(before), syllableOf(here));
      // One character may be wrong, not both: 定金 for 订金 is a slip, two homophones in a row are another word.
      if (meant?.startsWith(before)) characters[at] = meant.slice(before.length);
      else if (meant?.endsWith(here)) characters[at - 1] = meant.slice(0, -here.length);
    }
    return characters.join('');
  }

  #likeliestPair(...syllables: readonly [string, string]): string | undefined {
    let best: Meant | undefined;
    for (const text of this.#spell(syllables))
      best = likelier(best, { text, count: this.vocables.countOf('p', text) });
    return best?.text;
  }

  /** Every text that sounds so and of which the knowledge uses each two characters side by side. */
  #spell(syllables: readonly string[]): string[] {
    const [first = '', ...others] = syllables;
    let spelt = [...(this.#homophones.get(first) ?? [])];
    for (const syllable of others) {
      const next = this.#homophones.get(syllable) ?? [];
      spelt = spelt.flatMap((text) => {
        const last = Array.from(text).at(-1) ?? '';
        return next
          .filter((character) => this.vocables.countOf('p', last + character) > 0)
          .map((character) => text + character);
      });
    }
    return spelt;
  }
}
