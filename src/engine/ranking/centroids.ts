import { accumulate, invert, type Postings, type Sums } from './postings.ts';
import type { Vector } from './vocabulary.ts';

/** The mean direction of some vectors, of unit length. */
function centroidOf(vectors: readonly Vector[], sums: Sums): Vector {
  for (const { features, weights } of vectors)
    for (let at = 0; at < features.length; at++) sums.add(features[at] ?? 0, weights[at] ?? 0);
  const { features, weights } = sums.take();
  const length = Math.sqrt(weights.reduce((square, weight) => square + weight * weight, 0)) || 1;
  return { features, weights: Float32Array.from(weights, (weight) => weight / length) };
}

/** Cosine to the mean phrasing of every label. */
export class Centroids {
  readonly #postings: Postings;
  readonly cosines: Float32Array;

  constructor(vectors: readonly (readonly Vector[])[], sums: Sums, featureCount: number) {
    this.#postings = invert(
      vectors.map((phrasings) => centroidOf(phrasings, sums)),
      featureCount,
    );
    this.cosines = new Float32Array(vectors.length);
  }

  /** Fills `cosines`, by label. */
  score({ features, weights }: Vector): void {
    this.cosines.fill(0);
    for (let at = 0; at < features.length; at++)
      accumulate(this.#postings, features[at] ?? 0, weights[at] ?? 0, this.cosines);
  }
}
