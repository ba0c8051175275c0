import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, test } from 'vitest';
import type { Store } from '../../src/storage/store.ts';
import { type EngineUnderTest, aChange, openFixture } from './harness.ts';

const LEASE_MS = 60_000;
const REPLICA = fileURLToPath(new URL('replica.ts', import.meta.url));

/** What only several processes over one database can show. */
export const describeReplicas = (engine: EngineUnderTest): void => {
  test("a killed replica's event is finished by the other when the lease has run out", async () => {
    const fixture = await openFixture(engine);
    const { store, config } = fixture;
    await store.write(({ inbox }) => inbox.receive({ event: 'slack:Ev1', payload: '{}' }));
    const replica = spawn(
      process.execPath,
      ['--import', 'tsx', REPLICA, config.databaseUrl ?? '', String(LEASE_MS)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [line] = (await once(createInterface(replica.stdout), 'line')) as [string];
    expect(line).toBe('slack:Ev1');
    replica.kill('SIGKILL');
    await once(replica, 'exit');

    const claim = () =>
      store.write(({ inbox }) =>
        inbox.claim({ platform: 'slack', worker: 'other', leaseMs: LEASE_MS, most: 1 }),
      );
    fixture.advance(Date.now() - Date.UTC(2026, 10, 21));
    expect(await claim()).toEqual([]);
    fixture.advance(LEASE_MS);
    expect(await claim()).toMatchObject([{ event: 'slack:Ev1', attempts: 2 }]);
    expect(await store.write(({ inbox }) => inbox.finish('slack:Ev1', 'other'))).toBe(true);
    expect(await store.health()).toMatchObject({ inboxWaiting: 0, inboxFailed: 0 });
    await fixture.close();
  }, 20_000);

  test('a revision appended by one replica is heard by the other within a second', async () => {
    const fixture = await openFixture(engine, 1);
    const [other] = fixture.replicas;
    const heard = nextRevision(other);
    const from = performance.now();
    await fixture.store.write(({ revisions }) => revisions.append([aChange()], 'lin'));
    expect(await heard).toBe(1);
    expect(performance.now() - from).toBeLessThan(1_000);
    await fixture.close();
  });

  test('a replica that lost its connection hears of what it missed, and of what comes after', async () => {
    const fixture = await openFixture(engine, 1);
    const [other] = fixture.replicas;
    const missed = nextRevision(other);
    const admin = new pg.Client({ connectionString: fixture.config.databaseUrl });
    await admin.connect();
    const dropped = await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query like 'listen %'`,
    );
    expect(dropped.rowCount).toBe(2);
    await fixture.store.write(({ revisions }) => revisions.append([aChange()], 'lin'));
    expect(await missed).toBe(1);
    const next = nextRevision(other);
    await fixture.store.write(({ revisions }) => revisions.append([aChange({ base: 1 })], 'lin'));
    expect(await next).toBe(2);
    await admin.end();
    await fixture.close();
  });
};

function nextRevision(store: Store | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    if (store) store.onRevision(resolve);
    else reject(new Error('there is no other replica'));
  });
}
