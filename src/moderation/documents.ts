import { type DocumentChange, type DocumentKey, type Revision, nameDocument } from '../knowledge/revision.ts';
import type { KnowledgeDocuments } from '../knowledge/snapshot.ts';
import { toDocuments } from '../knowledge/stored-documents.ts';
import type { Records } from './ports.ts';

/** The documents as they stand, withdrawn ones among them. */
export interface Standing {
  /** The number of the knowledge's last revision. */
  readonly revision: number;
  readonly documents: readonly Revision[];
}

export async function readStanding({ revisions }: Pick<Records, 'revisions'>): Promise<Standing> {
  // Before the documents: a publish on an older number than theirs is refused and tried again.
  const revision = await revisions.last();
  const [documents, withdrawn] = [await revisions.documentsAt(), await revisions.listWithdrawn()];
  return { revision, documents: [...documents, ...withdrawn] };
}

export const findStanding = ({ documents }: Standing, { kind, id }: DocumentKey): Revision | undefined =>
  documents.find((document) => document.kind === kind && document.id === id);

/** What the knowledge would be with some changes made. */
export function applyChanges(
  documents: readonly Pick<Revision, 'kind' | 'id' | 'body'>[],
  changes: readonly Pick<DocumentChange, 'kind' | 'id' | 'body'>[],
): KnowledgeDocuments {
  const changed = new Map(changes.map((change) => [nameDocument(change), change]));
  const stood = new Set(documents.map(nameDocument));
  return toDocuments([
    ...documents.map((document) => changed.get(nameDocument(document)) ?? document),
    ...changes.filter((change) => !stood.has(nameDocument(change))),
  ]);
}
