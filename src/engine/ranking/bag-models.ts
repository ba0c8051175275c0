import type { Group } from '../text/features.ts';
import type { FeatureTable } from '../text/feature-table.ts';
import { invert, type Postings, type Sums } from './postings.ts';
import { GROUPS, UNKNOWN, type NumberedFeatures, type Vector, type Vocabulary } from './vocabulary.ts';

// Robertson and Walker's BM25 with the usual k1; Zhai and Lafferty's Dirichlet prior.
const K1 = 1.2;
const B = 0.6;
const MU = 20;

/** What an occurrence counts for: there are ten times as many character grams as words. */
const COUNT_WEIGHT: Readonly<Record<Group, number>> = { w: 1, p: 0.3, c: 0.2, h: 0.5, y: 0.1, g: 0.8 };
const COUNT_WEIGHTS = GROUPS.map((group) => COUNT_WEIGHT[group]);

/** Two models of a label as one bag of all its phrasings' features: BM25 and a smoothed unigram language model. */
export class BagModels {
  /** For each feature, what one occurrence of it in a query adds to each label's BM25. */
  readonly #saturations: Postings;
  /** The same for the log-likelihood ratio: same offsets and targets. */
  readonly #ratios: Float32Array;
  readonly #priors: Float64Array;
  readonly bm25: Float32Array;
  /** Mean log-likelihood ratio of the query's features against the background. */
  readonly language: Float32Array;

  /** @param numbers of each table's features */
  constructor(
    labels: readonly FeatureTable[],
    numbers: readonly Int32Array[],
    sums: Sums,
    private readonly vocabulary: Vocabulary,
  ) {
    const bags = labels.map((table, label) => this.#countFeatures(table, numbers[label], sums));
    const lengths = bags.map(({ weights }) => weights.reduce((sum, count) => sum + count, 0));
    const counts = invert(bags, vocabulary.size);
    this.#ratios = new Float32Array(counts.weights.length);
    this.#saturations = { ...counts, weights: this.#saturate(counts, lengths) };
    this.#priors = Float64Array.from(lengths, (length) => Math.log(MU / (length + MU)));
    this.bm25 = new Float32Array(labels.length);
    this.language = new Float32Array(labels.length);
  }

  /** Fills `bm25` (0 to about 1: the share of its highest possible value) and `language`, by label. */
  score({ numbers, counts, groups }: NumberedFeatures): void {
    this.bm25.fill(0);
    this.language.fill(0);
    let possible = 0;
    let mass = 0;
    for (let at = 0; at < numbers.length; at++) {
      const feature = numbers[at] ?? UNKNOWN;
      const weight = (COUNT_WEIGHTS[groups[at] ?? 0] ?? 0) * (counts[at] ?? 0);
      possible += weight * this.vocabulary.idf(feature) * (K1 + 1);
      mass += weight;
      if (feature !== UNKNOWN) this.#addFeature(feature, weight);
    }
    for (let label = 0; label < this.bm25.length; label++) {
      this.bm25[label] = (this.bm25[label] ?? 0) / (possible || 1);
      this.language[label] = (this.language[label] ?? 0) / (mass || 1) + (this.#priors[label] ?? 0);
    }
  }

  #addFeature(feature: number, weight: number): void {
    const { offsets, targets, weights } = this.#saturations;
    const end = offsets[feature + 1] ?? 0;
    for (let at = offsets[feature] ?? 0; at < end; at++) {
      const label = targets[at] ?? 0;
      this.bm25[label] = (this.bm25[label] ?? 0) + weight * (weights[at] ?? 0);
      this.language[label] = (this.language[label] ?? 0) + weight * (this.#ratios[at] ?? 0);
    }
  }

  /** BM25 of every feature in every label, and in passing its likelihood ratio. */
  #saturate({ offsets, targets, weights }: Postings, lengths: readonly number[]): Float32Array {
    const total = lengths.reduce((sum, length) => sum + length, 0) || 1;
    const mean = total / Math.max(1, lengths.length);
    const saturations = new Float32Array(weights.length);
    for (let feature = 0; feature + 1 < offsets.length; feature++) {
      const [start, end] = [offsets[feature] ?? 0, offsets[feature + 1] ?? 0];
      const idf = this.vocabulary.idf(feature);
      let all = 0;
      for (let at = start; at < end; at++) all += weights[at] ?? 0;
      for (let at = start; at < end; at++) {
        const count = weights[at] ?? 0;
        const length = (lengths[targets[at] ?? 0] ?? 0) / mean;
        saturations[at] = (idf * count * (K1 + 1)) / (count + K1 * (1 - B + B * length));
        this.#ratios[at] = Math.log1p((count * total) / (MU * all));
      }
    }
    return saturations;
  }

  #countFeatures({ rows }: FeatureTable, numbers: Int32Array | undefined, sums: Sums): Vector {
    for (const { features, counts } of rows)
      for (let at = 0; at < features.length; at++) {
        const feature = numbers?.[features[at] ?? 0] ?? 0;
        const weight = COUNT_WEIGHTS[this.vocabulary.groupOf(feature)] ?? 0;
        sums.add(feature, weight * (counts[at] ?? 0));
      }
    const { features, weights } = sums.take();
    return { features, weights: Float32Array.from(weights) };
  }
}
