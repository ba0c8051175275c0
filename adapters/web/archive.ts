import type { Entry } from '../../src/knowledge/entry.ts';
import type { EntryId, Localized } from '../../src/knowledge/fields.ts';

/** An entry's text as it stood at a revision of the knowledge. */
export interface PastText {
  readonly entry: Entry;
  /** The entry's own revision, and the day it was published (civil date). */
  readonly revision: number;
  readonly published: string;
  /** Whether it still stands. */
  readonly isCurrent: boolean;
}

/** Why an answer is not given any more. */
export interface Withdrawn {
  readonly reason: Localized;
  readonly replacedBy?: EntryId | undefined;
  /** Civil date. */
  readonly on: string;
}

/** What the page tells of the past: published texts stay to be found, withdrawn ones say why. */
export interface Archive {
  /** Undefined where there was no such entry, or it was withdrawn. */
  textAt(id: string, revision: number): Promise<PastText | undefined>;
  /** Undefined where it stands, or never was. */
  withdrawn(id: string): Promise<Withdrawn | undefined>;
  /** Entries that a browser was shown and that have changed since, told once. */
  takeCorrections(destination: string): Promise<readonly EntryId[]>;
}

/** Where nothing is kept. */
export const NO_ARCHIVE: Archive = {
  textAt: () => Promise.resolve(undefined),
  withdrawn: () => Promise.resolve(undefined),
  takeCorrections: () => Promise.resolve([]),
};
