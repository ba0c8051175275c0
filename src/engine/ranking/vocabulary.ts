import type { Group } from '../text/features.ts';
import type { FeatureTable } from '../text/feature-table.ts';
import { type Numbering, numberTables } from '../text/numbering.ts';
import type { SparseRows } from './postings.ts';
import { GROUPS, UNKNOWN, groupOfKind, type NumberedFeatures, type QueryFeatures } from './query-features.ts';
import {
  type CollectionStatistics,
  type NumberedTable,
  type StoredStatistics,
  countFeatures,
  fixedStatistics,
  rarityOf,
} from './statistics.ts';

/** A sparse vector: the numbers of its features, and the weight of each. */
export interface Vector {
  readonly features: Int32Array;
  readonly weights: Float32Array;
}

/** What each kind of feature counts for in a vector; chosen on public intent sets (docs/engine.md). */
const GROUP_WEIGHT: Readonly<Record<Group, number>> = { w: 1, p: 0.55, c: 0.75, h: 1, y: 0.3, g: 0.7 };
const WEIGHTS = GROUPS.map((group) => GROUP_WEIGHT[group]);

/** By what each group's weights are multiplied, so that the groups stand as decided and the whole has length 1. */
function factorsOf(squares: Float64Array): Float64Array {
  let total = 0;
  for (let group = 0; group < squares.length; group++)
    if ((squares[group] ?? 0) > 0) total += (WEIGHTS[group] ?? 0) ** 2;
  return squares.map((square, group) => (square > 0 ? (WEIGHTS[group] ?? 0) / Math.sqrt(square * total) : 0));
}

/** Sublinear: a second occurrence says less than the first. */
const weightOfCount = (count: number): number => (count === 1 ? 1 : 1 + Math.log(count));

/** By the number of labels that have a feature. */
const raritiesAmong = (labelCount: number): Float64Array =>
  Float64Array.from({ length: labelCount + 1 }, (_, count) => rarityOf(count, labelCount));

/** What is known of the features of some labels. */
interface KnownFeatures {
  readonly numbering: Numbering;
  readonly statistics: CollectionStatistics;
  /** How many features the labels have. */
  readonly featureCount: number;
  /** How many of the labels have a feature, by its number. */
  readonly labelCounts: Int32Array;
  /** By the number of labels that have a feature. */
  readonly rarities: Float64Array;
}

/** Numbers for the features of a set of labels, and how rare each is. */
export class Vocabulary {
  private constructor(
    readonly labels: readonly NumberedTable[],
    private readonly known: KnownFeatures,
  ) {}

  /** @param stored how common features are; undefined to count it over these labels */
  static of(tables: readonly FeatureTable[], stored?: StoredStatistics): Vocabulary {
    const { numbering, numbers, tableCounts, nameCount } = numberTables(tables);
    const labels = tables.map((table, label) => ({
      table,
      numbers: numbers[label] ?? new Int32Array(),
      groups: table.kinds.map(groupOfKind),
    }));
    const statistics = stored ? fixedStatistics(stored, numbering) : countFeatures(labels, numbering.size);
    const rarities = raritiesAmong(statistics.labelCount);
    const known = { numbering, statistics, featureCount: nameCount, labelCounts: tableCounts, rarities };
    return new Vocabulary(labels, known);
  }

  /** Some of the labels, for whose features nothing else holds than for all. */
  only(labels: readonly number[]): Vocabulary {
    const some = labels.flatMap((label) => this.labels[label] ?? []);
    return new Vocabulary(some, this.known);
  }

  get numbering(): Numbering {
    return this.known.numbering;
  }

  get statistics(): CollectionStatistics {
    return this.known.statistics;
  }

  get featureCount(): number {
    return this.known.featureCount;
  }

  /** No feature has a higher number, or this one. */
  get size(): number {
    return this.known.labelCounts.length;
  }

  /** Whether any label has a feature. */
  has(number: number): boolean {
    return (this.known.labelCounts[number] ?? 0) > 0;
  }

  /** A feature that no label has is the rarest; one that was not counted is of one label. */
  idf(number: number): number {
    const { statistics, rarities } = this.known;
    return rarities[this.has(number) ? (statistics.labelCounts[number] ?? 0) || 1 : 0] ?? 0;
  }

  /** The features of any question: of those that only an engine before this one knew, too, none has a number. */
  number(features: QueryFeatures): NumberedFeatures {
    const { numbers, counts, groups } = features.in(this.numbering);
    const own = numbers.map((number) => (this.has(number) ? number : UNKNOWN));
    return { numbers: own, counts, groups };
  }

  /**
   * The unit-length tf-idf vector of a text: each group normalised apart, unknown features counting in the length,
   * so that a text of which little is known stays far from everything.
   */
  vector({ numbers, counts, groups }: NumberedFeatures): Vector {
    const squares = new Float64Array(GROUPS.length);
    const weights = new Float64Array(numbers.length);
    for (let at = 0; at < numbers.length; at++) {
      const weight = weightOfCount(counts[at] ?? 1) * this.idf(numbers[at] ?? UNKNOWN);
      const group = groups[at] ?? 0;
      squares[group] = (squares[group] ?? 0) + weight * weight;
      weights[at] = weight;
    }
    const factors = factorsOf(squares);
    const known = numbers.filter((number) => number !== UNKNOWN);
    const scaled = new Float32Array(known.length);
    let next = 0;
    for (let at = 0; at < numbers.length; at++)
      if (numbers[at] !== UNKNOWN) scaled[next++] = (weights[at] ?? 0) * (factors[groups[at] ?? 0] ?? 0);
    return { features: known, weights: scaled };
  }

  /** The vectors of all texts of all labels, as `vector` would make each; in flat arrays it takes a tenth of the time. */
  vectors(): SparseRows {
    const rowCount = sum(this.labels, ({ table }) => table.offsets.length - 1);
    const size = sum(this.labels, ({ table }) => table.features.length);
    const vectors = {
      offsets: new Int32Array(rowCount + 1),
      columns: new Int32Array(size),
      weights: new Float32Array(size),
    };
    let row = 0;
    let end = 0;
    for (const label of this.labels) {
      const { offsets, features } = label.table;
      this.#fill(label, end, vectors);
      for (let text = 1; text < offsets.length; text++) vectors.offsets[++row] = end + (offsets[text] ?? 0);
      end += features.length;
    }
    return vectors;
  }

  #fill({ table, numbers, groups }: NumberedTable, start: number, { columns, weights }: SparseRows): void {
    const { offsets, features, counts } = table;
    const idfs = new Float64Array(numbers.length);
    for (let at = 0; at < idfs.length; at++) idfs[at] = this.idf(numbers[at] ?? UNKNOWN);
    const raw = new Float64Array(features.length);
    const squares = new Float64Array(GROUPS.length);
    for (let text = 0; text + 1 < offsets.length; text++) {
      const [from, to] = [offsets[text] ?? 0, offsets[text + 1] ?? 0];
      squares.fill(0);
      for (let at = from; at < to; at++) {
        const feature = features[at] ?? 0;
        const weight = weightOfCount(counts[at] ?? 1) * (idfs[feature] ?? 0);
        const group = groups[feature] ?? 0;
        squares[group] = (squares[group] ?? 0) + weight * weight;
        raw[at] = weight;
      }
      const factors = factorsOf(squares);
      for (let at = from; at < to; at++) {
        const feature = features[at] ?? 0;
        columns[start + at] = numbers[feature] ?? 0;
        weights[start + at] = (raw[at] ?? 0) * (factors[groups[feature] ?? 0] ?? 0);
      }
    }
  }
}

/** A row for each label: the numbers of its features, each with a weight. @param weights by place in the table's names */
export function rowsOfLabels(labels: readonly NumberedTable[], weights: readonly Float64Array[]): SparseRows {
  const size = sum(labels, ({ numbers }) => numbers.length);
  const rows = {
    offsets: new Int32Array(labels.length + 1),
    columns: new Int32Array(size),
    weights: new Float32Array(size),
  };
  let end = 0;
  for (const [label, { numbers }] of labels.entries()) {
    rows.columns.set(numbers, end);
    rows.weights.set(weights[label] ?? [], end);
    end += numbers.length;
    rows.offsets[label + 1] = end;
  }
  return rows;
}

const sum = <T>(items: readonly T[], sizeOf: (item: T) => number): number =>
  items.reduce((total, item) => total + sizeOf(item), 0);
