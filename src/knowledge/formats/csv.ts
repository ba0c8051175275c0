import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { KnowledgeError } from '../problem.ts';
import type { KnowledgeDocuments } from '../snapshot.ts';
import { TABLES } from './columns.ts';
import type { Imported } from './imported.ts';
import { readTables, writeRows } from './tables.ts';

const [ENTRIES] = TABLES;

/** The entries alone, a row each. With the byte order mark without which Excel takes UTF-8 for the local encoding. */
export const writeCsv = (documents: KnowledgeDocuments): Uint8Array =>
  new TextEncoder().encode(
    stringify(writeRows(ENTRIES, documents).map((row) => [...row]), {
      bom: true,
      record_delimiter: 'windows',
      quoted_string: true,
    }),
  );

/** @throws KnowledgeError */
export function readCsv(file: string, source: Uint8Array): Imported {
  const { text, notes } = decode(file, source);
  return readTables([{ table: ENTRIES, place: file, rows: readCells(file, text) }], notes);
}

/** What separates cells depends on the country that Excel is set to. */
const findDelimiter = (text: string): string => {
  const [heading = ''] = text.split('\n', 1);
  const count = (delimiter: string): number => heading.split(delimiter).length;
  return [';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best), ',');
};

function readCells(file: string, text: string): string[][] {
  try {
    return parse(text, { bom: true, delimiter: findDelimiter(text), relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    throw new KnowledgeError([
      { severity: 'error', file, line, column: 1, message: `not valid CSV: ${error.message}` },
    ]);
  }
}

/** A Chinese Excel saves "CSV" in GB 18030, and says UTF-8 only where it is asked for. */
function decode(file: string, source: Uint8Array): { text: string; notes: string[] } {
  const utf8 = tryDecode('utf-8', source);
  if (utf8 !== undefined) return { text: utf8, notes: [] };
  const text = tryDecode('gb18030', source);
  if (text !== undefined) return { text, notes: [`${file} is not UTF-8: it was read as GB 18030`] };
  const message = 'neither UTF-8 nor GB 18030: save the file as "CSV UTF-8"';
  throw new KnowledgeError([{ severity: 'error', file, line: 1, column: 1, message }]);
}

function tryDecode(encoding: string, source: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(source);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
