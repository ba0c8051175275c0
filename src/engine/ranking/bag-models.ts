import { invert, type Postings, type SparseRows } from './postings.ts';
import { UNKNOWN, type NumberedFeatures } from './query-features.ts';
import { COUNT_WEIGHTS, massesOf } from './statistics.ts';
import { rowsOfLabels, type Vocabulary } from './vocabulary.ts';

// Robertson and Walker's BM25 with the usual k1; Zhai and Lafferty's Dirichlet prior.
const K1 = 1.2;
const B = 0.6;
const MU = 20;

function sumOf({ offsets, weights }: SparseRows, row: number): number {
  let sum = 0;
  const end = offsets[row + 1] ?? 0;
  for (let at = offsets[row] ?? 0; at < end; at++) sum += weights[at] ?? 0;
  return sum;
}

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

  constructor(private readonly vocabulary: Vocabulary) {
    const { labels, size } = vocabulary;
    const bags = rowsOfLabels(labels, labels.map(massesOf));
    const lengths = labels.map((_, label) => sumOf(bags, label));
    const counts = invert(bags, size);
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
    const { bm25, language } = this;
    const { offsets, columns, weights } = this.#saturations;
    const ratios = this.#ratios;
    const end = offsets[feature + 1] ?? 0;
    for (let at = offsets[feature] ?? 0; at < end; at++) {
      const label = columns[at] ?? 0;
      bm25[label] = (bm25[label] ?? 0) + weight * (weights[at] ?? 0);
      language[label] = (language[label] ?? 0) + weight * (ratios[at] ?? 0);
    }
  }

  /** BM25 of every feature in every label, and in passing its likelihood ratio. */
  #saturate({ offsets, columns, weights }: Postings, lengths: readonly number[]): Float32Array {
    const { labelCount, meanLength, masses } = this.vocabulary.statistics;
    const mean = meanLength || 1;
    const total = labelCount * mean;
    const saturations = new Float32Array(weights.length);
    for (let feature = 0; feature + 1 < offsets.length; feature++) {
      const [start, end] = [offsets[feature] ?? 0, offsets[feature + 1] ?? 0];
      const idf = this.vocabulary.idf(feature);
      const mass = masses[feature] ?? 0;
      for (let at = start; at < end; at++) {
        const count = weights[at] ?? 0;
        const length = (lengths[columns[at] ?? 0] ?? 0) / mean;
        saturations[at] = (idf * count * (K1 + 1)) / (count + K1 * (1 - B + B * length));
        // What was not counted, or less of it, occurs nowhere else.
        this.#ratios[at] = Math.log1p((count * total) / (MU * Math.max(mass, count)));
      }
    }
    return saturations;
  }
}
