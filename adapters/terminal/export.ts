import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeDurably } from '../../src/knowledge/files/durable-file.ts';
import { FORMATS, type Format, formatOf, writeFormat } from '../../src/knowledge/formats/formats.ts';
import type { KnowledgeDocuments } from '../../src/knowledge/snapshot.ts';
import { type ExitCode, type Terminal, UsageError } from './terminal.ts';
import { parseOptions } from './usage.ts';
import { write } from './write.ts';

export interface Exported {
  readonly documents: KnowledgeDocuments;
  readonly revision: number;
}

/** @throws UsageError for a format that is not known, or none where the name of the file tells none */
export function readFormatOption(given: string | undefined, file: string): Format {
  const format = given === undefined ? formatOf(file) : FORMATS.find((name) => name === given);
  if (format) return format;
  const choice = `--format ${FORMATS.join(', ')}`;
  throw new UsageError(
    given === undefined
      ? `the format of ${file} is not told: give ${choice}`
      : `--format ${given} is not known: give ${choice}`,
  );
}

/** Writes all that is published into a file, or to standard output. */
export async function exportKnowledge(
  args: readonly string[],
  { output, errors, cwd }: Terminal,
  read: () => Promise<Exported>,
): Promise<ExitCode> {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: { format: { type: 'string' }, force: { type: 'boolean' }, json: { type: 'boolean' } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw new UsageError('where to export to is not told: give one file, or - for standard output');
  const format = readFormatOption(values.format, file);
  const path = resolve(cwd, file);
  if (file === '-' && format === 'xlsx' && output.isTTY === true)
    throw new UsageError('a workbook is not for a terminal: give a file, or redirect the output');
  if (file !== '-' && existsSync(path) && values.force !== true)
    throw new UsageError(`${file} is there already: give another name, or --force to write over it`);
  const { documents, revision } = await read();
  const bytes = await writeFormat(format, documents);
  if (file === '-') {
    await write(output, bytes);
    return 0;
  }
  await writeDurably(path, bytes);
  const entries = documents.entries.length;
  if (values.json)
    await write(
      output,
      `${JSON.stringify({ file: path, format, revision, entries, bytes: bytes.byteLength })}\n`,
    );
  else errors.write(`${file}: revision ${revision}, ${entries} entries 版本 ${revision}，共 ${entries} 条\n`);
  return 0;
}
