import { createHash } from 'node:crypto';
import type { Calibration } from '../../engine/confidence.ts';
import { countTurns } from '../../engine/validity.ts';
import type { Entry } from '../../knowledge/entry.ts';
import type { JobOf } from './job.ts';
import type { Keyed } from './questions.ts';
import type { Result } from './report.ts';

/** All that the outcome of a question depends on, besides its text and language. */
export type Setting = Pick<JobOf<'replay'>, 'documents' | 'calibration' | 'today'>;

const byId = <T extends { readonly id: string }>(documents: readonly T[]): T[] =>
  [...documents].sort((a, b) => (a.id < b.id ? -1 : 1));

/** What an entry is found and judged by: all but its provenance, its review and where it is listed. */
const decisive = ({
  topic: _,
  reviewer: __,
  reviewedOn: ___,
  reviewDue: ____,
  phrasings,
  sources,
  ...found
}: Entry) => [
  found,
  [phrasings.zh.toSorted(), phrasings.en.toSorted()],
  sources.map(({ instrument }) => instrument),
];

const hash = (told: unknown): string => createHash('sha256').update(JSON.stringify(told)).digest('base64');

/** A calibration is as long as the documents, and the same for all previews of a process. */
const hashes = new WeakMap<Calibration, string>();

function hashOfCalibration(calibration: Calibration): string {
  const known = hashes.get(calibration) ?? hash(calibration);
  hashes.set(calibration, known);
  return known;
}

/** The same for settings in which every question gets the same; one that names a year, on the same day. */
export function hashOf({ documents: { entries, guides, terms }, calibration, today }: Setting): string {
  const turns = countTurns(entries, today);
  const judgedBy = hashOfCalibration(calibration);
  return hash([byId(entries).map(decisive), byId(guides), byId(terms), judgedBy, turns]);
}

/** Some times as many as a preview asks; of more together, twice as many. Those that nobody asked for longest go. */
const MOST_KNOWN = 20_000;

/** What questions get in one setting, as far as they were replayed in it. */
export class KnownResults {
  /** Those that were asked for or learnt last at the end. */
  readonly #results: Map<string, Result>;
  #most = MOST_KNOWN;

  /** @param results by the key of the question */
  constructor(
    readonly hash: string,
    results: Iterable<readonly [string, Result]> = [],
  ) {
    this.#results = new Map(results);
  }

  missing<T extends Keyed>(questions: readonly T[]): T[] {
    this.#most = Math.max(this.#most, 2 * questions.length);
    return questions.filter(({ key }) => {
      const result = this.#results.get(key);
      if (result) this.#setLast(key, result);
      return !result;
    });
  }

  learn(questions: readonly Keyed[], results: readonly Result[]): void {
    for (const [at, { key }] of questions.entries()) {
      const result = results[at];
      if (result) this.#setLast(key, result);
    }
    for (const key of this.#results.keys()) {
      if (this.#results.size <= this.#most) break;
      this.#results.delete(key);
    }
  }

  /** @throws Error for a question that was not replayed */
  of({ key }: Keyed): Result {
    const result = this.#results.get(key);
    if (!result) throw new Error('a question was compared before it was replayed');
    return result;
  }

  /** What is known of some questions, by their keys. */
  among(questions: readonly Keyed[]): (readonly [string, Result])[] {
    return questions.flatMap(({ key }) => {
      const result = this.#results.get(key);
      return result ? [[key, result] as const] : [];
    });
  }

  #setLast(key: string, result: Result): void {
    this.#results.delete(key);
    this.#results.set(key, result);
  }
}
