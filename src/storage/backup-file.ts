import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { z } from 'zod';
import { BackupRefused } from './errors.ts';
import { areKnown } from './migrations/index.ts';
import { Revisions } from './revisions.ts';
import type { Tables } from './tables.ts';

export interface BackupContent {
  /** The last revision in it. */
  readonly revision: number;
  readonly bytes: number;
}

const integrity = z.union([
  z.object({ found: z.string() }),
  z.object({ code: z.string(), message: z.string() }),
]);

/** SQLite's own reading of the whole file. */
async function checkIntegrity(file: string, name: string): Promise<void> {
  const worker = new Worker(new URL('./integrity-worker.js', import.meta.url), { workerData: file });
  const [[told] = []] = (await Promise.all([once(worker, 'message'), once(worker, 'exit')])) as unknown[][];
  const result = integrity.parse(told);
  if ('found' in result) {
    if (result.found === 'ok') return;
    throw new BackupRefused(`${name} is damaged (${result.found}): take another backup`);
  }
  if (!/^SQLITE_(?:NOTADB|CORRUPT)/.test(result.code)) throw new Error(`${name}: ${result.message}`);
  throw new BackupRefused(`${name} is no backup of Shuwen, or is damaged: give a file that backup wrote`);
}

/**
 * Reads a copy of a store through, and makes it a file that needs no other beside it.
 * @param name what it is called to whoever is refused
 * @throws BackupRefused when it is no store of this program, is damaged, or is newer than this program
 */
export async function verifyCopy(file: string, name: string): Promise<BackupContent> {
  await checkIntegrity(file, name);
  const database = new Database(file, { fileMustExist: true });
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  try {
    checkIsStore(database, name);
    const revisions = new Revisions({
      db,
      dialect: 'sqlite',
      now: Date.now,
      announce: () => Promise.resolve(),
    });
    const [fault] = await revisions.findFaults();
    if (fault !== undefined) throw new BackupRefused(`${name} is damaged: ${fault}: take another backup`);
    database.pragma('journal_mode = DELETE');
    const pages = Number(database.pragma('page_count', { simple: true }));
    return {
      revision: await revisions.last(),
      bytes: pages * Number(database.pragma('page_size', { simple: true })),
    };
  } finally {
    await db.destroy();
  }
}

function checkIsStore(database: Database.Database, name: string): void {
  const tables = database
    .prepare<[], { name: string }>("select name from sqlite_schema where type = 'table'")
    .all()
    .map((table) => table.name);
  if (!tables.includes('kysely_migration') || !tables.includes('revision_counter'))
    throw new BackupRefused(`${name} is a database, but no store of Shuwen: give a file that backup wrote`);
  const steps = database
    .prepare<[], { name: string }>('select name from kysely_migration order by timestamp, name')
    .all()
    .map((step) => step.name);
  if (!areKnown(steps))
    throw new BackupRefused(
      `${name} was written by a newer program (its last step is ${steps.at(-1) ?? 'none'}): update this one first`,
    );
}
