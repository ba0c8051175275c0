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
    ['broken \ud83d half', 'broken half'],
  ])('%j becomes %j', (text, normal) => {
    expect(normalise(text).replace(/ +/g, ' ')).toBe(normal);
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

  it('keeps case when it only cleans', () => {
    expect(clean(' ＰＩＰＬ ')).toBe('PIPL');
  });
});
