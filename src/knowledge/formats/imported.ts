import { z } from 'zod';
import { entry, topicFile } from '../entry.ts';
import { topicId } from '../fields.ts';
import { glossaryFile } from '../glossary.ts';
import { goldenFile } from '../golden.ts';
import { guide } from '../guide.ts';
import type { FieldPath, Place } from '../places.ts';
import type { KnowledgeDocuments } from '../snapshot.ts';

const questions = goldenFile.shape.questions;

/** What a file of any format holds: a part that is left out says nothing about it. */
export const importedFile = z.strictObject({
  topics: z.array(topicFile.shape.topic).optional(),
  entries: z.array(entry.extend({ topic: topicId })).optional(),
  guides: z.array(guide).optional(),
  terms: glossaryFile.shape.terms.optional(),
  golden: questions.optional(),
  probes: questions.optional(),
});

export type Section = keyof KnowledgeDocuments;
export type ImportedDocuments = z.infer<typeof importedFile>;

/** Knowledge as a file tells it. */
export interface Imported {
  readonly documents: ImportedDocuments;
  /** Where a field of it stands: `['entries', 3, 'answer', 'en']`. */
  readonly placeAt: (path: FieldPath) => Place;
  /** What the reader was surprised at, and went on: for the one who imports. */
  readonly notes: readonly string[];
}
