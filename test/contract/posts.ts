import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Attempt, ClaimedPost } from '../../src/assistant/ports.ts';
import { type EngineUnderTest, type Fixture, openFixture } from './harness.ts';

const INTERVAL_MS = 1_000;
const LEASE_MS = 30_000;
const claim = { platform: 'slack', worker: 'worker', leaseMs: LEASE_MS, most: 10, intervalMs: INTERVAL_MS };

export const describePosts = (engine: EngineUnderTest): void => {
  describe('the outbox', () => {
    let fixture: Fixture;
    beforeEach(async () => {
      fixture = await openFixture(engine, 1);
    });
    afterEach(() => fixture.close());

    const post = (destination: string, payload: string) =>
      fixture.store.write(({ outbox }) => outbox.post({ destination, payload }));
    const claimAll = () => fixture.store.write(({ outbox }) => outbox.claim(claim));
    const settle = (claimed: ClaimedPost, attempt: Attempt) =>
      fixture.store.write(({ outbox }) => outbox.settle(claimed, 'worker', attempt));
    const claimOne = async (): Promise<ClaimedPost> => {
      const [first] = await claimAll();
      if (!first) throw new Error('there is nothing to deliver');
      return first;
    };

    test('posts to one destination keep their order and its rate, and other destinations do not wait', async () => {
      await post('slack:C1', 'one');
      await post('slack:C1', 'two');
      await post('slack:C2', 'three');
      const first = await claimAll();
      expect(first.map(({ payload }) => payload)).toEqual(['one', 'three']);
      for (const claimed of first) await settle(claimed, { kind: 'delivered' });
      expect(await claimAll()).toEqual([]);
      fixture.advance(INTERVAL_MS);
      expect((await claimAll()).map(({ payload }) => payload)).toEqual(['two']);
    });

    test('the id of a post is the same at every attempt, and short enough for every platform', async () => {
      const id = await post('slack:T1/C9', 'hello');
      expect(id.length).toBeLessThanOrEqual(25);
      const first = await claimOne();
      await settle(first, { kind: 'retry', reason: 'HTTP 503' });
      fixture.advance(INTERVAL_MS);
      const second = await claimOne();
      expect([first.id, second.id, second.attempts]).toEqual([id, id, 2]);
    });

    test('waits twice as long after each failure, give or take, and gives up after ten with the last reason', async () => {
      await post('slack:C1', 'hello');
      for (let attempt = 1; attempt <= 10; attempt += 1) {
        const waitMs = Math.min(600_000, 1_000 * 2 ** (attempt - 2));
        if (attempt > 1) {
          fixture.advance(waitMs / 2 - 1);
          expect(await claimAll()).toEqual([]);
          fixture.advance(waitMs / 2 + 1);
        }
        await settle(await claimOne(), { kind: 'retry', reason: `HTTP 503, attempt ${attempt}` });
      }
      fixture.advance(24 * 3_600_000);
      expect(await claimAll()).toEqual([]);
      const { undelivered, outboxWaiting } = await fixture.store.health();
      expect(outboxWaiting).toBe(0);
      expect(undelivered).toMatchObject([
        { destination: 'slack:C1', reason: 'HTTP 503, attempt 10', attempts: 10 },
      ]);
    });

    test("a platform's own word for when to return holds back the whole destination", async () => {
      await post('slack:C1', 'one');
      await settle(await claimOne(), { kind: 'retry', reason: 'HTTP 429', afterMs: 60_000 });
      fixture.advance(59_999);
      expect(await claimAll()).toEqual([]);
      fixture.advance(1);
      expect(await claimAll()).toHaveLength(1);
    });

    test('a refused post is recorded with its reason, and the next one goes out', async () => {
      await post('slack:C1', 'one');
      await post('slack:C1', 'two');
      await settle(await claimOne(), { kind: 'refused', reason: 'channel_not_found' });
      fixture.advance(INTERVAL_MS);
      expect((await claimOne()).payload).toBe('two');
      expect(await fixture.store.read.outbox.undelivered(10)).toMatchObject([
        { reason: 'channel_not_found' },
      ]);
    });

    test('a post whose worker died is taken over after its lease; the late worker changes nothing', async () => {
      await post('slack:C1', 'one');
      const dead = await claimOne();
      fixture.advance(LEASE_MS);
      const taken = await fixture.store.write(({ outbox }) => outbox.claim({ ...claim, worker: 'other' }));
      expect(taken.map(({ id }) => id)).toEqual([dead.id]);
      await settle(dead, { kind: 'refused', reason: 'late' });
      expect(await fixture.store.read.outbox.undelivered(10)).toEqual([]);
    });

    test('racing replicas never claim the same post or exceed a rate', async () => {
      for (let index = 0; index < 40; index += 1) await post(`slack:C${index % 4}`, String(index));
      const stores = [fixture.store, ...fixture.replicas];
      const claimed = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          (stores[index % stores.length] ?? fixture.store).write(({ outbox }) =>
            outbox.claim({ ...claim, worker: `worker-${index}` }),
          ),
        ),
      );
      const payloads = claimed.flat().map(({ payload }) => payload);
      expect(payloads.sort()).toEqual(['0', '1', '2', '3']);
    });
  });
};
