import { areSame, type FeatureTable } from '../text/feature-table.ts';
import type { Numbering } from '../text/numbering.ts';
import { BagModels } from './bag-models.ts';
import { Centroids } from './centroids.ts';
import { NearestPhrasings } from './nearest-phrasings.ts';
import type { QueryFeatures } from './query-features.ts';
import { Vocabulary } from './vocabulary.ts';

/** What is known of some labels by their phrasings alone. What a model says of a text is read before the next one. */
export interface PhrasingModels {
  readonly vocabulary: Vocabulary;
  readonly nearest: NearestPhrasings;
  readonly centroids: Centroids;
  readonly bags: BagModels;
  /** Of each question that is kept, as long as it is. */
  readonly scoresOf: WeakMap<QueryFeatures, PhrasingScores>;
}

/** What the phrasings of each label say of a text, by label. */
export interface PhrasingScores {
  readonly bm25: Float32Array;
  readonly nearest: Float32Array;
  readonly centroid: Float32Array;
  readonly language: Float32Array;
}

/** Of more than these, what is kept would outgrow what it saves: 16 bytes a label for each of thousands of questions. */
const MOST_LABELS = 1_000;

/** Half of the work of ranking, and done once where an edit changes no phrasing: a kept question keeps it. */
export function scorePhrasings(models: PhrasingModels, query: QueryFeatures): PhrasingScores {
  const { vocabulary, nearest, centroids, bags, scoresOf } = models;
  const known = scoresOf.get(query);
  if (known) return known;
  const numbered = vocabulary.number(query);
  const vector = vocabulary.vector(numbered);
  nearest.score(vector);
  centroids.score(vector);
  bags.score(numbered);
  const scores = {
    bm25: bags.bm25.slice(),
    nearest: nearest.cosines.slice(),
    centroid: centroids.cosines.slice(),
    language: bags.language.slice(),
  };
  if (query.isKept && vocabulary.labels.length <= MOST_LABELS) scoresOf.set(query, scores);
  return scores;
}

/** The models made last in a numbering. */
const last = new WeakMap<Numbering, PhrasingModels>();

/** Those made last serve again where no phrasing has changed: most edits are of answers. */
export function phrasingModelsOf(tables: readonly FeatureTable[]): PhrasingModels {
  // Rarity is counted over labels: a word of one label tells more than a word of many phrasings of one.
  const vocabulary = new Vocabulary(tables);
  const known = last.get(vocabulary.numbering);
  const before = known?.vocabulary.labels;
  const isKnown =
    before?.length === tables.length &&
    tables.every((table, label) => before[label] !== undefined && areSame(before[label].table, table));
  if (known && isKnown) return known;
  const vectors = vocabulary.vectors();
  const models = {
    vocabulary,
    nearest: new NearestPhrasings(vocabulary, vectors),
    centroids: new Centroids(vocabulary, vectors),
    bags: new BagModels(vocabulary),
    scoresOf: new WeakMap<QueryFeatures, PhrasingScores>(),
  };
  last.set(vocabulary.numbering, models);
  return models;
}
