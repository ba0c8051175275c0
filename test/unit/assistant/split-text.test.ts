import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '../../../src/assistant/split-text.ts';

const within = (most: number) => (part: string) => part.length <= most;

describe('parting a text', () => {
  it('leaves a text that fits as it is', () => {
    expect(splitText('one', within(3))).toEqual(['one']);
    expect(splitText('', within(3))).toEqual(['']);
  });

  it('prefers the end of a paragraph to that of a sentence, and a sentence to a word', () => {
    expect(splitText('One. Two.\n\nThree. Four.', within(20))).toEqual(['One. Two.\n\n', 'Three. Four.']);
    expect(splitText('One two. Three four', within(15))).toEqual(['One two. ', 'Three four']);
    expect(splitText('第一句。第二句很长', within(6))).toEqual(['第一句。', '第二句很长']);
    expect(splitText('alpha beta gamma', within(12))).toEqual(['alpha beta ', 'gamma']);
  });

  it('never parts a family of emoji, or a letter from its accent', () => {
    const family = '👩‍👩‍👧';
    expect(splitText(family.repeat(2), within(family.length + 3))).toEqual([family, family]);
    expect(splitText('ae\u0301b', within(2))).toEqual(['a', 'e\u0301', 'b']);
  });

  it('loses nothing, and every part fits, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 2, max: 50 }),
        (text, most) => {
          const parts = splitText(text, within(most));
          expect(parts.join('')).toBe(text);
          expect(parts.every(within(most))).toBe(true);
        },
      ),
    );
  });

  it('measures what is sent, such as text that grows when it is escaped', () => {
    const parts = splitText('*'.repeat(10), (part) => part.length * 2 <= 8);
    expect(parts).toEqual(['****', '****', '**']);
  });
});
