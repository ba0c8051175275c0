import { SIGNALS, leafOf, type BoostedTrees, type Signal, type Signals, type Tree } from '../confidence.ts';

/** A question whose right outcome is known, as far as a model learns from it. */
export interface Observation {
  readonly signals: Signals;
  readonly truth: boolean;
  /** How much it counts. */
  readonly weight: number;
}

// Friedman's gradient boosting with second-order leaves, as XGBoost has them; chosen by held-out entries (ADR 9).
const TREES = 120;
const RATE = 0.08;
const DEPTH = 4;
/** L2 on leaves, and the least that a leaf must rest on, in units of observations. */
const RIDGE = 20;
const LEAST = 10;
const BINS = 32;
const DIGITS = 5;

/**
 * What by its meaning speaks for the best candidate, or against it, never lowers confidence, or raises it: what is
 * learnt against that is an accident of the probes.
 */
const TREND: Readonly<Partial<Record<Signal, 'rising' | 'falling'>>> = {
  score: 'rising',
  share: 'rising',
  lead: 'rising',
  coverage: 'rising',
  heading: 'rising',
  nearest: 'rising',
  missed: 'falling',
  passing: 'falling',
};

/** Between what a leaf may be. */
interface Bounds {
  readonly from: number;
  readonly to: number;
}

/** Where each signal may be split, and in which bin each observation lies: bin b holds what is at most cut b. */
interface Binned {
  readonly signal: Signal;
  readonly cuts: readonly number[];
  readonly bins: Uint8Array;
}

/** The gradient and curvature of the loss at each observation. */
interface Slopes {
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
}

interface Split {
  readonly by: Binned;
  readonly cut: number;
  readonly gain: number;
  /** Half-way between what its sides come to. */
  readonly middle: number;
}

const round = (value: number): number => Number(value.toPrecision(DIGITS));

function bin(observations: readonly Observation[], signal: Signal): Binned {
  const values = observations.map(({ signals }) => signals[signal]);
  const sorted = [...values].sort((a, b) => a - b);
  const quantiles = Array.from(
    { length: BINS - 1 },
    (_, at) => sorted[Math.floor(((at + 1) / BINS) * sorted.length)] ?? 0,
  );
  const cuts = [...new Set(quantiles.map(round))].sort((a, b) => a - b);
  const bins = Uint8Array.from(values, (value) => {
    const at = cuts.findIndex((cut) => value <= cut);
    return at < 0 ? cuts.length : at;
  });
  return { signal, cuts, bins };
}

const sumOf = (values: Float64Array, rows: readonly number[]): number =>
  rows.reduce((sum, row) => sum + (values[row] ?? 0), 0);

const worth = (gradient: number, curvature: number): number => gradient ** 2 / (curvature + RIDGE);

const valueOf = (gradient: number, curvature: number): number => -gradient / (curvature + RIDGE);

const isWithin = (value: number, { from, to }: Bounds): boolean => value >= from && value <= to;

/** Whether a signal may set its lower values apart with one value and its higher ones with another. */
function mayPart(signal: Signal, low: number, high: number, bounds: Bounds): boolean {
  const trend = TREND[signal];
  if ((trend === 'rising' && low > high) || (trend === 'falling' && low < high)) return false;
  return isWithin(low, bounds) && isWithin(high, bounds);
}

/** What the lower and the higher values of a signal may come to, once they are parted at a value. */
function partBounds(signal: Signal, at: number, bounds: Bounds): readonly [low: Bounds, high: Bounds] {
  const trend = TREND[signal];
  const [below, above] = [
    { from: bounds.from, to: Math.min(bounds.to, at) },
    { from: Math.max(bounds.from, at), to: bounds.to },
  ];
  if (trend === undefined) return [bounds, bounds];
  return trend === 'rising' ? [below, above] : [above, below];
}

/** The cut of one signal that takes most off the loss. */
function bestCut(
  by: Binned,
  { gradient, curvature }: Slopes,
  rows: readonly number[],
  bounds: Bounds,
): Split {
  const gradients = new Float64Array(by.cuts.length + 1);
  const curvatures = new Float64Array(by.cuts.length + 1);
  for (const row of rows) {
    const at = by.bins[row] ?? 0;
    gradients[at] = (gradients[at] ?? 0) + (gradient[row] ?? 0);
    curvatures[at] = (curvatures[at] ?? 0) + (curvature[row] ?? 0);
  }
  const [all, allCurved] = [sumOf(gradient, rows), sumOf(curvature, rows)];
  let best: Split = { by, cut: 0, gain: 0, middle: 0 };
  let [left, leftCurved] = [0, 0];
  for (let cut = 0; cut < by.cuts.length; cut++) {
    left += gradients[cut] ?? 0;
    leftCurved += curvatures[cut] ?? 0;
    const [right, rightCurved] = [all - left, allCurved - leftCurved];
    if (Math.min(leftCurved, rightCurved) < LEAST) continue;
    const [low, high] = [valueOf(left, leftCurved), valueOf(right, rightCurved)];
    if (!mayPart(by.signal, low, high, bounds)) continue;
    const gain = worth(left, leftCurved) + worth(right, rightCurved) - worth(all, allCurved);
    if (gain > best.gain) best = { by, cut, gain, middle: (low + high) / 2 };
  }
  return best;
}

const UNBOUND: Bounds = { from: -Infinity, to: Infinity };

function grow(
  binned: readonly Binned[],
  slopes: Slopes,
  rows: readonly number[],
  depth: number,
  bounds = UNBOUND,
): Tree {
  const leaf = (): Tree => {
    const value = valueOf(sumOf(slopes.gradient, rows), sumOf(slopes.curvature, rows));
    return round(RATE * Math.min(bounds.to, Math.max(bounds.from, value)));
  };
  if (depth === 0) return leaf();
  const splits = binned.map((by) => bestCut(by, slopes, rows, bounds));
  const { by, cut, gain, middle } = splits.reduce((best, split) => (split.gain > best.gain ? split : best));
  if (gain === 0) return leaf();
  const isLow = (row: number): boolean => (by.bins[row] ?? 0) <= cut;
  const [low, high] = partBounds(by.signal, middle, bounds);
  return [
    by.signal,
    by.cuts[cut] ?? 0,
    grow(binned, slopes, rows.filter(isLow), depth - 1, low),
    grow(
      binned,
      slopes,
      rows.filter((row) => !isLow(row)),
      depth - 1,
      high,
    ),
  ];
}

/** Fits boosted trees by the log-likelihood of the observations: the same in always gives the same out. */
export function fitBoostedTrees(observations: readonly Observation[]): BoostedTrees {
  const total = observations.reduce((sum, { weight }) => sum + weight, 0);
  const weights = Float64Array.from(observations, ({ weight }) => (weight / total) * observations.length);
  const share = observations.reduce((sum, { truth, weight }) => sum + (truth ? weight : 0), 0) / total;
  const start = round(Math.log(share / (1 - share)));
  const binned = SIGNALS.map((signal) => bin(observations, signal));
  const rows = observations.map((_, row) => row);
  const logits = new Float64Array(observations.length).fill(start);
  const trees = Array.from({ length: TREES }, () => {
    const chances = logits.map((logit) => 1 / (1 + Math.exp(-logit)));
    const slopes: Slopes = {
      gradient: chances.map(
        (chance, row) => (weights[row] ?? 0) * (chance - Number(observations[row]?.truth)),
      ),
      curvature: chances.map((chance, row) => (weights[row] ?? 0) * chance * (1 - chance)),
    };
    const tree = grow(binned, slopes, rows, DEPTH);
    for (const [row, { signals }] of observations.entries())
      logits[row] = (logits[row] ?? 0) + leafOf(tree, signals);
    return tree;
  });
  return { start, trees };
}
