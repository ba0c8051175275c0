import type { Span } from './line.ts';

const WIDE =
  /^(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\u2E80-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation})/u;
// Kinsoku: marks that may not begin a line, and marks that may not end one.
const NOT_FIRST = /^[,.;:!?%)\]}，。、；：！？％）】》〉」』’”…·]/u;
const NOT_LAST = /^[([{（【《〈「『‘“]/u;

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** A character as a reader sees it, with the span that it comes from. */
interface Cell {
  readonly text: string;
  readonly columns: number;
  readonly span: Span;
}

const isWide = (text: string): boolean => WIDE.test(text);

const toCells = (spans: readonly Span[]): Cell[] =>
  spans.flatMap((span) =>
    Array.from(graphemes.segment(span.text), ({ segment }) => ({
      text: segment,
      columns: isWide(segment) ? 2 : 1,
      span,
    })),
  );

const sumColumns = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.columns, 0);

/** Columns that a text takes: a Han character or emoji takes two. */
export const columnsOf = (text: string): number => sumColumns(toCells([{ text }]));

function mayBreakBetween(before: Cell, after: Cell): boolean {
  if (after.text === ' ' || NOT_FIRST.test(after.text) || NOT_LAST.test(before.text)) return false;
  return before.text === ' ' || isWide(before.text) || isWide(after.text);
}

const withoutEndSpace = (cells: readonly Cell[]): readonly Cell[] =>
  cells.slice(0, cells.findLastIndex(({ text }) => text !== ' ') + 1);

/** Runs of one span again, out of its characters. */
function toSpans(cells: readonly Cell[]): Span[] {
  const runs: { span: Span; text: string }[] = [];
  for (const { span, text } of cells) {
    const last = runs.at(-1);
    if (last?.span === span) last.text += text;
    else runs.push({ span, text });
  }
  return runs.map(({ span, text }) => ({ ...span, text }));
}

/** Breaks spans into lines of so many columns: at spaces, and between Han characters. A longer word stays whole. */
export function wrap(spans: readonly Span[], columns: number): Span[][] {
  if (columns === Infinity) return [[...spans]];
  const cells = toCells(spans);
  const lines: Span[][] = [];
  let start = 0;
  let breakAt = 0;
  let taken = 0;
  for (const [at, cell] of cells.entries()) {
    const before = cells[at - 1];
    if (before && mayBreakBetween(before, cell)) breakAt = at;
    taken += cell.columns;
    if (taken <= columns || cell.text === ' ' || breakAt <= start) continue;
    lines.push(toSpans(withoutEndSpace(cells.slice(start, breakAt))));
    start = breakAt;
    taken = sumColumns(cells.slice(start, at + 1));
  }
  return [...lines, toSpans(withoutEndSpace(cells.slice(start)))];
}
