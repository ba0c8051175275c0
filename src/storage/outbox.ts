import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Attempt, ClaimPosts, ClaimedPost, Post, PostLog } from '../assistant/ports.ts';
import type { Session } from './tables.ts';

const EXPIRED = 'it could not be delivered before the platform stopped taking it';

export interface Undelivered {
  readonly id: string;
  readonly destination: string;
  readonly reason: string;
  readonly attempts: number;
  readonly at: number;
}

const MOST_ATTEMPTS = 10;
const FIRST_BACKOFF_MS = 1_000;
const LAST_BACKOFF_MS = 10 * 60_000;

/** Posts that were promised and must reach their platform. */
export class Outbox implements PostLog {
  constructor(private readonly session: Session) {}

  /** @returns the id of the post */
  async post({ destination, payload, person, expiresAt }: Post): Promise<string> {
    const id = randomBytes(12).toString('base64url');
    const { db, now } = this.session;
    await db
      .insertInto('outbox')
      .values({
        id,
        destination,
        lane: laneOf(destination),
        payload,
        person: person ?? null,
        expires_at: expiresAt ?? null,
        state: 'waiting',
        worker: null,
        lease_until: 0,
        attempts: 0,
        next_at: 0,
        created_at: now(),
        finished_at: null,
        last_error: null,
      })
      .execute();
    return id;
  }

  /**
   * Takes posts to deliver: of each channel only the oldest, and only when its interval has passed. A post that
   * waits for its next attempt holds back those after it.
   */
  async claim({ platform, worker, leaseMs, most, intervalMs }: ClaimPosts): Promise<readonly ClaimedPost[]> {
    const { db, now } = this.session;
    const moment = now();
    await this.#dropExpired(moment);
    const seqs = await this.#lockOldest(platform, moment, most);
    if (seqs.length === 0) return [];
    const rows = await db
      .updateTable('outbox')
      .set({ worker, lease_until: moment + leaseMs, attempts: sql`attempts + 1` })
      .where('seq', 'in', seqs)
      .returning(['seq', 'id', 'destination', 'payload', 'attempts'])
      .execute();
    if (intervalMs > 0)
      for (const lane of new Set(rows.map(({ destination }) => laneOf(destination))))
        await this.#holdBack(lane, moment + intervalMs);
    return rows
      .sort((one, other) => one.seq - other.seq)
      .map(({ id, destination, payload, attempts }) => ({ id, destination, payload, attempts }));
  }

  /** Writes down what became of an attempt; does nothing when the lease has gone to another worker. */
  async settle(post: ClaimedPost, worker: string, attempt: Attempt): Promise<void> {
    const { db, now } = this.session;
    const mine = db
      .updateTable('outbox')
      .where('id', '=', post.id)
      .where('worker', '=', worker)
      .where('state', '=', 'waiting');
    if (attempt.kind === 'delivered') {
      await mine
        .set({ state: 'done', payload: '', person: null, finished_at: now(), last_error: null })
        .execute();
      return;
    }
    if (attempt.kind === 'refused' || post.attempts >= MOST_ATTEMPTS) {
      await mine
        .set({ state: 'failed', payload: '', person: null, finished_at: now(), last_error: attempt.reason })
        .execute();
      return;
    }
    const nextAt = now() + (attempt.afterMs ?? backoffMs(post.attempts));
    await mine.set({ lease_until: 0, next_at: nextAt, last_error: attempt.reason }).execute();
    if (attempt.afterMs !== undefined) await this.#holdBack(laneOf(post.destination), nextAt);
  }

  /** What could not be delivered, last first. */
  async undelivered(most: number): Promise<readonly Undelivered[]> {
    return this.session.db
      .selectFrom('outbox')
      .select([
        'id',
        'destination',
        'attempts',
        sql<string>`last_error`.as('reason'),
        sql<number>`finished_at`.as('at'),
      ])
      .where('state', '=', 'failed')
      .orderBy('finished_at', 'desc')
      .limit(most)
      .execute();
  }

  /** Lets go of what earlier processes had begun: for a store that only one process can have open. */
  async releaseAll(): Promise<void> {
    await this.session.db
      .updateTable('outbox')
      .set({ lease_until: 0 })
      .where('state', '=', 'waiting')
      .execute();
  }

  /** What holds a secret of the platform's is erased when the secret is of no more use. */
  async #dropExpired(moment: number): Promise<void> {
    await this.session.db
      .updateTable('outbox')
      .set({ state: 'failed', payload: '', person: null, finished_at: moment, last_error: EXPIRED })
      .where('state', '=', 'waiting')
      .where('lease_until', '<=', moment)
      .where('expires_at', '<=', moment)
      .execute();
  }

  async #lockOldest(platform: string, moment: number, most: number): Promise<readonly number[]> {
    const { db, dialect } = this.session;
    const oldest = db
      .selectFrom('outbox as post')
      .leftJoin('destinations', 'destinations.destination', 'post.lane')
      .select('post.seq')
      .where('post.state', '=', 'waiting')
      .where('post.destination', 'like', `${platform}:%`)
      .where('post.lease_until', '<=', moment)
      .where('post.next_at', '<=', moment)
      .where((row) => row(sql<number>`coalesce(destinations.next_at, 0)`, '<=', moment))
      .where((row) =>
        row.not(
          row.exists(
            row
              .selectFrom('outbox as earlier')
              .select('earlier.seq')
              .whereRef('earlier.lane', '=', 'post.lane')
              .where('earlier.state', '=', 'waiting')
              .whereRef('earlier.seq', '<', 'post.seq'),
          ),
        ),
      )
      // By the index of what waits: in the order of the key SQLite would go through all that was ever posted.
      .orderBy(sql`+${sql.ref('post.seq')}`)
      .limit(most);
    const rows = await (dialect === 'postgres' ? oldest.forUpdate('post').skipLocked() : oldest).execute();
    return rows.map(({ seq }) => seq);
  }

  async #holdBack(lane: string, nextAt: number): Promise<void> {
    await this.session.db
      .insertInto('destinations')
      .values({ destination: lane, next_at: nextAt })
      .onConflict((conflict) => conflict.column('destination').doUpdateSet({ next_at: nextAt }))
      .execute();
  }
}

/** Threads of a channel share its order and its rate: `slack:T1/C2/1700.1` goes by `slack:T1/C2`. */
const laneOf = (destination: string): string => destination.split('/', 2).join('/');

/** Doubles each time; half of it is chance, so that many do not return at one moment. */
const backoffMs = (attempts: number): number =>
  Math.round(Math.min(LAST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempts - 1)) * (0.5 + Math.random() / 2));
