import { sql } from 'kysely';
import type { Session } from './tables.ts';

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
  /** Unique to the process that works. */
  readonly worker: string;
  readonly leaseMs: number;
  readonly most: number;
}

/** Events that were acknowledged to a platform and must be worked exactly once. */
export class Inbox {
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
  async claim({ worker, leaseMs, most }: Claim): Promise<readonly ClaimedEvent[]> {
    const { db, dialect, now } = this.session;
    const free = db
      .selectFrom('inbox')
      .select('event')
      .where('state', '=', 'waiting')
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
