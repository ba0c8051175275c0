import type { Features } from './features.ts';

/** The features of several texts of one thing, each feature's name kept once, the texts one after another. */
export interface FeatureTable {
  /** Distinct, in order of first occurrence. */
  readonly names: readonly string[];
  /** The first letter of each name, as a character code: it tells what kind of feature it is. */
  readonly kinds: Uint8Array;
  /** Where each text begins in `features` and `counts`, and where the last one ends. */
  readonly offsets: Int32Array;
  /** Places in `names`. */
  readonly features: Int32Array;
  /** How often each occurs in its text. */
  readonly counts: Uint16Array;
}

export function tabulate(texts: Iterable<Features>): FeatureTable {
  const all = [...texts];
  const size = all.reduce((sum, features) => sum + features.size, 0);
  const places = new Map<string, number>();
  const offsets = new Int32Array(all.length + 1);
  const features = new Int32Array(size);
  const counts = new Uint16Array(size);
  let at = 0;
  for (const [text, counted] of all.entries()) {
    for (const [name, count] of counted) {
      let place = places.get(name);
      if (place === undefined) places.set(name, (place = places.size));
      features[at] = place;
      counts[at++] = count;
    }
    offsets[text + 1] = at;
  }
  const names = [...places.keys()];
  const kinds = Uint8Array.from(names, (name) => name.charCodeAt(0));
  return { names, kinds, offsets, features, counts };
}

const isEqual = <T extends ArrayLike<unknown>>(one: T, other: T): boolean =>
  one.length === other.length && Array.prototype.every.call(one, (item, at) => item === other[at]);

/** Whether two tables say the same of the same texts. */
export const areSame = (one: FeatureTable, other: FeatureTable): boolean =>
  one === other ||
  (isEqual(one.names, other.names) &&
    isEqual(one.offsets, other.offsets) &&
    isEqual(one.features, other.features) &&
    isEqual(one.counts, other.counts));
