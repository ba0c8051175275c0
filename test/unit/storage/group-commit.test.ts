import { execFile } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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

test('a write is told of when the log is on the disk; meanwhile others are served, and share the next flush', async () => {
  await record('the first, which opens the log');
  const handle = await open('/dev/null');
  const flushes = vi.spyOn(Object.getPrototypeOf(handle) as FileHandle, 'datasync');
  await handle.close();
  const disk = new EventEmitter();
  flushes.mockImplementationOnce(async () => {
    await once(disk, 'flushed');
  });
  const told: string[] = [];
  const writes = ['one', 'two', 'three'].map(async (subject) => {
    await record(subject);
    told.push(subject);
  });
  await vi.waitFor(async () => {
    expect(await store.read.audit.since(0, 100)).toHaveLength(4);
  });
  writes.push(record('four').then(() => void told.push('four')));
  writes.push(record('five').then(() => void told.push('five')));
  await vi.waitFor(async () => {
    expect(await store.read.audit.since(0, 100)).toHaveLength(6);
  });
  expect(told).toEqual([]);
  disk.emit('flushed');
  await Promise.all(writes);
  expect(told).toEqual(['one', 'two', 'three', 'four', 'five']);
  expect(flushes).toHaveBeenCalledTimes(2);
  flushes.mockRestore();
});

const OPENER = fileURLToPath(new URL('opener.ts', import.meta.url));

test('a disk that does not flush ends the process before anyone is told of what may be lost', async () => {
  const broken = join(dataDir, 'broken');
  const opening = promisify(execFile)(process.execPath, [
    ...['--import', 'tsx', '--import', `data:text/javascript,${encodeURIComponent(CARELESS)}`],
    ...[OPENER, broken],
  ]);
  await expect(opening).rejects.toThrow('EIO: the disk is broken');
  await expect(opening).rejects.toMatchObject({ code: 1, stdout: '' });
});

const CARELESS = `
import { open } from 'node:fs/promises';
const handle = await open('/dev/null');
Object.getPrototypeOf(handle).datasync = () => Promise.reject(new Error('EIO: the disk is broken'));
await handle.close();
`;
