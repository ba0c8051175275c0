import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { type StoreConfig, openStore } from '../../src/storage/open-store.ts';
import type { Change } from '../../src/knowledge/revision.ts';
import type { Store } from '../../src/storage/store.ts';
import type { TestServer } from '../fakes/postgres.ts';

/** One engine under the contract. */
export interface EngineUnderTest {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** A new, empty place for a store. */
  prepare(): Promise<Place>;
}

interface Place {
  readonly config: StoreConfig;
  discard(): Promise<void>;
}

/** A store with a clock that only the test moves. */
export interface Fixture {
  readonly store: Store;
  readonly config: StoreConfig;
  /** Other writers: further replicas on PostgreSQL, the same process on SQLite, which nobody else may open. */
  readonly replicas: readonly Store[];
  advance(ms: number): void;
  /** Closes the store and opens it again, as a restart does. */
  reopen(): Promise<Store>;
  /** Runs a statement behind the program, which is stopped meanwhile. */
  tamper(statement: string): Promise<void>;
  close(): Promise<void>;
}

export const sqlite: EngineUnderTest = {
  name: 'SQLite',
  prepare: async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'shuwen-store-'));
    return { config: { dataDir }, discard: () => rm(dataDir, { recursive: true, force: true }) };
  },
};

export const postgresOn = (server: TestServer): EngineUnderTest => ({
  name: 'PostgreSQL',
  prepare: async () => {
    const databaseUrl = await server.createDatabase();
    return { config: { dataDir: tmpdir(), databaseUrl }, discard: () => Promise.resolve() };
  },
});

export async function openFixture(engine: EngineUnderTest, replicas = 0): Promise<Fixture> {
  const place = await engine.prepare();
  let moment = Date.UTC(2026, 10, 21);
  const config = { ...place.config, now: () => moment };
  let store = await openStore(config);
  const others: Store[] = [];
  for (let index = 0; index < replicas; index += 1)
    others.push(engine.name === 'PostgreSQL' ? await openStore(config) : store);
  return {
    get store() {
      return store;
    },
    config,
    replicas: others,
    advance: (ms) => {
      moment += ms;
    },
    reopen: async () => {
      await store.close();
      store = await openStore(config);
      return store;
    },
    tamper: async (statement) => {
      await store.close();
      await runBehind(config, statement).finally(async () => {
        store = await openStore(config);
      });
    },
    close: async () => {
      for (const opened of new Set([store, ...others])) await opened.close();
      await place.discard();
    },
  };
}

async function runBehind({ databaseUrl, dataDir }: StoreConfig, statement: string): Promise<void> {
  if (databaseUrl === undefined) {
    const database = new Database(join(dataDir, 'shuwen.db'));
    try {
      database.exec(statement);
    } finally {
      database.close();
    }
    return;
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** A change of the entry `legal-effect` to a text. */
export const aChange = (fields: Partial<Change> = {}): Change => ({
  kind: 'entry',
  id: 'legal-effect',
  base: null,
  body: { text: 'first' },
  weight: 'substantive',
  ...fields,
});
