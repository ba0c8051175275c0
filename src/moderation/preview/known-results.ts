import { createHash } from 'node:crypto';
import type { Entry } from '../../knowledge/entry.ts';
import type { AskedText, JobOf } from './job.ts';
import { keyOf } from './questions.ts';
import type { Result } from './report.ts';

/** All that the outcome of a question depends on, besides its text and language. */
export type Setting = Pick<JobOf<'replay'>, 'documents' | 'calibration' | 'today'>;

const byId = <T extends { readonly id: string }>(documents: readonly T[]): T[] =>
  [...documents].sort((a, b) => (a.id < b.id ? -1 : 1));

/** What an entry is found and judged by; its provenance, review and links change no outcome. */
const decisive = ({
  id,
  jurisdictions,
  instruments,
  question,
  phrasings,
  keywords,
  shortAnswer,
  answer,
  sources,
  valid,
  outsideValidity,
  replaces,
}: Entry) => [
  [id, jurisdictions, instruments, question, phrasings.zh.toSorted(), phrasings.en.toSorted(), keywords],
  [shortAnswer, answer, sources.map(({ instrument }) => instrument)],
  [valid, outsideValidity, replaces],
];

/** The same for settings in which every question gets the same. */
function hashOf({ documents: { entries, guides, terms }, calibration, today }: Setting): string {
  const told = [byId(entries).map(decisive), byId(guides), byId(terms), calibration, today];
  return createHash('sha256').update(JSON.stringify(told)).digest('base64');
}

/** What questions get in one setting, as far as they were replayed in it. */
export class KnownResults {
  readonly hash: string;
  readonly #results = new Map<string, Result>();

  constructor(readonly setting: Setting) {
    this.hash = hashOf(setting);
  }

  missing<T extends AskedText>(questions: readonly T[]): T[] {
    return questions.filter((question) => !this.#results.has(keyOf(question)));
  }

  learn(questions: readonly AskedText[], results: readonly Result[]): void {
    for (const [at, question] of questions.entries()) {
      const result = results[at];
      if (result) this.#results.set(keyOf(question), result);
    }
  }

  /** @throws Error for a question that was not replayed */
  of(question: AskedText): Result {
    const result = this.#results.get(keyOf(question));
    if (!result) throw new Error('a question was compared before it was replayed');
    return result;
  }
}
