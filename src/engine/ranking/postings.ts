/** Rows of (column, weight) pairs in flat arrays. */
export interface SparseRows {
  /** Where each row begins, and where the last one ends. */
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float32Array;
}

/** For each feature, where it occurs, in order, and how much. */
export type Postings = SparseRows;

/** Turns vectors about: the columns become the rows. */
export function invert({ offsets, columns, weights }: SparseRows, featureCount: number): Postings {
  const starts = new Int32Array(featureCount + 1);
  for (const feature of columns) starts[feature + 1] = (starts[feature + 1] ?? 0) + 1;
  for (let feature = 0; feature < featureCount; feature++)
    starts[feature + 1] = (starts[feature + 1] ?? 0) + (starts[feature] ?? 0);
  const next = starts.slice();
  const targets = new Int32Array(columns.length);
  const inverted = new Float32Array(columns.length);
  for (let target = 0; target + 1 < offsets.length; target++) {
    const end = offsets[target + 1] ?? 0;
    for (let at = offsets[target] ?? 0; at < end; at++) {
      const feature = columns[at] ?? 0;
      const place = next[feature] ?? 0;
      next[feature] = place + 1;
      targets[place] = target;
      inverted[place] = weights[at] ?? 0;
    }
  }
  return { offsets: starts, columns: targets, weights: inverted };
}

/** Adds `factor` × weight of each target of a row to the sums. */
export function accumulate(postings: Postings, row: number, factor: number, sums: Float32Array): void {
  const { offsets, columns, weights } = postings;
  const end = offsets[row + 1] ?? 0;
  for (let at = offsets[row] ?? 0; at < end; at++) {
    const target = columns[at] ?? 0;
    sums[target] = (sums[target] ?? 0) + factor * (weights[at] ?? 0);
  }
}
