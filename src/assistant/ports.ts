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

export interface QuestionLog {
  /** @returns its number, for the delivery that answers it */
  record(question: AskedQuestion): Promise<number>;
}

/** Someone was shown an entry. */
export interface Delivery {
  readonly question: number | undefined;
  readonly entry: EntryId;
  /** The knowledge revision it was shown at. */
  readonly revision: number;
  readonly person: PersonId | undefined;
  /** Where a correction would go; undefined where nobody can be reached. */
  readonly destination: string | undefined;
}

export interface DeliveryLog {
  record(delivery: Delivery): Promise<void>;
}

export interface Rating {
  readonly entry: EntryId;
  readonly revision: number;
  readonly person: PersonId;
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
  readonly person: PersonId | undefined;
  readonly destination: string;
}

export interface CaseStore {
  /** @returns the case's number */
  open(escalation: Escalation): Promise<number>;
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

/** What a turn may write: all of it in one transaction, or nothing. */
export interface TurnRecords {
  readonly conversations: ConversationStore;
  readonly questions: QuestionLog;
  readonly deliveries: DeliveryLog;
  readonly ratings: RatingStore;
  readonly cases: CaseStore;
  readonly subscriptions: SubscriptionStore;
}
