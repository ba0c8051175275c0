import { accumulate, invert, type Postings, type SparseRows } from './postings.ts';
import type { Vector, Vocabulary } from './vocabulary.ts';

/** Cosine to the nearest phrasing of every label, common features apart. */
export class NearestPhrasings {
  readonly #postings: Postings;
  /** Where the phrasings of each label end: they stand one label after the other. */
  readonly #ends: Int32Array;
  readonly #sums: Float32Array;
  readonly #isCommon: Uint8Array;
  readonly cosines: Float32Array;

  /** @param vectors of all phrasings */
  constructor({ labels, size, statistics }: Vocabulary, vectors: SparseRows) {
    this.#isCommon = statistics.isCommon;
    this.#postings = invert(vectors, size);
    this.#ends = new Int32Array(labels.length);
    let end = 0;
    for (const [label, { table }] of labels.entries()) {
      end += table.offsets.length - 1;
      this.#ends[label] = end;
    }
    this.#sums = new Float32Array(end);
    this.cosines = new Float32Array(labels.length);
  }

  /** Fills `cosines`, by label. */
  score({ features, weights }: Vector): void {
    // Read once: the loop over all phrasings takes twice as long with fields in it.
    const sums = this.#sums;
    sums.fill(0);
    for (let at = 0; at < features.length; at++) {
      const feature = features[at] ?? 0;
      if (this.#isCommon[feature] !== 1) accumulate(this.#postings, feature, weights[at] ?? 0, sums);
    }
    let phrasing = 0;
    for (let label = 0; label < this.cosines.length; label++) {
      const end = this.#ends[label] ?? 0;
      let highest = 0;
      for (; phrasing < end; phrasing++) highest = Math.max(highest, sums[phrasing] ?? 0);
      this.cosines[label] = highest;
    }
  }
}
