import type { Exported } from '../adapters/terminal/export.ts';
import type { ImportTarget } from '../adapters/terminal/import.ts';
import type { Config } from './config.ts';
import { draftEdits } from './house-files.ts';
import type { House } from './house.ts';
import { hashBody } from './knowledge/files/document-ledger.ts';
import { type DocumentChange, nameDocument } from './knowledge/revision.ts';
import type { KnowledgeDocuments } from './knowledge/snapshot.ts';
import { toChanges, toDocuments } from './knowledge/stored-documents.ts';
import { BackupRefused } from './storage/errors.ts';
import { type Restored, restore } from './storage/restore.ts';
import type { Store } from './storage/store.ts';

/** All that is published, for an export. */
export async function readPublished({ store: { read } }: House): Promise<Exported> {
  const revision = await read.revisions.last();
  return { documents: toDocuments(await read.revisions.documentsAt(revision)), revision };
}

/** What is published as an import finds it, and where its changes go: where those of files go. */
export async function openImport(house: House): Promise<ImportTarget> {
  const { config, store } = house;
  const { documents } = await readPublished(house);
  return {
    current: documents,
    isLive: config.fileEdits === 'live',
    take: async (after) => {
      const refused = await draftEdits(house, await findChanges(store, documents, after));
      return refused.map(({ document, reason }) => `${nameDocument(document)}: ${reason}`);
    },
  };
}

async function findChanges(
  { read }: Store,
  before: KnowledgeDocuments,
  after: KnowledgeDocuments,
): Promise<readonly DocumentChange[]> {
  const hashes = new Map(
    toChanges(before).map((document) => [nameDocument(document), hashBody(document.body)]),
  );
  const changed = toChanges(after).filter(
    (document) => hashes.get(nameDocument(document)) !== hashBody(document.body),
  );
  return Promise.all(
    changed.map(async ({ kind, id, body }) => ({
      kind,
      id,
      base: (await read.revisions.headOf({ kind, id })) ?? null,
      body,
    })),
  );
}

/** @throws StoreOwned, BackupRefused */
export function restoreStore(config: Config, file: string, replace: boolean): Promise<Restored> {
  if (config.databaseUrl !== undefined)
    throw new BackupRefused(
      'the store is in PostgreSQL, which is restored by its own program: pg_restore --clean --if-exists --dbname="$DATABASE_URL" <file>',
    );
  return restore({ file, dataDir: config.dataDir, filesDir: config.knowledgeDir, replace, now: new Date() });
}
