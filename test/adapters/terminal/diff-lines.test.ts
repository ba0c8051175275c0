import { describe, expect, it } from 'vitest';
import { diffLines, documentDiffLines } from '../../../adapters/terminal/diff-lines.ts';
import { paint } from '../../../adapters/terminal/paint.ts';
import { diffDocuments } from '../../../src/moderation/preview/document-diffs.ts';
import { diffWords } from '../../../src/moderation/preview/word-diff.ts';
import { anEntry, documentsOf } from '../../fakes/builders.ts';

const plain = { columns: Infinity, isStyled: false };

describe('a word diff in the terminal', () => {
  const parts = diffWords(
    '第一段。\n须在10日内备案。\n第三段。\n第四段。',
    '第一段。\n须在15日内备案。\n第三段。\n第四段。',
  );

  it('shows the lines that differ, and where others are left out', () => {
    expect(paint(diffLines(parts), plain)).toBe('   …\n   须在[-10-]{+15+}日内备案。\n   …\n');
  });

  it('is green and struck-through red where there are colours', () => {
    const painted = paint(diffLines(parts), { columns: 80, isStyled: true });
    expect(painted).toContain('\u001B[32m15\u001B[39m');
    expect(painted).toContain('\u001B[9m\u001B[31m10\u001B[39m\u001B[29m');
    expect(painted).not.toContain('{+');
  });

  it('lets no text steer the terminal', () => {
    expect(paint(diffLines(diffWords('a', '\u001B[2Jb')), plain)).toBe('   [-a-]{+[2Jb+}\n');
  });
});

it.each([
  ['zh', '条目 one · 修改', 'shortAnswer · 中文'],
  ['en', 'entry one · changed', 'shortAnswer · Chinese'],
] as const)(
  'names documents and fields in the language of the one who reads: %s',
  (language, heading, field) => {
    const one = anEntry({ id: 'one' });
    const changed = { ...one, shortAnswer: { ...one.shortAnswer, zh: 'one无效。' } };
    const diffs = diffDocuments(documentsOf({ entries: [one] }), documentsOf({ entries: [changed] }));
    expect(paint(documentDiffLines(diffs, language), plain)).toBe(
      `${heading}\n${field}\n   one[-有效-]{+无效+}。\n`,
    );
  },
);
