import { type Snapshot, createSnapshot } from '../knowledge/snapshot.ts';
import { toDocuments } from '../knowledge/stored-documents.ts';
import type { Store } from './store.ts';

/** The knowledge at a revision; at the last one if it is left out. */
export async function readSnapshot(store: Store, revision?: number): Promise<Snapshot> {
  // Before the documents: a revision appended meanwhile is then loaded again rather than missed.
  const number = revision ?? (await store.read.revisions.last());
  return createSnapshot(toDocuments(await store.read.revisions.documentsAt(number)), number);
}
