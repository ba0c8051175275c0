import type { EntryId, GuideId, TermId, TopicId } from './fields.ts';

/** Where something stands in the knowledge folder; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The way to a field within its document: `['sources', 0, 'article', 'en']`. */
export type FieldPath = readonly (string | number)[];

/** What a problem is about. A golden question or probe has no id: it goes by its index in the documents. */
export type Subject =
  | { readonly kind: 'topic'; readonly id: TopicId }
  | { readonly kind: 'entry'; readonly id: EntryId }
  | { readonly kind: 'guide'; readonly id: GuideId }
  | { readonly kind: 'term'; readonly id: TermId }
  | { readonly kind: 'golden question' | 'probe'; readonly index: number };

export interface Places {
  /** The place of a field; of the nearest field around it where the field is absent. */
  placeOf(subject: Subject, path?: FieldPath): Place;
}

/** "entry legal-effect", "golden question #5". */
export const nameSubject = (subject: Subject): string =>
  `${subject.kind} ${'id' in subject ? subject.id : `#${subject.index + 1}`}`;
