import { HanSpelling } from './han-spelling.ts';
import { LatinSpelling } from './latin-spelling.ts';
import { splitRuns } from './tokens.ts';

/** Between Han characters a space says nothing; pinyin typed word by word leaves some. */
const SPACE_IN_HAN = /(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu;

/** Mends slips towards the vocabulary of the knowledge, in either script. */
export class Spelling {
  readonly #latin: LatinSpelling;
  readonly #han: HanSpelling;

  /** @param texts normalised */
  constructor(texts: readonly string[]) {
    this.#latin = new LatinSpelling(texts);
    this.#han = new HanSpelling(texts);
  }

  /** The text as it may have been meant; undefined where nothing is to mend. @param text normalised */
  correct(text: string): string | undefined {
    let corrected = text;
    for (const run of splitRuns(text)) {
      const meant = run.kind === 'han' ? this.#han.mendHomophones(run.text) : this.#correctWord(run.text);
      if (meant !== undefined && meant !== run.text) corrected = corrected.replace(run.text, meant);
    }
    return corrected === text ? undefined : corrected.replace(SPACE_IN_HAN, '');
  }

  #correctWord(word: string): string | undefined {
    if (this.#latin.knows(word)) return undefined;
    return this.#han.readPinyin(word) ?? this.#latin.correct(word);
  }
}
