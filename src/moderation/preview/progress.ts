import type { PreviewProgress } from './report.ts';
import type { Tell } from './job.ts';

/** What making an index and comparing the texts cost, in questions replayed: measured, good enough to tell by. */
const INDEX_COST = 350;
const COMPARE_COST = 250;

/** Adds up what the workers have done to a share of the whole. */
export class Progress {
  readonly #total: number;
  #done = 0;

  constructor(
    shares: readonly { readonly questions: readonly unknown[] }[],
    private readonly onProgress: ((progress: PreviewProgress) => void) | undefined,
  ) {
    const work = shares.map(({ questions }) => INDEX_COST + questions.length);
    this.#total = work.reduce((sum, cost) => sum + cost, COMPARE_COST);
  }

  readonly tell: Tell = (stage, count) => {
    const cost = { indexing: INDEX_COST, replaying: 1, comparing: COMPARE_COST }[stage];
    this.#done += cost * count;
    this.onProgress?.({ stage, done: Math.min(1, this.#done / this.#total) });
  };
}
