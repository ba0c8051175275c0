/**
 * Texts as cells of a table. What a spreadsheet would change, lose or run is written otherwise, and reading undoes
 * that exactly:
 * - control characters, what is no character, and `_x0041_` (which Excel decodes) as `\u0041`, a backslash as two;
 * - a cell that Excel would take for a formula gets a `'` before it, as does one that already looks like that.
 */

const UNSAFE =
  /(?!\n)\p{Control}|[\ufeff\ufffd]|\p{Noncharacter_Code_Point}|\p{Surrogate}|_(?=x[0-9A-Fa-f]{4}_)/gu;
const ESCAPE = /\\(?:(\\)|(n)|u([0-9a-f]{4}))/g;
/** The full-width signs too: East Asian versions of Excel take them for the others. */
const FORMULA = /^'*[=+\-@＝＋－＠\t\r\n]/;

const escapeUnsafe = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replace(UNSAFE, (character) => character.split('').map(escapeUnit).join(''));

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const unescape = (text: string): string =>
  text.replace(ESCAPE, (_whole, backslash?: string, newline?: string, code?: string) => {
    if (backslash !== undefined) return '\\';
    return newline === undefined ? String.fromCharCode(Number.parseInt(code ?? '', 16)) : '\n';
  });

const guardFormula = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

/** What a cell says after its guard is taken off; editors that write CRLF within a cell mean a new line. */
const readGuarded = (cell: string): string => {
  const text = cell.replaceAll('\r\n', '\n');
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
};

export const writeText = (text: string): string => guardFormula(escapeUnsafe(text));
export const readText = (cell: string): string => unescape(readGuarded(cell));

/** One item a line; a new line within an item is `\n`. */
export const writeList = (items: readonly string[]): string => guardFormula(items.map(writeLine).join('\n'));
export const readList = (cell: string): string[] =>
  readGuarded(cell)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(unescape);

const writeLine = (text: string): string => escapeUnsafe(text).replaceAll('\n', '\\n');

type Fields = ReadonlyMap<string, string>;

/** Things of several fields: a line `field: value` for each field, an empty line between two things. */
export const writeBlocks = (blocks: readonly Fields[]): string =>
  guardFormula(
    blocks
      .map((fields) => [...fields].map(([name, value]) => `${name}: ${writeLine(value)}`).join('\n'))
      .join('\n\n'),
  );

const FIELD = /^\s*([\w.]+)\s*[:：] ?(.*)$/s;

/** @returns the things, or the line that is no field */
export function readBlocks(cell: string): Fields[] | { readonly badLine: string } {
  const blocks: Map<string, string>[] = [];
  let block: Map<string, string> | undefined;
  for (const line of readGuarded(cell).split('\n')) {
    if (line.trim() === '') {
      block = undefined;
      continue;
    }
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name === undefined || value === undefined || block?.has(name)) return { badLine: line };
    if (!block) {
      block = new Map<string, string>();
      blocks.push(block);
    }
    block.set(name, unescape(value));
  }
  return blocks;
}
