import { type FieldPath, type Places, type Subject, nameSubject } from '../places.ts';
import type { Problem } from '../problem.ts';
import type { KnowledgeDocuments } from '../snapshot.ts';

/** Looks for one kind of fault in knowledge that holds to its schemas. */
export type Check = (documents: KnowledgeDocuments, places: Places) => Problem[];

type Tell = (places: Places, subject: Subject, path: FieldPath, message: string) => Problem;

const telling =
  (severity: Problem['severity']): Tell =>
  (places, subject, path, message) => ({
    severity,
    ...places.placeOf(subject, path),
    message: `${nameSubject(subject)}: ${message}`,
  });

export const errorAt = telling('error');
export const warningAt = telling('warning');
