import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Checkpoint, type FileLedger } from '../../../../src/knowledge/files/checkpoint.ts';
import { DurableText, FileChanged, hashOf } from '../../../../src/knowledge/files/durable-text.ts';
import { readKnowledge } from '../../../../src/knowledge/read-folder.ts';
import { openStore } from '../../../../src/storage/open-store.ts';
import { readSnapshot } from '../../../../src/storage/knowledge-documents.ts';
import { seedFolder, seedStore } from '../../../../src/storage/seed.ts';
import type { Store } from '../../../../src/storage/store.ts';

// The shipped knowledge is read whole, several times.
vi.setConfig({ testTimeout: 60_000 });

const SHIPPED = join(import.meta.dirname, '../../../../knowledge');
let root: string;
let store: Store;
let ledger: FileLedger;
const folder = () => join(root, 'knowledge');

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'shuwen-checkpoint-'));
  store = await openStore({ dataDir: root });
  ledger = {
    find: (file) => store.read.checkpointFiles.find(file),
    record: (file, known) => store.write(({ checkpointFiles }) => checkpointFiles.record(file, known)),
  };
});
afterEach(async () => {
  await store.close();
  await rm(root, { recursive: true, force: true });
});

const firstEntry = async () => {
  const [entry] = (await readKnowledge(folder())).documents.entries;
  if (!entry) throw new Error('there is no entry');
  return entry;
};

test('an empty store takes the shipped knowledge over once, exactly and in order', async () => {
  const { documents } = await readKnowledge(SHIPPED);
  expect(await seedStore(store, documents)).toBe(true);
  expect(await seedStore(store, documents)).toBe(false);
  const snapshot = await readSnapshot(store);
  expect([...snapshot.entries.values()]).toEqual(documents.entries);
  expect([...snapshot.topics.values()]).toEqual(documents.topics);
  expect([...snapshot.guides.values()]).toEqual(documents.guides);
  expect(snapshot.terms).toEqual(documents.terms);
  expect(snapshot.golden).toEqual(documents.golden);
  expect(snapshot.probes).toEqual(documents.probes);
  expect(snapshot.revision).toBe(documents.topics.length + documents.entries.length + documents.guides.length + 3);
  expect(await store.read.revisions.findFaults()).toEqual([]);
});

test('the files are copied once, to the byte', async () => {
  expect(await seedFolder(store, SHIPPED, folder())).toBe(true);
  expect(await seedFolder(store, SHIPPED, folder())).toBe(false);
  for (const file of ['data-flow.yaml', 'guides/data-export-route.yaml', 'calibration.json'])
    expect(await readFile(join(folder(), file), 'utf8')).toBe(await readFile(join(SHIPPED, file), 'utf8'));
});

test('published changes are in the files, one after another', async () => {
  await seedFolder(store, SHIPPED, folder());
  const checkpoint = new Checkpoint(folder(), ledger);
  const entry = await firstEntry();
  const { documents } = await readKnowledge(folder());
  const [guide] = documents.guides;
  if (!guide) throw new Error('there is no guide');
  const changes = [
    { kind: 'entry', entry: { ...entry, shortAnswer: { zh: '一', en: 'One' } } },
    { kind: 'entry', entry: { ...entry, shortAnswer: { zh: '二', en: 'Two' } } },
    { kind: 'guide', guide: { ...guide, title: { zh: '改了', en: 'Changed' } } },
    { kind: 'glossary', terms: documents.terms.slice(1) },
    { kind: 'golden', questions: documents.golden.slice(1) },
  ] as const;
  expect(await Promise.all(changes.map((change) => checkpoint.write(change)))).toEqual(changes.map(() => undefined));
  const after = (await readKnowledge(folder())).documents;
  expect(after.entries[0]?.shortAnswer.en).toBe('Two');
  expect(after.entries.slice(1)).toEqual(documents.entries.slice(1));
  expect(after.guides.map(({ title }) => title.en)).toContain('Changed');
  expect([after.terms, after.golden]).toEqual([documents.terms.slice(1), documents.golden.slice(1)]);
});

test("an editor's change is never written over: the file is said to be behind", async () => {
  await seedFolder(store, SHIPPED, folder());
  const checkpoint = new Checkpoint(folder(), ledger);
  const entry = await firstEntry();
  const file = join(folder(), `${entry.topic}.yaml`);
  const theirs = `# mine\n${await readFile(file, 'utf8')}`;
  await writeFile(file, theirs);
  const behind = await checkpoint.write({ kind: 'entry', entry: { ...entry, shortAnswer: { zh: '一', en: 'One' } } });
  expect(behind).toMatchObject({ file: `${entry.topic}.yaml` });
  expect(await readFile(file, 'utf8')).toBe(theirs);
});

test.each(['before', 'after'])('a crash just %s the rename leaves a file that is known to be ours', async (moment) => {
  await cp(SHIPPED, folder(), { recursive: true });
  const entry = await firstEntry();
  const name = `${entry.topic}.yaml`;
  const text = await readFile(join(folder(), name), 'utf8');
  const [hash, nextHash] = [hashOf(text), hashOf(`# next\n${text}`)];
  await ledger.record(name, { hash, nextHash });
  if (moment === 'after') await writeFile(join(folder(), name), `# next\n${text}`);
  const change = { kind: 'entry', entry: { ...entry, shortAnswer: { zh: '一', en: 'One' } } } as const;
  expect(await new Checkpoint(folder(), ledger).write(change)).toBeUndefined();
});

test('a file changed while the new text was being written is kept', async () => {
  const file = join(root, 'topic.yaml');
  await writeFile(file, 'one\n');
  const text = new DurableText(file);
  expect(await text.read()).toBe('one\n');
  await writeFile(file, 'theirs\n');
  await expect(text.write('two\n')).rejects.toThrow(FileChanged);
  expect(await readFile(file, 'utf8')).toBe('theirs\n');
  expect((await readdir(root)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
