import { tabulate, type FeatureTable } from '../text/feature-table.ts';
import type { PartWeights } from './fusion.ts';
import { BagModels } from './bag-models.ts';
import { LinearClassifier, type Example } from './linear.ts';
import { QueryFeatures } from './query-features.ts';
import {
  type PhrasingModels,
  type PhrasingScores,
  phrasingModelsOf,
  scorePhrasings,
} from './phrasing-models.ts';
import { Vocabulary } from './vocabulary.ts';

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
const NO_FEATURES = new QueryFeatures(new Map());

/** The places of the highest scores above 0: the highest first, and of equals the first. */
function highest(scores: Float64Array, most: number): Int32Array {
  // One more, for what comes too late or falls out.
  const places = new Int32Array(most + 1);
  let found = 0;
  for (let place = 0; place < scores.length; place++) {
    const score = scores[place] ?? 0;
    if (score <= 0) continue;
    let at = found;
    for (; at > 0 && score > (scores[places[at - 1] ?? 0] ?? 0); at--) places[at] = places[at - 1] ?? 0;
    places[at] = place;
    found = Math.min(found + 1, most);
  }
  return places.subarray(0, found);
}

/** Finds the labels of a text: retrieval models over phrasings and whole texts, and a classifier. */
export class Ranker {
  readonly #phrasings: PhrasingModels;
  readonly #contentVocabulary: Vocabulary;
  readonly #bodies: BagModels;
  readonly #linear: LinearClassifier | undefined;
  readonly #labelCount: number;

  /** @param weights tell whether the linear part is needed at all */
  constructor(labels: readonly Label[], weights: PartWeights) {
    this.#phrasings = phrasingModelsOf(labels.map(({ phrasings }) => phrasings));
    this.#contentVocabulary = new Vocabulary(labels.map(({ content }) => content ?? NO_TEXT));
    this.#bodies = new BagModels(this.#contentVocabulary);
    this.#labelCount = labels.length;
    this.#linear = weights.linear > 0 ? this.#trainLinear() : undefined;
  }

  /**
   * The most likely labels, in rough order, with what each part says of them.
   * @param content the words and Han pairs of the query, for the whole texts
   */
  rank(query: QueryFeatures, content = NO_FEATURES): Ranked[] {
    const { vocabulary } = this.#phrasings;
    const phrasings = scorePhrasings(this.#phrasings, query);
    this.#bodies.score(this.#contentVocabulary.number(content));
    const best = this.#best(phrasings, CANDIDATES);
    const logits = this.#linear?.scores(vocabulary.vector(vocabulary.number(query)), best);
    const { bm25, nearest, centroid, language } = phrasings;
    return Array.from(best, (label, at) => ({
      label,
      evidence: {
        bm25: bm25[label] ?? 0,
        nearest: nearest[label] ?? 0,
        centroid: centroid[label] ?? 0,
        language: language[label] ?? 0,
        linear: logits?.[at] ?? 0,
        body: this.#bodies.bm25[label] ?? 0,
      },
    }));
  }

  #best({ bm25, nearest, centroid }: PhrasingScores, most: number): Int32Array {
    const bodies = this.#bodies.bm25;
    const rough = new Float64Array(this.#labelCount);
    for (let label = 0; label < rough.length; label++)
      rough[label] =
        (bm25[label] ?? 0) + (nearest[label] ?? 0) + (centroid[label] ?? 0) + (bodies[label] ?? 0);
    return highest(rough, most);
  }

  #trainLinear(): LinearClassifier | undefined {
    const { vocabulary, centroids } = this.#phrasings;
    const { labels, size, featureCount } = vocabulary;
    if (featureCount * labels.length > MAX_LINEAR_CELLS) return undefined;
    const { offsets, columns, weights } = vocabulary.vectors();
    const examples: Example[] = [];
    let row = 0;
    for (const [label, { table }] of labels.entries())
      for (let text = 1; text < table.offsets.length; text++) {
        const [start, end] = [offsets[row] ?? 0, offsets[++row]];
        const vector = { features: columns.subarray(start, end), weights: weights.subarray(start, end) };
        centroids.score(vector);
        const rivals = [label, ...this.#nearestCentroids(RIVALS).filter((rival) => rival !== label)];
        examples.push({ vector, rivals: Int32Array.from(rivals) });
      }
    return new LinearClassifier(size, labels.length, examples);
  }

  #nearestCentroids(most: number): number[] {
    return Array.from(this.#phrasings.centroids.cosines, (cosine, label) => ({ cosine, label }))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, most)
      .map(({ label }) => label);
  }
}
