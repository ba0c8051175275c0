import { accumulate, invert, type Postings, type SparseRows } from './postings.ts';
import type { Vector, Vocabulary } from './vocabulary.ts';

/** In more phrasings than this, and this share of them, a feature tells none from the others, and is most of the work. */
const MANY = 300;
const COMMON_SHARE = 0.03;

/** Cosine to the nearest phrasing of every label, common features apart. */
export class NearestPhrasings {
  readonly #postings: Postings;
  readonly #labelOf: Int32Array;
  readonly #sums: Float32Array;
  readonly cosines: Float32Array;

  /** @param vectors of all phrasings */
  constructor({ labels, size }: Vocabulary, vectors: SparseRows) {
    this.#postings = invert(vectors, size);
    this.#labelOf = new Int32Array(vectors.offsets.length - 1);
    let next = 0;
    for (const [label, { table }] of labels.entries()) {
      const end = next + table.offsets.length - 1;
      this.#labelOf.fill(label, next, end);
      next = end;
    }
    this.#sums = new Float32Array(this.#labelOf.length);
    this.cosines = new Float32Array(labels.length);
  }

  /** Fills `cosines`, by label. */
  score({ features, weights }: Vector): void {
    this.#sums.fill(0);
    this.cosines.fill(0);
    for (let at = 0; at < features.length; at++) {
      const feature = features[at] ?? 0;
      if (!this.#isCommon(feature)) accumulate(this.#postings, feature, weights[at] ?? 0, this.#sums);
    }
    for (let phrasing = 0; phrasing < this.#sums.length; phrasing++) {
      const label = this.#labelOf[phrasing] ?? 0;
      const cosine = this.#sums[phrasing] ?? 0;
      if (cosine > (this.cosines[label] ?? 0)) this.cosines[label] = cosine;
    }
  }

  #isCommon(feature: number): boolean {
    const { offsets } = this.#postings;
    const count = (offsets[feature + 1] ?? 0) - (offsets[feature] ?? 0);
    return count > MANY && count > COMMON_SHARE * this.#labelOf.length;
  }
}
