/** Rows of (column, weight) pairs in flat arrays: for each feature, where it occurs and how much. */
export interface Postings {
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float32Array;
}

/** One (row, target, weight) a cell, in any order. */
export interface Cells {
  readonly rows: number[];
  readonly targets: number[];
  readonly weights: number[];
}

export const noCells = (): Cells => ({ rows: [], targets: [], weights: [] });

export function addCell(cells: Cells, row: number, target: number, weight: number): void {
  cells.rows.push(row);
  cells.targets.push(target);
  cells.weights.push(weight);
}

/** Sorts the cells by row, keeping the order within a row. */
export function packPostings(cells: Cells, rowCount: number): Postings {
  const offsets = new Int32Array(rowCount + 1);
  for (const row of cells.rows) offsets[row + 1] = (offsets[row + 1] ?? 0) + 1;
  for (let row = 0; row < rowCount; row++) offsets[row + 1] = (offsets[row + 1] ?? 0) + (offsets[row] ?? 0);
  const next = offsets.slice();
  const targets = new Int32Array(cells.rows.length);
  const weights = new Float32Array(cells.rows.length);
  for (const [at, row] of cells.rows.entries()) {
    const place = next[row] ?? 0;
    next[row] = place + 1;
    targets[place] = cells.targets[at] ?? 0;
    weights[place] = cells.weights[at] ?? 0;
  }
  return { offsets, targets, weights };
}

/** Adds `factor` × weight of each target of a row to the sums. */
export function accumulate(postings: Postings, row: number, factor: number, sums: Float32Array): void {
  const end = postings.offsets[row + 1] ?? 0;
  for (let at = postings.offsets[row] ?? 0; at < end; at++) {
    const target = postings.targets[at] ?? 0;
    sums[target] = (sums[target] ?? 0) + factor * (postings.weights[at] ?? 0);
  }
}
