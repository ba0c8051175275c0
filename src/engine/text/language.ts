import type { Language } from '../../knowledge/fields.ts';

const HAN = /\p{Script=Han}/gu;
const LATIN_WORD = /[a-z]+(?:'[a-z]+)?/gi;

/**
 * The language of a text, by what a reader would have to read: one Han character weighs as much as half an English
 * word. Undefined for a tie and for text without letters: the asker's own language decides then.
 */
export function detectLanguage(text: string): Language | undefined {
  const han = (text.match(HAN)?.length ?? 0) / 2;
  const words = text.match(LATIN_WORD)?.length ?? 0;
  if (han === words) return undefined;
  // A question with Chinese grammar around English terms is a Chinese question.
  return han * 3 > words ? 'zh' : 'en';
}
