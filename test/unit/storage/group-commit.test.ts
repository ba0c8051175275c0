import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../../src/storage/open-store.ts';
import type { Store } from '../../../src/storage/store.ts';

let dataDir: string;
let store: Store;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'shuwen-commit-'));
  store = await openStore({ dataDir });
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

const record = (subject: string) =>
  store.write(({ audit }) => audit.record({ person: 'lin', action: 'noted', subject, details: {} }));

test('a stream of writes does not keep a reader waiting', async () => {
  let written = 0;
  const reading = { isDone: false };
  const stream = (async () => {
    while (!reading.isDone && written < 1_000) {
      await record('stream');
      written += 1;
    }
  })();
  await store.read.revisions.last();
  reading.isDone = true;
  await stream;
  expect(written).toBeLessThan(50);
});

test('of writes that share a transaction one that fails takes no other with it', async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      store.write(async ({ audit }) => {
        await audit.record({ person: 'lin', action: 'noted', subject: String(index), details: {} });
        if (index % 5 === 0) throw new Error(`write ${index} failed`);
        return index;
      }),
    ),
  );
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(4);
  const subjects = (await store.read.audit.since(0, 100)).map(({ subject }) => Number(subject));
  expect(subjects).toEqual(
    Array.from({ length: 20 }, (_, index) => index).filter((index) => index % 5 !== 0),
  );
});
