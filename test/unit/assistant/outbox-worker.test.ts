import { describe, expect, it } from 'vitest';
import { OutboxWorker } from '../../../src/assistant/outbox-worker.ts';
import type { Attempt, ClaimedPost } from '../../../src/assistant/ports.ts';
import type { Store } from '../../../src/storage/store.ts';
import { aStore } from '../../fakes/a-store.ts';

const post = (store: Store, destination: string, payload: string, expiresAt?: number) =>
  store.write(({ outbox }) => outbox.post({ destination, payload, expiresAt }));

/** Delivers by what the test says, until as many posts as wanted have been tried. */
function aWorker(store: Store, wanted: number, deliver: (post: ClaimedPost) => Promise<Attempt>) {
  const tried: string[] = [];
  let enough: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const worker = new OutboxWorker({
    ledger: store,
    platform: 'slack',
    intervalMs: 0,
    onFault: () => undefined,
    deliver: async (claimed) => {
      const attempt = await deliver(claimed);
      tried.push(claimed.payload);
      if (tried.length >= wanted) enough();
      return attempt;
    },
  });
  const run = async (): Promise<readonly string[]> => {
    worker.start();
    await all;
    await worker.stop();
    return tried;
  };
  return run;
}

const delivered = (): Promise<Attempt> => Promise.resolve({ kind: 'delivered' });

describe('the outbox worker', () => {
  it('delivers posts of its platform; those of one channel, and of its threads, in order', async () => {
    await using opened = await aStore();
    const { store } = opened;
    await post(store, 'slack:T1/C1', 'first');
    await post(store, 'slack:T1/C1/17.1', 'second');
    await post(store, 'slack:T1/C1', 'third');
    await post(store, 'discord:1/2', 'other');
    expect(await aWorker(store, 3, delivered)()).toEqual(['first', 'second', 'third']);
    expect((await store.health()).outboxWaiting).toBe(1);
  });

  it('does not hold other channels back while one is slow', async () => {
    await using opened = await aStore();
    const { store } = opened;
    await post(store, 'slack:T1/slow', 'slow');
    for (const name of ['a', 'b', 'c']) await post(store, `slack:T1/${name}`, name);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let quick = 0;
    const tried = await aWorker(store, 4, async ({ payload }) => {
      if (payload === 'slow') await held;
      else if ((quick += 1) === 3) release();
      return { kind: 'delivered' };
    })();
    expect(tried.at(-1)).toBe('slow');
  });

  it('records why a platform refused a post', async () => {
    await using opened = await aStore();
    const { store } = opened;
    await post(store, 'slack:T1/C1', 'gone');
    await aWorker(store, 1, () => Promise.resolve({ kind: 'refused', reason: 'channel_not_found' }))();
    expect((await store.health()).undelivered).toMatchObject([
      { destination: 'slack:T1/C1', reason: 'channel_not_found', attempts: 1 },
    ]);
  });

  it('drops a post, and the secret in it, once the platform takes it no more', async () => {
    let moment = 1_000;
    await using opened = await aStore(() => moment);
    const { store } = opened;
    await post(store, 'slack:T1/C1', 'sealed', 2_000);
    moment = 2_000;
    await post(store, 'slack:T1/C1', 'later');
    expect(await aWorker(store, 1, delivered)()).toEqual(['later']);
    expect((await store.health()).undelivered).toMatchObject([
      { reason: expect.stringContaining('before') as string },
    ]);
  });
});
