import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherQuestions, inShares, shareCandidate } from '../../../../src/moderation/preview/questions.ts';
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

describe('sharing out', () => {
  it('loses no question and gives none twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer()),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(3000),
        (items, count, before) => {
          expect(inShares(items, count).flat()).toEqual(items);
          expect(shareCandidate(items, before).flat()).toEqual(items);
          expect([...inShares(items, count), ...shareCandidate(items, before)]).not.toContainEqual([]);
        },
      ),
    );
  });

  it('gives both workers half of the candidate where the base is known, and one all of it where it is not', () => {
    const items = Array.from({ length: 2000 }, (_, at) => at);
    expect(shareCandidate(items, 0).map(({ length }) => length)).toEqual([1000, 1000]);
    expect(shareCandidate(items, 2000).map(({ length }) => length)).toEqual([2000]);
    expect(shareCandidate(items, 40).map(({ length }) => length)).toEqual([1095, 905]);
  });
});
