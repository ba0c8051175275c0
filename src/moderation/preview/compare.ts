import { isDeepStrictEqual } from 'node:util';
import type { Entry } from '../../knowledge/entry.ts';
import type { Localized } from '../../knowledge/fields.ts';
import { type GoldenQuestion, accepts } from '../../knowledge/golden.ts';
import type { Guide } from '../../knowledge/guide.ts';
import type { KnowledgeDocuments } from '../../knowledge/snapshot.ts';
import {
  EFFECTS,
  type FailedGolden,
  type OutcomeChange,
  type ReplayedQuestion,
  type Result,
  type RewordedAnswer,
} from './report.ts';
import { effectOf, shownBy } from './results.ts';

/** A question with what it gets on the base and on the candidate. */
export interface Compared {
  readonly question: ReplayedQuestion;
  readonly before: Result;
  readonly after: Result;
}

const gravity = ({ effect, question }: OutcomeChange): readonly [number, number] => [
  EFFECTS.indexOf(effect),
  -question.timesAsked,
];

/** Exactly the questions whose outcome differs. */
export function findChanges(compared: readonly Compared[]): OutcomeChange[] {
  return compared
    .flatMap(({ question, before, after }): OutcomeChange[] => {
      const effect = effectOf(before, after);
      return effect === undefined ? [] : [{ question, effect, before, after }];
    })
    .sort((a, b) => {
      const [[effectA, askedA], [effectB, askedB]] = [gravity(a), gravity(b)];
      return effectA - effectB || askedA - askedB;
    });
}

/** What only helps to find an entry or guide, or stands for editors alone, is not shown to an asker. */
const shownOfEntry = ({ phrasings: _, keywords: __, basis: ___, instruments: ____, ...shown }: Entry) =>
  shown;
const shownOfGuide = ({ phrasings: _, ...shown }: Guide) => shown;

function shownTexts({ entries, guides }: KnowledgeDocuments): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ...entries.map((entry) => [entry.id, shownOfEntry(entry)] as const),
    ...guides.map((guide) => [guide.id, shownOfGuide(guide)] as const),
  ]);
}

/** The questions that keep their answer while its text changes. */
export function findReworded(
  compared: readonly Compared[],
  base: KnowledgeDocuments,
  candidate: KnowledgeDocuments,
): RewordedAnswer[] {
  const [old, now] = [shownTexts(base), shownTexts(candidate)];
  const reworded = new Set([...now.keys()].filter((id) => !isDeepStrictEqual(old.get(id), now.get(id))));
  return compared.flatMap(({ question, before, after }) => {
    const id = shownBy(after);
    return id !== undefined && shownBy(before) === id && reworded.has(id) ? [{ question, id }] : [];
  });
}

/** Only an answer counts, as for the golden questions of the files: choices are not one. */
export function isRight(result: Result, question: GoldenQuestion): boolean {
  const answer = result.kind === 'answered' || result.kind === 'withheld' ? result.id : 'nothing';
  return accepts(question, answer);
}

/** The golden questions of the candidate that come out wrong on it. */
export function findFailedGolden(
  { golden }: KnowledgeDocuments,
  compared: readonly Compared[],
): FailedGolden[] {
  const byText = new Map(
    compared.flatMap((each) =>
      each.question.language === undefined ? [[each.question.text, each] as const] : [],
    ),
  );
  return golden.flatMap((question) => {
    const result = byText.get(question.text);
    if (!result || isRight(result.after, question)) return [];
    const { before, after } = result;
    return [{ question, before, after, isBroken: isRight(before, question) }];
  });
}

/** The titles of what results name; of the candidate where it holds them. */
export function titlesOf(
  results: readonly Result[],
  base: KnowledgeDocuments,
  candidate: KnowledgeDocuments,
): Record<string, Localized> {
  const named = new Set(
    results.flatMap((result) => ('ids' in result ? result.ids : (shownBy(result) ?? []))),
  );
  const titles = [base, candidate].flatMap(({ entries, guides }) => [
    ...entries.map(({ id, question }) => [id, question] as const),
    ...guides.map(({ id, title }) => [id, title] as const),
  ]);
  return Object.fromEntries(titles.filter(([id]) => named.has(id)));
}
