import { createHash } from 'node:crypto';
import type { JobOf } from './job.ts';
import { keyOf } from './questions.ts';
import type { ReplayedQuestion, Result } from './report.ts';

/** All that the outcome of a question depends on, besides its text and language. */
export type Setting = Pick<JobOf<'replay'>, 'documents' | 'calibration' | 'today'>;

/** What questions get in one setting, as far as they were replayed in it. */
export class KnownResults {
  readonly hash: string;
  readonly #results = new Map<string, Result>();

  constructor(readonly setting: Setting) {
    this.hash = createHash('sha256').update(JSON.stringify(setting)).digest('base64');
  }

  missing(questions: readonly ReplayedQuestion[]): ReplayedQuestion[] {
    return questions.filter((question) => !this.#results.has(keyOf(question)));
  }

  learn(questions: readonly ReplayedQuestion[], results: readonly Result[]): void {
    for (const [at, question] of questions.entries()) {
      const result = results[at];
      if (result) this.#results.set(keyOf(question), result);
    }
  }

  /** @throws Error for a question that was not replayed */
  of(question: ReplayedQuestion): Result {
    const result = this.#results.get(keyOf(question));
    if (!result) throw new Error('a question was compared before it was replayed');
    return result;
  }
}
