import type { Features, Group } from '../text/features.ts';
import type { TableRow } from '../text/feature-table.ts';

/** A sparse vector: the numbers of its features, and the weight of each. */
export interface Vector {
  readonly features: Int32Array;
  readonly weights: Float32Array;
}

/** Groups are numbered by their place here. */
export const GROUPS: readonly Group[] = ['w', 'p', 'c', 'h', 'y', 'g'];
/** What each kind of feature counts for in a vector; chosen on public intent sets (docs/engine.md). */
const GROUP_WEIGHT: Readonly<Record<Group, number>> = { w: 1, p: 0.55, c: 0.75, h: 1, y: 0.3, g: 0.7 };
const WEIGHTS = GROUPS.map((group) => GROUP_WEIGHT[group]);

const groupNumberOf = (feature: string): number => GROUPS.indexOf(feature.charAt(0) as Group);

/** By what each group's weights are multiplied, so that the groups stand as decided and the whole has length 1. */
function factorsOf(squares: Float64Array): Float64Array {
  let total = 0;
  for (let group = 0; group < squares.length; group++)
    if ((squares[group] ?? 0) > 0) total += (WEIGHTS[group] ?? 0) ** 2;
  return squares.map((square, group) => (square > 0 ? (WEIGHTS[group] ?? 0) / Math.sqrt(square * total) : 0));
}

/** The number of every feature that no label has. */
export const UNKNOWN = -1;

/** The features of a text as numbers, with their counts and groups. */
export interface NumberedFeatures {
  readonly numbers: Int32Array;
  readonly counts: Uint16Array;
  readonly groups: Uint8Array;
}

/** Numbers for the features of a set of labels, and how rare each is. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();
  readonly #groups: number[] = [];
  readonly #documentCounts: number[] = [];
  #documents = 0;
  #idfs: Float64Array | undefined;

  /**
   * Counts the features of a label, and tells their numbers; every label passes here before any text is turned into
   * a vector.
   * @param features distinct
   */
  count(features: readonly string[]): Int32Array {
    this.#documents++;
    return Int32Array.from(features, (feature) => {
      const known = this.#numbers.get(feature);
      if (known !== undefined) {
        this.#documentCounts[known] = (this.#documentCounts[known] ?? 0) + 1;
        return known;
      }
      const number = this.#numbers.size;
      this.#numbers.set(feature, number);
      this.#groups.push(groupNumberOf(feature));
      this.#documentCounts.push(1);
      return number;
    });
  }

  get size(): number {
    return this.#numbers.size;
  }

  /** The number of a feature's group. */
  groupOf(number: number): number {
    return this.#groups[number] ?? 0;
  }

  /** Inverse document frequency, smoothed; a feature never seen is the rarest. */
  idf(number: number): number {
    return number === UNKNOWN ? this.#rarity(0) : (this.#allIdfs()[number] ?? 0);
  }

  /** The features of any text. */
  number(features: Features): NumberedFeatures {
    const numbers = new Int32Array(features.size);
    const counts = new Uint16Array(features.size);
    const groups = new Uint8Array(features.size);
    let at = 0;
    for (const [feature, count] of features) {
      numbers[at] = this.#numbers.get(feature) ?? UNKNOWN;
      counts[at] = count;
      groups[at++] = groupNumberOf(feature);
    }
    return { numbers, counts, groups };
  }

  /** The features of a text that was counted. @param ownNumbers of the table's features */
  numberRow({ features, counts }: TableRow, ownNumbers: Int32Array): NumberedFeatures {
    const numbers = new Int32Array(features.length);
    const groups = new Uint8Array(features.length);
    for (let at = 0; at < features.length; at++) {
      const number = ownNumbers[features[at] ?? 0] ?? UNKNOWN;
      numbers[at] = number;
      groups[at] = this.#groups[number] ?? 0;
    }
    return { numbers, counts, groups };
  }

  /**
   * The unit-length tf-idf vector of a text: each group normalised apart, unknown features counting in the length,
   * so that a text of which little is known stays far from everything.
   */
  vector({ numbers, counts, groups }: NumberedFeatures): Vector {
    const squares = new Float64Array(GROUPS.length);
    const weights = new Float64Array(numbers.length);
    for (let at = 0; at < numbers.length; at++) {
      const count = counts[at] ?? 1;
      const weight = (count === 1 ? 1 : 1 + Math.log(count)) * this.idf(numbers[at] ?? UNKNOWN);
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

  #rarity(count: number): number {
    return Math.log(1 + (this.#documents + 0.5) / (count + 0.5));
  }

  #allIdfs(): Float64Array {
    if (this.#idfs?.length !== this.size)
      this.#idfs = Float64Array.from(this.#documentCounts, (count) => this.#rarity(count));
    return this.#idfs;
  }
}
