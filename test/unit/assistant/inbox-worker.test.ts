import { describe, expect, it } from 'vitest';
import { InboxWorker, type Work } from '../../../src/assistant/inbox-worker.ts';
import type { Store } from '../../../src/storage/store.ts';
import { aStore } from '../../fakes/a-store.ts';

const audited = async (store: Store): Promise<readonly string[]> =>
  (await store.read.audit.since(0, 100)).map(({ subject }) => subject);

const recordAs =
  (store: Store) =>
  async (work: Work): Promise<void> => {
    await store.write(async (records) => {
      await work.finish(records);
      await records.audit.record({ person: 'worker', action: 'worked', subject: work.payload, details: {} });
    });
  };

/** A worker, and a promise for each batch that it has worked. */
function aWorker(store: Store, work: (work: Work) => Promise<void>, giveWay = () => Promise.resolve()) {
  const faults: unknown[] = [];
  let tell: () => void = () => undefined;
  const worker = new InboxWorker({
    ledger: store,
    platform: 'slack',
    work,
    giveWay,
    giveUp: ({ event }, records) =>
      records.outbox.post({ destination: 'slack:T1/C1', payload: event }).then(() => undefined),
    onFault: (_event, error) => faults.push(error),
    onWorked: () => {
      tell();
    },
  });
  const worked = () =>
    new Promise<void>((resolve) => {
      tell = resolve;
    });
  return { worker, faults, worked };
}

const receive = (store: Store, event: string, payload: string) =>
  store.write(({ inbox }) => inbox.receive({ event, payload }));

describe('the inbox worker', () => {
  it('works at its start what an earlier process received, and only events of its platform', async () => {
    await using opened = await aStore();
    const { store } = opened;
    await receive(store, 'slack:1', 'one');
    await receive(store, 'discord:1', 'other');
    const { worker, worked } = aWorker(store, recordAs(store));
    const done = worked();
    worker.start();
    await done;
    await worker.stop();
    expect(await audited(store)).toEqual(['one']);
    expect((await store.health()).inboxWaiting).toBe(1);
  });

  it('gives way before each event, not once for all that it has claimed', async () => {
    await using opened = await aStore();
    const { store } = opened;
    for (const each of ['one', 'two', 'three']) await receive(store, `slack:${each}`, each);
    const seen: string[] = [];
    const { worker, worked } = aWorker(
      store,
      (work) => {
        seen.push(work.payload);
        return recordAs(store)(work);
      },
      async () => {
        seen.push('others first');
        await new Promise((resolve) => setImmediate(resolve));
      },
    );
    const done = worked();
    worker.start();
    await done;
    await worker.stop();
    expect(seen.filter((_, at) => at % 2 === 0)).toEqual(Array.from({ length: 3 }, () => 'others first'));
    expect(seen.filter((_, at) => at % 2 === 1).sort()).toEqual(['one', 'three', 'two']);
  });

  it('undoes the effects of an event that another worker has taken meanwhile', async () => {
    await using opened = await aStore();
    const { store } = opened;
    await receive(store, 'slack:1', 'one');
    const { worker, worked, faults } = aWorker(store, async (work) => {
      await store.write(({ inbox }) => inbox.releaseAll());
      await store.write(({ inbox }) =>
        inbox.claim({ platform: 'slack', worker: 'other', leaseMs: 1e6, most: 1 }),
      );
      await recordAs(store)(work);
    });
    const done = worked();
    worker.start();
    await done;
    await worker.stop();
    expect(await audited(store)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('puts off an event that fails, gives it up after five attempts, and tells the one who asked', async () => {
    let moment = Date.UTC(2026, 10, 21);
    await using opened = await aStore(() => moment);
    const { store } = opened;
    await receive(store, 'slack:1', 'one');
    const { worker, worked, faults } = aWorker(store, () => Promise.reject(new Error('broken')));
    let done = worked();
    worker.start();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await done;
      moment += 60_000;
      done = worked();
      worker.wake();
    }
    await worker.stop();
    expect(faults).toHaveLength(5);
    expect(await store.health()).toMatchObject({ inboxWaiting: 0, inboxFailed: 1, outboxWaiting: 1 });
  });
});
