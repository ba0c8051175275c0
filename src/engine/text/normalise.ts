import { Converter } from 'opencc-js/t2cn';

const HAN = /\p{Script=Han}/u;
const convert = Converter({ from: 't', to: 'cn' });
const toSimplified = (text: string): string => (HAN.test(text) ? convert(text) : text);

/** Longer questions are cut here by the caller's check: no real question is longer. */
export const MAX_UTTERANCE = 2000;

// Tab and line breaks become spaces; other control, format and private characters carry no meaning in a question.
const SPACE = /\s+/gu;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu;
// Lower case would make the country a pronoun;
const UNITED_STATES = /(?<![\p{L}\p{N}])(?:U\.S\.A?\.?|US)(?![\p{L}\p{N}'])/gu;
// and some type it small, in a list of keywords or after these words.
const SMALL_UNITED_STATES = /(?<=^|\b(?:the|in|vs|of) )us(?![\p{L}\p{N}'])/gu;
// One typed on a phone or set in print is the same as the one of the keyboard.
const DASH = /[\u2010-\u2015\u2212]/g;
const APOSTROPHE = /[\u2018\u2019\u02BC]/g;
const DIGIT_GROUP = /(?<=\d)[,'](?=\d{3}(?!\d))/g;

/** One form for full-width, compatibility and damaged text, letters' case kept: what names are looked up in. Idempotent. */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFKC')
    .replace(SPACE, ' ')
    .replace(INVISIBLE, '')
    .replace(/\uFFFD/g, '')
    // What stood on either side of what is gone now stands together.
    .normalize('NFKC')
    .replace(/ {2,}/g, ' ')
    .trim();

/** The form that is compared: clean, simplified, lower case, digits ungrouped. Idempotent. */
export const normalise = (text: string): string =>
  toSimplified(clean(text))
    .replace(UNITED_STATES, 'usa')
    .toLowerCase()
    .normalize('NFKC')
    .replace(DASH, '-')
    .replace(APOSTROPHE, "'")
    .replace(SMALL_UNITED_STATES, 'usa')
    .replace(DIGIT_GROUP, '');
