import type { Account, PersonId } from '../assistant/ports.ts';
import type { EntryId, Language, Localized } from '../knowledge/fields.ts';
import type { FieldPath } from '../knowledge/places.ts';
import type { Appended, Change, DocumentChange, DocumentKey, Revision } from '../knowledge/revision.ts';
import type { KnowledgeDocuments } from '../knowledge/snapshot.ts';
import type { PreviewRequest } from './preview/preview.ts';
import type { PastQuestion, PreviewReport } from './preview/report.ts';

/** What a person may do; a person can have several roles. */
export const ROLES = ['asker', 'moderator', 'publisher'] as const;
export type Role = (typeof ROLES)[number];

/** Why an answer was withdrawn, as the reader is told. */
export interface Withdrawal {
  readonly reason: Localized;
  readonly replacedBy?: EntryId | undefined;
}

/** One document that a draft changes. */
export interface DraftChange extends DocumentChange {
  readonly withdrawal?: Withdrawal | undefined;
  /** Follows from another change of the same draft, made by the program: a link to an entry that is withdrawn. */
  readonly isConsequence: boolean;
}

export interface Review {
  readonly person: PersonId;
  /** The draft's version that was looked at: an approval of an earlier one has lapsed. */
  readonly version: number;
  readonly verdict: 'approved' | 'changes-requested';
  readonly comment: string;
  /** The name that the published text is to carry as its reviewer. */
  readonly signature?: string | undefined;
  readonly at: number;
}

/** Changes on their way to be published, all of them or none. */
export interface Draft {
  readonly id: number;
  /** From 1; each change of the draft adds one. */
  readonly version: number;
  readonly state: 'open' | 'published' | 'discarded';
  /** Everyone who wrote any version: none of them can approve. */
  readonly authors: readonly string[];
  /** What it is for, in its author's words. */
  readonly comment: string;
  readonly changes: readonly DraftChange[];
  readonly reviews: readonly Review[];
  readonly createdAt: number;
  readonly changedAt: number;
  /** The revisions it became. */
  readonly published: { readonly from: number; readonly to: number } | undefined;
}

export type NewDraft = Pick<Draft, 'comment' | 'changes'> & { readonly author: string };

export interface DraftStore {
  /** @returns the draft's number */
  create(draft: NewDraft): Promise<number>;
  find(id: number): Promise<Draft | undefined>;
  /** Oldest first. */
  listOpen(): Promise<readonly Draft[]>;
  /** A new version of an open draft. @returns false when it is not at that version (any more) */
  change(id: number, version: number, next: NewDraft): Promise<boolean>;
  review(id: number, review: Omit<Review, 'at'>): Promise<void>;
  /** @returns false when it is not open at that version (any more) */
  settle(id: number, version: number, state: 'published' | 'discarded'): Promise<boolean>;
  /** Which revisions a published draft became. */
  recordRevisions(id: number, from: number, to: number): Promise<void>;
  /** What one person did in open drafts was done by another: their accounts were linked. */
  attribute(from: PersonId, to: PersonId): Promise<void>;
}

interface RevisionLog {
  last(): Promise<number>;
  append(changes: readonly Change[], person: string): Promise<Appended>;
  documentsAt(revision?: number): Promise<readonly Revision[]>;
  /** The last revision of every document that is withdrawn. */
  listWithdrawn(): Promise<readonly Revision[]>;
  history(document: DocumentKey): Promise<readonly Revision[]>;
  headOf(document: DocumentKey): Promise<number | undefined>;
  standingAt(document: DocumentKey, revision: number): Promise<Revision | undefined>;
}

export interface PeopleStore {
  identify(account: Account): Promise<PersonId>;
  find(account: Account): Promise<PersonId | undefined>;
  link(account: Account, person: PersonId): Promise<void>;
  /** Gives all that is a person's to another, whose accounts they are now. */
  merge(from: PersonId, into: PersonId): Promise<void>;
  accountsOf(person: PersonId): Promise<readonly Account[]>;
  grant(person: PersonId, role: Role): Promise<void>;
  revoke(person: PersonId, role: Role): Promise<void>;
  rolesOf(person: PersonId): Promise<readonly Role[]>;
  /** Everyone with a role above asker. */
  listModerators(): Promise<readonly PersonId[]>;
}

export interface Minting {
  readonly person: PersonId;
  /** What it is for, in the words of who minted it. */
  readonly label: string;
  readonly expiresAt: number;
}

export interface TokenLine extends Omit<Minting, 'person'> {
  readonly createdAt: number;
  readonly isRevoked: boolean;
}

export interface TokenStore {
  mint(minting: Minting): Promise<string>;
  personOf(token: string): Promise<PersonId | undefined>;
  /** @returns how many were revoked */
  revoke(person: PersonId, label: string): Promise<number>;
  of(person: PersonId): Promise<readonly TokenLine[]>;
}

/** Someone who was shown an entry at a place. */
export interface Shown {
  readonly person: PersonId | null;
  readonly destination: string;
  /** The revision of the knowledge that it was shown at, last. */
  readonly revision: number;
  readonly language: Language;
}

/** Something that a person was told: an answer, or the correction of one. */
export interface Told extends Shown {
  readonly kind: 'answer' | 'correction';
  readonly entry: EntryId;
  /** As it is kept: without what identifies a person; empty where none was asked, or it was forgotten. */
  readonly question: string;
  readonly at: number;
}

export interface Correction {
  readonly entry: EntryId;
  /** The revision of the entry that was shown. */
  readonly from: number;
  readonly to: number;
  readonly language: Language;
  readonly destination: string;
  readonly person: PersonId | null;
}

export interface CorrectionLog {
  /** What was shown last at each place, to each person, at or after a moment. */
  shownSince(entry: EntryId, moment: number): Promise<readonly Shown[]>;
  record(correction: Correction): Promise<void>;
  /** Corrections that a place has not been shown yet; those who are not posted to read them here. */
  unseenAt(destination: string): Promise<readonly (Correction & { readonly at: number })[]>;
  markSeen(destination: string): Promise<void>;
  /** What a person, or those at a place, were told within [from, until). */
  toldTo(
    whom: { readonly person: PersonId } | { readonly destination: string },
    from: number,
    until: number,
  ): Promise<readonly Told[]>;
}

export interface OpenCase {
  readonly id: number;
  readonly question: string;
  readonly destination: string | null;
  readonly openedAt: number;
}

export interface CaseDesk {
  listOpen(): Promise<readonly OpenCase[]>;
  findOpen(id: number): Promise<(OpenCase & { readonly person: PersonId | null }) | undefined>;
  answer(id: number, moderator: PersonId, answer: string): Promise<boolean>;
  close(id: number, moderator: PersonId): Promise<boolean>;
}

interface Deed {
  readonly person: string;
  readonly action: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/** What a use case reads, and writes in one transaction. */
export interface Records {
  readonly revisions: RevisionLog;
  readonly drafts: DraftStore;
  readonly people: PeopleStore;
  readonly tokens: TokenStore;
  readonly corrections: CorrectionLog;
  readonly cases: CaseDesk;
  readonly questions: { lastAsked(most: number): Promise<readonly PastQuestion[]> };
  readonly outbox: {
    post(post: {
      readonly destination: string;
      readonly payload: string;
      readonly person?: string | undefined;
    }): Promise<string>;
  };
  readonly audit: { record(deed: Deed): Promise<void> };
}

export interface ModerationStore {
  /** Not within `write`. */
  readonly read: Records;
  /** One transaction; resolves when it is durable. Await nothing within but the records given. */
  write<T>(work: (records: Records) => Promise<T>): Promise<T>;
}

/** Something wrong with a draft, at a field of one of its documents. */
export interface Fault {
  readonly severity: 'error' | 'warning';
  readonly document: DocumentKey;
  /** Empty where it is about the whole document. */
  readonly path: FieldPath;
  /** Subject, reason and remedy. */
  readonly message: string;
}

/** A golden question that does not come out right. */
export interface BrokenQuestion {
  readonly text: string;
  readonly expect: string;
  /** The entry that was answered with, or `nothing`. */
  readonly got: string;
}

/** What takes seconds of computing: run beside the event loop. */
export interface Judge {
  /** The errors of the whole knowledge, and the warnings of the entries with some ids. */
  check(documents: KnowledgeDocuments, edited: ReadonlySet<string>): Promise<readonly Fault[]>;
  judgeGolden(documents: KnowledgeDocuments): Promise<readonly BrokenQuestion[]>;
  preview(request: Omit<PreviewRequest, 'calibration' | 'today'>): Promise<PreviewReport>;
  /**
   * A preview is likely to be asked for soon: gets ready for it, beside everything else.
   * @returns to be called where it will not be asked for after all
   */
  expectPreview(read: () => Promise<Pick<PreviewRequest, 'base' | 'candidate' | 'questions'>>): () => void;
  /**
   * Somebody may draft at any moment: gets ready for it, and forgets what it read of other questions than these. Said
   * again from time to time, as questions come and go.
   */
  standBy(read: () => Promise<Pick<PreviewRequest, 'base' | 'questions'>>): void;
  /** Nobody may draft any more. */
  standDown(): void;
}
