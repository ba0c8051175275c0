import { checkKnowledge } from '../knowledge/checks/index.ts';
import type { FieldPath, Subject } from '../knowledge/places.ts';
import type { DocumentKey } from '../knowledge/revision.ts';
import type { KnowledgeDocuments } from '../knowledge/snapshot.ts';
import { GLOSSARY, GOLDEN, PROBES } from '../knowledge/stored-documents.ts';
import type { Fault } from './ports.ts';

/**
 * What `checkKnowledge` finds, told by document and field instead of file and line.
 * @param edited ids of the entries that warnings are wanted of; left out: of all
 */
export function checkDocuments(
  documents: KnowledgeDocuments,
  today: string,
  edited?: ReadonlySet<string>,
): Fault[] {
  // A problem names a place: here its line is the number of what was asked for.
  const asked: Pick<Fault, 'document' | 'path'>[] = [];
  const placeOf = (subject: Subject, path: FieldPath = []) => {
    asked.push(locate(documents, subject, path));
    return { file: '', line: asked.length, column: 1 };
  };
  return checkKnowledge({ documents, places: { placeOf } }, { today, edited }).flatMap(
    ({ severity, line, message }) => {
      const at = asked[line - 1];
      return at ? [{ severity, ...at, message }] : [];
    },
  );
}

function locate(
  { terms }: KnowledgeDocuments,
  subject: Subject,
  path: FieldPath,
): { readonly document: DocumentKey; readonly path: FieldPath } {
  switch (subject.kind) {
    case 'term':
      return { document: GLOSSARY, path: ['terms', terms.findIndex(({ id }) => id === subject.id), ...path] };
    case 'golden question':
      return { document: GOLDEN, path: ['questions', subject.index, ...path] };
    case 'probe':
      return { document: PROBES, path: ['questions', subject.index, ...path] };
    default:
      return { document: { kind: subject.kind, id: subject.id }, path };
  }
}
