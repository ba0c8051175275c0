import { accumulate, invert, type Postings } from './postings.ts';
import type { Vector } from './vocabulary.ts';

/** Cosine to the nearest phrasing of every label. */
export class NearestPhrasings {
  readonly #postings: Postings;
  readonly #labelOf: Int32Array;
  readonly #sums: Float32Array;
  readonly cosines: Float32Array;

  constructor(vectors: readonly (readonly Vector[])[], featureCount: number) {
    this.#postings = invert(vectors.flat(), featureCount);
    this.#labelOf = Int32Array.from(vectors.flatMap((phrasings, label) => phrasings.map(() => label)));
    this.#sums = new Float32Array(this.#labelOf.length);
    this.cosines = new Float32Array(vectors.length);
  }

  /** Fills `cosines`, by label. */
  score({ features, weights }: Vector): void {
    this.#sums.fill(0);
    this.cosines.fill(0);
    for (let at = 0; at < features.length; at++)
      accumulate(this.#postings, features[at] ?? 0, weights[at] ?? 0, this.#sums);
    for (let phrasing = 0; phrasing < this.#sums.length; phrasing++) {
      const label = this.#labelOf[phrasing] ?? 0;
      const cosine = this.#sums[phrasing] ?? 0;
      if (cosine > (this.cosines[label] ?? 0)) this.cosines[label] = cosine;
    }
  }
}
