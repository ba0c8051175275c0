import { areSame, type FeatureTable } from '../text/feature-table.ts';
import type { Numbering } from '../text/numbering.ts';
import { UNKNOWN, type NumberedFeatures, type QueryFeatures } from './query-features.ts';
import type { StoredStatistics } from './statistics.ts';
import { Vocabulary } from './vocabulary.ts';

/** What some models say of a text: a row for each, by label. Read before the next text. */
export type LabelScores = readonly Float32Array[];
/** Models over the labels of a vocabulary. */
export type ScoreLabels = (features: NumberedFeatures) => LabelScores;
export type MakeModels = (vocabulary: Vocabulary) => ScoreLabels;

/** Of more than these, what is kept would outgrow what it saves: 20 bytes a label and index for each of thousands of questions. */
const MOST_LABELS = 1_000;
/** Engines whose scores serve the next: a replay that is cut short leaves some questions to the one before it. */
const MOST_BEFORE = 2;
/** No label before is the same. */
const CHANGED = -1;

/** One row after the other: thousands of these are kept, and each array costs some hundred bytes by itself. */
function join(scores: LabelScores, labelCount: number): Float32Array {
  const joined = new Float32Array(scores.length * labelCount);
  for (const [row, own] of scores.entries()) joined.set(own, row * labelCount);
  return joined;
}

const rowsOf = (joined: Float32Array, labelCount: number): LabelScores =>
  Array.from({ length: labelCount === 0 ? 0 : joined.length / labelCount }, (_, row) =>
    joined.subarray(row * labelCount, (row + 1) * labelCount),
  );

/** What was said of the questions that are kept, of the labels of a vocabulary, as long as they are. */
class Said {
  /** Nobody keeps questions who serves: then there is nothing to go on from. */
  isEmpty = true;
  readonly #scoresOf = new WeakMap<QueryFeatures, Float32Array>();

  constructor(readonly vocabulary: Vocabulary) {}

  /** The rows one after the other. */
  of(query: QueryFeatures): Float32Array | undefined {
    return this.#scoresOf.get(query);
  }

  keep(query: QueryFeatures, scores: Float32Array): void {
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

const tablesOf = ({ labels }: Vocabulary): FeatureTable[] => labels.map(({ table }) => table);

/** Goes on from what was said before of the labels that are still the same. */
class Continued {
  readonly #places: Int32Array;
  /** Of those that are not. */
  readonly #changed: readonly number[];
  /** 1 for a feature that some label has which none had before, or the other way about: it is less rare, or rarer. */
  readonly #isOther: Uint8Array;
  #score: ScoreLabels | undefined;

  constructor(
    private readonly said: Said,
    private readonly vocabulary: Vocabulary,
    private readonly make: MakeModels,
  ) {
    this.#places = placesIn(tablesOf(said.vocabulary), tablesOf(vocabulary));
    this.#changed = [...this.#places.keys()].filter((label) => this.#places[label] === CHANGED);
    this.#isOther = new Uint8Array(vocabulary.size);
    for (let number = 0; number < vocabulary.size; number++)
      if (vocabulary.has(number) !== said.vocabulary.has(number)) this.#isOther[number] = 1;
  }

  /** Undefined for a question of which nothing was said, or which another rarity of its features changes. */
  scores(query: QueryFeatures, features: NumberedFeatures): Float32Array | undefined {
    const kept = this.said.of(query);
    if (!kept || this.#isOtherwiseRare(query)) return undefined;
    this.#score ??= this.make(this.vocabulary.only(this.#changed));
    return this.#update(kept, this.#score(features));
  }

  #isOtherwiseRare(query: QueryFeatures): boolean {
    const isOther = this.#isOther;
    const { numbers } = query.in(this.vocabulary.numbering);
    for (let at = 0; at < numbers.length; at++) if (isOther[numbers[at] ?? UNKNOWN] === 1) return true;
    return false;
  }

  #update(kept: Float32Array, changed: LabelScores): Float32Array {
    const places = this.#places;
    const labelsBefore = this.said.vocabulary.labels.length;
    const scores = new Float32Array(changed.length * places.length);
    for (const [row, own] of changed.entries()) {
      const [start, startBefore] = [row * places.length, row * labelsBefore];
      for (let label = 0; label < places.length; label++)
        scores[start + label] = kept[startBefore + (places[label] ?? 0)] ?? 0;
      for (const [at, label] of this.#changed.entries()) scores[start + label] = own[at] ?? 0;
    }
    return scores;
  }
}

/**
 * Models over some labels that keep what they said of a kept question. Where a calibration fixes how common features
 * are, what is said of a label depends on that label alone: an edit leaves those of all others as they were.
 */
export class LabelModels {
  readonly #said: Said;
  readonly #before: readonly Said[];
  readonly #continued: readonly Continued[];
  #score: ScoreLabels | undefined;

  constructor(
    readonly vocabulary: Vocabulary,
    private readonly make: MakeModels,
    private readonly stored: StoredStatistics | undefined,
    last?: LabelModels,
  ) {
    this.#said = new Said(vocabulary);
    const before = stored && last?.stored === stored ? [last.#said, ...last.#before] : [];
    this.#before = before.filter(({ isEmpty }) => !isEmpty).slice(0, MOST_BEFORE);
    this.#continued = this.#before.map((said) => new Continued(said, vocabulary, make));
    // Whoever asks first must not wait for it; where most is known already, it may never be needed.
    if (this.#before.length === 0) this.#score = make(vocabulary);
  }

  score(query: QueryFeatures): LabelScores {
    const { labels } = this.vocabulary;
    const known = this.#said.of(query);
    if (known) return rowsOf(known, labels.length);
    const features = this.vocabulary.number(query);
    if (!query.isKept || labels.length > MOST_LABELS) return this.#scoreAll(features);
    const scores = this.#goOn(query, features) ?? join(this.#scoreAll(features), labels.length);
    this.#said.keep(query, scores);
    return rowsOf(scores, labels.length);
  }

  /** Whether they would say the same of anything as models over some labels, with how common features are. */
  fit(tables: readonly FeatureTable[], stored: StoredStatistics | undefined): boolean {
    const own = tablesOf(this.vocabulary);
    return (
      stored === this.stored &&
      own.length === tables.length &&
      tables.every((table, label) => own[label] !== undefined && areSame(own[label], table))
    );
  }

  #goOn(query: QueryFeatures, features: NumberedFeatures): Float32Array | undefined {
    for (const continued of this.#continued) {
      const scores = continued.scores(query, features);
      if (scores) return scores;
    }
    return undefined;
  }

  #scoreAll(features: NumberedFeatures): LabelScores {
    this.#score ??= this.make(this.vocabulary);
    return this.#score(features);
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
