import type { EntryId } from '../fields.ts';
import type { Problem } from '../problem.ts';
import type { ReadKnowledge } from '../read-folder.ts';
import type { Check } from './check.ts';
import { checkDanglingIds } from './dangling-ids.ts';
import { checkGoldenAnswers, checkGoldenQuestions } from './golden-questions.ts';
import { checkGuides } from './guides.ts';
import { checkNearDuplicates } from './near-duplicates.ts';
import { checkParity } from './parity.ts';
import { checkPhrasingCount } from './phrasing-count.ts';
import { checkRepeatedPhrasings } from './repeated-phrasings.ts';
import { checkReviewsDue } from './reviews.ts';
import { checkSourcePlaces, checkUnconfirmed } from './sources.ts';

/** Those that keep knowledge from being served; quick enough to be asked at every edit. */
const ERRORS: readonly Check[] = [
  checkDanglingIds,
  checkGuides,
  checkRepeatedPhrasings,
  checkGoldenQuestions,
];

/** What keeps the knowledge from being served. */
export const findErrors = ({ documents, places }: ReadKnowledge): Problem[] =>
  ERRORS.flatMap((check) => check(documents, places)).filter(({ severity }) => severity === 'error');

/** Those that tell of single entries what an editor should look at. */
const OF_ENTRIES: readonly Check[] = [checkParity, checkSourcePlaces, checkUnconfirmed, checkPhrasingCount];

interface CheckContext {
  /** Civil date. */
  readonly today: string;
  /** The entry that the engine answers a question with; without it the golden questions are not asked. */
  readonly answer?: (text: string) => EntryId | undefined;
  /** Ids of the entries that an edit is of: warnings of others are not looked for, which takes most of the time. */
  readonly edited?: ReadonlySet<string> | undefined;
}

/** Everything that is wrong with the knowledge as a whole, in the order of the files. */
export function checkKnowledge(
  { documents, places }: ReadKnowledge,
  { today, answer, edited }: CheckContext,
): Problem[] {
  const entries = edited ? documents.entries.filter(({ id }) => edited.has(id)) : documents.entries;
  const own = { ...documents, entries };
  return [
    ...ERRORS.flatMap((check) => check(documents, places)),
    ...checkNearDuplicates(documents, places, edited),
    ...OF_ENTRIES.flatMap((check) => check(own, places)),
    ...checkReviewsDue(own, places, today),
    ...(answer ? checkGoldenAnswers(documents, places, answer) : []),
  ].sort((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column);
}

const compare = (left: string, right: string): number => (left < right ? -1 : Number(left > right));
