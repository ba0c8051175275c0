import type { Features } from '../text/features.ts';
import { BagModels } from './bag-models.ts';
import { Centroids } from './centroids.ts';
import { LinearClassifier, type Example } from './linear.ts';
import { NearestPhrasings } from './nearest-phrasings.ts';
import { Vocabulary, type Component } from './vocabulary.ts';

/** What each part says of one label; the weights of a calibration are keyed by these names. */
export const PARTS = ['bm25', 'nearest', 'centroid', 'language', 'linear'] as const;
export type Part = (typeof PARTS)[number];
export type Evidence = Readonly<Record<Part, number>>;

export interface Ranked {
  readonly label: number;
  readonly evidence: Evidence;
}

/** Above this the linear part costs more memory and build time than it is worth. */
const MAX_LINEAR_CELLS = 40_000_000;
const RIVALS = 20;
const CANDIDATES = 24;

/** Finds the labels of a text among phrasings: four retrieval models and a classifier over one set of features. */
export class Ranker {
  readonly #vocabulary = new Vocabulary();
  readonly #phrasings: NearestPhrasings;
  readonly #centroids: Centroids;
  readonly #bags: BagModels;
  readonly #linear: LinearClassifier | undefined;

  /** @param labels for each label, the features of each of its phrasings */
  constructor(private readonly labels: readonly (readonly Features[])[]) {
    // Rarity is counted over labels: a word of one label tells more than a word of many phrasings of one.
    for (const phrasings of labels)
      this.#vocabulary.count(new Set(phrasings.flatMap((features) => [...features.keys()])));
    const vectors = labels.map((phrasings) => phrasings.map((features) => this.#vocabulary.vector(features)));
    this.#phrasings = new NearestPhrasings(vectors, this.#vocabulary.size);
    this.#centroids = new Centroids(vectors, this.#vocabulary.size);
    this.#bags = new BagModels(labels, this.#vocabulary);
    this.#linear = this.#trainLinear(vectors);
  }

  /** How rare a feature is among the phrasings; highest for one that no phrasing has. */
  rarity = (feature: string): number => this.#vocabulary.idf(this.#vocabulary.numberOf(feature));

  knows = (feature: string): boolean => this.#vocabulary.numberOf(feature) !== undefined;

  /** The most likely labels, in rough order, with what each part says of them. */
  rank(query: Features): Ranked[] {
    const vector = this.#vocabulary.vector(query);
    this.#phrasings.score(vector);
    this.#centroids.score(vector);
    this.#bags.score(query);
    return this.#best(CANDIDATES).map((label) => ({
      label,
      evidence: {
        bm25: this.#bags.bm25[label] ?? 0,
        nearest: this.#phrasings.cosines[label] ?? 0,
        centroid: this.#centroids.cosines[label] ?? 0,
        language: this.#bags.language[label] ?? 0,
        linear: this.#linear?.score(vector, label) ?? 0,
      },
    }));
  }

  #best(most: number): number[] {
    const rough = (label: number): number =>
      (this.#bags.bm25[label] ?? 0) +
      (this.#phrasings.cosines[label] ?? 0) +
      (this.#centroids.cosines[label] ?? 0);
    const found: { label: number; score: number }[] = [];
    for (let label = 0; label < this.labels.length; label++) {
      const score = rough(label);
      if (score > 0) found.push({ label, score });
    }
    return found
      .sort((a, b) => b.score - a.score || a.label - b.label)
      .slice(0, most)
      .map(({ label }) => label);
  }

  #trainLinear(vectors: readonly (readonly (readonly Component[])[])[]): LinearClassifier | undefined {
    if (this.#vocabulary.size * vectors.length > MAX_LINEAR_CELLS) return undefined;
    const examples: Example[] = [];
    for (const [label, phrasings] of vectors.entries())
      for (const vector of phrasings) {
        this.#centroids.score(vector);
        const rivals = this.#nearestCentroids(RIVALS);
        examples.push({ vector, label, rivals: rivals.includes(label) ? rivals : [...rivals, label] });
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
