import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EngineUnderTest, type Fixture, openFixture } from './harness.ts';

const REDELIVERED = 200;
const LEASE_MS = 30_000;
const claimBy = (worker: string, most = 10) => ({ platform: 'slack', worker, leaseMs: LEASE_MS, most });

export const describeEvents = (engine: EngineUnderTest): void => {
  describe('the inbox', () => {
    let fixture: Fixture;
    beforeEach(async () => {
      fixture = await openFixture(engine, 1);
    });
    afterEach(() => fixture.close());

    test('an event is new once', async () => {
      const receive = () =>
        fixture.store.write(({ inbox }) => inbox.receive({ event: 'slack:Ev1', payload: '{}' }));
      expect([await receive(), await receive()]).toEqual([true, false]);
    });

    test(`${REDELIVERED} events delivered three times by racing replicas have one effect each`, async () => {
      const stores = [fixture.store, ...fixture.replicas];
      const deliveries = Array.from(
        { length: REDELIVERED * 3 },
        (_, index) => `slack:Ev${index % REDELIVERED}`,
      );
      await Promise.all(
        deliveries.map((event, index) =>
          (stores[index % stores.length] ?? fixture.store).write(({ inbox }) =>
            inbox.receive({ event, payload: event }),
          ),
        ),
      );
      const work = async (store: (typeof stores)[number], worker: string): Promise<void> => {
        for (;;) {
          const claimed = await store.write(({ inbox }) => inbox.claim(claimBy(worker)));
          if (claimed.length === 0) return;
          for (const { event } of claimed)
            await store.write(async ({ inbox, audit }) => {
              if (await inbox.finish(event, worker))
                await audit.record({ person: worker, action: 'worked', subject: event, details: {} });
            });
        }
      };
      await Promise.all(stores.map((store, index) => work(store, `worker-${index}`)));
      const worked = (await fixture.store.read.audit.since(0, 1_000)).map(({ subject }) => subject);
      expect(worked).toHaveLength(REDELIVERED);
      expect(new Set(worked).size).toBe(REDELIVERED);
    });

    test(`${REDELIVERED} events redelivered while worked before the acknowledgement have one effect each`, async () => {
      const stores = [fixture.store, ...fixture.replicas];
      await Promise.all(
        Array.from({ length: REDELIVERED * 2 }, (_, index) =>
          (stores[index % stores.length] ?? fixture.store).write(async ({ inbox, audit }) => {
            const event = `web:${index % REDELIVERED}`;
            if (await inbox.admit(event))
              await audit.record({ person: 'web', action: 'worked', subject: event, details: {} });
          }),
        ),
      );
      expect(await fixture.store.read.audit.since(0, 1_000)).toHaveLength(REDELIVERED);
    });

    test('an effect that fails leaves the event unknown, so that its redelivery is worked', async () => {
      const { store } = fixture;
      const admit = (fails: boolean) =>
        store.write(async ({ inbox }) => {
          const isNew = await inbox.admit('web:1');
          if (fails) throw new Error('the effect failed');
          return isNew;
        });
      await expect(admit(true)).rejects.toThrow('the effect failed');
      expect(await admit(false)).toBe(true);
    });

    test('an event whose worker died is taken over when its lease has run out, and not before', async () => {
      const { store } = fixture;
      await store.write(({ inbox }) => inbox.receive({ event: 'slack:Ev1', payload: '{"text":"?"}' }));
      expect(await store.write(({ inbox }) => inbox.claim(claimBy('dead')))).toHaveLength(1);
      expect(await store.write(({ inbox }) => inbox.claim(claimBy('alive')))).toEqual([]);
      fixture.advance(LEASE_MS);
      expect(await store.write(({ inbox }) => inbox.claim(claimBy('alive')))).toEqual([
        { event: 'slack:Ev1', payload: '{"text":"?"}', attempts: 2 },
      ]);
      expect(await store.write(({ inbox }) => inbox.finish('slack:Ev1', 'dead'))).toBe(false);
      expect(await store.write(({ inbox }) => inbox.finish('slack:Ev1', 'alive'))).toBe(true);
      expect(await store.write(({ inbox }) => inbox.finish('slack:Ev1', 'alive'))).toBe(false);
    });

    test('an event given up is not tried again, and counted among the failed', async () => {
      const { store } = fixture;
      await store.write(({ inbox }) => inbox.receive({ event: 'slack:Ev1', payload: '{}' }));
      await store.write(({ inbox }) => inbox.claim(claimBy('worker')));
      await store.write(({ inbox }) => inbox.giveUp('slack:Ev1', 'worker', 'the message was deleted'));
      fixture.advance(LEASE_MS);
      expect(await store.write(({ inbox }) => inbox.claim(claimBy('worker')))).toEqual([]);
      expect(await store.health()).toMatchObject({ inboxWaiting: 0, inboxFailed: 1 });
    });
  });
};
