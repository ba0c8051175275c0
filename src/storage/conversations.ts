import { z } from 'zod';
import type { Conversation, ConversationStore } from '../assistant/conversation.ts';
import type { PersonId } from '../assistant/ports.ts';
import { LANGUAGES, entryId } from '../knowledge/fields.ts';
import { redact } from './redact.ts';
import type { Session } from './tables.ts';

/** How long after its last turn a conversation is remembered. */
export const CONVERSATION_KEPT_MS = 30 * 60_000;

const stored = z.object({
  question: z.string().optional(),
  entry: entryId.optional(),
  choices: z.array(z.string()).optional(),
  language: z.enum(LANGUAGES).optional(),
  asked: z.number().optional(),
});

/** What is remembered between two utterances. */
export class Conversations implements ConversationStore {
  constructor(private readonly session: Session) {}

  async load(id: string): Promise<Conversation | undefined> {
    const { db, now } = this.session;
    const row = await db
      .selectFrom('conversations')
      .select('body')
      .where('id', '=', id)
      .where('at', '>', now() - CONVERSATION_KEPT_MS)
      .executeTakeFirst();
    return row && stored.parse(JSON.parse(row.body));
  }

  async save(id: string, conversation: Conversation, person?: PersonId): Promise<void> {
    const { question } = conversation;
    const clean = question === undefined ? conversation : { ...conversation, question: redact(question) };
    const kept = { body: JSON.stringify(clean), at: this.session.now(), person: person ?? null };
    await this.session.db
      .insertInto('conversations')
      .values({ id, ...kept })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(kept))
      .execute();
  }
}
