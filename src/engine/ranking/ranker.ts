import { tabulate, type FeatureTable } from '../text/feature-table.ts';
import type { PartWeights } from './fusion.ts';
import { BagModels } from './bag-models.ts';
import { Centroids } from './centroids.ts';
import { type LabelModels, type LabelScores, type MakeModels, labelModelsOf } from './label-models.ts';
import { LinearClassifier, type Example } from './linear.ts';
import { NearestPhrasings } from './nearest-phrasings.ts';
import { QueryFeatures } from './query-features.ts';
import { type StoredStatistics, storeStatistics } from './statistics.ts';

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
const NONE = new Float32Array();

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

const nearestCentroids = ({ cosines }: Centroids, most: number): number[] =>
  Array.from(cosines, (cosine, label) => ({ cosine, label }))
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, most)
    .map(({ label }) => label);

/** What the phrasings of each label say of a text: BM25, the nearest of them, their mean, a language model. */
const overPhrasings: MakeModels = (vocabulary) => {
  const vectors = vocabulary.vectors();
  const nearest = new NearestPhrasings(vocabulary, vectors);
  const centroids = new Centroids(vocabulary, vectors);
  const bags = new BagModels(vocabulary);
  return (features) => {
    const vector = vocabulary.vector(features);
    nearest.score(vector);
    centroids.score(vector);
    bags.score(features);
    return [bags.bm25, nearest.cosines, centroids.cosines, bags.language];
  };
};

/** What the whole text of each label says: BM25. */
const overContent: MakeModels = (vocabulary) => {
  const bags = new BagModels(vocabulary);
  return (features) => {
    bags.score(features);
    return [bags.bm25];
  };
};

/** How common the features of phrasings and of whole texts are, as a calibration fixes it. */
export interface RankerStatistics {
  readonly phrasings: StoredStatistics;
  readonly content: StoredStatistics;
}

const statisticsOf = ({ vocabulary: { statistics, numbering } }: LabelModels): StoredStatistics =>
  storeStatistics(statistics, numbering.namesFrom(0));

/** Finds the labels of a text: retrieval models over phrasings and whole texts, and a classifier. */
export class Ranker {
  readonly #phrasings: LabelModels;
  readonly #content: LabelModels;
  readonly #linear: LinearClassifier | undefined;
  readonly #labelCount: number;

  /**
   * @param weights tell whether the linear part is needed at all
   * @param statistics undefined to count over these labels
   */
  constructor(labels: readonly Label[], weights: PartWeights, statistics?: RankerStatistics) {
    const phrasings = labels.map((label) => label.phrasings);
    const content = labels.map((label) => label.content ?? NO_TEXT);
    // Rarity is counted over labels: a word of one label tells more than a word of many phrasings of one.
    this.#phrasings = labelModelsOf(phrasings, overPhrasings, statistics?.phrasings);
    this.#content = labelModelsOf(content, overContent, statistics?.content);
    this.#labelCount = labels.length;
    this.#linear = weights.linear > 0 ? this.#trainLinear() : undefined;
  }

  /**
   * The most likely labels, in rough order, with what each part says of them.
   * @param content the words and Han pairs of the query, for the whole texts
   */
  rank(query: QueryFeatures, content = NO_FEATURES): Ranked[] {
    const { vocabulary } = this.#phrasings;
    const [bm25 = NONE, nearest = NONE, centroid = NONE, language = NONE] = this.#phrasings.score(query);
    const [body = NONE] = this.#content.score(content);
    const best = this.#best([bm25, nearest, centroid, body], CANDIDATES);
    const logits = this.#linear?.scores(vocabulary.vector(vocabulary.number(query)), best);
    return Array.from(best, (label, at) => ({
      label,
      evidence: {
        bm25: bm25[label] ?? 0,
        nearest: nearest[label] ?? 0,
        centroid: centroid[label] ?? 0,
        language: language[label] ?? 0,
        linear: logits?.[at] ?? 0,
        body: body[label] ?? 0,
      },
    }));
  }

  /** How common features are, to be kept with a calibration. */
  statistics(): RankerStatistics {
    return { phrasings: statisticsOf(this.#phrasings), content: statisticsOf(this.#content) };
  }

  #best(scores: LabelScores, most: number): Int32Array {
    const rough = new Float64Array(this.#labelCount);
    for (const row of scores)
      for (let label = 0; label < rough.length; label++)
        rough[label] = (rough[label] ?? 0) + (row[label] ?? 0);
    return highest(rough, most);
  }

  #trainLinear(): LinearClassifier | undefined {
    const { vocabulary } = this.#phrasings;
    const { labels, size, featureCount } = vocabulary;
    if (featureCount * labels.length > MAX_LINEAR_CELLS) return undefined;
    const vectors = vocabulary.vectors();
    const centroids = new Centroids(vocabulary, vectors);
    const { offsets, columns, weights } = vectors;
    const examples: Example[] = [];
    let row = 0;
    for (const [label, { table }] of labels.entries())
      for (let text = 1; text < table.offsets.length; text++) {
        const [start, end] = [offsets[row] ?? 0, offsets[++row]];
        const vector = { features: columns.subarray(start, end), weights: weights.subarray(start, end) };
        centroids.score(vector);
        const rivals = [label, ...nearestCentroids(centroids, RIVALS).filter((rival) => rival !== label)];
        examples.push({ vector, rivals: Int32Array.from(rivals) });
      }
    return new LinearClassifier(size, labels.length, examples);
  }
}
