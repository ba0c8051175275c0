import type { Vector } from './vocabulary.ts';

export interface Example {
  readonly vector: Vector;
  /** The labels it is easily taken for; its own comes first. */
  readonly rivals: Int32Array;
}

const EPOCHS = 8;
const RATE = 0.5;
const DECAY = 2e-6;
/** Keeps AdaGrad's first steps small. */
const DAMPING = 0.05;
/** Smaller errors are not worth a step. */
const NEGLIGIBLE = 1e-2;

/** A fixed shuffle (linear congruential generator): the same order at every build. */
function shuffled(length: number, seed: number): Int32Array {
  const order = Int32Array.from({ length }, (_, at) => at);
  let state = seed;
  for (let at = length - 1; at > 0; at--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (at + 1);
    const swap = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = swap;
  }
  return order;
}

/**
 * A sparse multinomial logistic regression (L2, AdaGrad), trained on each example's rivals only: the labels that
 * are far from a phrasing teach nothing and cost most of the time.
 */
export class LinearClassifier {
  readonly #weights: Float32Array;

  constructor(
    featureCount: number,
    private readonly labelCount: number,
    examples: readonly Example[],
  ) {
    this.#weights = new Float32Array(featureCount * labelCount);
    const squares = new Float32Array(featureCount * labelCount);
    for (let epoch = 0; epoch < EPOCHS; epoch++)
      for (const at of shuffled(examples.length, epoch + 1)) {
        const example = examples[at];
        if (example) this.#learn(example, squares);
      }
  }

  /** The logits of some labels. */
  scores({ features, weights }: Vector, labels: Int32Array): Float64Array {
    const logits = new Float64Array(labels.length);
    for (let at = 0; at < features.length; at++) {
      const row = (features[at] ?? 0) * this.labelCount;
      const weight = weights[at] ?? 0;
      for (let n = 0; n < labels.length; n++)
        logits[n] = (logits[n] ?? 0) + weight * (this.#weights[row + (labels[n] ?? 0)] ?? 0);
    }
    return logits;
  }

  #learn({ vector, rivals }: Example, squares: Float32Array): void {
    const logits = this.scores(vector, rivals);
    const highest = logits.reduce((a, b) => Math.max(a, b));
    const masses = logits.map((logit) => Math.exp(logit - highest));
    const total = masses.reduce((sum, mass) => sum + mass, 0);
    for (let n = 0; n < rivals.length; n++) {
      const error = (masses[n] ?? 0) / total - (n === 0 ? 1 : 0);
      if (Math.abs(error) > NEGLIGIBLE) this.#step(vector, rivals[n] ?? 0, error, squares);
    }
  }

  #step({ features, weights }: Vector, label: number, error: number, squares: Float32Array): void {
    for (let at = 0; at < features.length; at++) {
      const cell = (features[at] ?? 0) * this.labelCount + label;
      const current = this.#weights[cell] ?? 0;
      const gradient = error * (weights[at] ?? 0) + DECAY * current;
      const square = (squares[cell] ?? 0) + gradient * gradient;
      squares[cell] = square;
      this.#weights[cell] = current - (RATE * gradient) / (Math.sqrt(square) + DAMPING);
    }
  }
}
