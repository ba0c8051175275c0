import { z } from 'zod';
import { evidenceWeights } from './evidence.ts';

/** What confidence is judged by, all of the best candidate unless it says otherwise. */
export const SIGNALS = [
  /** Fused score. */
  'score',
  /** How it stands against all the others: the logit of its share of all their exponentiated scores; and its square. */
  'share',
  'shareSquared',
  /** The next candidate is one that it is easily mistaken for, or related to: 1, else 0. */
  'sibling',
  /** Share of what the question says, by rarity, that the candidate's whole text speaks of; and times `share`. */
  'coverage',
  'coveredShare',
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
] as const;
export type Signal = (typeof SIGNALS)[number];
export type Signals = Readonly<Record<Signal, number>>;

const logistic = z.strictObject({ bias: z.number(), weights: z.record(z.enum(SIGNALS), z.number()) });
export type Logistic = z.infer<typeof logistic>;

/** The stored calibration: how signals become probabilities, and from where on each outcome is given. */
export const calibration = z.strictObject({
  version: z.number().int().positive(),
  /** The day it was fitted. */
  fitted: z.iso.date(),
  /** What each kind of evidence counts for in ranking. */
  evidence: evidenceWeights,
  /** Probability that the best candidate is right. */
  right: logistic,
  /** Probability that the right one is among the first three. */
  within: logistic,
  /** Answered from this probability of being right. */
  answerFrom: z.number().min(0).max(1),
  /** Offered as choices from this probability of holding the right one. */
  offerFrom: z.number().min(0).max(1),
});
export type Calibration = z.infer<typeof calibration>;

/** The probability that a logistic model gives to signals. */
export function probability(model: Logistic, signals: Signals): number {
  const logit = SIGNALS.reduce((sum, signal) => sum + model.weights[signal] * signals[signal], model.bias);
  return 1 / (1 + Math.exp(-logit));
}
