import { accumulate, addCell, noCells, packPostings, type Postings } from './postings.ts';
import type { Vector } from './vocabulary.ts';

/** The mean direction of some vectors: feature → weight, unit length. */
function centroidOf(vectors: readonly Vector[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { features, weights } of vectors)
    for (const [at, feature] of features.entries())
      sums.set(feature, (sums.get(feature) ?? 0) + (weights[at] ?? 0));
  let square = 0;
  for (const weight of sums.values()) square += weight * weight;
  const length = Math.sqrt(square) || 1;
  for (const [feature, weight] of sums) sums.set(feature, weight / length);
  return sums;
}

/** Cosine to the mean phrasing of every label. */
export class Centroids {
  readonly #postings: Postings;
  readonly cosines: Float32Array;

  constructor(vectors: readonly (readonly Vector[])[], featureCount: number) {
    const cells = noCells();
    for (const [label, phrasings] of vectors.entries())
      for (const [feature, weight] of centroidOf(phrasings)) addCell(cells, feature, label, weight);
    this.#postings = packPostings(cells, featureCount);
    this.cosines = new Float32Array(vectors.length);
  }

  /** Fills `cosines`, by label. */
  score({ features, weights }: Vector): void {
    this.cosines.fill(0);
    for (const [at, feature] of features.entries())
      accumulate(this.#postings, feature, weights[at] ?? 0, this.cosines);
  }
}
