import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeDurably } from '../../../src/knowledge/files/durable-file.ts';
import { openStore } from '../../../src/storage/open-store.ts';
import { StoreUnwritable } from '../../../src/storage/errors.ts';

const folder = await mkdtemp(join(tmpdir(), 'shuwen-full-'));
const isMounted = mountSmallDisk();

/** A disk of four megabytes in memory, where this machine permits mounting. */
function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!isMounted)('on a full disk (skipped where mounting is not permitted)', () => {
  const ballast = join(folder, 'ballast');
  const fill = () => writeFile(ballast, Buffer.alloc(8 * 2 ** 20)).catch(() => undefined);

  beforeAll(() => writeFile(ballast, ''));
  afterAll(async () => {
    execFileSync('umount', [folder]);
    await rm(folder, { recursive: true, force: true });
  });

  test('writes are refused, nothing is damaged, and they go on by themselves when there is space again', async () => {
    const dataDir = join(folder, 'data');
    const store = await openStore({ dataDir });
    const append = (index: number) =>
      store.write(({ revisions }) =>
        revisions.append(
          [
            {
              kind: 'entry',
              id: `rule-${index}`,
              base: null,
              body: 'x'.repeat(20_000),
              weight: 'substantive',
            },
          ],
          'lin',
        ),
      );
    expect((await append(0)).kind).toBe('appended');
    await fill();
    const refused = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => append(index + 1)));
    const faults = refused.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault).toBeInstanceOf(StoreUnwritable);
    expect(String(faults[0])).toContain('free space on its disk');
    const kept = refused.length - faults.length + 1;
    expect(await store.read.revisions.last()).toBe(kept);

    await truncate(ballast, 0);
    expect(await append(99)).toEqual({ kind: 'appended', from: kept + 1, to: kept + 1 });
    expect(await store.read.revisions.findFaults()).toEqual([]);
    await store.close();
    const reopened = await openStore({ dataDir });
    expect(await reopened.read.revisions.last()).toBe(kept + 1);
    await reopened.close();
  });

  test('a file is left as it was, without a trace beside it', async () => {
    const file = join(folder, 'topic.yaml');
    await writeDurably(file, 'good\n');
    await fill();
    await expect(writeDurably(file, 'x'.repeat(100_000))).rejects.toThrow(/check that the disk has space/);
    expect(await readFile(file, 'utf8')).toBe('good\n');
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    await truncate(ballast, 0);
    await writeDurably(file, 'better\n');
    expect(await readFile(file, 'utf8')).toBe('better\n');
  });
});
