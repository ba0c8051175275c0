import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

interface Job {
  /** Does the work, and returns how to tell of it once it is durable. */
  readonly attempt: (db: Kysely<Tables>) => Promise<() => void>;
  readonly reject: (error: unknown) => void;
}

/** Bounds how long one transaction keeps readers of the only connection waiting. */
const MOST_JOBS = 500;

interface GroupCommitParts {
  readonly db: Kysely<Tables>;
  /** Whether the connection has a transaction open: after a full disk SQLite may have given it up by itself. */
  readonly isInTransaction: () => boolean;
  /** Resolves when all that was committed is durable. A disk that fails here has lost nobody knows what. */
  readonly flush: () => Promise<void>;
  /** Returns how to tell of the transaction once it is durable. */
  readonly onCommit: () => () => void;
}

/**
 * Writes to the one connection of SQLite. What comes within one tick shares a transaction, what is committed during a
 * flush shares the next flush; each job stands or falls alone, in a savepoint of its own.
 */
export class GroupCommit {
  #waiting: Job[] = [];
  #draining = false;

  constructor(private readonly parts: GroupCommitParts) {}

  /** Resolves when the work is on the disk; rejects when nothing of it is. */
  run<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const attempt = async (db: Kysely<Tables>): Promise<() => void> => {
        const value = await work(db);
        return () => {
          resolve(value);
        };
      };
      this.#waiting.push({ attempt, reject });
      if (!this.#draining) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#draining = true;
    while (this.#waiting.length > 0) {
      // Gathers what this tick brings; and between two transactions it is the turn of those who want to read.
      await new Promise((resolve) => setImmediate(resolve));
      await this.#commit(this.#waiting.splice(0, MOST_JOBS));
    }
    this.#draining = false;
  }

  async #commit(jobs: readonly Job[]): Promise<void> {
    const { db: connections, isInTransaction, flush, onCommit } = this.parts;
    const tell: (() => void)[] = [];
    try {
      await connections.connection().execute(async (db) => {
        await sql`begin immediate`.execute(db);
        try {
          for (const job of jobs) tell.push(await this.#attempt(job, db));
          await sql`commit`.execute(db);
        } catch (error) {
          if (isInTransaction()) await sql`rollback`.execute(db);
          throw error;
        }
      });
    } catch (error) {
      for (const { reject } of jobs) reject(error);
      return;
    }
    // Not waited for: the next transaction may be written meanwhile. If it fails, nobody was told, and the process ends:
    // the next one reads what the disk has.
    tell.unshift(onCommit());
    void flush().then(() => {
      for (const done of tell) done();
    });
  }

  async #attempt({ attempt, reject }: Job, db: Kysely<Tables>): Promise<() => void> {
    await sql`savepoint job`.execute(db);
    try {
      const tell = await attempt(db);
      await sql`release job`.execute(db);
      return tell;
    } catch (error) {
      if (!this.parts.isInTransaction()) throw error;
      await sql`rollback to job`.execute(db);
      await sql`release job`.execute(db);
      return () => {
        reject(error);
      };
    }
  }
}
