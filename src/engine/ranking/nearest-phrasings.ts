import { accumulate, addCell, noCells, packPostings, type Postings } from './postings.ts';
import type { Vector } from './vocabulary.ts';

/** Cosine to the nearest phrasing of every label. */
export class NearestPhrasings {
  readonly #postings: Postings;
  readonly #labelOf: Int32Array;
  readonly #sums: Float32Array;
  readonly cosines: Float32Array;

  constructor(vectors: readonly (readonly Vector[])[], featureCount: number) {
    const cells = noCells();
    const labelOf: number[] = [];
    for (const [label, phrasings] of vectors.entries())
      for (const vector of phrasings) {
        for (const [at, feature] of vector.features.entries())
          addCell(cells, feature, labelOf.length, vector.weights[at] ?? 0);
        labelOf.push(label);
      }
    this.#postings = packPostings(cells, featureCount);
    this.#labelOf = Int32Array.from(labelOf);
    this.#sums = new Float32Array(labelOf.length);
    this.cosines = new Float32Array(vectors.length);
  }

  /** Fills `cosines`, by label. */
  score({ features, weights }: Vector): void {
    this.#sums.fill(0);
    this.cosines.fill(0);
    for (const [at, feature] of features.entries())
      accumulate(this.#postings, feature, weights[at] ?? 0, this.#sums);
    for (let phrasing = 0; phrasing < this.#sums.length; phrasing++) {
      const label = this.#labelOf[phrasing] ?? 0;
      this.cosines[label] = Math.max(this.cosines[label] ?? 0, this.#sums[phrasing] ?? 0);
    }
  }
}
