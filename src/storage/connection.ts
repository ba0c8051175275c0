import type { Kysely } from 'kysely';
import type { Dialect, Tables } from './tables.ts';

/** One of the two databases, opened. */
export interface Connection {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  /** Within a transaction: tells of a new revision when that is committed. */
  announce(db: Kysely<Tables>, revision: number): Promise<void>;
  /** Resolves when the work is durable; rejects when nothing of it is. */
  transact<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** Calls back with the newest revision, also those of other replicas; may tell one twice, never misses the last. */
  listen(onRevision: (revision: number) => void): Promise<void>;
  /** Makes what was deleted unreadable in the database's own files, as far as the program can. */
  sweep(): Promise<void>;
  /** Copies the database into an empty file while it goes on being written to; the copy is as of one moment. */
  copyTo(file: string, onProgress: (share: number) => void): Promise<void>;
  close(): Promise<void>;
}
