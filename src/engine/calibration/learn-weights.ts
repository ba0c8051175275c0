import { fuse, type FusionWeights } from '../ranking/fusion.ts';
import { PARTS, type Evidence, type Part } from '../ranking/ranker.ts';

/** A question whose answer is known, with what speaks for each candidate. */
export interface RankedQuestion {
  readonly candidates: readonly { readonly evidence: Evidence; readonly cost: number }[];
  /** Index of the right candidate. */
  readonly answer: number;
}

const STEPS = 500;
const RATE = 0.5;
/** Pull towards the start, per question: a part that teaches nothing stays where it was. */
const PRIOR = 0.003;

const forParts = (value: (part: Part) => number): Record<Part, number> => ({
  bm25: value('bm25'),
  nearest: value('nearest'),
  centroid: value('centroid'),
  language: value('language'),
  linear: value('linear'),
  body: value('body'),
});

function deviationOf(questions: readonly RankedQuestion[], part: Part): number {
  const values = questions.flatMap(({ candidates }) => candidates.map(({ evidence }) => evidence[part]));
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return Math.sqrt(variance) || 1;
}

/** Adds one question's gradient of the log-likelihood of its answer. */
function addGradient(
  { candidates, answer }: RankedQuestion,
  weights: FusionWeights,
  into: Record<Part, number>,
): void {
  const scores = candidates.map(({ evidence, cost }) => fuse(evidence, weights) - cost);
  const highest = Math.max(...scores);
  const masses = scores.map((score) => Math.exp(score - highest));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  for (const [at, { evidence }] of candidates.entries()) {
    const error = (at === answer ? 1 : 0) - (masses[at] ?? 0) / total;
    for (const part of PARTS) into[part] += error * evidence[part];
  }
}

/** Learns fusion weights by maximum likelihood of the answers among the candidates; never negative. */
export function learnWeights(questions: readonly RankedQuestion[], start: FusionWeights): FusionWeights {
  const deviations = forParts((part) => deviationOf(questions, part));
  let weights = start;
  for (let step = 0; step < STEPS; step++) {
    const gradient = forParts(() => 0);
    for (const question of questions) addGradient(question, weights, gradient);
    const current = weights;
    // Steps are in units of a part's deviation, so that parts on different scales move alike.
    weights = forParts((part) => {
      const slope = gradient[part] / questions.length / deviations[part];
      const pull = PRIOR * (current[part] - start[part]) * deviations[part];
      return Math.max(0, current[part] + (RATE * (slope - pull)) / deviations[part]);
    });
  }
  return weights;
}
