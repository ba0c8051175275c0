import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bigramsOf,
  findNearPairs,
  findNearTo,
  foldForComparison,
  overlapOf,
} from '../../src/knowledge/checks/similarity.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '电', '签', ' '), maxLength: 14 });
const similarityOf = (left: string, right: string): number =>
  overlapOf(bigramsOf(foldForComparison(left)), bigramsOf(foldForComparison(right)));
const texts = fc.array(fc.record({ text, owner: fc.constantFrom('x', 'y', 'z') }), { maxLength: 25 });

const fold = ({ text, owner }: { readonly text: string; readonly owner: string }) => ({
  folded: foldForComparison(text),
  owner,
});

describe('findNearPairs', () => {
  it('finds what comparing all pairs finds', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(0.3, 0.5, 0.6, 0.75, 0.8, 1), (all, threshold) => {
        const naive = all.flatMap((left, l) =>
          all.flatMap((right, r) =>
            l < r && left.owner !== right.owner && similarityOf(left.text, right.text) >= threshold
              ? [`${l} ${r}`]
              : [],
          ),
        );
        const found = findNearPairs(all.map(fold), threshold).map(
          ({ left, right }) => `${Math.min(left, right)} ${Math.max(left, right)}`,
        );
        expect(found.sort()).toEqual(naive.sort());
      }),
      { numRuns: 500 },
    );
  });
});

describe('findNearTo', () => {
  it('finds what comparing a few with all finds', () => {
    fc.assert(
      fc.property(texts, texts, fc.constantFrom(0.3, 0.5, 0.75, 1), (few, many, threshold) => {
        const naive = few.flatMap((left, l) =>
          many.flatMap((right, r) =>
            left.owner !== right.owner && similarityOf(left.text, right.text) >= threshold
              ? [`${l} ${r} ${similarityOf(left.text, right.text)}`]
              : [],
          ),
        );
        const found = findNearTo(few.map(fold), many.map(fold), threshold).map(
          ({ left, right, similarity }) => `${left} ${right} ${similarity}`,
        );
        expect(found.sort()).toEqual(naive.sort());
      }),
      { numRuns: 500 },
    );
  });
});
