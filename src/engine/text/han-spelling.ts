import { splitPinyin, syllableOf } from './pinyin.ts';
import type { VocableKind, Vocables } from './vocables.ts';

/** Something that may be meant, with how often the knowledge uses it. */
interface Meant {
  readonly text: string;
  readonly count: number;
}

/** The more frequent; the first by code point of equals: not the one that happens to come first. */
const likelier = (one: Meant | undefined, other: Meant): Meant =>
  !one || other.count > one.count || (other.count === one.count && other.text < one.text) ? other : one;

const soundOf = (text: string): string => Array.from(text, syllableOf).join(' ');

/** What is likeliest meant by each sound. */
function indexBySound(vocables: Vocables, kind: VocableKind): ReadonlyMap<string, Meant> {
  const bySound = new Map<string, Meant>();
  for (const [text, count] of vocables.of(kind)) {
    const sound = soundOf(text);
    bySound.set(sound, likelier(bySound.get(sound), { text, count }));
  }
  return bySound;
}

/**
 * Reads Chinese typed in pinyin ("dianzi" → 电子), and mends characters taken for another of the same sound
 * (出竟 → 出境), both only towards words and pairs that the knowledge uses.
 */
export class HanSpelling {
  readonly #words: ReadonlyMap<string, Meant>;
  readonly #pairs: ReadonlyMap<string, Meant>;

  constructor(private readonly vocables: Vocables) {
    this.#words = indexBySound(vocables, 'w');
    this.#pairs = indexBySound(vocables, 'p');
  }

  /** The word that a Latin word spells in pinyin, two syllables or more. */
  readPinyin(word: string): string | undefined {
    const syllables = splitPinyin(word);
    return syllables && syllables.length > 1 ? this.#words.get(syllables.join(' '))?.text : undefined;
  }

  /** A run of Han characters with pairs unknown to the knowledge replaced by known ones of the same sound. */
  mendHomophones(run: string): string {
    const characters = Array.from(run);
    for (let at = 1; at < characters.length; at++) {
      const [before, here] = [characters[at - 1] ?? '', characters[at] ?? ''];
      if (this.vocables.countOf('p', before + here) > 0) continue;
      const meant = this.#pairs.get(soundOf(before + here))?.text;
      // One character may be wrong, not both: 定金 for 订金 is a slip, two homophones in a row are another word.
      if (meant?.startsWith(before)) characters[at] = meant.slice(before.length);
      else if (meant?.endsWith(here)) characters[at - 1] = meant.slice(0, -here.length);
    }
    return characters.join('');
  }
}
