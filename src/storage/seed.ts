import { mkdir, readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeDurably } from '../knowledge/files/durable-file.ts';
import { hashBody } from '../knowledge/files/document-ledger.ts';
import { hashFolder } from '../knowledge/files/folder-texts.ts';
import { hashOf } from '../knowledge/files/durable-text.ts';
import { readKnowledge } from '../knowledge/read-folder.ts';
import type { KnowledgeDocuments } from '../knowledge/snapshot.ts';
import { toChanges } from '../knowledge/stored-documents.ts';
import { fileLedgerOf } from './checkpoint-files.ts';
import { documentLedgerOf } from './file-documents.ts';
import type { Store } from './store.ts';

interface Seeding {
  /** The folder of the knowledge that came with the program. */
  readonly shipped?: string | undefined;
  /** The documents are the association's own: an upgrade brings what it changes of the shipped ones, not these. */
  readonly isOwn?: boolean;
}

/**
 * Imports the first knowledge into an empty store, as revision 1 onwards: all of it or nothing. Of replicas that start
 * together one does it.
 * @returns false when the store has knowledge already
 */
export async function seedStore(
  store: Store,
  documents: KnowledgeDocuments,
  { shipped, isOwn = false }: Seeding = {},
): Promise<boolean> {
  if ((await store.read.revisions.last()) > 0) return false;
  const hash = shipped === undefined ? undefined : await hashFolder(shipped);
  return store.write(async ({ revisions, audit, seedDocuments }) => {
    const result = await revisions.append(toChanges(documents), 'seed');
    if (result.kind === 'stale-base') return false;
    if (!isOwn)
      for (const { kind, id, body } of toChanges(documents)) await seedDocuments.record(kind, id, body);
    if (hash !== undefined) await seedDocuments.recordFolder(hash);
    await audit.record({
      person: 'seed',
      action: 'imported',
      subject: 'knowledge',
      details: { from: result.from, to: result.to },
    });
    return true;
  });
}

/**
 * Copies the shipped files into a folder that has none yet, so that editors have them as they were written. Where the
 * store has other documents, the files are left to be written from it.
 * @param documents what the shipped files say, where they were read already
 * @returns false when the folder holds files already
 */
export async function seedFolder(
  store: Store,
  shipped: string,
  folder: string,
  documents?: KnowledgeDocuments,
): Promise<boolean> {
  await mkdir(join(folder, 'guides'), { recursive: true });
  const present = await readdir(folder);
  if (present.some((name) => name.endsWith('.yaml'))) {
    // The store began with them just now.
    if (documents) await documentLedgerOf(store).record(await compareShipped(store, documents));
    return false;
  }
  const known = await compareShipped(store, documents ?? (await readKnowledge(shipped)).documents);
  const isSame = (await store.read.revisions.last()) === 0 || known.every(({ head }) => head !== undefined);
  if (!isSame) await forgetFiles(store);
  for (const file of await readdir(shipped, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || file.name.startsWith('.')) continue;
    const path = join(file.parentPath, file.name).slice(shipped.length + 1);
    if (present.includes(path) || (path.endsWith('.yaml') && !isSame)) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    const text = await readFile(join(shipped, path), 'utf8');
    const hashed = { hash: hashOf(text), nextHash: null };
    await store.write(({ checkpointFiles }) => checkpointFiles.record(path, hashed));
    await writeDurably(join(folder, path), text);
  }
  if (isSame) await documentLedgerOf(store).record(known);
  return true;
}

/** Brings a file that is still as it was copied from the program up to the program's; an editor's own is left. */
export async function refreshCopy(
  store: Store,
  file: string,
  shipped: string,
  folder: string,
): Promise<void> {
  const text = await readFile(join(shipped, file), 'utf8');
  const [hash, nextHash] = [hashOf(await readFile(join(folder, file), 'utf8')), hashOf(text)];
  const files = fileLedgerOf(store);
  if (hash === nextHash || (await files.find(file))?.hash !== hash) return;
  await files.record(file, { hash, nextHash });
  await writeDurably(join(folder, file), text);
  await files.record(file, { hash: nextHash, nextHash: null });
}

/** The files that were here are gone: nothing that is missing in them was taken out by an editor. */
async function forgetFiles(store: Store): Promise<void> {
  const ledger = documentLedgerOf(store);
  const gone = (await ledger.list()).map((document) => ({ ...document, hash: null, revision: null }));
  await ledger.record(gone);
  const files = fileLedgerOf(store);
  for (const file of await files.list()) await files.record(file, { hash: hashOf(''), nextHash: null });
}

/** What the shipped files say; `revision` where that is what is published, or else it is written into them. */
async function compareShipped(store: Store, documents: KnowledgeDocuments) {
  const ledger = documentLedgerOf(store);
  return Promise.all(
    toChanges(documents).map(async ({ kind, id, body }) => {
      const head = await ledger.findHead({ kind, id });
      const hash = hashBody(body);
      const isPublished = head !== undefined && head.body !== null && hashBody(head.body) === hash;
      return { kind, id, hash, revision: isPublished ? head.number : null, head };
    }),
  );
}
