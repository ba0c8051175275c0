import type { Interned } from '../knowledge/interned.ts';
import { type Snapshot, createSnapshot } from '../knowledge/snapshot.ts';
import { toDocuments } from '../knowledge/stored-documents.ts';
import type { Store } from './store.ts';

/**
 * The knowledge as it stands.
 * @param interned makes what has not changed the same objects as at the last reading
 */
export async function readSnapshot(store: Store, interned?: Interned): Promise<Snapshot> {
  // Before the documents: a revision appended meanwhile is then loaded again rather than missed.
  const number = await store.read.revisions.last();
  const documents = toDocuments(await store.read.revisions.documentsAt(number));
  return createSnapshot(interned?.take(documents) ?? documents, number);
}
