import type { Component } from './vocabulary.ts';

export interface Example {
  readonly vector: readonly Component[];
  readonly label: number;
  /** The labels it is easily taken for, its own among them. */
  readonly rivals: readonly number[];
}

const EPOCHS = 14;
const RATE = 0.5;
const DECAY = 2e-6;

/** A linear congruential generator: the same order at every build. */
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
  readonly #squares: Float32Array;

  constructor(
    featureCount: number,
    private readonly labelCount: number,
    examples: readonly Example[],
  ) {
    this.#weights = new Float32Array(featureCount * labelCount);
    this.#squares = new Float32Array(featureCount * labelCount);
    for (let epoch = 0; epoch < EPOCHS; epoch++)
      for (const at of shuffled(examples.length, epoch + 1)) {
        const example = examples[at];
        if (example) this.#learn(example);
      }
    this.#squares = new Float32Array(0);
  }

  /** The logit of a label. */
  score(vector: readonly Component[], label: number): number {
    let sum = 0;
    for (const { feature, weight } of vector)
      sum += weight * (this.#weights[feature * this.labelCount + label] ?? 0);
    return sum;
  }

  #learn({ vector, label, rivals }: Example): void {
    const logits = rivals.map((rival) => this.score(vector, rival));
    const highest = Math.max(...logits);
    const masses = logits.map((logit) => Math.exp(logit - highest));
    const total = masses.reduce((sum, mass) => sum + mass, 0);
    for (const [at, rival] of rivals.entries()) {
      const error = (masses[at] ?? 0) / total - (rival === label ? 1 : 0);
      if (Math.abs(error) > 1e-3) this.#step(vector, rival, error);
    }
  }

  #step(vector: readonly Component[], label: number, error: number): void {
    for (const { feature, weight } of vector) {
      const cell = feature * this.labelCount + label;
      const current = this.#weights[cell] ?? 0;
      const gradient = error * weight + DECAY * current;
      const square = (this.#squares[cell] ?? 0) + gradient * gradient;
      this.#squares[cell] = square;
      this.#weights[cell] = current - (RATE * gradient) / (Math.sqrt(square) + 0.05);
    }
  }
}
