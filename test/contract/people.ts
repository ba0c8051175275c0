import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AskedQuestion } from '../../src/assistant/ports.ts';
import { type EngineUnderTest, type Fixture, openFixture } from './harness.ts';

/** A question that nobody in particular asked. */
export const aQuestion = (fields: Partial<AskedQuestion> = {}): AskedQuestion => ({
  text: 'Is an electronic contract valid?',
  outcome: 'answered',
  confidence: 0.9,
  entry: undefined,
  revision: 1,
  language: 'en',
  person: undefined,
  conversation: 'web:1',
  ...fields,
});

const account = { platform: 'slack', tenant: 'T1', user: 'U1' };

export const describePeople = (engine: EngineUnderTest): void => {
  describe('people', () => {
    let fixture: Fixture;
    beforeEach(async () => {
      fixture = await openFixture(engine, 1);
    });
    afterEach(() => fixture.close());

    test('an account seen for the first time by racing replicas is one person', async () => {
      const stores = [fixture.store, ...fixture.replicas];
      const people = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          (stores[index % stores.length] ?? fixture.store).write((records) =>
            records.people.identify(account),
          ),
        ),
      );
      expect(new Set(people).size).toBe(1);
    });

    test('a linked account is the same person', async () => {
      const { store } = fixture;
      const person = await store.write(({ people }) => people.identify(account));
      const other = { platform: 'discord', tenant: 'G1', user: '80351110224678912' };
      await store.write(({ people }) => people.link(other, person));
      expect(await store.read.people.find(other)).toBe(person);
      expect(await store.read.people.accountsOf(person)).toEqual([other, account]);
    });

    test('roles are granted once and revoked', async () => {
      const { store } = fixture;
      const person = await store.write(({ people }) => people.identify(account));
      for (const role of ['publisher', 'moderator', 'publisher'] as const)
        await store.write(({ people }) => people.grant(person, role));
      expect(await store.read.people.rolesOf(person)).toEqual(['moderator', 'publisher']);
      await store.write(({ people }) => people.revoke(person, 'publisher'));
      expect(await store.read.people.rolesOf(person)).toEqual(['moderator']);
    });

    test('a token names its person until it expires or is revoked, and is not kept itself', async () => {
      const { store } = fixture;
      const person = await store.write(({ people }) => people.identify(account));
      const expiresAt = Date.UTC(2026, 10, 22);
      const mint = (label: string) => store.write(({ tokens }) => tokens.mint({ person, label, expiresAt }));
      const [token, other] = [await mint('erp'), await mint('batch')];
      expect(await store.read.tokens.personOf(token)).toBe(person);
      expect(await store.read.tokens.personOf(`${token}x`)).toBeUndefined();
      expect(await store.write(({ tokens }) => tokens.revoke(person, 'erp'))).toBe(1);
      expect(await store.read.tokens.personOf(token)).toBeUndefined();
      expect(await store.read.tokens.personOf(other)).toBe(person);
      fixture.advance(24 * 3_600_000);
      expect(await store.read.tokens.personOf(other)).toBeUndefined();
    });

    test('the audit trail tells every deed in order, with who and when', async () => {
      const { store } = fixture;
      for (const action of ['drafted', 'reviewed', 'published'])
        await store.write(({ audit }) =>
          audit.record({ person: 'lin', action, subject: 'entry legal-effect', details: { revision: 3 } }),
        );
      const deeds = await store.read.audit.since(0, 10);
      expect(deeds.map(({ action }) => action)).toEqual(['drafted', 'reviewed', 'published']);
      expect(deeds[0]).toMatchObject({ person: 'lin', at: Date.UTC(2026, 10, 21), details: { revision: 3 } });
      expect(await store.read.audit.since(deeds[1]?.seq ?? 0, 10)).toHaveLength(1);
    });
  });
};
