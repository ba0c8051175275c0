import type { SheetData } from 'write-excel-file/node';
import { KnowledgeError } from '../problem.ts';
import { FormatError } from './format-error.ts';
import type { KnowledgeDocuments } from '../snapshot.ts';
import { TABLES, type Table, nameColumn } from './columns.ts';
import type { Imported } from './imported.ts';
import { type FoundTable, readTables, writeRows } from './tables.ts';

// Loaded with the first workbook: they take longer than most commands.
const reading = () => import('read-excel-file/node');
const writing = () => import('write-excel-file/node');

/** What Excel takes in one cell; it opens no file that has more. */
const MOST_CHARACTERS = 32_767;

/**
 * A sheet each for entries, topics, glossary, golden questions and probes; guides are no tables.
 * @throws FormatError for a text that does not fit a cell
 */
export async function writeXlsx(documents: KnowledgeDocuments): Promise<Uint8Array> {
  const sheets = TABLES.map((table: Table) => ({
    sheet: table.sheet,
    data: toSheet(table, documents),
    columns: table.columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    stickyColumnsCount: 1,
  }));
  const { default: writeXlsxFile } = await writing();
  return writeXlsxFile(sheets).toBuffer();
}

function toSheet(table: Table, documents: KnowledgeDocuments): SheetData {
  const [headings = [], ...rows] = writeRows(table, documents);
  return [
    headings.map((value) => ({ value, type: String, fontWeight: 'bold', backgroundColor: '#eeeeee' })),
    ...rows.map((row) =>
      row.map((value, at) => {
        if (value.length > MOST_CHARACTERS) throw tooLong(table, row, at);
        return value === '' ? null : { value, type: String, wrap: true, alignVertical: 'top' as const };
      }),
    ),
  ];
}

function tooLong({ columns }: Table, row: readonly string[], at: number): FormatError {
  const column = columns[at];
  const where = `${row[0] ?? ''}: ${column ? nameColumn(column) : ''}`;
  return new FormatError(
    `${where} has ${row[at]?.length ?? 0} characters, and Excel takes ${MOST_CHARACTERS} in a cell: export as YAML or JSON`,
  );
}

/** @throws KnowledgeError */
export async function readXlsx(file: string, source: Uint8Array): Promise<Imported> {
  const sheets = await readSheets(file, source);
  const notes: string[] = [];
  const found = sheets.flatMap(({ sheet, data }): FoundTable[] => {
    const table = TABLES.find((known) => firstWord(known.sheet) === firstWord(sheet));
    if (!table) notes.push(`the sheet "${sheet}" was left alone: it has no name of ours`);
    return table && data.length > 0
      ? [{ table, place: `${file} [${sheet}]`, rows: data.map((row: readonly unknown[]) => row.map(toText)) }]
      : [];
  });
  if (found.length === 0) throw refusal(file, `there is no sheet "${TABLES[0].sheet}" or another of an export's`);
  return readTables(found, notes);
}

const firstWord = (name: string): string | undefined => name.trim().toLowerCase().split(/\s/)[0];

async function readSheets(file: string, source: Uint8Array) {
  const { default: readXlsxFile, InvalidInputError, InvalidSpreadsheetError } = await reading();
  try {
    return await readXlsxFile(Buffer.from(source), { trim: false });
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof InvalidSpreadsheetError)
      throw refusal(file, `no XLSX workbook (${error.message}): save it as "Excel Workbook (.xlsx)"`);
    throw error;
  }
}

const refusal = (file: string, message: string): KnowledgeError =>
  new KnowledgeError([{ severity: 'error', file, line: 1, column: 1, message }]);

/** What Excel made a number or a date of was typed as text. */
function toText(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  return typeof cell === 'string' ? cell : '';
}
