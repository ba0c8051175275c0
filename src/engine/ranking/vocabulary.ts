import { GROUPS, type Features, type Group } from '../text/features.ts';

/** A feature's number and weight in a unit-length vector. */
export interface Component {
  readonly feature: number;
  readonly weight: number;
}

/** What each kind of feature counts for in a vector; chosen on public intent sets (docs/engine.md). */
const GROUP_WEIGHT: Readonly<Record<Group, number>> = { w: 1, p: 0.55, c: 0.75, h: 1, y: 0.3, g: 0.7 };

const groupOf = (feature: string): Group => GROUPS.find((group) => feature.startsWith(group)) ?? 'w';

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
  vector(features: Features): Component[] {
    const squares = new Map<Group, number>();
    const weighed: { group: Group; feature: number | undefined; weight: number }[] = [];
    for (const [text, count] of features) {
      const feature = this.#numbers.get(text);
      const group = groupOf(text);
      const weight = (1 + Math.log(count)) * this.idf(feature);
      squares.set(group, (squares.get(group) ?? 0) + weight * weight);
      weighed.push({ group, feature, weight });
    }
    let total = 0;
    for (const group of squares.keys()) total += GROUP_WEIGHT[group] ** 2;
    const components: Component[] = [];
    for (const { group, feature, weight } of weighed)
      if (feature !== undefined)
        components.push({
          feature,
          weight: (weight * GROUP_WEIGHT[group]) / Math.sqrt((squares.get(group) ?? 1) * total),
        });
    return components;
  }
}
