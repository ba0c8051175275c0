import { accumulate, addCell, noCells, packPostings, type Postings } from './postings.ts';
import type { Component } from './vocabulary.ts';

function centroidOf(vectors: readonly (readonly Component[])[]): Component[] {
  const sums = new Map<number, number>();
  for (const vector of vectors)
    for (const { feature, weight } of vector) sums.set(feature, (sums.get(feature) ?? 0) + weight);
  let square = 0;
  for (const weight of sums.values()) square += weight * weight;
  const length = Math.sqrt(square) || 1;
  return Array.from(sums, ([feature, weight]) => ({ feature, weight: weight / length }));
}

/** Cosine to the mean phrasing of every label. */
export class Centroids {
  readonly #postings: Postings;
  readonly cosines: Float32Array;

  constructor(vectors: readonly (readonly (readonly Component[])[])[], featureCount: number) {
    const cells = noCells();
    for (const [label, phrasings] of vectors.entries())
      for (const { feature, weight } of centroidOf(phrasings)) addCell(cells, feature, label, weight);
    this.#postings = packPostings(cells, featureCount);
    this.cosines = new Float32Array(vectors.length);
  }

  /** Fills `cosines`, by label. */
  score(query: readonly Component[]): void {
    this.cosines.fill(0);
    for (const { feature, weight } of query) accumulate(this.#postings, feature, weight, this.cosines);
  }
}
