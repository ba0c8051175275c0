import type { Features, Group } from '../text/features.ts';
import type { Numbering } from '../text/numbering.ts';

/** Groups are numbered by their place here. */
export const GROUPS: readonly Group[] = ['w', 'p', 'c', 'h', 'y', 'g'];

/** The number of each group by the character code that its features begin with. */
const GROUP_OF_KIND = new Uint8Array(128);
for (const [number, group] of GROUPS.entries()) GROUP_OF_KIND[group.charCodeAt(0)] = number;

export const groupOfKind = (kind: number): number => GROUP_OF_KIND[kind] ?? 0;

/** The number of every feature that no label has. */
export const UNKNOWN = -1;

/** The features of a text as numbers, with their counts and groups. */
export interface NumberedFeatures {
  readonly numbers: Int32Array;
  readonly counts: Uint16Array;
  readonly groups: Uint8Array;
}

/** No feature has one: they are made of the words of a line. */
const BETWEEN = '\n';

/**
 * The features of a question. Once they are numbered, in a few flat pieces: a worker keeps thousands of them, and to
 * keep a Map of short texts for each costs it more than to read the question again.
 */
export class QueryFeatures {
  /** How many there are. */
  readonly size: number;
  /** Whether the question will be asked again, of another index. */
  isKept = false;
  #names: Iterable<string> | string;
  readonly #counts: Uint16Array;
  readonly #groups: Uint8Array;
  readonly #numbers: Int32Array;
  #numbering: Numbering | undefined;
  /** The size of the numbering when they were looked up last. */
  #lookedUpAt = 0;

  constructor(features: Features) {
    this.size = features.size;
    this.#names = features.keys();
    this.#counts = new Uint16Array(features.size);
    this.#groups = new Uint8Array(features.size);
    this.#numbers = new Int32Array(features.size);
    let at = 0;
    for (const [feature, count] of features) {
      this.#counts[at] = count;
      this.#groups[at++] = groupOfKind(feature.charCodeAt(0));
    }
  }

  /** For all engines of a numbering once: a name keeps its number there, and only one that had none may get one. */
  in(numbering: Numbering): NumberedFeatures {
    const numbers = this.#numbers;
    if (this.#numbering !== numbering) numbers.fill(UNKNOWN);
    if (this.#numbering !== numbering || this.#lookedUpAt !== numbering.size) this.#lookUp(numbering);
    return { numbers, counts: this.#counts, groups: this.#groups };
  }

  #lookUp(numbering: Numbering): void {
    const names = typeof this.#names === 'string' ? this.#names.split(BETWEEN) : [...this.#names];
    const numbers = this.#numbers;
    for (let at = 0; at < numbers.length; at++)
      if (numbers[at] === UNKNOWN) numbers[at] = numbering.find(names[at] ?? '') ?? UNKNOWN;
    this.#names = names.join(BETWEEN);
    this.#numbering = numbering;
    this.#lookedUpAt = numbering.size;
  }
}
