import {
  EVIDENCE,
  OBJECTIONS,
  scoreOf,
  type Evidence,
  type EvidenceName,
  type EvidenceWeights,
} from '../evidence.ts';

/** A question whose answer is known, with what speaks for and against each candidate. */
export interface RankedQuestion {
  readonly candidates: readonly { readonly evidence: Evidence }[];
  /** Index of the right candidate. */
  readonly answer: number;
}

const STEPS = 400;
const RATE = 0.5;
/** Pull towards the start, per question: evidence that teaches nothing keeps its weight. */
const PRIOR = 0.002;

const forEvidence = (value: (name: EvidenceName) => number): Record<EvidenceName, number> =>
  Object.fromEntries(EVIDENCE.map((name) => [name, value(name)])) as Record<EvidenceName, number>;

const isObjection = (name: EvidenceName): boolean => (OBJECTIONS as readonly string[]).includes(name);

/** Support may lose all its weight; an objection never counts for less than was decided. */
const floorOf = (name: EvidenceName, start: EvidenceWeights): number => (isObjection(name) ? start[name] : 0);

const signOf = (name: EvidenceName): number => (isObjection(name) ? -1 : 1);

function deviationOf(questions: readonly RankedQuestion[], name: EvidenceName): number {
  const values = questions.flatMap(({ candidates }) => candidates.map(({ evidence }) => evidence[name]));
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return Math.max(0.02, Math.sqrt(variance));
}

/** Adds one question's gradient of the log-likelihood of its answer. */
function addGradient(
  { candidates, answer }: RankedQuestion,
  weights: EvidenceWeights,
  into: Record<EvidenceName, number>,
): void {
  const scores = candidates.map(({ evidence }) => scoreOf(evidence, weights));
  const highest = Math.max(...scores);
  const masses = scores.map((score) => Math.exp(score - highest));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  for (const [at, { evidence }] of candidates.entries()) {
    const error = (at === answer ? 1 : 0) - (masses[at] ?? 0) / total;
    for (const name of EVIDENCE) into[name] += error * evidence[name] * signOf(name);
  }
}

/** Learns the weights by maximum likelihood of the answers among their candidates; never below their floor. */
export function learnWeights(questions: readonly RankedQuestion[], start: EvidenceWeights): EvidenceWeights {
  const deviations = forEvidence((name) => deviationOf(questions, name));
  let weights = start;
  for (let step = 0; step < STEPS; step++) {
    const gradient = forEvidence(() => 0);
    for (const question of questions) addGradient(question, weights, gradient);
    const current = weights;
    // Steps are in units of the evidence's deviation, so that kinds on different scales move alike.
    weights = forEvidence((name) => {
      const slope = gradient[name] / questions.length / deviations[name];
      const pull = PRIOR * (current[name] - start[name]) * deviations[name];
      return Math.max(floorOf(name, start), current[name] + (RATE * (slope - pull)) / deviations[name]);
    });
  }
  // The linear part costs most of the build and gains nothing here (docs/engine.md): what was 0 stays out.
  return weights;
}
