import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { line } from '../../../adapters/terminal/line.ts';
import { paint } from '../../../adapters/terminal/paint.ts';
import { type Terminal, screenOf } from '../../../adapters/terminal/terminal.ts';
import { columnsOf, wrap } from '../../../adapters/terminal/wrap.ts';

const wrapText = (text: string, columns: number): string[] =>
  wrap([{ text }], columns).map((row) => row.map((span) => span.text).join(''));

describe('wrapping', () => {
  it('counts two columns for a Han character, a full-width mark and an emoji', () => {
    expect(columnsOf('数据A，👍')).toBe(9);
  });

  it('breaks Latin text at spaces only', () => {
    expect(wrapText('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']);
  });

  it('breaks Han text between characters', () => {
    expect(wrapText('电子签名有法律效力', 8)).toEqual(['电子签名', '有法律效', '力']);
  });

  it('begins no line with a mark that closes, and ends none with one that opens', () => {
    expect(wrapText('电子签名，有效', 8)).toEqual(['电子签', '名，有效']);
    expect(wrapText('电子签（名有效）', 8)).toEqual(['电子签', '（名有', '效）']);
  });

  it('leaves a word whole that is longer than the line', () => {
    expect(wrapText('see https://law.example/a/b now', 10)).toEqual([
      'see',
      'https://law.example/a/b',
      'now',
    ]);
  });

  it('loses nothing but the spaces at which it breaks, and fills no line beyond its columns', () => {
    const text = fc.string({
      unit: fc.constantFrom('电', '子', '签', '名', 'a', 'b', ' ', '，', '。', '（'),
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 40 }), (typed, columns) => {
        const rows = wrapText(typed, columns);
        expect(rows.join('').replaceAll(' ', '')).toBe(typed.replaceAll(' ', ''));
        for (const row of rows.filter((each) => /^[电子签名 ]*$/.test(each)))
          expect(columnsOf(row)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('painting', () => {
  const STYLED = { columns: 80, isStyled: true };
  const PLAIN = { columns: Infinity, isStyled: false };

  it('makes links to click on with OSC 8', () => {
    expect(paint([{ spans: [{ text: 'law', url: 'https://law.example/' }] }], STYLED)).toBe(
      '\u001B]8;;https://law.example/\u001B\\law\u001B]8;;\u001B\\\n',
    );
  });

  it('lets no text steer the terminal', () => {
    const text = 'a\u001B[2Jb\u009Bc\u202Ed\u0007';
    expect(paint([line(text)], PLAIN)).toBe('a[2Jbcd\n');
    expect(paint([{ spans: [{ text: 'x', url: 'https://a/\u001B\\\u0007' }] }], STYLED)).toBe(
      '\u001B]8;;https://a/\\\u001B\\x\u001B]8;;\u001B\\\n',
    );
  });

  it('writes lone surrogates as replacement characters', () => {
    expect(paint([line('a\uD800b')], PLAIN)).toBe('a\uFFFDb\n');
  });

  it('joins soft line breaks: without a space between Han characters, with one between words', () => {
    expect(paint([line('第一行，\n第二行')], PLAIN)).toBe('第一行，第二行\n');
    expect(paint([line('one\ntwo')], PLAIN)).toBe('one two\n');
  });
});

describe('the screen', () => {
  const terminal = (isTTY: boolean, env: Terminal['env'] = {}, columns = 72): Terminal => ({
    input: new PassThrough(),
    output: Object.assign(new PassThrough(), { isTTY, columns }),
    errors: new PassThrough(),
    cwd: '/',
    env,
  });

  it('is plain and unwrapped where the output is piped', () => {
    expect(screenOf(terminal(false))).toEqual({ columns: Infinity, isStyled: false });
  });

  it('has colours on a terminal, and none where NO_COLOR or a dumb terminal says so', () => {
    expect(screenOf(terminal(true))).toEqual({ columns: 72, isStyled: true });
    expect(screenOf(terminal(true, { NO_COLOR: '1' })).isStyled).toBe(false);
    expect(screenOf(terminal(true, { TERM: 'dumb' })).isStyled).toBe(false);
  });
});
