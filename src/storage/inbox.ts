import { sql } from 'kysely';
import type { Claim, ClaimedEvent, Event, EventLog } from '../assistant/ports.ts';
import type { Session } from './tables.ts';

/** Events that were acknowledged to a platform and must be worked exactly once. */
export class Inbox implements EventLog {
  constructor(private readonly session: Session) {}

  /** @returns false for an event that is already known: nothing more is to be done for it */
  async receive({ event, payload, person }: Event): Promise<boolean> {
    return this.#insert({ event, payload, person: person ?? null, state: 'waiting', finished_at: null });
  }

  /**
   * For work done before the acknowledgement: call it first in a transaction, and go on only when it returns true;
   * then the event and its effects are written together or not at all.
   */
  async admit(event: string): Promise<boolean> {
    return this.#insert({ event, payload: '', person: null, state: 'done', finished_at: this.session.now() });
  }

  /** Takes events to work on, oldest first: new ones, and those of workers whose lease has run out. */
  async claim({ platform, worker, leaseMs, most }: Claim): Promise<readonly ClaimedEvent[]> {
    const { db, dialect, now } = this.session;
    const free = db
      .selectFrom('inbox')
      .select('event')
      .where('state', '=', 'waiting')
      .where('event', 'like', `${platform}:%`)
      .where('lease_until', '<=', now())
      .orderBy('received_at')
      .limit(most);
    const rows = await db
      .updateTable('inbox')
      .set({ worker, lease_until: now() + leaseMs, attempts: sql`attempts + 1` })
      .where('event', 'in', dialect === 'postgres' ? free.forUpdate().skipLocked() : free)
      .returning(['event', 'payload', 'attempts', 'received_at'])
      .execute();
    return rows
      .sort((one, other) => one.received_at - other.received_at)
      .map(({ event, payload, attempts }) => ({ event, payload, attempts }));
  }

  /**
   * Marks an event as worked. Called in the transaction of its effects, and before them.
   * @returns false when the lease has gone to another worker: then write nothing
   */
  async finish(event: string, worker: string): Promise<boolean> {
    return this.#settle(event, worker, { state: 'done', reason: null });
  }

  /** Lets go of an event that could not be worked just now. */
  async postpone(event: string, worker: string, afterMs: number): Promise<void> {
    await this.session.db
      .updateTable('inbox')
      .set({ lease_until: this.session.now() + afterMs })
      .where('event', '=', event)
      .where('worker', '=', worker)
      .where('state', '=', 'waiting')
      .execute();
  }

  /** Gives an event up, with the reason for whoever looks after the program. */
  async giveUp(event: string, worker: string, reason: string): Promise<boolean> {
    return this.#settle(event, worker, { state: 'failed', reason });
  }

  /** Lets go of what earlier processes had begun: for a store that only one process can have open. */
  async releaseAll(): Promise<void> {
    await this.session.db
      .updateTable('inbox')
      .set({ lease_until: 0 })
      .where('state', '=', 'waiting')
      .execute();
  }

  async #insert(row: {
    readonly event: string;
    readonly payload: string;
    readonly person: string | null;
    readonly state: string;
    readonly finished_at: number | null;
  }): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.session.db
      .insertInto('inbox')
      .values({
        ...row,
        worker: null,
        lease_until: 0,
        attempts: 0,
        received_at: this.session.now(),
        reason: null,
      })
      .onConflict((conflict) => conflict.column('event').doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }

  async #settle(
    event: string,
    worker: string,
    end: { readonly state: 'done' | 'failed'; readonly reason: string | null },
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.session.db
      .updateTable('inbox')
      .set({ ...end, payload: '', person: null, finished_at: this.session.now() })
      .where('event', '=', event)
      .where('worker', '=', worker)
      .where('state', '=', 'waiting')
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }
}
