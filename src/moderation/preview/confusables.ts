import type { Entry } from '../../knowledge/entry.ts';
import type { KnowledgeDocuments } from '../../knowledge/snapshot.ts';
import type { Compared } from './compare.ts';
import type { PreviewWarning, Result } from './report.ts';

/** Whether one of two entries tells its difference to the other. */
export const isToldApart = (one: Entry, other: Entry): boolean =>
  one.confusableWith.some(({ id }) => id === other.id) ||
  other.confusableWith.some(({ id }) => id === one.id);

const idsOf = (result: Result): readonly string[] => (result.kind === 'choices' ? result.ids : []);

/** Entries that a question now wavers between, first and second, and did not before; each pair once. */
export function findConfusables(
  compared: readonly Compared[],
  { entries }: KnowledgeDocuments,
): PreviewWarning[] {
  const byId = new Map<string, Entry>(entries.map((entry) => [entry.id, entry]));
  const found = new Map<string, PreviewWarning>();
  for (const { question, before, after } of compared) {
    const [one, other] = idsOf(after)
      .slice(0, 2)
      .map((id) => byId.get(id));
    if (!one || !other || isToldApart(one, other)) continue;
    const offeredBefore = idsOf(before);
    if (offeredBefore.includes(one.id) && offeredBefore.includes(other.id)) continue;
    const pair = [one.id, other.id].sort().join(' ');
    if (!found.has(pair))
      found.set(pair, { kind: 'confusable', entry: one.id, other: other.id, text: question.text });
  }
  return [...found.values()];
}
