import type { Connection } from './connection.ts';
import { migrate } from './migrations/index.ts';
import { connectPostgres } from './postgres.ts';
import { connectSqlite } from './sqlite.ts';
import { Store } from './store.ts';

export interface StoreConfig {
  /** Where the embedded database lives. */
  readonly dataDir: string;
  /** A PostgreSQL database, shared by replicas; the embedded one is used without it. */
  readonly databaseUrl?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Opens the store, brings its tables up to this version and frees what a process that died had begun.
 * @throws StoreOwned when another process has the embedded database open
 */
export async function openStore({ dataDir, databaseUrl, now = Date.now }: StoreConfig): Promise<Store> {
  const connection = databaseUrl === undefined ? await connectSqlite(dataDir) : connectPostgres(databaseUrl);
  try {
    await migrate(connection.db, connection.dialect);
    const store = new Store(connection, now);
    await store.start();
    return store;
  } catch (error) {
    await connection.close();
    throw describeFault(connection, error);
  }
}

const describeFault = ({ dialect }: Connection, error: unknown): unknown =>
  dialect === 'postgres' && error instanceof Error && 'code' in error
    ? new Error(
        'the database at DATABASE_URL cannot be used: check that it runs, and its name, user and password',
        {
          cause: error,
        },
      )
    : error;
