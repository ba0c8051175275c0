import { areSame, type FeatureTable } from '../text/feature-table.ts';
import type { Numbering } from '../text/numbering.ts';
import type { NumberedFeatures, QueryFeatures } from './query-features.ts';
import type { StoredStatistics } from './statistics.ts';
import { Vocabulary } from './vocabulary.ts';

/** What some models say of a text: a row for each, by label. Read before the next text. */
export type LabelScores = readonly Float32Array[];
/** Models over the labels of a vocabulary. */
export type ScoreLabels = (features: NumberedFeatures) => LabelScores;
export type MakeModels = (vocabulary: Vocabulary) => ScoreLabels;

/** Of more than these, what is kept would outgrow what it saves: up to 16 bytes a label for each of thousands of questions. */
const MOST_LABELS = 1_000;
/** Engines whose scores serve the next: a replay that is cut short leaves some questions to the one before it. */
const MOST_BEFORE = 2;
/** No label before is the same. */
const CHANGED = -1;

interface KeptScores {
  /** What a vocabulary knew of the question. */
  readonly numbers: Int32Array;
  readonly scores: LabelScores;
}

/** What was said of the questions that are kept, of some labels, as long as they are. */
class Said {
  /** Nobody keeps questions who serves: then there is nothing to go on from. */
  isEmpty = true;
  readonly #scoresOf = new WeakMap<QueryFeatures, KeptScores>();

  constructor(readonly tables: readonly FeatureTable[]) {}

  of(query: QueryFeatures): KeptScores | undefined {
    return this.#scoresOf.get(query);
  }

  keep(query: QueryFeatures, scores: KeptScores): void {
    this.isEmpty = false;
    this.#scoresOf.set(query, scores);
  }
}

/** The place that each label had before. */
function placesIn(before: readonly FeatureTable[], tables: readonly FeatureTable[]): Int32Array {
  const places = new Map(before.map((table, place) => [table, place]));
  const now = new Set(tables);
  const gone = before.filter((table) => !now.has(table));
  return Int32Array.from(tables, (table) => {
    const same = places.has(table) ? table : gone.find((other) => areSame(other, table));
    return (same && places.get(same)) ?? CHANGED;
  });
}

const isEqual = (one: Int32Array, other: Int32Array): boolean => {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return one.length === other.length;
};

/** Goes on from what was said before of the labels that are still the same. */
class Continued {
  readonly #places: Int32Array;
  /** Of those that are not. */
  readonly #changed: readonly number[];
  #score: ScoreLabels | undefined;

  constructor(
    private readonly said: Said,
    private readonly vocabulary: Vocabulary,
    private readonly make: MakeModels,
  ) {
    this.#places = placesIn(
      said.tables,
      vocabulary.labels.map(({ table }) => table),
    );
    this.#changed = [...this.#places.keys()].filter((label) => this.#places[label] === CHANGED);
  }

  /** Undefined for a question of which nothing was said, or something else is known now. */
  scores(query: QueryFeatures, features: NumberedFeatures): LabelScores | undefined {
    const kept = this.said.of(query);
    if (!kept || !isEqual(kept.numbers, features.numbers)) return undefined;
    this.#score ??= this.make(this.vocabulary.only(this.#changed));
    const changed = this.#score(features);
    return kept.scores.map((before, row) => this.#update(before, changed[row] ?? NO_SCORES));
  }

  #update(before: Float32Array, changed: Float32Array): Float32Array {
    const places = this.#places;
    const scores = new Float32Array(places.length);
    for (let label = 0; label < places.length; label++) scores[label] = before[places[label] ?? CHANGED] ?? 0;
    for (let at = 0; at < changed.length; at++) scores[this.#changed[at] ?? 0] = changed[at] ?? 0;
    return scores;
  }
}

const NO_SCORES = new Float32Array();

/**
 * Models over some labels that keep what they said of a kept question. Where a calibration fixes how common features
 * are, what is said of a label depends on that label alone: an edit leaves those of all others as they were.
 */
export class LabelModels {
  readonly vocabulary: Vocabulary;
  readonly #said: Said;
  readonly #before: readonly Said[];
  readonly #continued: readonly Continued[];
  #score: ScoreLabels | undefined;

  constructor(
    vocabulary: Vocabulary,
    private readonly make: MakeModels,
    private readonly stored: StoredStatistics | undefined,
    last?: LabelModels,
  ) {
    this.vocabulary = vocabulary;
    this.#said = new Said(vocabulary.labels.map(({ table }) => table));
    const before = stored && last?.stored === stored ? [last.#said, ...last.#before] : [];
    this.#before = before.filter(({ isEmpty }) => !isEmpty).slice(0, MOST_BEFORE);
    this.#continued = this.#before.map((said) => new Continued(said, vocabulary, make));
    // Whoever asks first must not wait for it; where most is known already, it may never be needed.
    if (this.#before.length === 0) this.#score = make(vocabulary);
  }

  score(query: QueryFeatures): LabelScores {
    const known = this.#said.of(query);
    if (known) return known.scores;
    const features = this.vocabulary.number(query);
    const scores = this.#goOn(query, features) ?? this.#scoreAll(features);
    if (query.isKept && this.vocabulary.labels.length <= MOST_LABELS)
      this.#said.keep(query, { numbers: features.numbers, scores });
    return scores;
  }

  /** Whether they would say the same of anything as models over some labels, with how common features are. */
  fit(tables: readonly FeatureTable[], stored: StoredStatistics | undefined): boolean {
    const own = this.#said.tables;
    return (
      stored === this.stored &&
      own.length === tables.length &&
      tables.every((table, label) => own[label] !== undefined && areSame(own[label], table))
    );
  }

  #goOn(query: QueryFeatures, features: NumberedFeatures): LabelScores | undefined {
    for (const continued of this.#continued) {
      const scores = continued.scores(query, features);
      if (scores) return scores;
    }
    return undefined;
  }

  #scoreAll(features: NumberedFeatures): LabelScores {
    this.#score ??= this.make(this.vocabulary);
    return this.#score(features).map((row) => row.slice());
  }
}

/** The models made last in a numbering; those over phrasings and those over whole texts have one each. */
const last = new WeakMap<Numbering, LabelModels>();

/**
 * Those made last serve again where no label has changed, and go on from there where some have.
 * @param stored how common features are; undefined to count it over these labels
 */
export function labelModelsOf(
  tables: readonly FeatureTable[],
  make: MakeModels,
  stored: StoredStatistics | undefined,
): LabelModels {
  const vocabulary = Vocabulary.of(tables, stored);
  const known = last.get(vocabulary.numbering);
  if (known?.fit(tables, stored)) return known;
  const models = new LabelModels(vocabulary, make, stored, known);
  last.set(vocabulary.numbering, models);
  return models;
}
