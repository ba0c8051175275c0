import type { FeatureTable } from '../text/feature-table.ts';
import type { Group } from '../text/features.ts';
import { listNames, namesIn, type NameLists } from '../text/name-lists.ts';
import type { Numbering } from '../text/numbering.ts';
import { GROUPS, groupOfKind } from './query-features.ts';

/** A label's features with what the set of labels makes of them. */
export interface NumberedTable {
  readonly table: FeatureTable;
  /** By place in the table's names. */
  readonly numbers: Int32Array;
  readonly groups: Uint8Array;
}

/** What an occurrence counts for: there are ten times as many character grams as words. */
const COUNT_WEIGHT: Readonly<Record<Group, number>> = { w: 1, p: 0.3, c: 0.2, h: 0.5, y: 0.1, g: 0.8 };
export const COUNT_WEIGHTS = Float64Array.from(GROUPS, (group) => COUNT_WEIGHT[group]);

const weightOf = (feature: string): number => COUNT_WEIGHTS[groupOfKind(feature.charCodeAt(0))] ?? 0;

/** In more texts than this, and this share of them, a feature tells none from the others, and is most of the work. */
const MANY = 300;
const COMMON_SHARE = 0.03;

/** How common the features of a collection of labels are, by number. */
export interface CollectionStatistics {
  /** How many labels there are. */
  readonly labelCount: number;
  /** Mean over the labels of the weighed counts of all their features. */
  readonly meanLength: number;
  /** How many labels have a feature; 0 where the collection does not count it. */
  readonly labelCounts: Int32Array;
  /** How often it occurs in all labels together, weighed by group. */
  readonly masses: Float64Array;
  /** 1 for what tells no text from the others. */
  readonly isCommon: Uint8Array;
}

/** How often a label has each of its features, weighed by group: by place in the table's names. */
export function massesOf({ table: { kinds, features, counts }, groups }: NumberedTable): Float64Array {
  const masses = new Float64Array(kinds.length);
  for (let at = 0; at < features.length; at++) {
    const feature = features[at] ?? 0;
    const weight = COUNT_WEIGHTS[groups[feature] ?? 0] ?? 0;
    masses[feature] = (masses[feature] ?? 0) + weight * (counts[at] ?? 0);
  }
  return masses;
}

/** Inverse document frequency, smoothed. @param count how many of so many have it */
export const rarityOf = (count: number, total: number): number => Math.log(1 + (total + 0.5) / (count + 0.5));

/** @param size more than the highest number of a feature */
export function countFeatures(labels: readonly NumberedTable[], size: number): CollectionStatistics {
  const labelCounts = new Int32Array(size);
  const masses = new Float64Array(size);
  const textCounts = new Int32Array(size);
  let texts = 0;
  let length = 0;
  for (const label of labels) {
    const { table, numbers } = label;
    texts += table.offsets.length - 1;
    for (const feature of table.features) {
      const number = numbers[feature] ?? 0;
      textCounts[number] = (textCounts[number] ?? 0) + 1;
    }
    for (const [feature, mass] of massesOf(label).entries()) {
      const number = numbers[feature] ?? 0;
      labelCounts[number] = (labelCounts[number] ?? 0) + 1;
      masses[number] = (masses[number] ?? 0) + mass;
      length += mass;
    }
  }
  return {
    labelCount: labels.length,
    meanLength: length / Math.max(1, labels.length),
    labelCounts,
    masses,
    isCommon: Uint8Array.from(textCounts, (count) => (count > MANY && count > COMMON_SHARE * texts ? 1 : 0)),
  };
}

/** The statistics of a collection as a calibration keeps them. */
export interface StoredStatistics {
  readonly labelCount: number;
  readonly meanLength: number;
  /** What tells no text from the others. */
  readonly common: readonly string[];
  /** The features of several labels, by "labels occurrences": most features by far are of one label. */
  readonly counts: NameLists;
}

/** @param names of the features, by number */
export function storeStatistics(
  { labelCount, meanLength, labelCounts, masses, isCommon }: CollectionStatistics,
  names: readonly string[],
): StoredStatistics {
  const ofSeveral = names.flatMap((name, number): (readonly [string, string])[] => {
    const labels = labelCounts[number] ?? 0;
    const occurrences = (masses[number] ?? 0) / weightOf(name);
    return labels < 2 ? [] : [[name, `${labels} ${Math.round(occurrences)}`]];
  });
  return {
    labelCount,
    meanLength,
    common: names.filter((_, number) => isCommon[number] === 1).sort(),
    counts: listNames(ofSeveral),
  };
}

interface Counted {
  readonly labels: number;
  readonly mass: number;
}

const NOT_COUNTED: Counted = { labels: 0, mass: 0 };

/** Statistics that a calibration fixed, for any numbering of features. */
class FixedStatistics {
  readonly #counts = new Map<string, Counted>();
  readonly #common: ReadonlySet<string>;
  readonly #byNumbering = new WeakMap<Numbering, CollectionStatistics>();

  constructor(private readonly stored: StoredStatistics) {
    this.#common = new Set(stored.common);
    for (const [name, counts] of namesIn(stored.counts)) {
      const [labels = 0, occurrences = 0] = counts.split(' ').map(Number);
      this.#counts.set(name, { labels, mass: occurrences * weightOf(name) });
    }
  }

  in(numbering: Numbering): CollectionStatistics {
    const known = this.#byNumbering.get(numbering);
    if (known?.labelCounts.length === numbering.size) return known;
    const extended = this.#extend(known, numbering);
    this.#byNumbering.set(numbering, extended);
    return extended;
  }

  /** A numbering goes on from engine to engine: what was looked up stays. */
  #extend(known: CollectionStatistics | undefined, numbering: Numbering): CollectionStatistics {
    const { labelCount, meanLength } = this.stored;
    const labelCounts = new Int32Array(numbering.size);
    const masses = new Float64Array(numbering.size);
    const isCommon = new Uint8Array(numbering.size);
    if (known) {
      labelCounts.set(known.labelCounts);
      masses.set(known.masses);
      isCommon.set(known.isCommon);
    }
    let number = known?.labelCounts.length ?? 0;
    for (const name of numbering.namesFrom(number)) {
      const { labels, mass } = this.#counts.get(name) ?? NOT_COUNTED;
      labelCounts[number] = labels;
      masses[number] = mass;
      isCommon[number++] = this.#common.has(name) ? 1 : 0;
    }
    return { labelCount, meanLength, labelCounts, masses, isCommon };
  }
}

const fixed = new WeakMap<StoredStatistics, FixedStatistics>();

/** The statistics that a calibration fixed, by the numbers of a numbering; the same object as long as it stays as it is. */
export function fixedStatistics(stored: StoredStatistics, numbering: Numbering): CollectionStatistics {
  const statistics = fixed.get(stored) ?? new FixedStatistics(stored);
  fixed.set(stored, statistics);
  return statistics.in(numbering);
}
