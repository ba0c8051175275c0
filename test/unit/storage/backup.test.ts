import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BackupRefused, StoreOwned } from '../../../src/storage/errors.ts';
import { openStore } from '../../../src/storage/open-store.ts';
import { restore } from '../../../src/storage/restore.ts';
import type { Store } from '../../../src/storage/store.ts';

const OPENER = fileURLToPath(new URL('opener.ts', import.meta.url));
const now = new Date('2026-11-22T08:00:00Z');
let root: string;
let opener: ChildProcess | undefined;
const dataDir = () => join(root, 'data');
const filesDir = () => join(root, 'data', 'knowledge');
const backup = () => join(root, 'backup.db');

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'shuwen-backup-'));
});
afterEach(async () => {
  if (opener?.exitCode === null) opener.kill('SIGKILL');
  await rm(root, { recursive: true, force: true });
});

const append = (store: Store, id: string) =>
  store.write(({ revisions }) =>
    revisions.append(
      [{ kind: 'entry', id, base: null, body: 'x'.repeat(20_000), weight: 'substantive' }],
      'lin',
    ),
  );

/** A store with revisions, closed. */
async function aStore(folder: string, revisions: number): Promise<void> {
  const store = await openStore({ dataDir: folder });
  for (let index = 0; index < revisions; index += 1) await append(store, `rule-${index}`);
  await store.close();
}

const restoring = (fields: Partial<Parameters<typeof restore>[0]> = {}) =>
  restore({ file: backup(), dataDir: dataDir(), filesDir: filesDir(), replace: false, now, ...fields });

async function revisionOf(folder: string): Promise<number> {
  const store = await openStore({ dataDir: folder });
  expect(await store.read.revisions.findFaults()).toEqual([]);
  const last = await store.read.revisions.last();
  await store.close();
  return last;
}

test('a backup during a stream of writes is whole, and is restored elsewhere', async () => {
  const store = await openStore({ dataDir: dataDir() });
  for (let index = 0; index < 200; index += 1) await append(store, `before-${index}`);
  const copied = { isDone: false };
  let during = 0;
  const stream = (async () => {
    for (; !copied.isDone; during += 1) await append(store, `during-${during}`);
  })();
  const shares: number[] = [];
  const { revision, bytes } = await store.backUp(backup(), (share) => shares.push(share));
  copied.isDone = true;
  await stream;
  const last = await store.read.revisions.last();
  await store.close();

  expect(during).toBeGreaterThan(1);
  expect(revision).toBeGreaterThanOrEqual(200);
  expect(revision).toBeLessThanOrEqual(last);
  expect(shares.length).toBeGreaterThan(3);
  expect((await stat(backup())).size).toBe(bytes);
  expect((await stat(backup())).mode & 0o777).toBe(0o600);
  expect((await readdir(root)).sort()).toEqual(['backup.db', 'data']);

  const elsewhere = join(root, 'elsewhere');
  expect(await restoring({ dataDir: elsewhere, filesDir: join(elsewhere, 'knowledge') })).toEqual({
    revision,
    bytes,
    kept: [],
  });
  expect(await revisionOf(elsewhere)).toBe(revision);
});

test('a backup begun while transactions follow one another is never empty', async () => {
  const store = await openStore({ dataDir: dataDir() });
  const [{ revision }] = await Promise.all([
    store.backUp(backup()),
    ...Array.from({ length: 50 }, (_, index) => append(store, `rule-${index}`)),
  ]);
  await store.close();
  expect(revision).toBeGreaterThan(0);
});

test('a backup is refused in words where it would write over a file or there is no folder', async () => {
  const store = await openStore({ dataDir: dataDir() });
  await writeFile(backup(), 'mine');
  await expect(store.backUp(backup())).rejects.toThrow(/backup.db is there already/);
  await expect(store.backUp(join(root, 'nowhere', 'a.db'))).rejects.toThrow(/check that its folder is there/);
  await store.close();
  expect(await readFile(backup(), 'utf8')).toBe('mine');
});

test('a store is replaced only when told to, and kept beside', async () => {
  await aStore(dataDir(), 3);
  const store = await openStore({ dataDir: dataDir() });
  await store.backUp(backup());
  await append(store, 'later');
  await store.close();
  await mkdir(filesDir());
  await writeFile(join(filesDir(), 'e-signature.yaml'), 'later');
  await writeFile(join(filesDir(), 'calibration.json'), '{}');

  await expect(restoring()).rejects.toThrow(/has a store already: --replace/);
  const { revision, kept } = await restoring({ replace: true });
  expect(revision).toBe(3);
  expect(kept).toEqual([
    join(dataDir(), 'shuwen.db.before-2026-11-22T08-00-00'),
    join(dataDir(), 'knowledge.before-2026-11-22T08-00-00'),
  ]);
  expect(await revisionOf(dataDir())).toBe(3);
  // The readable files tell of the other store; the calibration is in no backup.
  expect(await readdir(filesDir())).toEqual(['calibration.json']);

  const [old = ''] = kept;
  const database = new Database(old, { readonly: true });
  expect(database.prepare('select last from revision_counter').pluck().get()).toBe(4);
  database.close();
});

test('a store that a process has open is not restored over, and its pid is told', async () => {
  await aStore(join(root, 'other'), 1);
  const other = await openStore({ dataDir: join(root, 'other') });
  await other.backUp(backup());
  await other.close();
  const child = spawn(process.execPath, ['--import', 'tsx', OPENER, dataDir()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  opener = child;
  await once(createInterface(child.stdout), 'line');
  const refused: unknown = await restoring({ replace: true }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StoreOwned);
  expect(refused).toMatchObject({ pid: child.pid });
}, 20_000);

test('a damaged store is put aside and replaced', async () => {
  await aStore(dataDir(), 3);
  const store = await openStore({ dataDir: dataDir() });
  await store.backUp(backup());
  await store.close();
  await writeFile(join(dataDir(), 'shuwen.db'), 'no database '.repeat(1_000));
  expect((await restoring({ replace: true })).kept).toHaveLength(1);
  expect(await revisionOf(dataDir())).toBe(3);
});

const tampers: readonly (readonly [string, (file: string) => Promise<void> | void, RegExp])[] = [
  ['no database', (file) => writeFile(file, 'hello'.repeat(1_000)), /is no backup of Shuwen, or is damaged/],
  ['cut off', (file) => truncate(file, 40_000), /is damaged|is no backup/],
  [
    'another database',
    (file) =>
      writeFile(file, '').then(() => {
        run(file, 'create table recipes (name text)');
      }),
    /no store of Shuwen/,
  ],
  [
    'of a newer program',
    (file) => {
      run(file, "insert into kysely_migration values ('9999-later', '9999')");
    },
    /newer program \(its last step is 9999-later\)/,
  ],
  [
    'one whose log was changed',
    (file) => {
      run(file, 'drop trigger revisions_keep_update; update revisions set body = \'"y"\' where number = 2');
    },
    /revision 2 is not what was written/,
  ],
  ['missing', (file) => rm(file), /cannot be read/],
];

function run(file: string, statements: string): void {
  const database = new Database(file);
  for (const { name } of database
    .prepare<[], { name: string }>("select name from sqlite_schema where type = 'trigger'")
    .all())
    if (statements.startsWith('drop trigger')) database.exec(`drop trigger ${name}`);
  database.exec(statements.replace(/^drop trigger [^;]*;/, ''));
  database.close();
}

test.each(tampers)('a backup that is %s is refused, and nothing is changed', async (_what, tamper, told) => {
  await aStore(dataDir(), 3);
  const store = await openStore({ dataDir: dataDir() });
  await store.backUp(backup());
  await append(store, 'later');
  await store.close();
  await tamper(backup());
  const refused: unknown = await restoring({ replace: true }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(BackupRefused);
  expect(String(refused)).toMatch(told);
  expect((await readdir(dataDir())).sort()).toEqual(['owner.json', 'shuwen.db']);
  expect(await revisionOf(dataDir())).toBe(4);
});
