import type { FeatureTable } from './feature-table.ts';
import { HanSpelling } from './han-spelling.ts';
import { LatinSpelling } from './latin-spelling.ts';
import { splitRuns } from './tokens.ts';
import { Vocables } from './vocables.ts';

/** Between Han characters a space says nothing; pinyin typed word by word leaves some. */
const SPACE_IN_HAN = /(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu;

interface Menders {
  readonly latin: LatinSpelling;
  readonly han: HanSpelling;
}

function makeMenders(tables: readonly FeatureTable[]): Menders {
  const vocables = new Vocables(tables);
  return { latin: new LatinSpelling(vocables), han: new HanSpelling(vocables) };
}

function correctWord(word: string, { latin, han }: Menders): string | undefined {
  if (latin.knows(word)) return undefined;
  return han.readPinyin(word) ?? latin.correct(word);
}

/** Mends slips towards the vocabulary of the knowledge, in either script. */
export class Spelling {
  #menders: Menders | undefined;

  /** @param tables of vocables */
  constructor(private readonly tables: readonly FeatureTable[]) {}

  /** The text as it may have been meant; undefined where nothing is to mend. @param text normalised */
  correct(text: string): string | undefined {
    // Made when they are needed: most questions that a command asks need none.
    const menders = (this.#menders ??= makeMenders(this.tables));
    let corrected = text;
    for (const run of splitRuns(text)) {
      const meant =
        run.kind === 'han' ? menders.han.mendHomophones(run.text) : correctWord(run.text, menders);
      if (meant !== undefined && meant !== run.text) corrected = corrected.replace(run.text, meant);
    }
    return corrected === text ? undefined : corrected.replace(SPACE_IN_HAN, '');
  }
}
