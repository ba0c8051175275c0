import { isDeepStrictEqual } from 'node:util';
import { NEAR, nameFinder } from '../../knowledge/checks/near-duplicates.ts';
import { findParityGaps } from '../../knowledge/checks/parity.ts';
import { findNearTo } from '../../knowledge/checks/similarity.ts';
import { owned, wordingsOf } from '../../knowledge/checks/wordings.ts';
import type { Entry } from '../../knowledge/entry.ts';
import { LANGUAGES, type Localized } from '../../knowledge/fields.ts';
import type { KnowledgeDocuments } from '../../knowledge/snapshot.ts';
import { isToldApart } from './confusables.ts';
import { countNegations } from './negations.ts';
import type { PreviewWarning } from './report.ts';

/** An entry that the edit brings or changes. */
interface EditedEntry {
  readonly before: Entry | undefined;
  readonly after: Entry;
}

function findEdited(base: KnowledgeDocuments, candidate: KnowledgeDocuments): EditedEntry[] {
  const old = new Map(base.entries.map((entry) => [entry.id, entry]));
  return candidate.entries
    .map((after) => ({ before: old.get(after.id), after }))
    .filter(({ before, after }) => !isDeepStrictEqual(before, after));
}

/** The texts that must say the same in both languages. */
const TEXTS = ['question', 'shortAnswer', 'answer'] as const;

/** Numbers, dates and articles, but for what differed before. */
function findMarkGaps({ before, after }: EditedEntry): PreviewWarning[] {
  const old = before ? findParityGaps(before) : [];
  return findParityGaps(after)
    .filter((gap) => !old.some((other) => isDeepStrictEqual(gap, other)))
    .map(({ path, language, marks }) => ({
      kind: 'marks-differ',
      entry: after.id,
      field: path.join('.'),
      language,
      marks,
    }));
}

const countIn = (text: Localized | undefined, language: keyof Localized): number =>
  text ? countNegations(text[language], language) : 0;

/** One language was edited alone, or a "not" came or went in one of two. */
function findOneSided({ before, after }: EditedEntry): PreviewWarning[] {
  return TEXTS.flatMap((field): PreviewWarning[] => {
    const [old, now] = [before?.[field], after[field]];
    const common = { entry: after.id, field };
    const edited = LANGUAGES.filter((language) => old?.[language] !== now[language]);
    const denying = LANGUAGES.filter((language) => countIn(old, language) !== countIn(now, language));
    const warnings: PreviewWarning[] = [];
    const [alone, ...both] = edited;
    if (alone && both.length === 0)
      warnings.push({ kind: 'one-language-edited', ...common, language: alone });
    const [denied, ...deniedBoth] = denying;
    // A long new text denies here and there in one language only, and says the same.
    const isTold = old !== undefined || field === 'shortAnswer';
    if (denied && deniedBoth.length === 0 && isTold)
      warnings.push({ kind: 'negation-differs', ...common, language: denied });
    return warnings;
  });
}

/** Wordings that the edit brings and that are nearly those of another entry. */
function findNear(edited: readonly EditedEntry[], candidate: KnowledgeDocuments): PreviewWarning[] {
  const fresh = edited.flatMap(({ before, after }) => {
    const old = new Set(before ? wordingsOf(before).map(({ text }) => text) : []);
    return wordingsOf(after).filter(({ text }) => !old.has(text));
  });
  const wordings = candidate.entries.flatMap(wordingsOf);
  const namesIn = nameFinder(candidate.terms);
  const told = new Map<string, { readonly similarity: number; readonly warning: PreviewWarning }>();
  for (const { left, right, similarity } of findNearTo(fresh.map(owned), wordings.map(owned), NEAR)) {
    const [one, other] = [fresh[left], wordings[right]];
    // Two wordings that the edit brings are near each other both ways, and told of once.
    if (!one || !other || told.has(`${other.entry.id} ${one.entry.id}`)) continue;
    const isNamedApart = namesIn(one.text) !== namesIn(other.text);
    if (isNamedApart && isToldApart(one.entry, other.entry)) continue;
    const key = `${one.entry.id} ${other.entry.id}`;
    if ((told.get(key)?.similarity ?? 0) >= similarity) continue;
    const common = { entry: one.entry.id, text: one.text, other: other.entry.id };
    const warning: PreviewWarning = isNamedApart
      ? { kind: 'confusable', ...common }
      : { kind: 'near-duplicate', ...common, otherText: other.text };
    told.set(key, { similarity, warning });
  }
  return [...told.values()].map(({ warning }) => warning);
}

/** What an editor should look at in the texts that an edit brings. */
export function findWarnings(base: KnowledgeDocuments, candidate: KnowledgeDocuments): PreviewWarning[] {
  const edited = findEdited(base, candidate);
  return [
    ...edited.flatMap((each) => [...findMarkGaps(each), ...findOneSided(each)]),
    ...findNear(edited, candidate),
  ];
}
