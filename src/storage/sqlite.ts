import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { z } from 'zod';
import { writeDurably } from '../knowledge/files/durable-file.ts';
import { StoreOwned, StoreUnwritable } from './errors.ts';
import { GroupCommit } from './group-commit.ts';
import type { Connection } from './connection.ts';
import { LogFlush } from './log-flush.ts';
import type { Tables } from './tables.ts';

const isRefusedByDisk = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(?:FULL|IOERR|READONLY|CANTOPEN)/.test(error.code);

export const DATABASE = 'shuwen.db';
const OWNER = 'owner.json';
const ownerFile = z.object({ pid: z.number().int().positive() });

/**
 * Opens `shuwen.db` in a folder for this process alone. The lock is SQLite's own, so it ends with the process however
 * that ends; `owner.json` only names the pid to whoever is refused, and one that a dead process left is overwritten.
 * @throws StoreOwned when another process has it open
 */
export async function connectSqlite(folder: string): Promise<Connection> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, DATABASE);
  const database = await openOwned(folder);
  // Questions of members are in it.
  await chmod(file, 0o600);
  await writeDurably(join(folder, OWNER), `${JSON.stringify({ pid: process.pid })}\n`);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: withKeptStatements(database) }) });

  let listener: ((revision: number) => void) | undefined;
  let announced: number | undefined;
  const log = new LogFlush(`${file}-wal`);
  const commit = new GroupCommit({
    db,
    isInTransaction: () => database.inTransaction,
    flush: () => log.flush(),
    onCommit: () => {
      const revision = announced;
      announced = undefined;
      return () => {
        if (revision !== undefined) listener?.(revision);
      };
    },
  });
  return {
    db,
    dialect: 'sqlite',
    announce: (_db, revision) => {
      announced = revision;
      return Promise.resolve();
    },
    transact: (work) =>
      commit.run(work).catch((error: unknown) => {
        throw isRefusedByDisk(error) ? new StoreUnwritable(folder, error) : error;
      }),
    listen: (onRevision) => {
      listener = onRevision;
      return Promise.resolve();
    },
    sweep: () => {
      const isBusy = database.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0;
      return isBusy
        ? Promise.reject(new Error(`the log of ${file} could not be emptied of deleted text: try again`))
        : Promise.resolve();
    },
    copyTo: (copy, onProgress) => copyWhileOpen(db, database, copy, onProgress),
    close: async () => {
      await log.close();
      await db.destroy();
    },
  };
}

const MOST_STATEMENTS = 500;

/** Compiling a statement takes longer than most of them run. */
function withKeptStatements(database: Database.Database) {
  const kept = new Map<string, Database.Statement>();
  return {
    close: () => {
      database.close();
    },
    prepare: (sql: string): Database.Statement => {
      const known = kept.get(sql);
      if (known) return known;
      if (kept.size >= MOST_STATEMENTS) kept.clear();
      const statement = database.prepare(sql);
      kept.set(sql, statement);
      return statement;
    },
  };
}

/** A megabyte a turn: askers are answered in between. */
const PAGES_A_TURN = 256;

async function copyWhileOpen(
  db: Kysely<Tables>,
  database: Database.Database,
  file: string,
  onProgress: (share: number) => void,
): Promise<void> {
  let copying: Promise<unknown> = Promise.resolve();
  // Begun within a transaction the copy would be taken for complete, empty as it is: so it begins in a turn of its own.
  await db.connection().execute(
    () =>
      new Promise<void>((resolve, reject) => {
        copying = database.backup(file, {
          progress: ({ totalPages, remainingPages }) => {
            resolve();
            onProgress(totalPages === 0 ? 0 : 1 - remainingPages / totalPages);
            return PAGES_A_TURN;
          },
        });
        copying.then(() => {
          resolve();
        }, reject);
      }),
  );
  await copying;
}

/** @throws StoreOwned when another process has it open */
export async function openOwned(folder: string): Promise<Database.Database> {
  const database = openExclusively(join(folder, DATABASE));
  if (!database) throw new StoreOwned(folder, await readOwner(folder));
  return database;
}

/** @returns undefined when another process has the file open */
function openExclusively(file: string): Database.Database | undefined {
  const database = new Database(file, { timeout: 0 });
  try {
    // Before anything touches the log: then it is kept in this process's memory, and no other may read along.
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    // The log is flushed before anything is acknowledged (`LogFlush`), but not by SQLite, which would stop all else.
    database.pragma('synchronous = NORMAL');
    database.pragma('secure_delete = ON');
    database.pragma('foreign_keys = ON');
    database.exec('begin exclusive; commit');
    return database;
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw new Error(`${file} cannot be opened: check that the disk has space and the folder may be written`, {
      cause: error,
    });
  }
}

async function readOwner(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, OWNER), 'utf8').catch(() => '');
  try {
    return ownerFile.parse(JSON.parse(text)).pid;
  } catch {
    // It is being written just now: the refusal stands, without the pid.
    return undefined;
  }
}
