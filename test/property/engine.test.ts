import fc from 'fast-check';
import { expect, it } from 'vitest';
import { outcomeOf, smallEngine } from '../fakes/small-knowledge.ts';

const engine = smallEngine();
const nasty = fc.constantFrom(
  '__proto__',
  'constructor',
  '<script>',
  '(a+)+$',
  '\ud800',
  '\u202e',
  '电子签名',
  'in ',
  '第二个',
);
const anyText = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), nasty), { maxLength: 12 })
  .map((parts) => parts.join(' '));

it('any text gets an outcome with a probability, and the same one again', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const outcome = outcomeOf(engine, text);
      if ('confidence' in outcome) {
        expect(outcome.confidence).toBeGreaterThanOrEqual(0);
        expect(outcome.confidence).toBeLessThanOrEqual(1);
      }
      expect(outcomeOf(engine, text)).toEqual(outcome);
    }),
    { numRuns: 500 },
  );
});

it('a long run of one kind of character is answered without a blow-up', () => {
  for (const piece of ['a', '的', '9', ' the', '万', '-', '不'])
    expect(outcomeOf(engine, piece.repeat(2000).slice(0, 2000)).kind).toBeTypeOf('string');
});
