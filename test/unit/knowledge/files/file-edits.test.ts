import { mkdir, mkdtemp, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkKnowledge } from '../../../../src/knowledge/checks/index.ts';
import { CheckpointWriter } from '../../../../src/knowledge/files/checkpoint-writer.ts';
import { Checkpoint } from '../../../../src/knowledge/files/checkpoint.ts';
import { FileEdits, type RefusedEdit } from '../../../../src/knowledge/files/file-edits.ts';
import { readKnowledge } from '../../../../src/knowledge/read-folder.ts';
import type { DocumentChange } from '../../../../src/knowledge/revision.ts';
import { fileLedgerOf } from '../../../../src/storage/checkpoint-files.ts';
import { documentLedgerOf } from '../../../../src/storage/file-documents.ts';
import { readSnapshot } from '../../../../src/storage/knowledge-documents.ts';
import { openStore } from '../../../../src/storage/open-store.ts';
import { seedFolder, seedStore } from '../../../../src/storage/seed.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { parseYaml } from '../../../../src/knowledge/yaml-file.ts';
import { writeKnowledgeFolder } from '../../../fakes/knowledge-folder.ts';

let root: string;
let store: Store;
let house: ReturnType<typeof openFiles>;
const folder = () => join(root, 'files');
const topicFile = () => join(folder(), 'e-signature.yaml');

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'shuwen-edits-'));
  await writeKnowledgeFolder(join(root, 'shipped'));
  store = await openStore({ dataDir: join(root, 'data') });
  await seedStore(store, (await readKnowledge(join(root, 'shipped'))).documents);
  await seedFolder(store, join(root, 'shipped'), folder());
  house = openFiles();
  await house.settle();
  await house.writer.catchUp();
});
afterEach(async () => {
  await house.close();
  await store.close();
  await rm(root, { recursive: true, force: true });
});

type Mode = 'draft' | 'live';

/** The files of a house, which only look when they are told to. */
function openFiles(mode: Mode = 'draft', refuse: readonly RefusedEdit[] = [], parse?: typeof parseYaml) {
  const checkpoint = new Checkpoint(folder(), fileLedgerOf(store));
  const documents = documentLedgerOf(store);
  const edits: DocumentChange[][] = [];
  const told: (readonly string[])[] = [];
  const writer = new CheckpointWriter({
    checkpoint,
    documents,
    onRevision: (listener) => store.onRevision(listener),
    onBehind: () => undefined,
    every: () => () => undefined,
  });
  const sink = async (given: readonly DocumentChange[]): Promise<readonly RefusedEdit[]> => {
    edits.push([...given]);
    if (mode === 'live')
      for (const { body, ...change } of given)
        await store.write(({ revisions }) =>
          revisions.append([{ ...change, body: withoutReviewer(body), weight: 'substantive' }], 'file'),
        );
    return refuse;
  };
  const fileEdits = new FileEdits({
    checkpoint,
    files: fileLedgerOf(store),
    documents,
    check: (knowledge) => checkKnowledge(knowledge, { today: '2026-11-22' }),
    parse,
    sink,
    onTrouble: (trouble) => told.push(trouble),
  });
  return {
    writer,
    edits,
    told,
    fileEdits,
    /** Until what an editor left is at rest, and taken over. */
    settle: async () => {
      await fileEdits.look();
      await fileEdits.look();
    },
    close: async () => {
      await fileEdits.stop();
      await writer.stop();
    },
  };
}

const withoutReviewer = (body: unknown): unknown =>
  body === null ? null : JSON.parse(JSON.stringify(body, (key, value: unknown) => (/^review(er|edOn)$/.test(key) ? undefined : value)));

const change = async (file: string, from: string | RegExp, to: string): Promise<void> => {
  const text = await readFile(file, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${file} has no ${String(from)}`);
  await writeFile(file, changed);
};

const publish = async (id: string, en: string): Promise<number> => {
  const { entries } = await readSnapshot(store);
  const entry = [...entries.values()].find((other) => other.id === id);
  if (!entry) throw new Error(`there is no entry ${id}`);
  const base = (await store.read.revisions.headOf({ kind: 'entry', id })) ?? null;
  const body = { ...entry, shortAnswer: { ...entry.shortAnswer, en } };
  const result = await store.write(({ revisions }) =>
    revisions.append([{ kind: 'entry', id, base, body, weight: 'substantive' }], 'lin'),
  );
  if (result.kind !== 'appended') throw new Error('nobody else publishes');
  return result.to;
};

test('files that the program wrote are no edits, nor is what it publishes', async () => {
  expect(house.edits).toEqual([]);
  await publish('seal', 'A seal will do.');
  await house.writer.catchUp();
  await house.settle();
  expect(house.edits).toEqual([]);
  expect(await readFile(topicFile(), 'utf8')).toContain('A seal will do.');
});

test('an edit is noticed, and told with what it was made on', async () => {
  await change(topicFile(), 'en: It is.', 'en: It is so.');
  await house.settle();
  expect(house.edits).toEqual([
    [{ kind: 'entry', id: 'legal-effect', base: 2, body: expect.objectContaining({ shortAnswer: { zh: '有效。', en: 'It is so.' } }) as unknown }],
  ]);
  await house.settle();
  expect(house.edits).toHaveLength(1);
});

test('a comment or another order of fields is no edit', async () => {
  await change(topicFile(), 'entries:', '# more to come\nentries:');
  await change(topicFile(), /( +jurisdictions: \[CN\]\n)( +question:\n.*\n.*\n)/, '$2$1');
  await house.settle();
  expect(house.edits).toEqual([]);
  // And is kept when the program writes next.
  await publish('seal', 'A seal will do.');
  await house.writer.catchUp();
  expect(await readFile(topicFile(), 'utf8')).toContain('# more to come');
});

test('a file is left to rest before it is read: an editor may be half through', async () => {
  await change(topicFile(), 'en: It is.', 'en: It');
  await house.fileEdits.look();
  await change(topicFile(), 'en: It', 'en: It is so.');
  await house.fileEdits.look();
  expect(house.edits).toEqual([]);
  await house.fileEdits.look();
  expect(house.edits).toHaveLength(1);
});

test('an editor that puts a new file in place of the old is noticed, with the time of the old one', async () => {
  const text = await readFile(topicFile(), 'utf8');
  await writeFile(`${topicFile()}~`, text.replace('en: It is.', 'en: It iz.'));
  await utimes(`${topicFile()}~`, 0, 0);
  await rename(`${topicFile()}~`, topicFile());
  await house.settle();
  expect(house.edits).toHaveLength(1);
});

test('a vanished entry is a withdrawal to be drafted; a new one, a new document', async () => {
  await change(topicFile(), /  - id: seal\n/, '  - id: stamp\n');
  await house.settle();
  expect(house.edits[0]?.map(({ kind, id, base, body }) => [kind, id, base, body === null])).toEqual([
    ['entry', 'stamp', null, false],
    ['entry', 'seal', 3, true],
  ]);
});

test('an emptied folder withdraws nothing', async () => {
  await rm(folder(), { recursive: true });
  await house.settle();
  await mkdir(folder());
  await house.settle();
  expect(house.edits).toEqual([]);
  expect(house.fileEdits.trouble.join()).toContain('glossary.yaml:1:1 is missing');
});

test('a broken edit is told once with file, line and column; what was good goes on; mended, it is taken over', async () => {
  const before = await store.read.revisions.last();
  await change(topicFile(), 'en: It is.', 'en: {{');
  await house.settle();
  await house.settle();
  expect(house.edits).toEqual([]);
  expect(house.told).toHaveLength(1);
  expect(house.fileEdits.trouble[0]).toMatch(/^e-signature.yaml:\d+:\d+ not valid YAML/);
  expect(await store.read.revisions.last()).toBe(before);
  await change(topicFile(), 'en: {{', 'en: It is so.');
  await house.settle();
  expect(house.edits).toHaveLength(1);
  expect(house.fileEdits.trouble).toEqual([]);
});

test('an edit that breaks the knowledge as a whole is told with its place', async () => {
  await change(topicFile(), 'basis: [ES-001]', 'basis: [ES-001]\n    related: [nowhere]');
  await house.settle();
  expect(house.edits).toEqual([]);
  expect(house.fileEdits.trouble).toEqual([
    expect.stringMatching(/^e-signature.yaml:31:15 entry legal-effect: related names nowhere, which is no entry/),
  ]);
});

test('what was edited while no process ran is taken over at the next start', async () => {
  await change(topicFile(), 'en: It is.', 'en: It is so.');
  house = openFiles();
  await house.settle();
  expect(house.edits).toHaveLength(1);
});

test('an edit of a file that has fallen behind changes nothing back', async () => {
  await change(topicFile(), 'en: It is.', 'en: It is so.');
  await publish('seal', 'A seal will do.');
  await house.writer.catchUp();
  expect(house.writer.behind).toMatchObject([{ file: 'e-signature.yaml' }]);
  await house.settle();
  expect(house.edits[0]?.map(({ id }) => id)).toEqual(['legal-effect']);
  await house.writer.catchUp();
  expect(house.writer.behind).toEqual([]);
  const text = await readFile(topicFile(), 'utf8');
  expect(text).toContain('en: It is so.');
  expect(text).toContain('A seal will do.');
});

test('an edit of a document that was published meanwhile says what it was made on', async () => {
  await change(topicFile(), 'en: It is.', 'en: It is so.');
  const published = await publish('legal-effect', 'Indeed.');
  await house.writer.catchUp();
  await house.settle();
  expect(house.edits[0]).toMatchObject([{ id: 'legal-effect', base: 2 }]);
  expect(published).toBeGreaterThan(2);
});

test('what cannot be taken over is told by document', async () => {
  house = openFiles('draft', [{ document: { kind: 'entry', id: 'legal-effect' }, reason: 'lin published revision 9 meanwhile' }]);
  await change(topicFile(), 'en: It is.', 'en: It is so.');
  await house.settle();
  expect(house.fileEdits.trouble).toEqual(['entry legal-effect: lin published revision 9 meanwhile']);
});

describe('live', () => {
  test('an edit is published without the reviewer, who saw another text, and the file follows', async () => {
    house = openFiles('live');
    await change(topicFile(), 'en: It is.\n', 'en: It is so.\n    reviewer: Lin Yu\n    reviewedOn: 2026-11-01\n');
    await house.settle();
    await house.writer.catchUp();
    const { entries } = await readSnapshot(store);
    const entry = [...entries.values()].find(({ id }) => id === 'legal-effect');
    expect(entry?.shortAnswer.en).toBe('It is so.');
    expect(entry?.reviewer).toBeUndefined();
    const text = await readFile(topicFile(), 'utf8');
    expect(text).toContain('It is so.');
    expect(text).not.toContain('Lin Yu');
    await house.settle();
    expect(house.edits).toHaveLength(1);
  });

  test('every file is read once before anyone edits, so that the first edit need not wait for all', async () => {
    const read: string[] = [];
    await house.close();
    house = openFiles('live', [], (file, source, schema) => {
      read.push(file);
      return parseYaml(file, source, schema);
    });
    await house.settle();
    expect(read).toEqual(['e-signature.yaml', 'glossary.yaml', 'golden.yaml', 'probes.yaml']);
    await house.settle();
    expect(read).toHaveLength(4);
  });

  test('it is noticed by itself', async () => {
    house = openFiles('live');
    const live = new Promise<number>((resolve) => store.onRevision(resolve));
    house.fileEdits.start();
    await change(topicFile(), 'en: It is.', 'en: It is so.');
    expect(await live).toBe(await store.read.revisions.last());
  });
});
