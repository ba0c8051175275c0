import type { KnowledgeDocuments } from '../snapshot.ts';
import { readCsv, writeCsv } from './csv.ts';
import type { Imported } from './imported.ts';
import { readWholeFile, writeJson, writeYaml } from './whole-file.ts';
import { readXlsx, writeXlsx } from './xlsx.ts';

export const FORMATS = ['yaml', 'json', 'csv', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

interface Codec {
  readonly write: (documents: KnowledgeDocuments) => Uint8Array | Promise<Uint8Array>;
  /** @throws KnowledgeError with everything that is wrong */
  readonly read: (file: string, source: Uint8Array) => Imported | Promise<Imported>;
}

const CODECS: Readonly<Record<Format, Codec>> = {
  yaml: { write: writeYaml, read: readWholeFile },
  json: { write: writeJson, read: readWholeFile },
  csv: { write: writeCsv, read: readCsv },
  xlsx: { write: writeXlsx, read: readXlsx },
};

/** By the end of the name; undefined where it is none that is known. */
export function formatOf(file: string): Format | undefined {
  const ending = /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase();
  return ending === 'yml' ? 'yaml' : FORMATS.find((format) => format === ending);
}

export const writeFormat = async (format: Format, documents: KnowledgeDocuments): Promise<Uint8Array> =>
  CODECS[format].write(documents);

/** @throws KnowledgeError with everything that is wrong */
export const readFormat = async (format: Format, file: string, source: Uint8Array): Promise<Imported> =>
  CODECS[format].read(file, source);
