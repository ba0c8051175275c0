import type { FeatureTable } from './feature-table.ts';
import type { Features } from './features.ts';
import { numberTables } from './numbering.ts';
import type { ReadRun } from './tokens.ts';

/** A Latin word, a Han word of two characters or more, or a pair of Han characters: what spelling is mended towards. */
export type VocableKind = 'l' | 'w' | 'p';

/** How often a text uses each vocable; the first letter tells its kind. */
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

/** The vocables of some texts, with how often these use each. */
export class Vocables {
  readonly #counts = new Map<string, number>();

  constructor(tables: readonly FeatureTable[]) {
    const { numbering, numbers, tableCounts } = numberTables(tables);
    const sums = new Int32Array(tableCounts.length);
    for (const [label, { features, counts }] of tables.entries()) {
      const own = numbers[label] ?? new Int32Array();
      for (let at = 0; at < features.length; at++) {
        const number = own[features[at] ?? 0] ?? 0;
        sums[number] = (sums[number] ?? 0) + (counts[at] ?? 0);
      }
    }
    // A numbering goes on from engine to engine: names that no text uses any more stay in it.
    for (const [number, vocable] of numbering.namesFrom(0).entries()) {
      const count = sums[number] ?? 0;
      if (count > 0) this.#counts.set(vocable, count);
    }
  }

  /** All of a kind, with how often each is used. */
  *of(kind: VocableKind): Generator<readonly [text: string, count: number]> {
    for (const [vocable, count] of this.#counts)
      if (vocable.startsWith(kind)) yield [vocable.slice(1), count];
  }

  /** 0 for what the texts do not use. */
  countOf(kind: VocableKind, text: string): number {
    return this.#counts.get(kind + text) ?? 0;
  }
}
