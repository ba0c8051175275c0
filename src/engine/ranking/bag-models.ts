import type { Features, Group } from '../text/features.ts';
import { addCell, noCells, packPostings, type Postings } from './postings.ts';
import type { Vocabulary } from './vocabulary.ts';

// Robertson and Walker's BM25 with the usual k1; Zhai and Lafferty's Dirichlet prior.
const K1 = 1.2;
const B = 0.6;
const MU = 20;

/** What an occurrence counts for: there are ten times as many character grams as words. */
const COUNT_WEIGHT: Readonly<Record<Group, number>> = { w: 1, p: 0.3, c: 0.2, h: 0.5, y: 0.1, g: 0.8 };

/** Two models of a label as one bag of all its phrasings' features: BM25 and a smoothed unigram language model. */
export class BagModels {
  readonly #counts: Postings;
  readonly #lengths: Float32Array;
  readonly #meanLength: number;
  /** Share of each feature in all text, for smoothing. */
  readonly #shares: Float32Array;
  readonly bm25: Float32Array;
  /** Mean log-likelihood ratio of the query's features against the background. */
  readonly language: Float32Array;

  constructor(
    labels: readonly (readonly Features[])[],
    private readonly vocabulary: Vocabulary,
  ) {
    const cells = noCells();
    this.#lengths = new Float32Array(labels.length);
    this.#shares = new Float32Array(vocabulary.size);
    for (const [label, phrasings] of labels.entries()) {
      const counts = this.#countFeatures(phrasings);
      for (const [feature, count] of counts) {
        addCell(cells, feature, label, count);
        this.#shares[feature] = (this.#shares[feature] ?? 0) + count;
        this.#lengths[label] = (this.#lengths[label] ?? 0) + count;
      }
    }
    const total = this.#lengths.reduce((sum, length) => sum + length, 0) || 1;
    this.#shares = this.#shares.map((count) => count / total);
    this.#meanLength = total / Math.max(1, labels.length);
    this.#counts = packPostings(cells, vocabulary.size);
    this.bm25 = new Float32Array(labels.length);
    this.language = new Float32Array(labels.length);
  }

  /** Fills `bm25` (0 to about 1: the share of its highest possible value) and `language`, by label. */
  score(query: Features): void {
    this.bm25.fill(0);
    this.language.fill(0);
    let possible = 0;
    let mass = 0;
    for (const [text, count] of query) {
      const feature = this.vocabulary.numberOf(text);
      const weight = COUNT_WEIGHT[text.charAt(0) as Group] * count;
      possible += weight * this.vocabulary.idf(feature) * (K1 + 1);
      mass += weight;
      if (feature !== undefined) this.#addFeature(feature, weight);
    }
    for (let label = 0; label < this.bm25.length; label++) {
      this.bm25[label] = (this.bm25[label] ?? 0) / (possible || 1);
      const prior = Math.log(MU / ((this.#lengths[label] ?? 0) + MU));
      this.language[label] = (this.language[label] ?? 0) / (mass || 1) + prior;
    }
  }

  #addFeature(feature: number, weight: number): void {
    const { offsets, targets, weights } = this.#counts;
    const idf = this.vocabulary.idf(feature);
    const smoothing = MU * (this.#shares[feature] ?? 1);
    const end = offsets[feature + 1] ?? 0;
    for (let at = offsets[feature] ?? 0; at < end; at++) {
      const label = targets[at] ?? 0;
      const count = weights[at] ?? 0;
      const length = (this.#lengths[label] ?? 0) / this.#meanLength;
      const saturation = (count * (K1 + 1)) / (count + K1 * (1 - B + B * length));
      this.bm25[label] = (this.bm25[label] ?? 0) + weight * idf * saturation;
      this.language[label] = (this.language[label] ?? 0) + weight * Math.log1p(count / smoothing);
    }
  }

  #countFeatures(phrasings: readonly Features[]): Map<number, number> {
    const counts = new Map<number, number>();
    for (const features of phrasings)
      for (const [text, count] of features) {
        const feature = this.vocabulary.numberOf(text);
        if (feature === undefined) continue;
        const weight = COUNT_WEIGHT[this.vocabulary.groupOf(feature)] * count;
        counts.set(feature, (counts.get(feature) ?? 0) + weight);
      }
    return counts;
  }
}
