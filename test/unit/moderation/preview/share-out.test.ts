import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  COMPARE_COST,
  INDEX_COST,
  inShares,
  shareOut,
} from '../../../../src/moderation/preview/share-out.ts';

const from = (of: string, count: number) => ({
  of,
  questions: Array.from({ length: count }, (_, at) => `${of}${at}`),
});
const sizes = (base: number, candidate: number) =>
  shareOut(from('base', base), from('candidate', candidate)).map(
    ({ of, questions }) => `${of} ${questions.length}`,
  );

it('loses no question, gives none twice, and gives out no empty share', () => {
  fc.assert(
    fc.property(fc.nat(3000), fc.nat(3000), fc.integer({ min: 1, max: 4 }), (base, candidate, count) => {
      const [before, after] = [from('base', base), from('candidate', candidate)];
      const shared = shareOut(before, after);
      const given = shared.flatMap(({ questions }) => questions);
      expect(given.toSorted()).toEqual([...before.questions, ...after.questions].toSorted());
      const parts = inShares(before.questions, count);
      expect(parts.flat()).toEqual(before.questions);
      expect([...parts, ...shared.map(({ questions }) => questions)]).not.toContainEqual([]);
    }),
  );
});

it('brings both workers to the end at the same time, of which one compares the texts first', () => {
  expect(sizes(0, 2000)).toEqual(['candidate 1125', 'candidate 875']);
  expect(sizes(2000, 0)).toEqual(['base 1125', 'base 875']);
  expect(sizes(400, 2000)).toEqual(['candidate 1500', 'base 400', 'candidate 500']);
  expect(1500).toBe(COMPARE_COST + INDEX_COST + 400 + 500);
});

it('gives the candidate to one worker alone where the other has as much to do', () => {
  expect(sizes(2000, 2000)).toEqual(['candidate 2000', 'base 2000']);
  expect(sizes(50, 50)).toEqual(['candidate 50', 'base 50']);
  expect(sizes(0, 100)).toEqual(['candidate 100']);
  expect(sizes(0, 0)).toEqual([]);
});
