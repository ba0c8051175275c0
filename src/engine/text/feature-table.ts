import type { Features } from './features.ts';

/** The features of one text: numbers into the table's list, and how often each occurs. */
export interface TableRow {
  readonly features: Uint32Array;
  readonly counts: Uint16Array;
}

/** The features of several texts of one thing, each feature's name kept once. */
export interface FeatureTable {
  /** Distinct, in order of first occurrence. */
  readonly names: readonly string[];
  readonly rows: readonly TableRow[];
}

export function tabulate(texts: Iterable<Features>): FeatureTable {
  const numbers = new Map<string, number>();
  const rows = Array.from(texts, (features): TableRow => {
    const row = { features: new Uint32Array(features.size), counts: new Uint16Array(features.size) };
    let at = 0;
    for (const [name, count] of features) {
      let number = numbers.get(name);
      if (number === undefined) numbers.set(name, (number = numbers.size));
      row.features[at] = number;
      row.counts[at++] = count;
    }
    return row;
  });
  return { names: [...numbers.keys()], rows };
}
