import type { Language } from '../knowledge/fields.ts';
import type { PersonId } from './ports.ts';
import type { Context } from '../engine/engine.ts';

/** What is remembered of a conversation between two utterances. */
export interface Conversation extends Context {
  /** The language of the last reply. */
  readonly language?: Language | undefined;
  /** The number of the last question asked in words: what is chosen next is an answer to it. */
  readonly asked?: number | undefined;
}

/** Where conversations live: the thread in a channel, the person elsewhere. Forgotten 30 minutes after the last turn. */
export interface ConversationStore {
  load(id: string): Promise<Conversation | undefined>;
  /** @param person whose conversation it is, where it is one person's: it is erased with them */
  save(id: string, conversation: Conversation, person?: PersonId): Promise<void>;
}

const KEPT_MS = 30 * 60_000;
const MOST = 10_000;

/** Conversations of this process only. */
export class MemoryConversations implements ConversationStore {
  /** In order of the last turn, oldest first. */
  readonly #kept = new Map<string, { readonly conversation: Conversation; readonly at: number }>();

  constructor(private readonly now: () => number = Date.now) {}

  load(id: string): Promise<Conversation | undefined> {
    const kept = this.#kept.get(id);
    return Promise.resolve(kept && this.now() - kept.at < KEPT_MS ? kept.conversation : undefined);
  }

  save(id: string, conversation: Conversation): Promise<void> {
    this.#kept.delete(id);
    this.#kept.set(id, { conversation, at: this.now() });
    for (const [oldest, { at }] of this.#kept) {
      if (this.#kept.size <= MOST && this.now() - at < KEPT_MS) break;
      this.#kept.delete(oldest);
    }
    return Promise.resolve();
  }
}
