import type { EntryId, Language, TopicId } from '../knowledge/fields.ts';
import type { ConversationStore } from './conversation.ts';
import type { Reply } from './reply.ts';

/** A person's id in the store: says nothing about who it is. */
export type PersonId = string & { readonly __brand: 'PersonId' };

/** What was asked and what became of it. */
export interface AskedQuestion {
  /** As typed; personal numbers and addresses are taken out before it is stored. */
  readonly text: string;
  readonly outcome: Reply['kind'];
  /** Calibrated, 0 to 1. */
  readonly confidence: number;
  /** The entry shown, if one was. */
  readonly entry: EntryId | undefined;
  /** The knowledge revision it was resolved on. */
  readonly revision: number;
  readonly language: Language;
  readonly person: PersonId | undefined;
  readonly conversation: string;
}

/** A question as it is kept: without what identifies a person, empty when it was forgotten. */
export interface KeptQuestion {
  readonly id: number;
  readonly text: string;
  readonly outcome: string;
  readonly language: Language;
  readonly entry: EntryId | undefined;
  readonly person: PersonId | undefined;
  /** Where it was asked. */
  readonly conversation: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface QuestionLog {
  /** @returns its number, for the delivery that answers it */
  record(question: AskedQuestion): Promise<number>;
  find(question: number): Promise<KeptQuestion | undefined>;
  /** A person's own questions, newest first. */
  listOf(person: PersonId, most: number): Promise<readonly KeptQuestion[]>;
}

/** Someone was shown an entry. */
export interface Delivery {
  readonly question: number | undefined;
  readonly entry: EntryId;
  /** The knowledge revision it was shown at. */
  readonly revision: number;
  /** Which of its two texts was shown. */
  readonly language: Language;
  readonly person: PersonId | undefined;
  /** Where a correction would go; undefined where nobody can be reached. */
  readonly destination: string | undefined;
}

export interface DeliveryLog {
  /** @returns its number: buttons under the answer carry it */
  record(delivery: Delivery): Promise<number>;
  find(delivery: number): Promise<Delivery | undefined>;
}

export interface Rating {
  readonly entry: EntryId;
  readonly revision: number;
  /** Undefined for one whom nobody knows: such a rating does not take the place of another. */
  readonly person: PersonId | undefined;
  readonly verdict: 'helpful' | 'unhelpful';
  readonly comment: string;
}

export interface RatingStore {
  /** A second rating of the same text by the same person takes the place of the first. */
  rate(rating: Rating): Promise<void>;
}

/** A question that goes to a person of the association. */
export interface Escalation {
  readonly question: string;
  /** Its number: the same person passes it on once, however often they ask for it. */
  readonly asked?: number | undefined;
  readonly person: PersonId | undefined;
  readonly destination: string;
}

/** What a person of the association answered, for one who is not posted to. */
export interface AnsweredCase {
  readonly id: number;
  readonly question: string;
  readonly answer: string;
}

interface CaseStore {
  /** Answers for a destination that have not been put away. */
  answeredFor(destination: string): Promise<readonly AnsweredCase[]>;
  /** The asker has read it. */
  putAway(id: number, destination: string): Promise<void>;
  /** @returns the case's number, the question as it may be shown to those who answer it, and whether it was not open */
  open(
    escalation: Escalation,
  ): Promise<{ readonly id: number; readonly question: string; readonly isNew: boolean }>;
}

export interface Subscription {
  readonly person: PersonId;
  readonly subject:
    { readonly kind: 'entry'; readonly id: EntryId } | { readonly kind: 'topic'; readonly id: TopicId };
  readonly destination: string;
}

export interface SubscriptionStore {
  subscribe(subscription: Subscription): Promise<void>;
  unsubscribe(person: PersonId, subject: Subscription['subject']): Promise<void>;
  of(person: PersonId): Promise<readonly Subscription[]>;
}

/** A post to a platform that was promised. */
export interface Post {
  /**
   * Where it goes, as the platform's adapter reads it: `slack:T1/C2`, or `slack:T1/C2/1700.1` for a thread of it. Posts
   * that agree up to the second slash keep their order and share a rate.
   */
  readonly destination: string;
  /** JSON; erased when it is delivered. */
  readonly payload: string;
  readonly person?: string | undefined;
  /** Milliseconds since 1970, after which the platform does not take it any more. */
  readonly expiresAt?: number | undefined;
}

interface PostBox {
  /** @returns the post's id */
  post(post: Post): Promise<string>;
}

/** Where people's languages are kept. */
interface Preferences {
  languageOf(person: PersonId): Promise<Language | undefined>;
  setLanguage(person: PersonId, language: Language): Promise<void>;
}

/** What a turn may write: all of it in one transaction, or nothing. */
export interface TurnRecords {
  readonly conversations: ConversationStore;
  readonly questions: QuestionLog;
  readonly deliveries: DeliveryLog;
  readonly ratings: RatingStore;
  readonly cases: CaseStore;
  readonly subscriptions: SubscriptionStore;
  readonly outbox: PostBox;
  readonly people: Preferences;
}

/** The store as a use case needs it. */
export interface Ledger<R extends TurnRecords = TurnRecords> {
  /** Never within `write`. */
  readonly read: R;
  /** One transaction; resolves when it is durable. Await nothing within but the records given. */
  write<T>(work: (records: R) => Promise<T>): Promise<T>;
}

/** An event of a platform as it came, to be worked exactly once. */
export interface Event {
  /** The platform's own id of it, with the platform's name before: `slack:Ev06ABCD`. */
  readonly event: string;
  /** JSON; erased when the work is done. */
  readonly payload: string;
  readonly person?: string | undefined;
}

export interface ClaimedEvent {
  readonly event: string;
  readonly payload: string;
  /** From 1: how often it has been begun. */
  readonly attempts: number;
}

export interface Claim {
  /** The name before the colon of an event or a destination. */
  readonly platform: string;
  /** Unique to the process that works. */
  readonly worker: string;
  readonly leaseMs: number;
  readonly most: number;
}

export interface EventLog {
  /** @returns false for an event that is already known: nothing more is to be done for it */
  receive(event: Event): Promise<boolean>;
  /** Takes events to work on, oldest first: new ones, and those of workers whose lease has run out. */
  claim(claim: Claim): Promise<readonly ClaimedEvent[]>;
  /** First in the transaction of the effects. @returns false when another has the event now: then write nothing */
  finish(event: string, worker: string): Promise<boolean>;
  /** Lets go of an event that could not be worked just now. */
  postpone(event: string, worker: string, afterMs: number): Promise<void>;
  /** Gives an event up, with the reason for whoever looks after the program. */
  giveUp(event: string, worker: string, reason: string): Promise<boolean>;
}

export interface ClaimedPost {
  /** Goes along to the platform, which tells a repetition by it. At most 25 characters. */
  readonly id: string;
  readonly destination: string;
  readonly payload: string;
  /** From 1. */
  readonly attempts: number;
}

/** What became of an attempt. */
export type Attempt =
  | { readonly kind: 'delivered' }
  /** May go through later; `afterMs` is the platform's own word for when. */
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number | undefined }
  | { readonly kind: 'refused'; readonly reason: string };

export interface ClaimPosts extends Claim {
  /** The least time between two posts to one channel. */
  readonly intervalMs: number;
}

export interface PostLog extends PostBox {
  /** Of each channel only the oldest post, and only when its interval has passed. */
  claim(claim: ClaimPosts): Promise<readonly ClaimedPost[]>;
  /** Writes down what became of an attempt; does nothing when another has the post now. */
  settle(post: ClaimedPost, worker: string, attempt: Attempt): Promise<void>;
}

/** Who someone is on a platform. */
export interface Account {
  readonly platform: string;
  /** The workspace, guild or site. */
  readonly tenant: string;
  readonly user: string;
}

export interface PersonBook extends Preferences {
  /** The person of an account; a new one when it is seen for the first time. */
  identify(account: Account): Promise<PersonId>;
  /** Undefined for an account that was never seen. */
  find(account: Account): Promise<PersonId | undefined>;
  rolesOf(person: PersonId): Promise<readonly string[]>;
}

/** A case as it stands in a moderation channel. */
export interface DeskCases extends CaseStore {
  recordPost(place: string, id: number): Promise<void>;
  /** The open case that a post stands for. */
  findByPost(place: string): Promise<{ readonly id: number; readonly question: string } | undefined>;
  /** Those that wait, oldest first. */
  listOpen(): Promise<readonly { readonly id: number; readonly question: string }[]>;
  propose(id: number, moderator: PersonId, text: string): Promise<number>;
  findProposal(
    proposal: number,
  ): Promise<{ readonly case: number; readonly moderator: PersonId; readonly text: string } | undefined>;
}

export interface LeaseBook {
  /** @returns whether the holder has it now: taken anew, kept on, or taken over from one whose time ran out */
  take(name: string, holder: string, forMs: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
}

export interface PlaceSettings {
  /** As it was set; undefined where nothing was. The adapter parses it. */
  find(place: string): Promise<unknown>;
  set(place: string, settings: unknown): Promise<void>;
}

/** What a chat platform writes beside the turn. */
export interface ChatRecords extends TurnRecords {
  readonly inbox: EventLog;
  readonly outbox: PostLog;
  readonly people: PersonBook;
  readonly cases: DeskCases;
  readonly leases: LeaseBook;
  readonly places: PlaceSettings;
}

/** Keeps a platform's short-lived secrets (interaction tokens, response addresses) unreadable in the store. */
export interface Seal {
  seal(text: string): string;
  /** @throws Error when it was sealed with another secret, or changed since */
  open(sealed: string): string;
}
