import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffItems, diffWords } from '../../../../src/moderation/preview/word-diff.ts';

const shown = (before: string, after: string): string =>
  diffWords(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('');

describe('a word diff', () => {
  it.each([
    ['须向网信办备案。', '须向商务厅备案。', '须向[-网信办-]{+商务厅+}备案。'],
    ['可以申请数据出境', '不得申请数据出境', '[-可以-]{+不得+}申请数据出境'],
    [
      'must file within 10 working days',
      'must file within 15 calendar days',
      'must file within [-10 working-]{+15 calendar+} days',
    ],
    ['不满100,000人', '不满1,000,000人', '不满[-100,000-]{+1,000,000+}人'],
    ['', '新', '{+新+}'],
    ['same', 'same', 'same'],
  ])('of %j and %j shows whole words', (before, after, wanted) => {
    expect(shown(before, after)).toBe(wanted);
  });

  it('loses nothing of either text', () => {
    const text = fc
      .array(
        fc.constantFrom('数据', '出境', '不得', 'file ', 'the', ' ', '\n', '。', '10', ', ', '👍🏽', '\ud800'),
      )
      .map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffWords(before, after);
        const without = (kind: string) => parts.filter((part) => part.kind !== kind).map((part) => part.text);
        expect(without('added').join('')).toBe(before);
        expect(without('removed').join('')).toBe(after);
      }),
    );
  });
});

it('of a list only the items that came or went are shown', () => {
  expect(diffItems(['一', '二', '三'], ['一', '三', '四'])).toEqual([
    { kind: 'removed', text: '二\n' },
    { kind: 'added', text: '四\n' },
  ]);
});
