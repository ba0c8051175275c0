import { MemoryConversations } from './conversation.ts';
import type { Ledger, TurnRecords } from './ports.ts';

const isOnlyAsked = (): never => {
  throw new Error('questions that are not recorded cannot be rated, shared or passed to a person');
};

/** For questions that are asked to measure, not to know: nothing of them is kept but the conversation under way. */
export function unrecorded(): Ledger {
  const records: TurnRecords = {
    conversations: new MemoryConversations(),
    questions: {
      record: () => Promise.resolve(0),
      find: () => Promise.resolve(undefined),
      listOf: () => Promise.resolve([]),
    },
    deliveries: { record: () => Promise.resolve(0), find: () => Promise.resolve(undefined) },
    ratings: { rate: isOnlyAsked },
    cases: { open: isOnlyAsked, answeredFor: () => Promise.resolve([]), putAway: isOnlyAsked },
    subscriptions: { subscribe: isOnlyAsked, unsubscribe: isOnlyAsked, of: () => Promise.resolve([]) },
    outbox: { post: isOnlyAsked },
    people: { languageOf: () => Promise.resolve(undefined), setLanguage: isOnlyAsked },
  };
  return { read: records, write: (work) => work(records) };
}
