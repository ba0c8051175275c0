import { HanSpelling } from './han-spelling.ts';
import { LatinSpelling } from './latin-spelling.ts';
import type { FeatureTable } from './feature-table.ts';
import type { Features } from './features.ts';
import { splitRuns, type ReadRun } from './tokens.ts';

/** Between Han characters a space says nothing; pinyin typed word by word leaves some. */
const SPACE_IN_HAN = /(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu;

/** How often a text uses each Latin word, Han word and pair of Han characters; the first letter tells which it is. */
export function readVocables(runs: readonly ReadRun[]): Features {
  const vocables: Features = new Map();
  const add = (vocable: string) => vocables.set(vocable, (vocables.get(vocable) ?? 0) + 1);
  for (const { kind, text, words } of runs)
    if (kind === 'word') add(`l${text}`);
    else {
      for (const word of words) if (word.length > 1) add(`w${word}`);
      const characters = Array.from(text);
      for (let at = 1; at < characters.length; at++)
        add(`p${characters[at - 1] ?? ''}${characters[at] ?? ''}`);
    }
  return vocables;
}

/** What some texts together use of one kind of vocable. */
function sumVocables(tables: readonly FeatureTable[], kind: 'l' | 'w' | 'p'): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { names, rows } of tables)
    for (const { features, counts } of rows)
      for (let at = 0; at < features.length; at++) {
        const name = names[features[at] ?? 0] ?? '';
        if (!name.startsWith(kind)) continue;
        const vocable = name.slice(1);
        sums.set(vocable, (sums.get(vocable) ?? 0) + (counts[at] ?? 0));
      }
  return sums;
}

/** Mends slips towards the vocabulary of the knowledge, in either script. */
export class Spelling {
  readonly #latin: LatinSpelling;
  readonly #han: HanSpelling;

  constructor(vocables: readonly FeatureTable[]) {
    this.#latin = new LatinSpelling(sumVocables(vocables, 'l'));
    this.#han = new HanSpelling(sumVocables(vocables, 'w'), sumVocables(vocables, 'p'));
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
