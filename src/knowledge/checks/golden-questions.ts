import type { Entry } from '../entry.ts';
import type { EntryId } from '../fields.ts';
import { accepts, type GoldenQuestion } from '../golden.ts';
import type { Problem } from '../problem.ts';
import { type Places, type Subject, nameSubject } from '../places.ts';
import type { KnowledgeDocuments } from '../snapshot.ts';
import { askedQuestions } from './asked-questions.ts';
import { type Check, errorAt, warningAt } from './check.ts';
import { NEAR } from './near-duplicates.ts';
import { bigramsOf, foldForComparison, overlapOf } from './similarity.ts';
import { type Wording, wordingsOf } from './wordings.ts';

/** A golden question or probe that only repeats what the entry was given proves nothing; nor does one asked twice. */
export const checkGoldenQuestions: Check = (documents, places) => {
  const wordings = documents.entries.flatMap(wordingsOf);
  const wordingByText = new Map(wordings.map((wording) => [wording.folded, wording]));
  const entries = new Map<string, Entry>(documents.entries.map((entry) => [entry.id, entry]));
  const findNear = nearFinder();
  const first = new Map<string, Subject>();
  return askedQuestions(documents).flatMap(({ question, subject }) => {
    const { text, expect } = question;
    const tell = (message: string): Problem[] => [errorAt(places, subject, ['text'], message)];
    const folded = foldForComparison(text);
    const earlier = first.get(folded);
    if (earlier !== undefined) return tell(`"${text}" is ${nameSubject(earlier)} again: remove one`);
    first.set(folded, subject);
    const same = wordingByText.get(folded);
    if (same && same.entry.id !== expect)
      return tell(`expects ${expect}, yet entry ${same.entry.id} has it among its wordings: mend one of them`);
    const expected = entries.get(expect);
    const near = expected && findNear(question, expected);
    if (!near) return [];
    return tell(`proves nothing, being nearly "${near.text}" of entry ${near.entry.id}: ask in other words`);
  });
};

/** The wording that a question nearly repeats, of the entry that it was last compared with. */
const compared = new WeakMap<GoldenQuestion, { readonly entry: Entry; readonly near: Wording | undefined }>();

/** Compares each question with each entry once: an edit leaves most of both as they are. */
function nearFinder(): (question: GoldenQuestion, entry: Entry) => Wording | undefined {
  const bigrams = new Map<Entry, readonly ReadonlySet<string>[]>();
  const find = ({ text }: GoldenQuestion, entry: Entry): Wording | undefined => {
    const wordings = wordingsOf(entry);
    const sets = bigrams.get(entry) ?? wordings.map(({ folded }) => bigramsOf(folded));
    bigrams.set(entry, sets);
    const asked = bigramsOf(foldForComparison(text));
    return wordings[sets.findIndex((set) => overlapOf(set, asked) >= NEAR)];
  };
  return (question, entry) => {
    const last = compared.get(question);
    if (last?.entry === entry) return last.near;
    const near = find(question, entry);
    compared.set(question, { entry, near });
    return near;
  };
}

/** Asks every golden question; one that fails is a warning, so that knowledge can still be served while it is mended. */
export function checkGoldenAnswers(
  documents: KnowledgeDocuments,
  places: Places,
  answer: (text: string) => EntryId | undefined,
): Problem[] {
  return documents.golden.flatMap((question, index) => {
    const { text, expect } = question;
    const came = answer(text) ?? 'nothing';
    if (accepts(question, came)) return [];
    const wanted = expect === 'nothing' ? 'may not be answered' : `expects entry ${expect}`;
    const got = came === 'nothing' ? 'nothing was answered' : `entry ${came} was answered`;
    return [warningAt(places, { kind: 'golden question', index }, ['text'], `"${text}" ${wanted}, but ${got}`)];
  });
}
