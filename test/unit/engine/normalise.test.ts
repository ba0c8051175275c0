import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, normalise } from '../../../src/engine/text/normalise.ts';

describe('normalise', () => {
  it.each([
    ['Ｅｘｃｅｌ　１２１０', 'excel 1210'],
    ['電子簽名有法律效力嗎', '电子签名有法律效力吗'],
    ['100,000 people, not 1,5', '100000 people, not 1,5'],
    ['EU–Singapore, the firm’s', "eu-singapore, the firm's"],
    ['two\n\tlines', 'two lines'],
    ['a\u0000b\u200bc', 'abc'],
    ['last \u200b year', 'last year'],
    ['e\u200b\u0301', 'é'],
    ['broken \ud83d half', 'broken half'],
  ])('%j becomes %j', (text, normal) => {
    expect(normalise(text)).toBe(normal);
  });

  it.each(['Does the US tax it?', 'rules in the U.S.', 'us de minimis', 'duty in us'])(
    'reads the country in %j',
    (text) => {
      expect(normalise(text)).toContain('usa');
    },
  );

  it.each(['can you tell us more', 'give us the list', 'does it hit us?'])(
    'leaves the pronoun in %j',
    (text) => {
      expect(normalise(text)).not.toContain('usa');
    },
  );

  it('says of what it made the same again, as cleaning does', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(text, (said) => {
        expect(clean(clean(said))).toBe(clean(said));
        expect(normalise(clean(said))).toBe(normalise(said));
        expect(normalise(normalise(said))).toBe(normalise(said));
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps case when it only cleans', () => {
    expect(clean(' ＰＩＰＬ ')).toBe('PIPL');
  });
});
