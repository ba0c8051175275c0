import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { namesYear } from '../../engine/entities/dates.ts';
import { normalise } from '../../engine/text/normalise.ts';
import type { GoldenQuestion } from '../../knowledge/golden.ts';
import type { AskedText } from './job.ts';
import type { PastQuestion, ReplayedQuestion } from './report.ts';

const nameOf = ({ text, language }: AskedText): string => `${language ?? ''} ${text}`;

/** Golden and past questions, each text in each language once. */
export function gatherQuestions(
  golden: readonly GoldenQuestion[],
  past: readonly PastQuestion[],
): ReplayedQuestion[] {
  const gathered = new Map<string, ReplayedQuestion>();
  for (const { text } of golden) {
    const question = { text, language: undefined, timesAsked: 0 };
    gathered.set(nameOf(question), question);
  }
  for (const question of past) {
    const name = nameOf(question);
    const timesAsked = (gathered.get(name)?.timesAsked ?? 0) + 1;
    gathered.set(name, { ...question, timesAsked });
  }
  return [...gathered.values()];
}

/** A question with what its result is known by in one setting. */
export interface Keyed<T extends AskedText = AskedText> {
  readonly key: string;
  readonly question: T;
}

/** A digest: results are kept by it, and what a person said is not to be kept with them. */
function keyOf(question: AskedText, today: string): string {
  const hash = createHash('sha256').update(nameOf(question));
  if (namesYear(normalise(question.text))) hash.update(`\n${today}`);
  return hash.digest('base64');
}

/** So many take some milliseconds, and then whoever asks comes first. */
const KEYS_AT_ONCE = 200;

/** @param today civil date */
export async function withKeys<T extends AskedText>(
  questions: readonly T[],
  today: string,
): Promise<Keyed<T>[]> {
  const keyed: Keyed<T>[] = [];
  for (const question of questions) {
    keyed.push({ question, key: keyOf(question, today) });
    if (keyed.length % KEYS_AT_ONCE === 0) await setImmediate();
  }
  return keyed;
}
