import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CheckpointWriter } from '../../../../src/knowledge/files/checkpoint-writer.ts';
import { Checkpoint, type FileBehind } from '../../../../src/knowledge/files/checkpoint.ts';
import { readKnowledge } from '../../../../src/knowledge/read-folder.ts';
import type { DocumentKey } from '../../../../src/knowledge/revision.ts';
import { fileLedgerOf } from '../../../../src/storage/checkpoint-files.ts';
import { documentLedgerOf } from '../../../../src/storage/file-documents.ts';
import { openStore } from '../../../../src/storage/open-store.ts';
import { seedFolder, seedStore } from '../../../../src/storage/seed.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { aGuide, anEntry } from '../../../fakes/builders.ts';
import { writeKnowledgeFolder } from '../../../fakes/knowledge-folder.ts';

const root = await mkdtemp(join(tmpdir(), 'shuwen-writer-'));
const isMounted = mountDisk();
let store: Store;
let count = 0;
let folder: string;
const told: (readonly FileBehind[])[] = [];
const ticks: (() => void)[] = [];

/** A disk that can be made read-only, where this machine permits mounting: root writes into any folder otherwise. */
function mountDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', root], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const remount = (mode: 'ro' | 'rw') => execFileSync('mount', ['-o', `remount,${mode}`, root], { stdio: 'ignore' });

const home = await mkdtemp(join(tmpdir(), 'shuwen-writer-data-'));
beforeEach(async () => {
  count += 1;
  folder = join(root, `files-${count}`);
  const shipped = join(home, `shipped-${count}`);
  await writeKnowledgeFolder(shipped);
  store = await openStore({ dataDir: join(home, `data-${count}`) });
  await seedStore(store, (await readKnowledge(shipped)).documents);
  await seedFolder(store, shipped, folder);
});
afterEach(async () => {
  await store.close();
  told.length = 0;
  ticks.length = 0;
});
afterAll(async () => {
  if (isMounted) execFileSync('umount', [root]);
  await rm(root, { recursive: true, force: true });
  await rm(home, { recursive: true, force: true });
});
const openWriter = () =>
  new CheckpointWriter({
    checkpoint: new Checkpoint(folder, fileLedgerOf(store)),
    documents: documentLedgerOf(store),
    onRevision: (listener) => store.onRevision(listener),
    onBehind: (behind) => told.push(behind),
    every: (_ms, work) => {
      ticks.push(work);
      return () => undefined;
    },
  });

async function publish(document: DocumentKey, body: unknown): Promise<void> {
  const base = (await store.read.revisions.headOf(document)) ?? null;
  const result = await store.write(({ revisions }) =>
    revisions.append([{ ...document, base, body, weight: 'substantive' }], 'lin'),
  );
  expect(result.kind).toBe('appended');
}
const entryKey = (id: string): DocumentKey => ({ kind: 'entry', id });
const filesNow = async () => (await readKnowledge(folder)).documents;

test('what a crash left unwritten is written at the next start', async () => {
  await publish(entryKey('seal'), anEntry({ id: 'seal', shortAnswer: { zh: '有用。', en: 'It does.' } }));
  expect((await filesNow()).entries[1]?.shortAnswer.en).toBe('It is.');
  const writer = openWriter();
  writer.start();
  await writer.stop();
  expect((await filesNow()).entries[1]?.shortAnswer.en).toBe('It does.');
  expect(await documentLedgerOf(store).listUnwritten()).toEqual([]);
});

test('a publish is followed by the files', async () => {
  const writer = openWriter();
  writer.start();
  await publish(entryKey('stamp'), anEntry({ id: 'stamp' }));
  await publish({ kind: 'guide', id: 'which-route' }, aGuide());
  await writer.stop();
  const { entries, guides } = await filesNow();
  expect(entries.map(({ id }) => id)).toEqual(['legal-effect', 'seal', 'stamp']);
  expect(guides.map(({ id }) => id)).toEqual(['which-route']);
});

test('withdrawn documents leave the files; an entry that moves is in one topic only', async () => {
  const writer = openWriter();
  const trade = { id: 'trade', title: { zh: '贸易', en: 'Trade' }, description: { zh: '贸易。', en: 'Trade.' } };
  await publish({ kind: 'topic', id: 'trade' }, trade);
  await publish({ kind: 'guide', id: 'which-route' }, aGuide());
  await publish(entryKey('seal'), anEntry({ id: 'seal', topic: 'trade' }));
  await writer.catchUp();
  expect((await filesNow()).entries.map(({ id, topic }) => `${topic} ${id}`)).toEqual(['e-signature legal-effect', 'trade seal']);

  await publish(entryKey('seal'), null);
  await publish({ kind: 'topic', id: 'trade' }, null);
  await publish({ kind: 'guide', id: 'which-route' }, null);
  await writer.catchUp();
  expect((await filesNow()).entries.map(({ id }) => id)).toEqual(['legal-effect']);
  expect((await readdir(folder)).sort()).toEqual(['e-signature.yaml', 'glossary.yaml', 'golden.yaml', 'guides', 'probes.yaml']);
  expect(await readdir(join(folder, 'guides'))).toEqual([]);
  expect(writer.behind).toEqual([]);
});

test('restored to an empty folder the files say what is published', async () => {
  await publish(entryKey('seal'), null);
  await publish(entryKey('legal-effect'), anEntry({ shortAnswer: { zh: '有效。', en: 'Indeed.' } }));
  await rm(folder, { recursive: true });
  await mkdir(folder);
  await seedFolder(store, join(home, `shipped-${count}`), folder);
  const writer = openWriter();
  await writer.catchUp();
  expect((await filesNow()).entries.map(({ id, shortAnswer }) => `${id}: ${shortAnswer.en}`)).toEqual(['legal-effect: Indeed.']);
});

test('files of a store with other documents than the shipped ones are written from it', async () => {
  await writeFile(
    join(home, `shipped-${count}`, 'trade.yaml'),
    'topic: { id: trade, title: { zh: 贸易, en: Trade }, description: { zh: 贸易。, en: Trade. } }\nentries: []\n',
  );
  await rm(folder, { recursive: true });
  await seedFolder(store, join(home, `shipped-${count}`), folder);
  await openWriter().catchUp();
  const { topics, entries, terms } = await filesNow();
  expect(topics.map(({ id }) => id)).toEqual(['e-signature']);
  expect(entries.map(({ id }) => id)).toEqual(['legal-effect', 'seal']);
  expect(terms.map(({ id }) => id)).toEqual(['esl']);
});

describe.skipIf(!isMounted)('in a read-only folder (skipped where mounting is not permitted)', () => {
  test('a publish goes through, the files are said to be behind, and follow when they may', async () => {
    const file = join(folder, 'e-signature.yaml');
    const before = await readFile(file, 'utf8');
    const writer = openWriter();
    writer.start();
    await writer.catchUp();
    remount('ro');
    await publish(entryKey('seal'), anEntry({ id: 'seal', shortAnswer: { zh: '有用。', en: 'It does.' } }));
    await writer.catchUp();
    expect(writer.behind).toEqual([
      { file: 'entry seal', reason: expect.stringContaining('e-signature.yaml cannot be written: check that') as unknown },
    ]);
    await writer.catchUp();
    expect(told).toHaveLength(1);
    expect(await readFile(file, 'utf8')).toBe(before);
    // A backup beside it is refused in words too.
    await expect(store.backUp(join(root, 'backup.db'))).rejects.toThrow(/backup.db cannot be written/);

    remount('rw');
    for (const tick of ticks) tick();
    await writer.stop();
    expect(writer.behind).toEqual([]);
    expect((await filesNow()).entries[1]?.shortAnswer.en).toBe('It does.');
    expect((await readdir(folder)).filter((name) => name.includes('.tmp'))).toEqual([]);
    await store.backUp(join(root, 'backup.db'));
  });
});
