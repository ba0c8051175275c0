import type { Vector } from './vocabulary.ts';

/** Rows of (column, weight) pairs in flat arrays: for each feature, where it occurs and how much. */
export interface Postings {
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float32Array;
}

/** Turns vectors about: for each feature, the vectors that hold it, in order. */
export function invert(vectors: readonly Vector[], featureCount: number): Postings {
  const offsets = new Int32Array(featureCount + 1);
  for (const { features } of vectors)
    for (let at = 0; at < features.length; at++) {
      const next = (features[at] ?? 0) + 1;
      offsets[next] = (offsets[next] ?? 0) + 1;
    }
  for (let row = 0; row < featureCount; row++)
    offsets[row + 1] = (offsets[row + 1] ?? 0) + (offsets[row] ?? 0);
  const next = offsets.slice();
  const targets = new Int32Array(offsets[featureCount] ?? 0);
  const inverted = new Float32Array(targets.length);
  for (const [target, { features, weights }] of vectors.entries())
    for (let at = 0; at < features.length; at++) {
      const feature = features[at] ?? 0;
      const place = next[feature] ?? 0;
      next[feature] = place + 1;
      targets[place] = target;
      inverted[place] = weights[at] ?? 0;
    }
  return { offsets, targets, weights: inverted };
}

/** Adds up vectors, feature by feature, in order of first occurrence. */
export class Sums {
  readonly #sums: Float64Array;
  readonly #isTouched: Uint8Array;
  #touched: number[] = [];

  constructor(featureCount: number) {
    this.#sums = new Float64Array(featureCount);
    this.#isTouched = new Uint8Array(featureCount);
  }

  add(feature: number, weight: number): void {
    if (this.#isTouched[feature] !== 1) {
      this.#isTouched[feature] = 1;
      this.#touched.push(feature);
    }
    this.#sums[feature] = (this.#sums[feature] ?? 0) + weight;
  }

  /** The sums so far; it begins anew. */
  take(): { readonly features: Int32Array; readonly weights: Float64Array } {
    const features = Int32Array.from(this.#touched);
    const weights = Float64Array.from(features, (feature) => this.#sums[feature] ?? 0);
    for (const feature of features) this.#sums[feature] = this.#isTouched[feature] = 0;
    this.#touched = [];
    return { features, weights };
  }
}

/** Adds `factor` × weight of each target of a row to the sums. */
export function accumulate(postings: Postings, row: number, factor: number, sums: Float32Array): void {
  const { offsets, targets, weights } = postings;
  const end = offsets[row + 1] ?? 0;
  for (let at = offsets[row] ?? 0; at < end; at++) {
    const target = targets[at] ?? 0;
    sums[target] = (sums[target] ?? 0) + factor * (weights[at] ?? 0);
  }
}
