import type { Features, Group } from '../text/features.ts';

/** A sparse vector: the numbers of its features, and the weight of each. */
export interface Vector {
  readonly features: Int32Array;
  readonly weights: Float32Array;
}

/** What each kind of feature counts for in a vector; chosen on public intent sets (docs/engine.md). */
const GROUP_WEIGHT: Readonly<Record<Group, number>> = { w: 1, p: 0.55, c: 0.75, h: 1, y: 0.3, g: 0.7 };

const groupOf = (feature: string): Group => feature.charAt(0) as Group;

/** Numbers for the features of a set of labels, and how rare each is. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();
  readonly #groups: Group[] = [];
  readonly #documentCounts: number[] = [];
  #documents = 0;

  /** Counts the features of a label; every label passes here before any text is turned into a vector. */
  count(features: ReadonlySet<string>): void {
    this.#documents++;
    for (const feature of features) {
      const number = this.#numbers.get(feature);
      if (number !== undefined) {
        this.#documentCounts[number] = (this.#documentCounts[number] ?? 0) + 1;
        continue;
      }
      this.#numbers.set(feature, this.#numbers.size);
      this.#groups.push(groupOf(feature));
      this.#documentCounts.push(1);
    }
  }

  get size(): number {
    return this.#numbers.size;
  }

  numberOf(feature: string): number | undefined {
    return this.#numbers.get(feature);
  }

  groupOf(number: number): Group {
    return this.#groups[number] ?? 'w';
  }

  /** Inverse document frequency, smoothed; a feature never seen is the rarest. */
  idf(number: number | undefined): number {
    const count = number === undefined ? 0 : (this.#documentCounts[number] ?? 0);
    return Math.log(1 + (this.#documents + 0.5) / (count + 0.5));
  }

  /**
   * The unit-length tf-idf vector of a text: each group normalised apart, unknown features counting in the length,
   * so that a text of which little is known stays far from everything.
   */
  vector(features: Features): Vector {
    const squares = new Map<Group, number>();
    const known: { readonly number: number; readonly group: Group; readonly weight: number }[] = [];
    for (const [text, count] of features) {
      const number = this.#numbers.get(text);
      const group = groupOf(text);
      const weight = (1 + Math.log(count)) * this.idf(number);
      squares.set(group, (squares.get(group) ?? 0) + weight * weight);
      if (number !== undefined) known.push({ number, group, weight });
    }
    let total = 0;
    for (const group of squares.keys()) total += GROUP_WEIGHT[group] ** 2;
    return {
      features: Int32Array.from(known, ({ number }) => number),
      weights: Float32Array.from(
        known,
        ({ group, weight }) => (weight * GROUP_WEIGHT[group]) / Math.sqrt((squares.get(group) ?? 1) * total),
      ),
    };
  }
}
