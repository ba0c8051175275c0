import { accumulate, invert, type Postings, type SparseRows } from './postings.ts';
import type { NumberedTable } from './statistics.ts';
import { rowsOfLabels, type Vector, type Vocabulary } from './vocabulary.ts';

/** The mean direction of some vectors, of unit length, by place in the table's names. */
function centroidOf({ table: { kinds, features } }: NumberedTable, vectors: Float32Array): Float64Array {
  const sums = new Float64Array(kinds.length);
  for (let at = 0; at < features.length; at++) {
    const feature = features[at] ?? 0;
    sums[feature] = (sums[feature] ?? 0) + (vectors[at] ?? 0);
  }
  let square = 0;
  for (const sum of sums) square += sum * sum;
  const length = Math.sqrt(square) || 1;
  for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) / length;
  return sums;
}

/** Cosine to the mean phrasing of every label. */
export class Centroids {
  readonly #postings: Postings;
  readonly cosines: Float32Array;

  /** @param vectors of all phrasings */
  constructor(vocabulary: Vocabulary, vectors: SparseRows) {
    let start = 0;
    const centroids = vocabulary.labels.map((label) => {
      const end = start + label.table.features.length;
      const own = vectors.weights.subarray(start, end);
      start = end;
      return centroidOf(label, own);
    });
    this.#postings = invert(rowsOfLabels(vocabulary.labels, centroids), vocabulary.size);
    this.cosines = new Float32Array(centroids.length);
  }

  /** Fills `cosines`, by label. */
  score({ features, weights }: Vector): void {
    this.cosines.fill(0);
    for (let at = 0; at < features.length; at++)
      accumulate(this.#postings, features[at] ?? 0, weights[at] ?? 0, this.cosines);
  }
}
