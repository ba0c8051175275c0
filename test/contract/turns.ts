import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entryId, topicId } from '../../src/knowledge/fields.ts';
import { type EngineUnderTest, type Fixture, openFixture } from './harness.ts';
import { aQuestion } from './people.ts';

const legalEffect = entryId.parse('legal-effect');

export const describeTurns = (engine: EngineUnderTest): void => {
  describe('turns', () => {
    let fixture: Fixture;
    beforeEach(async () => {
      fixture = await openFixture(engine);
    });
    afterEach(() => fixture.close());

    const identify = (user: string) =>
      fixture.store.write(({ people }) => people.identify({ platform: 'slack', tenant: 'T1', user }));

    test('a question is stored without what identifies a person', async () => {
      await fixture.store.write(({ questions }) =>
        questions.record(aQuestion({ text: '我的手机13812345678，电子合同有效吗？', outcome: 'abstained' })),
      );
      const [top] = await fixture.store.read.questions.topUnanswered(1);
      expect(top?.text).not.toContain('13812345678');
      expect(top?.text).toContain('电子合同有效吗');
    });

    test('questions that went unanswered most often come first, however they are cased and punctuated', async () => {
      for (const text of ['What is DEPA?', 'Solar panels', 'what is  depa', 'What is DEPA'])
        await fixture.store.write(({ questions }) =>
          questions.record(aQuestion({ text, outcome: 'abstained' })),
        );
      await fixture.store.write(({ questions }) =>
        questions.record(aQuestion({ text: 'Solar panels', outcome: 'answered' })),
      );
      expect(await fixture.store.read.questions.topUnanswered(5)).toMatchObject([
        { text: 'What is DEPA?', count: 3 },
        { text: 'Solar panels', count: 1 },
      ]);
    });

    test('of each person and place, what was shown there last is known', async () => {
      const [lin, wang] = [await identify('U1'), await identify('U2')];
      const show = (person: typeof lin, destination: string, revision: number) =>
        fixture.store.write(({ deliveries }) =>
          deliveries.record({
            question: undefined,
            entry: legalEffect,
            revision,
            language: 'zh',
            person,
            destination,
          }),
        );
      await show(lin, 'slack:T1/C1', 1);
      await show(wang, 'slack:T1/C2', 1);
      await show(wang, 'slack:T1/C2', 3);
      expect(await fixture.store.read.corrections.shownSince(legalEffect, 0)).toEqual([
        { person: lin, destination: 'slack:T1/C1', revision: 1, language: 'zh' },
        { person: wang, destination: 'slack:T1/C2', revision: 3, language: 'zh' },
      ]);
    });

    test('a second rating by the same person takes the place of the first', async () => {
      const person = await identify('U1');
      for (const verdict of ['helpful', 'unhelpful'] as const)
        await fixture.store.write(({ ratings }) =>
          ratings.rate({ entry: legalEffect, revision: 1, person, verdict, comment: '' }),
        );
      expect(await fixture.store.read.ratings.countOf(legalEffect)).toEqual({ helpful: 0, unhelpful: 1 });
    });

    test('a case is answered by the first moderator only', async () => {
      const [lin, wang] = [await identify('U1'), await identify('U2')];
      const { id } = await fixture.store.write(({ cases }) =>
        cases.open({ question: 'Solar panels?', person: lin, destination: 'slack:T1/C1' }),
      );
      const answer = () =>
        fixture.store.write(({ cases }) => cases.answer(id, wang, 'See the customs page.'));
      expect((await fixture.store.read.cases.listOpen()).map((open) => open.id)).toEqual([id]);
      expect([await answer(), await answer()]).toEqual([true, false]);
      expect(await fixture.store.read.cases.listOpen()).toEqual([]);
    });

    test('a question is one open case for who passes it on, however often, and another’s for another', async () => {
      const [lin, wang] = [await identify('U1'), await identify('U2')];
      const { store } = fixture;
      const open = (person: typeof lin | undefined, destination = 'slack:T1/D1', asked = 7) =>
        store.write(({ cases }) => cases.open({ question: 'Solar panels?', asked, person, destination }));
      const [first, again] = await Promise.all([open(lin), open(lin)]);
      expect(again.id).toBe(first.id);
      expect([first, again].filter(({ isNew }) => isNew)).toHaveLength(1);
      expect((await open(lin, 'slack:T1/C1')).id).toBe(first.id);
      const others = [await open(wang), await open(undefined, 'web:1'), await open(undefined, 'web:2')];
      expect(others.map(({ isNew }) => isNew)).toEqual([true, true, true]);
      expect((await open(undefined, 'web:2')).isNew).toBe(false);
      expect((await open(lin, 'slack:T1/D1', 8)).isNew).toBe(true);
      await store.write(({ cases }) => cases.answer(first.id, wang, 'See the customs page.'));
      expect(await open(lin)).toMatchObject({ isNew: true });
      // Both are one from now on, and both have the question open.
      await store.write(({ people }) => people.merge(wang, lin));
      expect(await store.read.cases.listOpen()).toHaveLength(5);
      expect((await open(lin)).isNew).toBe(false);
    });

    test('a subscription is kept once for each subject and can be ended', async () => {
      const person = await identify('U1');
      const subject = { kind: 'topic', id: topicId.parse('data-flow') } as const;
      const { store } = fixture;
      for (const destination of ['slack:T1/C1', 'slack:T1/C2'])
        await store.write(({ subscriptions }) => subscriptions.subscribe({ person, subject, destination }));
      expect(await store.read.subscriptions.to(subject)).toEqual([
        { person, subject, destination: 'slack:T1/C2' },
      ]);
      await store.write(({ subscriptions }) => subscriptions.unsubscribe(person, subject));
      expect(await store.read.subscriptions.of(person)).toEqual([]);
    });

    test('a conversation is forgotten 30 minutes after its last turn', async () => {
      const conversation = {
        question: 'Is it valid?',
        entry: legalEffect,
        choices: ['a', 'b'],
        language: 'en',
      } as const;
      await fixture.store.write(({ conversations }) => conversations.save('slack:T1/C1', conversation));
      fixture.advance(30 * 60_000 - 1);
      expect(await fixture.store.read.conversations.load('slack:T1/C1')).toEqual(conversation);
      fixture.advance(1);
      expect(await fixture.store.read.conversations.load('slack:T1/C1')).toBeUndefined();
    });
  });
};
