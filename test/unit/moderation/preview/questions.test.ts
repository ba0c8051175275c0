import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  gatherQuestions,
  inOwnOrder,
  inShares,
  shareCandidate,
  withKeys,
} from '../../../../src/moderation/preview/questions.ts';
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
          const shared = shareCandidate(items, before);
          expect((before === 0 ? shared : shared.toReversed()).flat()).toEqual(items);
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

  it('gives a worker nearly the questions that it had before, whatever was asked since', () => {
    const ask = (from: number, to: number) =>
      inOwnOrder(
        withKeys(
          Array.from({ length: to - from }, (_, at) => ({ text: `q${from + at}`, language: undefined })),
          '2026-11-21',
        ),
      ).map(({ question }) => question.text);
    const [before, after] = [ask(0, 1000), ask(50, 1050)];
    expect(new Set(before).size).toBe(1000);
    const [own = [], others = []] = inShares(before, 2).map((share) => new Set(share));
    const [first = [], second = []] = shareCandidate(after, 0);
    const isStrange = (known: Iterable<string>) => (text: string) => !new Set(known).has(text);
    expect(first.filter(isStrange(own)).length).toBeLessThan(60);
    expect(second.filter(isStrange(others)).length).toBeLessThan(60);
  });
});
