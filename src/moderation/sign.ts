import type { Entry } from '../knowledge/entry.ts';
import { storedEntry } from '../knowledge/stored-documents.ts';

const TEXTS = ['question', 'shortAnswer', 'answer', 'sources'] as const satisfies readonly (keyof Entry)[];

/**
 * An entry as it is published: under the name of who approved it, and the day; or, where nobody gave a name, without
 * the name of someone who reviewed another text.
 */
export function sign(body: unknown, before: unknown, signature: string | undefined, today: string): unknown {
  const entry = storedEntry.parse(body);
  if (signature !== undefined) return storedEntry.parse({ ...entry, reviewer: signature, reviewedOn: today });
  const old = storedEntry.safeParse(before).data;
  if (!old) return body;
  const isSameText = TEXTS.every((field) => JSON.stringify(old[field]) === JSON.stringify(entry[field]));
  const isSameReview = old.reviewer === entry.reviewer && old.reviewedOn === entry.reviewedOn;
  if (isSameText || !isSameReview) return body;
  const { reviewer: _reviewer, reviewedOn: _reviewedOn, ...unsigned } = entry;
  return unsigned;
}
