import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PersonId } from '../../src/assistant/ports.ts';
import { entryId } from '../../src/knowledge/fields.ts';
import { type EngineUnderTest, type Fixture, openFixture } from './harness.ts';
import { aQuestion } from './people.ts';

const DAY_MS = 24 * 3_600_000;
const entry = entryId.parse('legal-effect');
/** In every text of the person who is forgotten, and in none of anybody else. */
const SECRET = 'Zhedong Pearl Button Works';

export const describePrivacy = (engine: EngineUnderTest): void => {
  test('a forgotten person leaves an anonymous count and no text, link or context', async () => {
    const fixture = await openFixture(engine);
    const { store } = fixture;
    const identify = (user: string) =>
      store.write(({ people }) => people.identify({ platform: 'slack', tenant: 'T1', user }));
    const [lin, wang] = [await identify('U-forgotten'), await identify('U2')];
    await liveThrough(fixture, lin);
    await store.write(({ questions }) =>
      questions.record(aQuestion({ text: 'Solar panels?', outcome: 'abstained', person: wang })),
    );

    const forgotten = await store.forget(lin);
    expect(forgotten).toEqual({
      accounts: 1,
      questions: 201,
      deliveries: 1,
      ratings: 1,
      cases: 1,
      subscriptions: 1,
    });
    const { read } = store;
    expect(await read.questions.count()).toBe(202);
    expect(await read.questions.topUnanswered(10)).toMatchObject([{ text: 'Solar panels?', count: 1 }]);
    expect(await read.ratings.countOf(entry)).toEqual({ helpful: 1, unhelpful: 0 });
    expect(await read.people.find({ platform: 'slack', tenant: 'T1', user: 'U-forgotten' })).toBeUndefined();
    expect(await read.people.find({ platform: 'slack', tenant: 'T1', user: 'U2' })).toBe(wang);
    expect(await read.conversations.load('slack:T1/D1')).toBeUndefined();
    expect(await read.cases.listOpen()).toEqual([]);
    expect(await read.corrections.shownSince(entry, 0)).toEqual([]);
    expect(await store.health()).toMatchObject({ inboxWaiting: 0, outboxWaiting: 0 });
    expect(await store.write(({ inbox }) => inbox.receive({ event: 'slack:Ev1', payload: SECRET }))).toBe(
      false,
    );
    if (engine.name === 'SQLite') expect(await findInFiles(fixture, [SECRET, 'U-forgotten'])).toEqual([]);
    await fixture.close();
  });

  test('what is past its time is deleted, the rest is kept', async () => {
    const fixture = await openFixture(engine);
    const { store } = fixture;
    const person = await store.write(({ people }) =>
      people.identify({ platform: 'slack', tenant: 'T1', user: 'U1' }),
    );
    await liveThrough(fixture, person);
    fixture.advance(179 * DAY_MS);
    await store.write(({ questions }) =>
      questions.record(aQuestion({ text: 'Solar panels?', outcome: 'abstained' })),
    );
    // Of all that, only the conversation is past its time.
    expect(await store.retain()).toBe(1);
    expect(await store.read.questions.count()).toBe(202);
    fixture.advance(2 * DAY_MS);
    expect(await store.retain()).toBe(201);
    expect(await store.read.questions.count()).toBe(1);
    expect(await store.read.questions.topUnanswered(10)).toMatchObject([{ text: 'Solar panels?', count: 1 }]);
    expect(await store.read.corrections.shownSince(entry, 0)).toHaveLength(1);
    expect(await store.retain()).toBe(0);
    await fixture.close();
  });

  if (engine.name === 'SQLite')
    test('deleted text is in no file of the store', async () => {
      const fixture = await openFixture(engine);
      const { store } = fixture;
      const record = (from: number, text: string) =>
        Promise.all(
          Array.from({ length: 1_000 }, (_, index) =>
            store.write(({ questions }) =>
              questions.record(aQuestion({ text: `${text} ${from + index}`, outcome: 'abstained' })),
            ),
          ),
        );
      await record(0, SECRET);
      fixture.advance(100 * DAY_MS);
      await record(0, 'Something else');
      expect(await findInFiles(fixture, [SECRET])).not.toEqual([]);
      fixture.advance(100 * DAY_MS);
      await store.retain();
      expect(await store.read.questions.count()).toBe(1_000);
      expect(await findInFiles(fixture, [SECRET])).toEqual([]);
      await fixture.close();
    });
};

/** Leaves something of a person in every table that can hold it. */
async function liveThrough({ store }: Fixture, person: PersonId): Promise<void> {
  await store.write(
    async ({
      questions,
      deliveries,
      ratings,
      cases,
      subscriptions,
      conversations,
      tokens,
      inbox,
      outbox,
    }) => {
      const question = await questions.record(aQuestion({ text: `${SECRET} valid?`, person, entry }));
      for (let index = 0; index < 200; index += 1)
        await questions.record(aQuestion({ text: `${SECRET} ${index}`, outcome: 'abstained', person }));
      await deliveries.record({
        question,
        entry,
        revision: 1,
        language: 'en',
        person,
        destination: `slack:T1/${SECRET}`,
      });
      await ratings.rate({ entry, revision: 1, person, verdict: 'helpful', comment: `by ${SECRET}` });
      await cases.open({ question: `${SECRET} asks`, person, destination: 'slack:T1/D1' });
      await subscriptions.subscribe({
        person,
        subject: { kind: 'entry', id: entry },
        destination: 'slack:T1/D1',
      });
      await conversations.save('slack:T1/D1', { question: SECRET }, person);
      await tokens.mint({ person, label: SECRET, expiresAt: Date.UTC(2027, 0, 1) });
      await inbox.receive({ event: 'slack:Ev1', payload: SECRET, person });
      await outbox.post({ destination: 'slack:T1/D1', payload: SECRET, person });
    },
  );
}

async function findInFiles({ config }: Fixture, texts: readonly string[]): Promise<readonly string[]> {
  const names = await readdir(config.dataDir);
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: await readFile(join(config.dataDir, name)) })),
  );
  return files.flatMap(({ name, bytes }) =>
    texts.filter((text) => bytes.includes(text)).map((text) => `${text} in ${name}`),
  );
}
