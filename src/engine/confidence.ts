import type { EvidenceStatistics, EvidenceWeights } from './evidence.ts';

/** What confidence is judged by, all of the best candidate unless it says otherwise; all 0 where there is none. */
export const SIGNALS = [
  /** Fused score. */
  'score',
  /** How it stands against all the others: the logit of its share of all their exponentiated scores. */
  'share',
  /** How far it is before the next one, in units of the fused score. */
  'lead',
  /** The next candidate is one that it is easily mistaken for, or related to: 1, else 0. */
  'sibling',
  /** Share of the facts it rests on that the next candidate rests on as well, of the one that rests on fewer. */
  'sharedBasis',
  /** Share of what the question says, by rarity, that its whole text speaks of. */
  'coverage',
  /** The same of its title, phrasings and keywords alone. */
  'heading',
  /** Rarity of the rarest word of the question that its whole text does not speak of. */
  'missed',
  /** Share of what the question says, by rarity, that anything in the knowledge speaks of. */
  'known',
  /** All that the question names stands in the candidate's heading: 1, else 0. */
  'named',
  /** Something that the question names is mentioned by the candidate only in passing: 1, else 0. */
  'passing',
  /** No jurisdiction is named and the candidate is about another one than the asker's: 1, else 0. */
  'foreign',
  /** Words of the question, as a logarithm. */
  'length',
  /** What each part of the ranking says of it. */
  'bm25',
  'nearest',
  'centroid',
  'language',
  'body',
] as const;
export type Signal = (typeof SIGNALS)[number];
export type Signals = Readonly<Record<Signal, number>>;

/** A decision tree over signals: what it adds to the log-odds, or a signal and a value at or below which it goes left. */
export type Tree = number | readonly [signal: Signal, atMost: number, left: Tree, right: Tree];

/** Boosted trees (ADR 9): the log-odds to begin with, and what each tree adds. */
export interface BoostedTrees {
  readonly start: number;
  readonly trees: readonly Tree[];
}

/** How signals become probabilities, and from where on each outcome is given. Probabilities are from 0 to 1. */
export interface Calibration {
  readonly version: number;
  /** The civil date on which it was fitted. */
  readonly fitted: string;
  /** What each kind of evidence counts for in ranking. */
  readonly evidence: EvidenceWeights;
  /** Probability that the best candidate is right. */
  readonly right: BoostedTrees;
  /** Probability that the right one is among the first three. */
  readonly within: BoostedTrees;
  /** Answered from this probability of being right. */
  readonly answerFrom: number;
  /** Offered as choices from this probability of holding the right one. */
  readonly offerFrom: number;
  /**
   * How common features and words were in the knowledge that it was fitted on. Absent to count over what is asked: then
   * an edit of one entry moves the scores of all.
   */
  readonly statistics?: EvidenceStatistics | undefined;
}

/** What a tree adds to the log-odds of a question with these signals; for fitting, where a tree is asked once it is grown. */
export function leafOf(tree: Tree, signals: Signals): number {
  let at = tree;
  // By place: taking a tuple apart costs more than all else here.
  while (typeof at !== 'number') at = signals[at[0]] <= at[1] ? at[2] : at[3];
  return at;
}

/** Stands for the signal where a tree ends. */
const LEAF = -1;

/**
 * The nodes of trees in flat arrays, each before those below it, the left one next to it: a model is asked several times
 * for each question, and tuples all over the memory take more than twice the time.
 */
class FlatTrees {
  readonly #roots: Int32Array;
  /** By node: the place of its signal, what it may be at most or what the leaf adds, and where it goes on to the right. */
  readonly #signals: Int8Array;
  readonly #values: Float64Array;
  readonly #rights: Int32Array;

  constructor(trees: readonly Tree[]) {
    const nodes: { readonly signal: number; readonly value: number; right: number }[] = [];
    const add = (tree: Tree): number => {
      const isLeaf = typeof tree === 'number';
      const node = isLeaf
        ? { signal: LEAF, value: tree, right: LEAF }
        : { signal: SIGNALS.indexOf(tree[0]), value: tree[1], right: LEAF };
      const at = nodes.push(node) - 1;
      if (!isLeaf) {
        add(tree[2]);
        node.right = add(tree[3]);
      }
      return at;
    };
    this.#roots = Int32Array.from(trees, add);
    this.#signals = Int8Array.from(nodes, ({ signal }) => signal);
    this.#values = Float64Array.from(nodes, ({ value }) => value);
    this.#rights = Int32Array.from(nodes, ({ right }) => right);
  }

  /** What all of them add to the log-odds, one after the other. @param values of the signals, in their order */
  addTo(start: number, values: Float64Array): number {
    const [signals, cuts, rights] = [this.#signals, this.#values, this.#rights];
    let logit = start;
    for (const root of this.#roots) {
      let at = root;
      for (let signal = signals[at] ?? LEAF; signal !== LEAF; signal = signals[at] ?? LEAF)
        at = (values[signal] ?? 0) <= (cuts[at] ?? 0) ? at + 1 : (rights[at] ?? 0);
      logit += cuts[at] ?? 0;
    }
    return logit;
  }
}

const flatOf = new WeakMap<readonly Tree[], FlatTrees>();

function flatten(trees: readonly Tree[]): FlatTrees {
  const flat = flatOf.get(trees) ?? new FlatTrees(trees);
  flatOf.set(trees, flat);
  return flat;
}

/** A question as far as confidence needs it. */
interface Judged {
  readonly signals: Signals;
  readonly isSettled: boolean;
}

/** The probability that a model gives to a question; what reviewers settled leaves no doubt. */
export function probability({ start, trees }: BoostedTrees, { signals, isSettled }: Judged): number {
  if (isSettled) return 1;
  const values = Float64Array.from(SIGNALS, (signal) => signals[signal]);
  const logit = flatten(trees).addTo(start, values);
  return 1 / (1 + Math.exp(-logit));
}
