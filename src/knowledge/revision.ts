/** Every kind of document that has revisions. The glossary is one document; so are the golden questions, and the probes. */
export const DOCUMENT_KINDS = ['topic', 'entry', 'guide', 'glossary', 'golden', 'probes'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export interface DocumentKey {
  readonly kind: DocumentKind;
  readonly id: string;
}

/** What a document is to say, and the revision of it that this was written on. */
export interface DocumentChange extends DocumentKey {
  /** Null for a new document. */
  readonly base: number | null;
  /** What it says now, as JSON; null withdraws it. */
  readonly body: unknown;
}

/** A substantive change is told to those who were shown the text before. */
export type Weight = 'substantive' | 'cosmetic';

/** One document to be changed. */
export interface Change extends DocumentChange {
  readonly weight: Weight;
  /** Why, for who reads the history; of a withdrawn document its readers are told. */
  readonly note?: string | undefined;
}

export interface Revision extends DocumentKey {
  readonly number: number;
  readonly body: unknown;
  readonly hash: string;
  readonly base: number | null;
  readonly person: string;
  readonly at: number;
  readonly weight: string;
  /** Why: in an editor's words, for editors; of a withdrawal its reasons and what replaces it, as JSON, for everyone. */
  readonly note: string | null;
}

type RevisionLine = Pick<Revision, 'number' | 'kind' | 'id' | 'person' | 'at'>;

/** A document was changed since the base; `since` tells by whom, oldest first. Nothing was written. */
export interface StaleBase {
  readonly kind: 'stale-base';
  readonly document: DocumentKey;
  readonly base: number | null;
  readonly head: number | null;
  readonly since: readonly RevisionLine[];
}

export type Appended = { readonly kind: 'appended'; readonly from: number; readonly to: number } | StaleBase;

/** "entry legal-effect"; a document of which there is only one goes by its kind. */
export const nameDocument = ({ kind, id }: DocumentKey): string => (kind === id ? kind : `${kind} ${id}`);
