import { expect, it } from 'vitest';
import { gatherQuestions, withKeys } from '../../../../src/moderation/preview/questions.ts';
import { aGoldenQuestion } from '../../../fakes/builders.ts';

it('a text in a language is replayed once, however often it was asked', () => {
  const asked = ['a', 'b', 'a'].map((text) => ({ text, language: 'zh' as const }));
  expect(
    gatherQuestions([aGoldenQuestion('a', 'nothing')], [...asked, { text: 'a', language: 'en' }]),
  ).toEqual([
    { text: 'a', language: undefined, timesAsked: 0 },
    { text: 'a', language: 'zh', timesAsked: 2 },
    { text: 'b', language: 'zh', timesAsked: 1 },
    { text: 'a', language: 'en', timesAsked: 1 },
  ]);
});

it('only what names a year is another question on another day', async () => {
  const keysOn = async (today: string) =>
    (
      await withKeys(
        ['免税门槛是多少', '2023年的门槛', '去年的门槛', 'the threshold last year', '１０万人'].map(
          (text) => ({
            text,
            language: undefined,
          }),
        ),
        today,
      )
    ).map(({ key }) => key);
  const [one, other] = [await keysOn('2026-11-21'), await keysOn('2026-11-22')];
  expect(one.map((key, at) => key === other[at])).toEqual([true, false, false, false, true]);
});
