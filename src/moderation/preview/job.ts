import type { Calibration } from '../../engine/confidence.ts';
import type { Language } from '../../knowledge/fields.ts';
import type { KeptAt } from '../../knowledge/files/kept-file.ts';
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
      /** The same for documents and a calibration by which every question gets the same. */
      readonly version: string;
      readonly documents: KnowledgeDocuments;
      readonly calibration: Calibration;
      /** Civil date. */
      readonly today: string;
      readonly questions: readonly AskedText[];
      /** Whether what was read of all other questions is to be forgotten: once all of these are replayed. */
      readonly forgetsOthers?: boolean | undefined;
      /** Of `stopReplay`. */
      readonly stop?: SharedArrayBuffer | undefined;
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
  /** In the order of the questions; fewer where it was stopped. */
  readonly replay: readonly Result[];
  readonly check: readonly Fault[];
  readonly compare: {
    readonly documents: readonly DocumentDiff[];
    readonly warnings: readonly PreviewWarning[];
  };
}

/** What a replay is stopped by: one number, not 0 once it is to end with what it has. */
export const aStop = (): SharedArrayBuffer => new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
export const stopReplay = (stop: SharedArrayBuffer): void => void Atomics.store(new Int32Array(stop), 0, 1);
export const isStopped = (stop: SharedArrayBuffer): boolean => Atomics.load(new Int32Array(stop), 0) !== 0;

/** Told how much was done since the last time: an index, or some questions. */
export type Tell = (stage: PreviewProgress['stage'], count: number) => void;

/** What a worker does: it replays, which needs an engine and keeps what it reads, or it reads texts. */
export type Trade = 'replaying' | 'reading';

/** What a worker begins with. */
export interface WorkerParts {
  readonly trade: Trade;
  /** What the engine reads of the knowledge. */
  readonly kept?: KeptAt | undefined;
}

export type JobOf<K extends Job['kind']> = Extract<Job, { readonly kind: K }>;

/** What a worker tells while it does a job. */
export type JobMessage<K extends Job['kind']> =
  | { readonly kind: 'progress'; readonly stage: PreviewProgress['stage']; readonly count: number }
  | { readonly kind: 'done'; readonly result: JobResults[K] }
  | { readonly kind: 'failed'; readonly error: unknown };
