import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { BackupRefused } from './errors.ts';
import type { Connection } from './connection.ts';
import { RevisionListener } from './revision-listener.ts';
import type { Tables } from './tables.ts';

const CHANNEL = 'shuwen_revision';

const parsers = new pg.TypeOverrides();
// Counts and moments, all below 2^53; pg gives them as strings otherwise.
parsers.setTypeParser(pg.types.builtins.INT8, Number);

/** Rows whose old versions may still lie in the pages of a table. */
const ERASED = [
  'questions',
  'unanswered',
  'deliveries',
  'ratings',
  'cases',
  'conversations',
  'inbox',
  'outbox',
  'accounts',
];

/** Opens a PostgreSQL database that replicas share. */
export function connectPostgres(url: string): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    types: parsers,
    max: 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const readLast = async (): Promise<number> =>
    (await db.selectFrom('revision_counter').select('last').executeTakeFirstOrThrow()).last;
  let listener: RevisionListener | undefined;
  return {
    db,
    dialect: 'postgres',
    announce: async (transaction, revision) => {
      await sql`select pg_notify(${CHANNEL}, ${String(revision)})`.execute(transaction);
    },
    transact: (work) => db.transaction().execute(work),
    listen: async (onRevision) => {
      listener = new RevisionListener({ url, channel: CHANNEL, readLast, onRevision });
      await listener.start();
    },
    sweep: async () => {
      for (const table of ERASED) await sql`vacuum ${sql.table(table)}`.execute(db);
    },
    copyTo: () =>
      Promise.reject(
        new BackupRefused(
          'the store is in PostgreSQL, which is backed up by its own program: pg_dump --format=custom --file=<file> "$DATABASE_URL"; pg_restore brings it back',
        ),
      ),
    close: async () => {
      await listener?.stop();
      await db.destroy();
    },
  };
}
