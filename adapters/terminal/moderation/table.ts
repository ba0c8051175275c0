import type { Line, Look, Span } from '../line.ts';
import { columnsOf } from '../wrap.ts';

const GAP = '  ';

/** Rows with their cells under one another; the last cell of a row takes what room is left, and wraps. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): Line[] {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => columnsOf(row[at] ?? ''))));
  const pad = (text: string, at: number): string =>
    `${text}${' '.repeat(Math.max((widths[at] ?? 0) - columnsOf(text), 0))}${GAP}`;
  const toLine = (row: readonly string[], look?: Look): Line => {
    const last: Span = { text: row.at(-1) ?? '', look };
    return { lead: { text: row.slice(0, -1).map(pad).join(''), look }, spans: [last] };
  };
  return [toLine(head, 'faint'), ...rows.map((row) => toLine(row))];
}
