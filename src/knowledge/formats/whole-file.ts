import { Document, visit } from 'yaml';
import { KnowledgeError } from '../problem.ts';
import type { KnowledgeDocuments } from '../snapshot.ts';
import { parseYaml } from '../yaml-file.ts';
import { type Imported, importedFile } from './imported.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Far more than any association writes; a file of this size is still read in seconds. */
const MAX_BYTES = 50_000_000;

export const writeJson = (documents: KnowledgeDocuments): Uint8Array =>
  encode(`${JSON.stringify(documents, null, 2)}\n`);

const NEEDS_QUOTES = /(?!\n)\p{Control}|[\u2028\u2029\ufeff]|\p{Noncharacter_Code_Point}|\p{Surrogate}/u;

/** Texts that a reader of YAML might take otherwise stand in quotes, with escapes; the others as an editor writes them. */
export function writeYaml(documents: KnowledgeDocuments): Uint8Array {
  const document = new Document(documents, { version: '1.2', schema: 'core', aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && NEEDS_QUOTES.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return encode(document.toString({ lineWidth: 0 }));
}

/** JSON is YAML too, and read as such for the line and column of a fault. */
export function readWholeFile(file: string, source: Uint8Array): Imported {
  const read = parseYaml(file, source, importedFile, MAX_BYTES);
  if (read.kind === 'refused') throw new KnowledgeError(read.problems);
  const { yaml } = read;
  return { documents: yaml.value, placeAt: (path) => yaml.placeAt(path), notes: [] };
}
