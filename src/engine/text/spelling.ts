import { HanSpelling, SoundIndex, type CountOf } from './han-spelling.ts';
import { DeleteIndex, LatinSpelling } from './latin-spelling.ts';
import { type NumberedTables, type Numbering, numberTables } from './numbering.ts';
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

/** By number, how often some texts together use each vocable. */
function sumCounts(tables: readonly FeatureTable[], { numbers, tableCounts }: NumberedTables): Int32Array {
  const sums = new Int32Array(tableCounts.length);
  for (const [label, { features, counts }] of tables.entries()) {
    const own = numbers[label] ?? new Int32Array();
    for (let at = 0; at < features.length; at++) {
      const number = own[features[at] ?? 0] ?? 0;
      sums[number] = (sums[number] ?? 0) + (counts[at] ?? 0);
    }
  }
  return sums;
}

/** How a slip leads to what it may stand for: vocables of every engine that shares a numbering, used any more or not. */
class Slips {
  readonly deletes = new DeleteIndex();
  readonly words = new SoundIndex();
  readonly pairs = new SoundIndex();
  #covered = 0;

  /** Takes in the vocables that were numbered since. */
  follow(numbering: Numbering): this {
    for (const name of numbering.namesFrom(this.#covered)) {
      const vocable = name.slice(1);
      if (name.startsWith('l')) this.deletes.add(vocable);
      else (name.startsWith('w') ? this.words : this.pairs).add(vocable);
    }
    this.#covered = numbering.size;
    return this;
  }
}

const slipsOf = new WeakMap<Numbering, Slips>();

function followSlips(numbering: Numbering): Slips {
  const slips = slipsOf.get(numbering) ?? new Slips();
  slipsOf.set(numbering, slips);
  return slips.follow(numbering);
}

interface Menders {
  readonly latin: LatinSpelling;
  readonly han: HanSpelling;
}

function makeMenders(vocables: readonly FeatureTable[]): Menders {
  const tables = numberTables(vocables);
  const { numbering } = tables;
  const counts = sumCounts(vocables, tables);
  const counting =
    (kind: 'l' | 'w' | 'p'): CountOf =>
    (vocable) =>
      counts[numbering.find(kind + vocable) ?? -1] ?? 0;
  const { deletes, words, pairs } = followSlips(numbering);
  const heard = { index: words, countOf: counting('w') };
  return {
    latin: new LatinSpelling(deletes, counting('l')),
    han: new HanSpelling(heard, { index: pairs, countOf: counting('p') }),
  };
}

function correctWord(word: string, { latin, han }: Menders): string | undefined {
  if (latin.knows(word)) return undefined;
  return han.readPinyin(word) ?? latin.correct(word);
}

/** Mends slips towards the vocabulary of the knowledge, in either script. */
export class Spelling {
  #menders: Menders | undefined;

  constructor(private readonly vocables: readonly FeatureTable[]) {}

  /** The text as it may have been meant; undefined where nothing is to mend. @param text normalised */
  correct(text: string): string | undefined {
    // A command that asks one question seldom needs them, and they take longest to make.
    const menders = (this.#menders ??= makeMenders(this.vocables));
    let corrected = text;
    for (const run of splitRuns(text)) {
      const meant =
        run.kind === 'han' ? menders.han.mendHomophones(run.text) : correctWord(run.text, menders);
      if (meant !== undefined && meant !== run.text) corrected = corrected.replace(run.text, meant);
    }
    return corrected === text ? undefined : corrected.replace(SPACE_IN_HAN, '');
  }
}
