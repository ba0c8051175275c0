import { mkdir, readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeDurably } from '../knowledge/files/durable-file.ts';
import { hashOf } from '../knowledge/files/durable-text.ts';
import type { KnowledgeDocuments } from '../knowledge/snapshot.ts';
import { toChanges } from '../knowledge/stored-documents.ts';
import type { Store } from './store.ts';

/**
 * Imports the shipped knowledge into an empty store, as revision 1 onwards: all of it or nothing. Of replicas that
 * start together one does it.
 * @returns false when the store has knowledge already
 */
export async function seedStore(store: Store, documents: KnowledgeDocuments): Promise<boolean> {
  if ((await store.read.revisions.last()) > 0) return false;
  return store.write(async ({ revisions, audit }) => {
    const result = await revisions.append(toChanges(documents), 'seed');
    if (result.kind === 'stale-base') return false;
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
  await mkdir(folder, { recursive: true });
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
  return true;
}
