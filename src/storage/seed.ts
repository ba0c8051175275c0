import { mkdir, readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeDurably } from '../knowledge/files/durable-file.ts';
import { hashBody } from '../knowledge/files/document-ledger.ts';
import { hashOf } from '../knowledge/files/durable-text.ts';
import { readKnowledge } from '../knowledge/read-folder.ts';
import type { KnowledgeDocuments } from '../knowledge/snapshot.ts';
import { toChanges } from '../knowledge/stored-documents.ts';
import { documentLedgerOf } from './file-documents.ts';
import type { Store } from './store.ts';

/**
 * Imports the shipped knowledge into an empty store, as revision 1 onwards: all of it or nothing. Of replicas that
 * start together one does it.
 * @param shipped the knowledge that came with the program, where the store begins with other documents: the next
 * upgrade is told by it what it changes
 * @returns false when the store has knowledge already
 */
export async function seedStore(
  store: Store,
  documents: KnowledgeDocuments,
  shipped: KnowledgeDocuments = documents,
): Promise<boolean> {
  if ((await store.read.revisions.last()) > 0) return false;
  return store.write(async ({ revisions, audit, seedDocuments }) => {
    const result = await revisions.append(toChanges(documents), 'seed');
    if (result.kind === 'stale-base') return false;
    for (const { kind, id, body } of toChanges(shipped)) await seedDocuments.record(kind, id, body);
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
 * Copies the shipped files into a folder that is not there yet, so that editors have them as they were written.
 * @returns false when the folder holds files already
 */
export async function seedFolder(store: Store, shipped: string, folder: string): Promise<boolean> {
  await mkdir(join(folder, 'guides'), { recursive: true });
  const present = await readdir(folder);
  if (present.some((name) => name.endsWith('.yaml'))) return false;
  for (const file of await readdir(shipped, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || file.name.startsWith('.')) continue;
    const path = join(file.parentPath, file.name).slice(shipped.length + 1);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    if (present.includes(path)) continue;
    const text = await readFile(join(shipped, path), 'utf8');
    const known = { hash: hashOf(text), nextHash: null };
    await store.write(({ checkpointFiles }) => checkpointFiles.record(path, known));
    await writeDurably(join(folder, path), text);
  }
  await adoptFiles(store, folder);
  return true;
}

/** Notes what new files say: what is published otherwise by now is written into them. */
async function adoptFiles(store: Store, folder: string): Promise<void> {
  const { documents } = await readKnowledge(folder);
  const ledger = documentLedgerOf(store);
  const known = toChanges(documents).map(async ({ kind, id, body }) => {
    const head = await ledger.findHead({ kind, id });
    const hash = hashBody(body);
    return { kind, id, hash, revision: head && hashBody(head.body) === hash ? head.number : null };
  });
  await ledger.record(await Promise.all(known));
}
