import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { KeptAt } from '../../../../src/knowledge/files/kept-file.ts';
import { LastVersions } from '../../../../src/moderation/preview/last-versions.ts';
import { withKeys } from '../../../../src/moderation/preview/questions.ts';
import { documentsOf, anEntry } from '../../../fakes/builders.ts';
import { PLAIN_CALIBRATION } from '../../../fakes/small-knowledge.ts';

const today = '2026-11-21';
const questions = await withKeys([{ text: '备案要几天', language: 'zh' as const }], today);
const version = (id: string) => ({
  documents: documentsOf({ entries: [anEntry({ id })] }),
  calibration: PLAIN_CALIBRATION,
  today,
});

let folder: string;
let kept: KeptAt;
let faults: unknown[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuwen-versions-'));
  kept = { file: join(folder, 'data', 'results.bin'), stamp: 'this engine' };
  faults = [];
});
afterEach(() => rm(folder, { recursive: true }));

const open = (file = kept.file) => new LastVersions({ ...kept, file }, (fault) => faults.push(fault));
const isKnown = (versions: LastVersions, id: string): boolean =>
  versions.of(version(id)).missing(questions).length === 0;
function learn(versions: LastVersions, ...ids: readonly string[]): void {
  for (const id of ids) versions.of(version(id)).learn(questions, [{ kind: 'answered', id }]);
}

it('holds the four versions that were asked for last, for the next process too', async () => {
  const versions = open();
  learn(versions, 'one', 'two', 'three', 'four');
  expect(isKnown(versions, 'one')).toBe(true);
  learn(versions, 'five');
  versions.keep(questions);
  await versions.close();
  const next = open();
  const known = ['five', 'one', 'four', 'three'].map((id) => isKnown(next, id));
  expect(known).toEqual([true, true, true, true]);
  expect(isKnown(open(), 'two')).toBe(false);
  expect(faults).toEqual([]);
});

it('what is still being replayed is not lost with its place', () => {
  const versions = open();
  const underWay = versions.of(version('one'));
  learn(versions, 'two', 'three', 'four', 'five');
  underWay.learn(questions, [{ kind: 'not-known' }]);
  expect(underWay.missing(questions)).toEqual([]);
});

it('what could not be written is written the next time', async () => {
  const versions = open(join(folder, 'results.bin'));
  learn(versions, 'one');
  await rm(folder, { recursive: true });
  await writeFile(folder, 'a file where a folder should be');
  versions.keep(questions);
  await versions.close();
  expect(faults).toHaveLength(1);
  await rm(folder);
  versions.keep(questions);
  await versions.close();
  expect((await readFile(join(folder, 'results.bin'))).length).toBeGreaterThan(100);
});
