import type { Features } from '../text/features.ts';
import { tabulate, type FeatureTable } from '../text/feature-table.ts';
import type { PartWeights } from './fusion.ts';
import { BagModels } from './bag-models.ts';
import { Centroids } from './centroids.ts';
import { LinearClassifier, type Example } from './linear.ts';
import { NearestPhrasings } from './nearest-phrasings.ts';
import { Sums } from './postings.ts';
import { Vocabulary, type Vector } from './vocabulary.ts';

/** What each part says of one label; the weights of a calibration are keyed by these names. */
export const PARTS = ['bm25', 'nearest', 'centroid', 'language', 'linear', 'body'] as const;
export type Part = (typeof PARTS)[number];
export type Evidence = Readonly<Record<Part, number>>;

/** Something to be found. */
export interface Label {
  /** The features of each of its phrasings. */
  readonly phrasings: FeatureTable;
  /** What its whole text says: one row; absent where there is no text. */
  readonly content?: FeatureTable;
}

export interface Ranked {
  readonly label: number;
  readonly evidence: Evidence;
}

/** Above this the linear part costs more memory and build time than it is worth. */
const MAX_LINEAR_CELLS = 40_000_000;
const RIVALS = 12;
const CANDIDATES = 24;
const NO_TEXT = tabulate([]);

/** Finds the labels of a text: retrieval models over phrasings and whole texts, and a classifier. */
export class Ranker {
  readonly #vocabulary = new Vocabulary();
  readonly #contentVocabulary = new Vocabulary();
  readonly #nearest: NearestPhrasings;
  readonly #centroids: Centroids;
  readonly #bags: BagModels;
  readonly #bodies: BagModels;
  readonly #linear: LinearClassifier | undefined;
  readonly #labelCount: number;

  /** @param weights tell whether the linear part is needed at all */
  constructor(labels: readonly Label[], weights: PartWeights) {
    this.#labelCount = labels.length;
    const phrasings = labels.map((label) => label.phrasings);
    const contents = labels.map(({ content }) => content ?? NO_TEXT);
    // Rarity is counted over labels: a word of one label tells more than a word of many phrasings of one.
    const numbers = phrasings.map(({ names }) => this.#vocabulary.count(names));
    const contentNumbers = contents.map(({ names }) => this.#contentVocabulary.count(names));
    const { size } = this.#vocabulary;
    const vectors = phrasings.map(({ rows }, label) => {
      const own = numbers[label] ?? new Int32Array();
      return rows.map((row) => this.#vocabulary.vector(this.#vocabulary.numberRow(row, own)));
    });
    const sums = new Sums(Math.max(size, this.#contentVocabulary.size));
    this.#nearest = new NearestPhrasings(vectors, size);
    this.#centroids = new Centroids(vectors, sums, size);
    this.#bags = new BagModels(phrasings, numbers, sums, this.#vocabulary);
    this.#bodies = new BagModels(contents, contentNumbers, sums, this.#contentVocabulary);
    this.#linear = weights.linear > 0 ? this.#trainLinear(vectors) : undefined;
  }

  /**
   * The most likely labels, in rough order, with what each part says of them.
   * @param content the words and Han pairs of the query, for the whole texts
   */
  rank(query: Features, content: Features = new Map()): Ranked[] {
    const numbered = this.#vocabulary.number(query);
    const vector = this.#vocabulary.vector(numbered);
    this.#nearest.score(vector);
    this.#centroids.score(vector);
    this.#bags.score(numbered);
    this.#bodies.score(this.#contentVocabulary.number(content));
    const best = Int32Array.from(this.#best(CANDIDATES));
    const logits = this.#linear?.scores(vector, best);
    return Array.from(best, (label, at) => ({
      label,
      evidence: {
        bm25: this.#bags.bm25[label] ?? 0,
        nearest: this.#nearest.cosines[label] ?? 0,
        centroid: this.#centroids.cosines[label] ?? 0,
        language: this.#bags.language[label] ?? 0,
        linear: logits?.[at] ?? 0,
        body: this.#bodies.bm25[label] ?? 0,
      },
    }));
  }

  #best(most: number): number[] {
    const rough = (label: number): number =>
      (this.#bags.bm25[label] ?? 0) +
      (this.#nearest.cosines[label] ?? 0) +
      (this.#centroids.cosines[label] ?? 0) +
      (this.#bodies.bm25[label] ?? 0);
    const found: { label: number; score: number }[] = [];
    for (let label = 0; label < this.#labelCount; label++) {
      const score = rough(label);
      if (score > 0) found.push({ label, score });
    }
    return found
      .sort((a, b) => b.score - a.score || a.label - b.label)
      .slice(0, most)
      .map(({ label }) => label);
  }

  #trainLinear(vectors: readonly (readonly Vector[])[]): LinearClassifier | undefined {
    if (this.#vocabulary.size * vectors.length > MAX_LINEAR_CELLS) return undefined;
    const examples: Example[] = [];
    for (const [label, phrasings] of vectors.entries())
      for (const vector of phrasings) {
        this.#centroids.score(vector);
        const rivals = [label, ...this.#nearestCentroids(RIVALS).filter((rival) => rival !== label)];
        examples.push({ vector, rivals: Int32Array.from(rivals) });
      }
    return new LinearClassifier(this.#vocabulary.size, vectors.length, examples);
  }

  #nearestCentroids(most: number): number[] {
    return Array.from(this.#centroids.cosines, (cosine, label) => ({ cosine, label }))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, most)
      .map(({ label }) => label);
  }
}
