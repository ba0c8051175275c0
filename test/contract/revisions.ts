import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/storage/open-store.ts';
import { type EngineUnderTest, type Fixture, aChange, openFixture } from './harness.ts';

const ROUNDS = 50;
const RACERS = 8;

export const describeRevisions = (engine: EngineUnderTest): void => {
  describe('revisions', () => {
    let fixture: Fixture;
    beforeEach(async () => {
      fixture = await openFixture(engine);
    });
    afterEach(() => fixture.close());

    test('numbers are global and increase by one', async () => {
      const append = (change: Parameters<typeof aChange>[0]) =>
        fixture.store.write(({ revisions }) => revisions.append([aChange(change)], 'lin'));
      expect(await append({})).toEqual({ kind: 'appended', from: 1, to: 1 });
      expect(await append({ id: 'timestamps' })).toEqual({ kind: 'appended', from: 2, to: 2 });
      expect(await append({ base: 1, body: { text: 'second' } })).toEqual({
        kind: 'appended',
        from: 3,
        to: 3,
      });
      expect(await fixture.store.read.revisions.last()).toBe(3);
    });

    test('a change on a base that has moved on writes nothing and tells what changed meanwhile', async () => {
      const { store } = fixture;
      await store.write(({ revisions }) => revisions.append([aChange()], 'lin'));
      await store.write(({ revisions }) =>
        revisions.append([aChange({ base: 1, body: { text: 'mine' } })], 'wang'),
      );
      const late = await store.write(({ revisions }) =>
        revisions.append(
          [aChange({ id: 'timestamps' }), aChange({ base: 1, body: { text: 'late' } })],
          'lin',
        ),
      );
      expect(late).toMatchObject({
        kind: 'stale-base',
        document: { kind: 'entry', id: 'legal-effect' },
        base: 1,
        head: 2,
        since: [{ number: 2, person: 'wang' }],
      });
      expect(await store.read.revisions.last()).toBe(2);
      expect(await store.read.revisions.headOf({ kind: 'entry', id: 'timestamps' })).toBeUndefined();
    });

    test('a change to another document meanwhile is no conflict', async () => {
      const { store } = fixture;
      await store.write(({ revisions }) =>
        revisions.append([aChange(), aChange({ id: 'timestamps' })], 'lin'),
      );
      await store.write(({ revisions }) =>
        revisions.append([aChange({ id: 'timestamps', base: 2 })], 'wang'),
      );
      const mine = await store.write(({ revisions }) => revisions.append([aChange({ base: 1 })], 'lin'));
      expect(mine).toEqual({ kind: 'appended', from: 4, to: 4 });
    });

    test('documents are loaded as they stood at any revision, in the order they first came', async () => {
      const { store } = fixture;
      await store.write(({ revisions }) =>
        revisions.append([aChange({ id: 'b', body: 'b1' }), aChange({ id: 'a', body: 'a1' })], 'lin'),
      );
      await store.write(({ revisions }) =>
        revisions.append([aChange({ id: 'b', base: 1, body: 'b2' })], 'lin'),
      );
      await store.write(({ revisions }) =>
        revisions.append([aChange({ id: 'a', base: 2, body: null })], 'lin'),
      );
      const bodiesAt = async (revision?: number) =>
        (await store.read.revisions.documentsAt(revision)).map(({ body }) => body);
      expect(await bodiesAt(0)).toEqual([]);
      expect(await bodiesAt(1)).toEqual(['b1']);
      expect(await bodiesAt(2)).toEqual(['b1', 'a1']);
      expect(await bodiesAt(3)).toEqual(['b2', 'a1']);
      expect(await bodiesAt()).toEqual(['b2']);
    });

    test('work that fails after an append leaves nothing of it', async () => {
      const { store } = fixture;
      const failing = store.write(async ({ revisions }) => {
        await revisions.append([aChange()], 'lin');
        throw new Error('the work failed after it');
      });
      await expect(failing).rejects.toThrow('the work failed after it');
      expect(await store.read.revisions.last()).toBe(0);
      expect(await store.read.revisions.findFaults()).toEqual([]);
    });

    test.each(["update revisions set person = 'someone'", 'delete from revisions', 'delete from audit'])(
      'the database itself refuses "%s"',
      async (statement) => {
        await fixture.store.write(async ({ revisions, audit }) => {
          await revisions.append([aChange()], 'lin');
          await audit.record({
            person: 'lin',
            action: 'published',
            subject: 'entry legal-effect',
            details: {},
          });
        });
        await expect(fixture.tamper(statement)).rejects.toThrow(/is append-only/);
      },
    );

    test('a revision that was changed behind the program is found', async () => {
      await fixture.store.write(({ revisions }) => revisions.append([aChange()], 'lin'));
      await fixture.tamper(
        'drop trigger revisions_no_update' + (engine.name === 'SQLite' ? '' : ' on revisions'),
      );
      await fixture.tamper(`update revisions set body = '{"text":"forged"}'`);
      expect(await fixture.store.read.revisions.findFaults()).toEqual([
        'revision 1 is not what was written: its hash differs',
      ]);
    });

    test('every listener hears of the newest revision', async () => {
      const { store } = fixture;
      const heard = new Promise<number>((resolve) => store.onRevision(resolve));
      await store.write(({ revisions }) =>
        revisions.append([aChange(), aChange({ id: 'timestamps' })], 'lin'),
      );
      expect(await heard).toBe(2);
    });

    test('what was appended is there after a restart, and nothing is migrated twice', async () => {
      await fixture.store.write(({ revisions }) => revisions.append([aChange()], 'lin'));
      const reopened = await fixture.reopen();
      expect((await reopened.read.revisions.since(0)).map(({ number, person }) => [number, person])).toEqual([
        [1, 'lin'],
      ]);
      expect(await reopened.read.revisions.findFaults()).toEqual([]);
    });
  });

  test(`of ${RACERS} writers racing on one document exactly one wins, in each of ${ROUNDS} rounds`, async () => {
    const fixture = await openFixture(engine, 3);
    const stores = [fixture.store, ...fixture.replicas];
    const document = { kind: 'entry', id: 'legal-effect' } as const;
    await fixture.store.write(({ revisions }) => revisions.append([aChange()], 'lin'));
    for (let round = 0; round < ROUNDS; round += 1) {
      const base = (await fixture.store.read.revisions.headOf(document)) ?? null;
      const results = await Promise.all(
        Array.from({ length: RACERS }, async (_, racer) => {
          const store = stores[racer % stores.length] ?? fixture.store;
          return store.write(async ({ revisions, audit }) => {
            const result = await revisions.append(
              [aChange({ base, body: { round, racer } })],
              `racer-${racer}`,
            );
            if (result.kind === 'appended')
              await audit.record({
                person: `racer-${racer}`,
                action: 'published',
                subject: 'entry legal-effect',
                details: { revision: result.to },
              });
            return result;
          });
        }),
      );
      expect(results.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'stale-base')).toHaveLength(RACERS - 1);
    }
    const { revisions, audit } = fixture.store.read;
    expect(await revisions.findFaults()).toEqual([]);
    const history = await revisions.history(document);
    expect(history).toHaveLength(ROUNDS + 1);
    const deeds = await audit.since(0, 1_000);
    expect(deeds.map(({ person, details }) => [person, details['revision']])).toEqual(
      history.slice(1).map(({ person, number }) => [person, number]),
    );
    await fixture.close();
  });

  test('an empty database is migrated once, also when several open it at the same moment', async () => {
    const place = await engine.prepare();
    const opened = await Promise.all(
      Array.from({ length: engine.name === 'PostgreSQL' ? 3 : 1 }, () => openStore(place.config)),
    );
    for (const store of opened) expect(await store.read.revisions.last()).toBe(0);
    for (const store of opened) await store.close();
    await place.discard();
  });
};
