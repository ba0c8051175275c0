import type { Calibration } from '../../engine/confidence.ts';
import type { Language } from '../../knowledge/fields.ts';
import type { KnowledgeDocuments } from '../../knowledge/snapshot.ts';
import type { Fault } from '../ports.ts';
import type { DocumentDiff, PreviewProgress, PreviewWarning, Result } from './report.ts';

export interface AskedText {
  readonly text: string;
  readonly language: Language | undefined;
}

/** Something to do off the event loop. */
export type Job =
  /** Build an engine and resolve questions on it. */
  | {
      readonly kind: 'replay';
      readonly documents: KnowledgeDocuments;
      readonly calibration: Calibration;
      /** Civil date. */
      readonly today: string;
      readonly questions: readonly AskedText[];
    }
  /** Find what is wrong with the knowledge as a whole, as for files, and what to look at in the entries of an edit. */
  | {
      readonly kind: 'check';
      readonly documents: KnowledgeDocuments;
      readonly today: string;
      /** Ids of entries. */
      readonly edited: ReadonlySet<string>;
    }
  /** Read what an edit changes in the texts, and what it should not have. */
  | { readonly kind: 'compare'; readonly base: KnowledgeDocuments; readonly candidate: KnowledgeDocuments };

/** What each kind of job gives back. */
export interface JobResults {
  readonly replay: readonly Result[];
  readonly check: readonly Fault[];
  readonly compare: {
    readonly documents: readonly DocumentDiff[];
    readonly warnings: readonly PreviewWarning[];
  };
}

export type JobOf<K extends Job['kind']> = Extract<Job, { readonly kind: K }>;

/** What a worker tells while it does a job. */
export type JobMessage<K extends Job['kind']> =
  | { readonly kind: 'progress'; readonly stage: PreviewProgress['stage']; readonly count: number }
  | { readonly kind: 'done'; readonly result: JobResults[K] }
  | { readonly kind: 'failed'; readonly error: unknown };
