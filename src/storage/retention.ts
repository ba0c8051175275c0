import { CONVERSATION_KEPT_MS } from './conversations.ts';
import { recountUnanswered } from './erasure.ts';
import type { Session } from './tables.ts';

const DAY_MS = 24 * 60 * 60_000;

/** How many days things are kept. */
export interface RetentionPolicy {
  readonly questionDays: number;
  /** Long enough to correct what was told. */
  readonly deliveryDays: number;
  readonly closedCaseDays: number;
  /** Longer than any platform redelivers an event. */
  readonly eventDays: number;
}

export const RETENTION: RetentionPolicy = {
  questionDays: 180,
  deliveryDays: 730,
  closedCaseDays: 365,
  eventDays: 30,
};

/** Bounds how long the event loop stands still. */
const MOST_ROWS = 500;

/** Deletes what is past its time, a slice at a time. */
export class Retention {
  constructor(private readonly session: Session) {}

  /** @returns how many rows this slice deleted; 0 when nothing is left to delete */
  async deleteSlice(policy: RetentionPolicy = RETENTION): Promise<number> {
    const { db, now } = this.session;
    const before = (days: number): number => now() - days * DAY_MS;
    const deleted = [
      await this.#deleteQuestions(before(policy.questionDays)),
      await this.#deleteDeliveries(before(policy.deliveryDays)),
      await this.#deleteCases(before(policy.closedCaseDays)),
      await this.#deleteEvents(before(policy.eventDays)),
    ];
    const conversations = await db
      .deleteFrom('conversations')
      .where('at', '<=', now() - CONVERSATION_KEPT_MS)
      .executeTakeFirst();
    return deleted.reduce((sum, count) => sum + count, Number(conversations.numDeletedRows));
  }

  async #deleteQuestions(before: number): Promise<number> {
    const { db } = this.session;
    const old = db
      .selectFrom('questions')
      .select('id')
      .where('at', '<', before)
      .orderBy('at')
      .limit(MOST_ROWS);
    const rows = await db
      .deleteFrom('questions')
      .where('id', 'in', old)
      .returning('unanswered_key')
      .execute();
    await recountUnanswered(this.session, new Set(rows.flatMap((row) => row.unanswered_key ?? [])));
    return rows.length;
  }

  async #deleteDeliveries(before: number): Promise<number> {
    const { db } = this.session;
    const old = db
      .selectFrom('deliveries')
      .select('id')
      .where('at', '<', before)
      .orderBy('at')
      .limit(MOST_ROWS);
    const { numDeletedRows } = await db.deleteFrom('deliveries').where('id', 'in', old).executeTakeFirst();
    const told = db
      .selectFrom('corrections')
      .select('id')
      .where('at', '<', before)
      .orderBy('at')
      .limit(MOST_ROWS);
    const corrections = await db.deleteFrom('corrections').where('id', 'in', told).executeTakeFirst();
    return Number(numDeletedRows) + Number(corrections.numDeletedRows);
  }

  async #deleteCases(before: number): Promise<number> {
    const { db } = this.session;
    const old = db.selectFrom('cases').select('id').where('closed_at', '<', before).limit(MOST_ROWS);
    const { numDeletedRows } = await db.deleteFrom('cases').where('id', 'in', old).executeTakeFirst();
    return Number(numDeletedRows);
  }

  async #deleteEvents(before: number): Promise<number> {
    const { db } = this.session;
    const events = db.selectFrom('inbox').select('event').where('finished_at', '<', before).limit(MOST_ROWS);
    const inbox = await db.deleteFrom('inbox').where('event', 'in', events).executeTakeFirst();
    const posts = db.selectFrom('outbox').select('seq').where('finished_at', '<', before).limit(MOST_ROWS);
    const outbox = await db.deleteFrom('outbox').where('seq', 'in', posts).executeTakeFirst();
    return Number(inbox.numDeletedRows) + Number(outbox.numDeletedRows);
  }
}
