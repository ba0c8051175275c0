import { createHash } from 'node:crypto';
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

/** @param today civil date */
export const withKeys = <T extends AskedText>(questions: readonly T[], today: string): Keyed<T>[] =>
  questions.map((question) => ({ question, key: keyOf(question, today) }));

/**
 * In an order of their own, whatever else is asked: parts of it fall to the same worker time after time, which has kept
 * what it read of them.
 */
export const inOwnOrder = <T extends Keyed>(questions: readonly T[]): T[] =>
  questions.toSorted((a, b) => (a.key < b.key ? -1 : 1));

/** What making an index costs where its like was made before, in questions replayed: measured, good enough to share by. */
export const INDEX_COST = 150;

/** Parts of about the same size; no part of nothing. */
export function inShares<T>(items: readonly T[], count: number): T[][] {
  const size = Math.ceil(items.length / count);
  return Array.from({ length: size === 0 ? 0 : Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}

/**
 * The candidate's questions, shared between two workers of which the first has `before` questions of the base to replay
 * before its share: the other begins, and takes more, or all where a second index of the candidate would not pay.
 */
export function shareCandidate<T>(items: readonly T[], before: number): T[][] {
  if (before === 0) return inShares(items, 2);
  const alone = Math.ceil((items.length + INDEX_COST + before) / 2);
  const first = Math.max(0, items.length - alone);
  return [items.slice(first), items.slice(0, first)].filter(({ length }) => length > 0);
}
