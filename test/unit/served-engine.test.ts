import { mkdir, mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KeptAt } from '../../src/knowledge/files/kept-file.ts';
import { type KnowledgeDocuments, createSnapshot } from '../../src/knowledge/snapshot.ts';
import { ServedEngine } from '../../src/served-engine.ts';
import { PLAIN_CALIBRATION, SMALL_KNOWLEDGE } from '../fakes/small-knowledge.ts';

const QUESTION = { text: '电子签名有法律效力吗', today: '2026-11-21' };

let folder: string;
let kept: KeptAt;
let faults: unknown[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuwen-served-'));
  kept = { file: join(folder, 'profiles.bin'), stamp: 'this engine' };
  faults = [];
});
afterEach(() => rm(folder, { recursive: true }));

const open = (at: KeptAt, ...revisions: readonly KnowledgeDocuments[]): Promise<ServedEngine> => {
  let revision = 0;
  return ServedEngine.open({
    read: () => {
      const documents = revisions[revision] ?? SMALL_KNOWLEDGE;
      revision++;
      // A copy: nothing is remembered of it in this process.
      return Promise.resolve(createSnapshot(structuredClone(documents), revision));
    },
    calibration: PLAIN_CALIBRATION,
    keptProfiles: at,
    onFault: (fault) => faults.push(fault),
  });
};

/** As a process does that answers one question. */
async function answerOnce(at: KeptAt = kept, documents = SMALL_KNOWLEDGE) {
  const served = await open(at, documents);
  const said = served.current.explain(QUESTION);
  await served.close();
  return said;
}

/** Written anew is another file under the same name. */
const inodeOf = async (): Promise<number> => (await stat(kept.file)).ino;

test('what a process read of the knowledge serves the next one, which says the same', async () => {
  const first = await answerOnce();
  const inode = await inodeOf();
  expect((await stat(kept.file)).mode & 0o777).toBe(0o600);
  expect(await answerOnce()).toEqual(first);
  expect(await inodeOf()).toBe(inode);
  expect(await readdir(folder)).toEqual(['profiles.bin']);
});

test.each([
  ['cut short', () => truncate(kept.file, 4_000)],
  ['empty', () => truncate(kept.file, 0)],
  [
    'damaged in one bit',
    async () => {
      const bytes = await readFile(kept.file);
      bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
      await writeFile(kept.file, bytes);
    },
  ],
])('a file that is %s is of no use, and made anew', async (_, damage) => {
  const first = await answerOnce();
  const whole = await readFile(kept.file);
  await damage();
  expect(await answerOnce()).toEqual(first);
  expect(await readFile(kept.file)).toEqual(whole);
  expect(faults).toEqual([]);
});

test('what another engine kept is not believed', async () => {
  await answerOnce();
  const inode = await inodeOf();
  await answerOnce({ ...kept, stamp: 'an engine that reads otherwise' });
  expect(await inodeOf()).not.toBe(inode);
});

test('what another glossary names is read and kept once', async () => {
  await answerOnce();
  const inode = await inodeOf();
  const terms = SMALL_KNOWLEDGE.terms.map((term) => ({ ...term, aliases: [...term.aliases, 'zorblax'] }));
  await answerOnce(kept, { ...SMALL_KNOWLEDGE, terms });
  const inodeThen = await inodeOf();
  expect(inodeThen).not.toBe(inode);
  await answerOnce(kept, { ...SMALL_KNOWLEDGE, terms });
  expect(await inodeOf()).toBe(inodeThen);
});

test('where it can be neither read nor kept that is told, and questions are answered', async () => {
  await mkdir(kept.file);
  const { resolution } = await answerOnce();
  expect(resolution.outcome.kind).toBe('answered');
  expect(faults.map(String)).toEqual([
    expect.stringContaining(`${kept.file} cannot be read`),
    expect.stringContaining(`${kept.file} cannot be written`),
  ]);
});

test('a folder that is not there yet is made', async () => {
  const file = join(folder, 'data', 'profiles.bin');
  await answerOnce({ ...kept, file });
  expect((await stat(file)).size).toBeGreaterThan(1_000);
  expect(faults).toEqual([]);
});

test('a command that answers no question makes no engine and keeps nothing; one made later is of the newest revision', async () => {
  const served = await open(kept, SMALL_KNOWLEDGE, { ...SMALL_KNOWLEDGE, guides: [] });
  await served.follow(2);
  expect(served.snapshot).toMatchObject({ revision: 2, guides: new Map() });
  await served.close();
  expect(await readdir(folder)).toEqual([]);
  expect(served.current.snapshot).toBe(served.snapshot);
  await served.close();
  expect(await readdir(folder)).toEqual(['profiles.bin']);
});

test('an engine that is made follows every revision', async () => {
  const served = await open(kept, SMALL_KNOWLEDGE, { ...SMALL_KNOWLEDGE, guides: [] });
  served.getReady();
  await served.follow(2);
  expect(served.current.snapshot.revision).toBe(2);
  await served.close();
});
