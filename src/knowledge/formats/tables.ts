import { LANGUAGES } from '../fields.ts';
import { MarkdownError, parseMarkdown } from '../markdown.ts';
import type { FieldPath, Place } from '../places.ts';
import { KnowledgeError, type Problem } from '../problem.ts';
import { findSchemaFaults } from '../schema-faults.ts';
import type { KnowledgeDocuments } from '../snapshot.ts';
import { type Column, type Table, headingOf, isIn, nameColumn, readCell, setField, writeCell } from './columns.ts';
import { type Imported, type ImportedDocuments, importedFile } from './imported.ts';

/** Rows of cells, the heading first. */
export type Rows = readonly (readonly string[])[];

export const writeRows = ({ section, columns }: Table, documents: KnowledgeDocuments): Rows => [
  columns.map(headingOf),
  ...documents[section].map((thing) => columns.map((column) => writeCell(column, thing))),
];

/** A table as it was found in a file. */
export interface FoundTable {
  readonly table: Table;
  /** The file and, where it has several, the sheet. */
  readonly place: string;
  readonly rows: Rows;
}

/** "F41" of the 41st row and sixth column. */
const nameCell = (row: number, at: number): string => {
  const letters = (index: number): string =>
    (index < 26 ? '' : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));
  return `${letters(at)}${row}`;
};

/**
 * Reads tables against the schemas of the knowledge.
 * @throws KnowledgeError with everything that is wrong, each with its row, as `line`, and column
 */
export function readTables(found: readonly FoundTable[], notes: readonly string[]): Imported {
  const read = found.map((table) => new ReadTable(table));
  const problems = read.flatMap((table) => table.problems);
  if (problems.length > 0) throw new KnowledgeError(problems);
  const value = Object.fromEntries(read.map(({ section, things }) => [section, things]));
  const placeAt = (path: FieldPath): Place => tableOf(read, path).placeAt(path);
  const parsed = importedFile.safeParse(value);
  const faults = parsed.success
    ? findMarkdownFaults(parsed.data)
    : findSchemaFaults(parsed.error, importedFile, value);
  if (!parsed.success || faults.length > 0)
    throw new KnowledgeError(faults.map(({ path, message }) => tableOf(read, path).problemAt(path, message)));
  return { documents: parsed.data, placeAt, notes };
}

function tableOf(tables: readonly ReadTable[], [section]: FieldPath): ReadTable {
  const table = tables.find((other) => other.section === section);
  if (!table) throw new Error(`there is no table of ${String(section)}`);
  return table;
}

/** The rows of one table as plain things, and the way back from their fields to their cells. */
class ReadTable {
  readonly section: Table['section'];
  readonly things: object[] = [];
  readonly problems: Problem[] = [];
  readonly #columns: readonly (Column | undefined)[];
  readonly #rowOf: number[] = [];

  constructor(private readonly found: FoundTable) {
    const [headings = [], ...rows] = found.rows;
    this.section = found.table.section;
    this.#columns = this.#readHeadings(headings);
    if (this.problems.length > 0) return;
    for (const [index, cells] of rows.entries()) if (cells.some((cell) => cell !== '')) this.#readRow(index + 2, cells);
  }

  placeAt([, index, ...field]: FieldPath): Place {
    const at = this.#columns.findIndex((column) => column && isIn(column, field));
    return { file: this.found.place, line: this.#rowOf[Number(index)] ?? 1, column: Math.max(at, 0) + 1 };
  }

  problemAt(path: FieldPath, message: string): Problem {
    const place = this.placeAt(path);
    return { severity: 'error', ...place, message: `cell ${nameCell(place.line, place.column - 1)}: ${message}` };
  }

  #tell(line: number, at: number, message: string): void {
    const cell = nameCell(line, at);
    this.problems.push({
      severity: 'error',
      file: this.found.place,
      line,
      column: at + 1,
      message: `cell ${cell}: ${message}`,
    });
  }

  /** The field's own name is the last word of a heading. */
  #readHeadings(headings: readonly string[]): readonly (Column | undefined)[] {
    const { columns } = this.found.table;
    const read = headings.map((heading) => columns.find((column) => nameColumn(column) === heading.trim().split(/\s/).at(-1)));
    for (const [at, heading] of headings.entries()) {
      if (heading.trim() === '') continue;
      if (!read[at]) this.#tell(1, at, `"${heading}" is no column of this table: remove it, or take the heading of an export`);
      else if (read.indexOf(read[at]) < at) this.#tell(1, at, `"${heading}" is there twice: keep one`);
    }
    // An empty cell takes a field away, so a column that is not there must not count as empty cells.
    const missing = columns.filter((column) => !read.includes(column)).map((column) => `"${headingOf(column)}"`);
    if (missing.length > 0)
      this.#tell(1, 0, `the heading lacks ${missing.join(', ')}: export anew and keep every column`);
    return read;
  }

  #readRow(line: number, cells: readonly string[]): void {
    const thing = {};
    for (const [at, cell] of cells.entries()) {
      if (cell.trim() === '') continue;
      const column = this.#columns[at];
      if (!column) {
        this.#tell(line, at, 'this cell stands under no heading: empty it');
        continue;
      }
      const read = readCell(column, cell);
      if ('fault' in read) this.#tell(line, at, `${nameColumn(column)}: ${read.fault}`);
      else setField(thing, column.path, read.value);
    }
    this.#rowOf.push(line);
    this.things.push(thing);
  }
}

const findMarkdownFaults = ({ entries = [] }: ImportedDocuments): { path: FieldPath; message: string }[] =>
  entries.flatMap(({ id, answer }, index) =>
    LANGUAGES.flatMap((language) => {
      try {
        parseMarkdown(answer[language]);
        return [];
      } catch (error) {
        if (!(error instanceof MarkdownError)) throw error;
        const message = `entry ${id}: answer.${language}: line ${error.line}: ${error.message}`;
        return [{ path: ['entries', index, 'answer', language], message }];
      }
    }),
  );
