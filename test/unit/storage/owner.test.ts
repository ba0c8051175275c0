import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../../src/storage/open-store.ts';
import { StoreOwned } from '../../../src/storage/errors.ts';

const OPENER = fileURLToPath(new URL('opener.ts', import.meta.url));
let dataDir: string;
let opener: ChildProcess | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'shuwen-owner-'));
});
afterEach(async () => {
  if (opener?.exitCode === null) opener.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

const readOwner = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(dataDir, 'owner.json'), 'utf8'));

test('a second process is refused and told the pid; when the first is killed it is taken over', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', OPENER, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  opener = child;
  await once(createInterface(child.stdout), 'line');

  const refused: unknown = await openStore({ dataDir }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StoreOwned);
  expect(refused).toMatchObject({ pid: child.pid });
  expect(String(refused)).toContain(`process ${child.pid ?? 0}`);

  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await readOwner()).toEqual({ pid: child.pid });
  const store = await openStore({ dataDir });
  expect(await readOwner()).toEqual({ pid: process.pid });
  await store.close();
}, 20_000);

test('an owner file that names a living process which does not have the store open is no obstacle', async () => {
  await writeFile(join(dataDir, 'owner.json'), `{"pid":${process.ppid}}`);
  const store = await openStore({ dataDir });
  expect(await readOwner()).toEqual({ pid: process.pid });
  await store.close();
});

test('a store is refused to its own process too while it has it open', async () => {
  const store = await openStore({ dataDir });
  await expect(openStore({ dataDir })).rejects.toThrow(`process ${process.pid}`);
  await store.close();
});

test('only its owner can read the database', async () => {
  const store = await openStore({ dataDir });
  expect((await stat(join(dataDir, 'shuwen.db'))).mode & 0o077).toBe(0);
  await store.close();
});
