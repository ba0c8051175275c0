import { splitPinyin, syllableOf } from './pinyin.ts';

const soundOf = (text: string): string => Array.from(text, syllableOf).join(' ');

/** How often the knowledge uses a word or pair; 0 for what it does not say. */
export type CountOf = (text: string) => number;

/** Texts by their sound. */
export class SoundIndex {
  readonly #texts = new Map<string, string[]>();

  add(text: string): void {
    const sound = soundOf(text);
    const alike = this.#texts.get(sound);
    if (alike) alike.push(text);
    else this.#texts.set(sound, [text]);
  }

  alike(sound: string): readonly string[] {
    return this.#texts.get(sound) ?? [];
  }
}

/** Words, or pairs of characters: all that may be meant, and how often the knowledge uses each. */
interface Heard {
  readonly index: SoundIndex;
  readonly countOf: CountOf;
}

/** Of those that are used; the first by code point of equals: not of the one text that happens to come first. */
function mostFrequent({ index, countOf }: Heard, sound: string): string | undefined {
  let best: { readonly text: string; readonly count: number } | undefined;
  for (const text of index.alike(sound)) {
    const count = countOf(text);
    if (count === 0) continue;
    if (!best || count > best.count || (count === best.count && text < best.text)) best = { text, count };
  }
  return best?.text;
}

/**
 * Reads Chinese typed in pinyin ("dianzi" → 电子), and mends characters taken for another of the same sound
 * (出竟 → 出境), both only towards words and pairs that the knowledge uses.
 */
export class HanSpelling {
  /** Words are of two characters or more. */
  constructor(
    private readonly words: Heard,
    private readonly pairs: Heard,
  ) {}

  /** The word that a Latin word spells in pinyin, two syllables or more. */
  readPinyin(word: string): string | undefined {
    const syllables = splitPinyin(word);
    return syllables && syllables.length > 1 ? mostFrequent(this.words, syllables.join(' ')) : undefined;
  }

  /** A run of Han characters with pairs unknown to the knowledge replaced by known ones of the same sound. */
  mendHomophones(run: string): string {
    const characters = Array.from(run);
    for (let at = 1; at < characters.length; at++) {
      const [before, here] = [characters[at - 1] ?? '', characters[at] ?? ''];
      if (this.pairs.countOf(before + here) > 0) continue;
      const meant = mostFrequent(this.pairs, soundOf(before + here));
      // One character may be wrong, not both: 定金 for 订金 is a slip, two homophones in a row are another word.
      if (meant?.startsWith(before)) characters[at] = meant.slice(before.length);
      else if (meant?.endsWith(here)) characters[at - 1] = meant.slice(0, -here.length);
    }
    return characters.join('');
  }
}
