import { StemmerEn } from '@nlpjs/lang-en-min';
import { lightWords } from './light-words.ts';

const RUNS = /(?<han>\p{Script=Han}+)|(?<word>[[\p{L}\p{N}]--\p{Script=Han}]+(?:'\p{L}+)?)/gv;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const stemmer = new StemmerEn();
const stems = new Map<string, string>();
const MOST_STEMS = 50_000;

/** A stretch of one script: a word in letters or digits, or an unbroken run of Han characters. */
export type Run =
  { readonly kind: 'word'; readonly text: string } | { readonly kind: 'han'; readonly text: string };

/** Splits normalised text. */
export function splitRuns(text: string): Run[] {
  const runs: Run[] = [];
  for (const { groups } of text.matchAll(RUNS)) {
    if (groups?.['han'] !== undefined) runs.push({ kind: 'han', text: groups['han'] });
    else if (groups?.['word'] !== undefined) runs.push({ kind: 'word', text: groups['word'] });
  }
  return runs;
}

function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  // A word that is cut out of a text keeps the whole text in memory.
  const copied = Buffer.from(word).toString();
  const stemmed = stemmer.stem([copied.replace(/'s$/, '')])[0] ?? copied;
  // What the stemmer itself keeps grows for ever.
  stemmer.cache = {};
  if (stems.size >= MOST_STEMS) stems.clear();
  stems.set(copied, stemmed);
  return stemmed;
}

/** Chinese words of a run of Han characters, as ICU's dictionary sees them. */
const segmentHan = (run: string): string[] => Array.from(segmenter.segment(run), (part) => part.segment);

/** Where the words of a text begin, as ICU's dictionary sees them. */
export const wordStarts = (text: string): ReadonlySet<number> =>
  new Set(Array.from(segmenter.segment(text), ({ index }) => index));

/** A run with its words: the stem of a word, the words that Han characters make. */
export type ReadRun = Run & { readonly words: readonly string[] };

export const readRuns = (text: string): ReadRun[] =>
  splitRuns(text).map((run) => ({
    ...run,
    words: run.kind === 'han' ? segmentHan(run.text) : [stem(run.text)],
  }));

const light = lightWords(stem);

/** Whether a word, as `readRuns` has it, says nothing of a question's matter. */
export const isLight = (word: string): boolean => light.has(word);

export const isLightRun = ({ words }: ReadRun): boolean => words.every(isLight);

/** A text as it is said, whatever its case, spacing and punctuation. */
export const letterOf = (runs: readonly ReadRun[]): string => runs.map(({ text }) => text).join(' ');
