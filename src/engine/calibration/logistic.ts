import { SIGNALS, type Logistic, type Signal, type Signals } from '../confidence.ts';

/** A question whose right outcome is known, as far as a model learns from it. */
export interface Observation {
  readonly signals: Signals;
  readonly truth: boolean;
  /** How much it counts. */
  readonly weight: number;
}

const STEPS = 1500;
const RATE = 0.6;
/** L2 on standardised weights. */
const RIDGE = 0.002;

interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function scaleOf(observations: readonly Observation[], signal: Signal): Scale {
  const total = sum(observations.map(({ weight }) => weight)) || 1;
  const mean = sum(observations.map(({ signals, weight }) => weight * signals[signal])) / total;
  const variance =
    sum(observations.map(({ signals, weight }) => weight * (signals[signal] - mean) ** 2)) / total;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/** Fits a logistic regression by gradient descent on standardised signals; the weights come out in raw units. */
export function fitLogistic(observations: readonly Observation[]): Logistic {
  const scales = SIGNALS.map((signal) => scaleOf(observations, signal));
  const rows = observations.map(({ signals, truth, weight }) => ({
    x: SIGNALS.map(
      (signal, at) => (signals[signal] - (scales[at]?.mean ?? 0)) / (scales[at]?.deviation ?? 1),
    ),
    truth: truth ? 1 : 0,
    weight,
  }));
  const total = sum(rows.map(({ weight }) => weight)) || 1;
  const weights = SIGNALS.map(() => 0);
  let bias = 0;
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight) => RIDGE * weight);
    let biasGradient = 0;
    for (const { x, truth, weight } of rows) {
      const logit = x.reduce((dot, value, at) => dot + value * (weights[at] ?? 0), bias);
      const error = ((1 / (1 + Math.exp(-logit)) - truth) * weight) / total;
      biasGradient += error;
      for (const [at, value] of x.entries()) gradient[at] = (gradient[at] ?? 0) + error * value;
    }
    bias -= RATE * biasGradient;
    for (const [at, slope] of gradient.entries()) weights[at] = (weights[at] ?? 0) - RATE * slope;
  }
  const raw = SIGNALS.map((signal, at): [Signal, number] => [
    signal,
    (weights[at] ?? 0) / (scales[at]?.deviation ?? 1),
  ]);
  const offset = sum(raw.map(([, weight], at) => weight * (scales[at]?.mean ?? 0)));
  return { bias: bias - offset, weights: Object.fromEntries(raw) as Record<Signal, number> };
}
