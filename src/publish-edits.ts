import type { RefusedEdit } from './knowledge/files/file-edits.ts';
import { type Change, type DocumentChange, type StaleBase, nameDocument } from './knowledge/revision.ts';
import { findAudience, tellOfCorrections } from './moderation/reach.ts';
import { sign } from './moderation/sign.ts';
import type { Store } from './storage/store.ts';

/** Why an answer was withdrawn, as the reader is told. */
export const TAKEN_OUT = {
  zh: '编辑已将其从知识文件中移除。',
  en: 'An editor took it out of the knowledge files.',
};

/** Thrown in a transaction: the other edits are another's. */
class Stale extends Error {
  constructor(readonly stale: StaleBase) {
    super('stale');
  }
}

/**
 * Publishes what a single editor changed in the files, within a moment: checked as a whole by whoever read the files,
 * not approved by anyone, so without the name of a reviewer who saw another text. Those who were shown it are told.
 */
export async function publishEdits(
  store: Store,
  edits: readonly DocumentChange[],
  now: () => number,
): Promise<readonly RefusedEdit[]> {
  const heads = await readHeads(store, edits);
  const current = edits.filter((edit) => (heads.get(nameDocument(edit)) ?? null) === edit.base);
  const stale = edits
    .filter((edit) => !current.includes(edit))
    .map((document) => ({
      document,
      reason: `revision ${heads.get(nameDocument(document)) ?? 0} was published since this was written: fold that in and save again`,
    }));
  if (current.length === 0) return stale;
  const changes = await Promise.all(current.map((edit) => toChange(store, edit)));
  try {
    await store.write(async (records) => {
      const appended = await records.revisions.append(changes, 'file');
      if (appended.kind === 'stale-base') throw new Stale(appended);
      await tellOfCorrections(records, await findAudience(records, changes, appended.from, now()));
      await records.audit.record({
        person: 'file',
        action: 'published',
        subject: 'files',
        details: { from: appended.from, to: appended.to, documents: changes.map(nameDocument).join(', ') },
      });
    });
  } catch (error) {
    if (!(error instanceof Stale)) throw error;
    return publishEdits(store, edits, now);
  }
  return stale;
}

async function readHeads(
  { read }: Store,
  edits: readonly DocumentChange[],
): Promise<ReadonlyMap<string, number>> {
  const heads = new Map<string, number>();
  for (const edit of edits) {
    const head = await read.revisions.headOf(edit);
    if (head !== undefined) heads.set(nameDocument(edit), head);
  }
  return heads;
}

async function toChange({ read }: Store, edit: DocumentChange): Promise<Change> {
  const weight = 'substantive';
  if (edit.body === null) return { ...edit, weight, note: JSON.stringify({ reason: TAKEN_OUT }) };
  if (edit.kind !== 'entry' || edit.base === null) return { ...edit, weight };
  const before = await read.revisions.standingAt(edit, edit.base);
  return { ...edit, weight, body: sign(edit.body, before?.body, undefined, '') };
}
