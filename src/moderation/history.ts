import { z } from 'zod';
import type { EntryId } from '../knowledge/fields.ts';
import { entryId } from '../knowledge/fields.ts';
import type { DocumentKey, Revision } from '../knowledge/revision.ts';
import { toDocuments } from '../knowledge/stored-documents.ts';
import { withdrawal } from './edit.ts';
import type { ModerationParts } from './parts.ts';
import { diffDocuments } from './preview/document-diffs.ts';
import type { DocumentDiff } from './preview/report.ts';
import { type By, type Denied, authorize } from './permission.ts';
import type { ModerationStore, Withdrawal } from './ports.ts';

/** All revisions of a document, oldest first. */
export async function readHistory(
  { store }: Pick<ModerationParts, 'store'>,
  { document, by }: { readonly document: DocumentKey; readonly by: By },
): Promise<Denied | { readonly kind: 'history'; readonly revisions: readonly Revision[] }> {
  const allowed = await authorize(store.read, by, 'read-history');
  if (allowed.kind === 'denied') return allowed;
  return { kind: 'history', revisions: await store.read.revisions.history(document) };
}

export interface Diffing {
  readonly document: DocumentKey;
  /** The document's own revisions; the one before the last and the last where they are left out. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly by: By;
}

/** How two revisions of a document differ, field by field and word by word. */
export async function diff(
  { store }: Pick<ModerationParts, 'store'>,
  { document, from, to, by }: Diffing,
): Promise<
  | Denied
  | { readonly kind: 'no-such-revision' }
  | { readonly kind: 'diff'; readonly documents: readonly DocumentDiff[] }
> {
  const allowed = await authorize(store.read, by, 'read-history');
  if (allowed.kind === 'denied') return allowed;
  const history = await store.read.revisions.history(document);
  const later = history.find(({ number }) => number === (to ?? history.at(-1)?.number));
  const earlier = history.find(({ number }) => number === (from ?? later?.base));
  if (!later || (from !== undefined && !earlier)) return { kind: 'no-such-revision' };
  return {
    kind: 'diff',
    documents: diffDocuments(toDocuments(earlier ? [earlier] : []), toDocuments([later])),
  };
}

export interface Withdrawn extends Withdrawal {
  readonly entry: EntryId;
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What the reader of an answer that was withdrawn is told; undefined where it stands, or never was. For everyone. */
export async function findWithdrawn(
  { read }: Pick<ModerationStore, 'read'>,
  id: string,
): Promise<Withdrawn | undefined> {
  const entry = entryId.safeParse(id).data;
  if (entry === undefined) return undefined;
  const last = await read.revisions.standingAt({ kind: 'entry', id: entry }, Number.MAX_SAFE_INTEGER);
  if (last?.body !== null) return undefined;
  return { entry, revision: last.number, at: last.at, ...readWithdrawal(last.note) };
}

const noteText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('is not JSON');
    return z.NEVER;
  }
});

/** A note that is no withdrawal of ours is a reason in one language, or none. */
export const readWithdrawal = (note: string | null): Withdrawal =>
  noteText.pipe(withdrawal).safeParse(note).data ?? {
    reason: { zh: note ?? '未说明', en: note ?? 'not stated' },
  };

/** Entries whose review is past its day, longest overdue first. */
export async function listOverdue(
  { store }: Pick<ModerationParts, 'store'>,
  { today, by }: { readonly today: string; readonly by: By },
): Promise<
  | Denied
  | {
      readonly kind: 'overdue';
      readonly entries: readonly {
        readonly id: EntryId;
        readonly since: string;
        readonly reviewer?: string | undefined;
      }[];
    }
> {
  const allowed = await authorize(store.read, by, 'read-drafts');
  if (allowed.kind === 'denied') return allowed;
  const { entries } = toDocuments(await store.read.revisions.documentsAt());
  return {
    kind: 'overdue',
    entries: entries
      .flatMap(({ id, reviewDue, reviewer }) =>
        reviewDue !== undefined && reviewDue < today ? [{ id, since: reviewDue, reviewer }] : [],
      )
      .sort((one, other) => (one.since < other.since ? -1 : 1)),
  };
}
