import type { Generated, Kysely } from 'kysely';

/** Moments are milliseconds since 1970, texts of JSON are exactly what was written. */
export interface Tables {
  /** One row: the last revision number given out. Locked by every append, so that numbers have no gaps. */
  revision_counter: { id: number; last: number };
  /** Append-only: the authority for what the association says. A withdrawn document has a revision without a body. */
  revisions: {
    number: number;
    kind: string;
    id: string;
    body: string | null;
    hash: string;
    base: number | null;
    person: string;
    at: number;
    weight: string;
    note: string | null;
  };
  /** The last revision of every document; `first` keeps the order in which documents came. */
  heads: { kind: string; id: string; revision: number; first: number };
  /** Events of the platforms, once each. The payload is erased when the work is done, the id is kept. */
  inbox: {
    event: string;
    person: string | null;
    payload: string;
    state: string;
    worker: string | null;
    lease_until: number;
    attempts: number;
    received_at: number;
    finished_at: number | null;
    reason: string | null;
  };
  /** Posts to the platforms, in order for each destination. The payload is erased when it is delivered. */
  outbox: {
    seq: Generated<number>;
    id: string;
    destination: string;
    /** The channel: what shares an order and a rate. */
    lane: string;
    person: string | null;
    payload: string;
    /** When what it holds is of no more use. */
    expires_at: number | null;
    state: string;
    worker: string | null;
    lease_until: number;
    attempts: number;
    next_at: number;
    created_at: number;
    finished_at: number | null;
    last_error: string | null;
  };
  /** When a channel may be posted to again. */
  destinations: { destination: string; next_at: number };
  questions: {
    id: Generated<number>;
    /** Redacted; empty when forgotten. */
    text: string;
    /** Groups the same unanswered question; null where it was answered, or forgotten. */
    unanswered_key: string | null;
    outcome: string;
    confidence: number;
    entry: string | null;
    revision: number;
    language: string;
    person: string | null;
    conversation: string | null;
    at: number;
  };
  /** How often each question went unanswered, counted as they come: a million rows need no scan. */
  unanswered: { key: string; text: string; count: number; last_at: number };
  /** Who was shown which revision of what, where. */
  deliveries: {
    id: Generated<number>;
    question: number | null;
    entry: string;
    revision: number;
    language: string;
    person: string | null;
    destination: string | null;
    at: number;
  };
  /** One rating of an entry at a revision by each person. */
  ratings: {
    id: Generated<number>;
    entry: string;
    revision: number;
    person: string | null;
    verdict: string;
    comment: string;
    at: number;
  };
  cases: {
    id: Generated<number>;
    question: string;
    /** Its number among the questions; null for what came in another way. */
    asked: number | null;
    person: string | null;
    /** Where the answer goes. */
    destination: string | null;
    state: string;
    moderator: string | null;
    answer: string | null;
    opened_at: number;
    closed_at: number | null;
  };
  /** The posts in the moderation channels by which moderators see a case. */
  case_posts: { place: string; case: number };
  /** What a moderator wrote to a case and has not confirmed yet. */
  case_replies: { id: Generated<number>; case: number; moderator: string; text: string; at: number };
  /** Who does what only one process may do. */
  leases: { name: string; holder: string; until: number };
  /** How a channel or a server wants to be served, as its adapter reads it (JSON). */
  places: { place: string; settings: string };
  subscriptions: { person: string; subject: string; destination: string; since: number };
  people: { id: string; language: string | null; since: number };
  roles: { person: string; role: string };
  accounts: { platform: string; tenant: string; user: string; person: string };
  tokens: {
    hash: string;
    person: string;
    label: string;
    created_at: number;
    expires_at: number;
    revoked_at: number | null;
  };
  conversations: { id: string; person: string | null; body: string; at: number };
  /** Append-only: who did what to what. Holds ids, never texts of askers. */
  audit: {
    seq: Generated<number>;
    at: number;
    person: string;
    action: string;
    subject: string;
    details: string;
  };
  /** Changes on their way to be published (JSON), by their authors (JSON). */
  drafts: {
    id: Generated<number>;
    version: number;
    state: string;
    authors: string;
    comment: string;
    changes: string;
    created_at: number;
    changed_at: number;
    published_from: number | null;
    published_to: number | null;
  };
  draft_reviews: {
    id: Generated<number>;
    draft: number;
    version: number;
    person: string;
    verdict: string;
    comment: string;
    signature: string | null;
    at: number;
  };
  /** Who was told that an entry they were shown has changed; `seen_at` stays empty until it was. */
  corrections: {
    id: Generated<number>;
    entry: string;
    from_revision: number;
    to_revision: number;
    language: string;
    person: string | null;
    destination: string | null;
    at: number;
    seen_at: number | null;
  };
  /** What the readable files held when the program last wrote or read them. */
  checkpoint_files: { file: string; hash: string; next_hash: string | null };
  /** What the readable files say of each document; `revision` is the one they have it from. */
  file_documents: { kind: string; id: string; hash: string | null; revision: number | null };
  /** The shipped knowledge as it was last imported (JSON). */
  seed_documents: { kind: string; id: string; body: string };
}

export type Dialect = 'sqlite' | 'postgres';

/** What a repository works with: a connection, or a transaction under way on it. */
export interface Session {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  readonly now: () => number;
  /** Tells every replica of a new revision, once the transaction is committed. */
  readonly announce: (revision: number) => Promise<void>;
}
