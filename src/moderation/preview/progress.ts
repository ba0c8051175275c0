import type { PreviewProgress } from './report.ts';
import type { Tell } from './run-job.ts';

/** What an index costs, in questions replayed. */
const INDEX_COST = 600;
const COMPARE_COST = 150;

/** Adds up what the workers have done to a share of the whole. */
export class Progress {
  readonly #total: number;
  #done = 0;

  constructor(
    indexes: number,
    questions: number,
    private readonly onProgress: ((progress: PreviewProgress) => void) | undefined,
  ) {
    this.#total = indexes * INDEX_COST + questions + COMPARE_COST;
  }

  readonly tell: Tell = (stage, count) => {
    const cost = { indexing: INDEX_COST, replaying: 1, comparing: COMPARE_COST }[stage];
    this.#done += cost * count;
    this.onProgress?.({ stage, done: Math.min(1, this.#done / this.#total) });
  };
}
