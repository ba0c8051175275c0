import { mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KeptAt } from '../../src/knowledge/files/kept-file.ts';
import { createSnapshot } from '../../src/knowledge/snapshot.ts';
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

/** As a process does that answers one question: what it says, and when the kept file was last written. */
async function answerOnce(at: KeptAt = kept) {
  const served = await ServedEngine.open({
    // A copy: nothing is remembered of it in this process.
    read: () => Promise.resolve(createSnapshot(structuredClone(SMALL_KNOWLEDGE), 1)),
    calibration: PLAIN_CALIBRATION,
    kept: at,
    onFault: (fault) => faults.push(fault),
  });
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

test('where it cannot be kept that is told, and questions are answered', async () => {
  const nowhere = { ...kept, file: join(folder, 'gone', 'profiles.bin') };
  const { resolution } = await answerOnce(nowhere);
  expect(resolution.outcome.kind).toBe('answered');
  expect(String(faults[0])).toContain(`${nowhere.file} cannot be written`);
});

test('no engine is made, and nothing kept, for a command that answers no question', async () => {
  const served = await ServedEngine.open({
    read: () => Promise.resolve(createSnapshot(SMALL_KNOWLEDGE, 1)),
    calibration: PLAIN_CALIBRATION,
    kept,
    onFault: (fault) => faults.push(fault),
  });
  expect(served.snapshot.entries.size).toBe(SMALL_KNOWLEDGE.entries.length);
  await served.follow(1);
  await served.close();
  expect(await readdir(folder)).toEqual([]);
});
