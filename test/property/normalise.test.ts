import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalise } from '../../src/engine/text/normalise.ts';

const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.string());

it('normalising what is normal changes nothing', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = normalise(text);
      expect(normalise(once)).toBe(once);
    }),
    { numRuns: 2000, examples: [['Us'], ['In us'], ['in US’s']] },
  );
});
