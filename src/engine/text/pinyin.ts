import { pinyin } from 'pinyin-pro';

const cache = new Map<string, string>();
const CACHE = 20_000;

/** The toneless syllable of one Han character, read alone: homophones share it. */
export function syllableOf(character: string): string {
  const known = cache.get(character);
  if (known !== undefined) return known;
  const syllable = pinyin(character, { toneType: 'none', type: 'array' })[0] ?? character;
  if (cache.size < CACHE) cache.set(character, syllable);
  return syllable;
}

const INITIAL = '(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?';
const FINAL =
  '(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|van|ai|ei|ui|ao|ou|iu|ie|ue|ve|er|an|en|in|un|vn|ia|ua|uo|a|o|e|i|u|v)';
const SYLLABLE = new RegExp(`^${INITIAL}${FINAL}$`);
const LONGEST_SYLLABLE = 6;
/** Longer words are no pinyin, and trying every split of one takes exponential time. */
const LONGEST_WORD = 24;

/**
 * Splits a Latin word that is wholly pinyin ("dianzi" → dian, zi), taking the longest syllable that leaves a
 * splittable rest. Undefined when it is not pinyin.
 */
export function splitPinyin(word: string): string[] | undefined {
  if (word === '') return [];
  if (word.length > LONGEST_WORD) return undefined;
  for (let length = Math.min(LONGEST_SYLLABLE, word.length); length > 0; length--) {
    const head = word.slice(0, length);
    if (!SYLLABLE.test(head)) continue;
    const rest = splitPinyin(word.slice(length));
    if (rest) return [head, ...rest];
  }
  return undefined;
}
