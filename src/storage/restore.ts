import { randomBytes } from 'node:crypto';
import { chmod, copyFile, link, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { syncFolder } from '../knowledge/files/durable-file.ts';
import { isThere, sync } from './backup.ts';
import { type BackupContent, verifyCopy } from './backup-file.ts';
import { BackupRefused } from './errors.ts';
import { DATABASE, openOwned } from './sqlite.ts';

interface Restoring {
  /** The backup; it is left as it is. */
  readonly file: string;
  readonly dataDir: string;
  /** The readable files: they tell of the store that is replaced, and are put aside with it. */
  readonly filesDir: string;
  /** Needed where a store is there already. */
  readonly replace: boolean;
  readonly now: Date;
}

export interface Restored extends BackupContent {
  /** What was there before, under its new names. */
  readonly kept: readonly string[];
}

/**
 * Puts a backup in place of a store that no process has open.
 * @throws StoreOwned, naming the process that has it open
 * @throws BackupRefused; then everything is as it was
 */
export async function restore({ file, dataDir, filesDir, replace, now }: Restoring): Promise<Restored> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const present = await isThere(join(dataDir, DATABASE));
  if (present && !replace)
    throw new BackupRefused(`${dataDir} has a store already: --replace puts it aside and restores`);
  const owned = present ? await openOwnedOrDamaged(dataDir) : undefined;
  const beside = join(dataDir, `.${DATABASE}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const content = await prepare(file, beside);
    const stamp = now.toISOString().slice(0, 19).replaceAll(':', '-');
    const keptFiles = await putFilesAside(filesDir, stamp);
    const keptStore = present ? await putStoreAside(dataDir, stamp, owned) : [];
    await rename(beside, join(dataDir, DATABASE));
    await syncFolder(dataDir);
    return { ...content, kept: [...keptStore, ...keptFiles] };
  } finally {
    owned?.close();
    await rm(beside, { force: true });
  }
}

/** A damaged store is what one restores for: it cannot be opened, and no process has it open. */
async function openOwnedOrDamaged(dataDir: string): Promise<Database.Database | undefined> {
  try {
    return await openOwned(dataDir);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof Database.SqliteError && /^SQLITE_(?:NOTADB|CORRUPT)/.test(cause.code))
      return undefined;
    throw error;
  }
}

async function prepare(file: string, beside: string): Promise<BackupContent> {
  try {
    await copyFile(file, beside);
  } catch (error) {
    throw new BackupRefused(
      `${file} cannot be read, or its copy not be written: check that it is there, and the space`,
      {
        cause: error,
      },
    );
  }
  await chmod(beside, 0o600);
  const content = await verifyCopy(beside, file);
  const database = new Database(beside);
  // The readable files are written anew: what is known of the old ones must not make edits of them.
  for (const table of ['checkpoint_files', 'file_documents'])
    if (database.prepare('select 1 from sqlite_schema where name = ?').get(table))
      database.exec(`delete from ${table}`);
  database.close();
  await sync(beside);
  return content;
}

/** The store under its own name until the very moment when the other takes its place: none is ever missing. */
async function putStoreAside(
  dataDir: string,
  stamp: string,
  owned: Database.Database | undefined,
): Promise<readonly string[]> {
  // Then closing it touches no log by that name, which may be the next one's.
  owned?.pragma('journal_mode = MEMORY');
  const names = (await readdir(dataDir))
    .filter((name) => /^shuwen\.db(?:-wal|-shm|-journal)?$/.test(name))
    .sort();
  const kept: string[] = [];
  for (const name of names) {
    // Named so that SQLite finds the log that belongs to it.
    const aside = join(dataDir, name.replace(DATABASE, `${DATABASE}.before-${stamp}`));
    await link(join(dataDir, name), aside);
    if (name !== DATABASE) await rm(join(dataDir, name));
    kept.push(aside);
  }
  return kept;
}

/** Those of the settings stay: they are not in a backup. */
const SETTINGS = 'calibration.json';

async function putFilesAside(folder: string, stamp: string): Promise<readonly string[]> {
  if (!(await isThere(folder))) return [];
  const aside = `${folder}.before-${stamp}`;
  try {
    await rename(folder, aside);
  } catch (error) {
    throw new BackupRefused(`the files in ${folder} cannot be put aside: move them away, and restore again`, {
      cause: error,
    });
  }
  await mkdir(folder);
  if (await isThere(join(aside, SETTINGS))) await copyFile(join(aside, SETTINGS), join(folder, SETTINGS));
  return [aside];
}
