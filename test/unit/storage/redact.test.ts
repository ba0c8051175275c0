import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redact } from '../../../src/storage/redact.ts';
import { KEPT, REDACTED } from './redact-examples.ts';

test.each(REDACTED)('takes the personal part out of: %s', (text, expected) => {
  expect(redact(text)).toBe(expected);
});

test.each(KEPT)('keeps to the letter: %s', (text) => {
  expect(redact(text)).toBe(text);
});

test('there are 200 examples or more, half of them to be kept', () => {
  expect(REDACTED.length).toBeGreaterThanOrEqual(100);
  expect(KEPT.length).toBeGreaterThanOrEqual(100);
});

test('redacting twice changes nothing more', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...REDACTED.map(([text]) => text), ...KEPT), { maxLength: 4 }),
      (texts) => {
        const once = redact(texts.join('；'));
        expect(redact(once)).toBe(once);
      },
    ),
  );
});

test('text of any kind and length is redacted in a time that grows with its length only', () => {
  const from = performance.now();
  for (const unit of ['1', '1 ', 'a@', 'a.', '电话：', '1-', '护照 E1'])
    redact(unit.repeat(2_000 / unit.length));
  expect(performance.now() - from).toBeLessThan(500);
});
