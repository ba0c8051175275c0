import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Beat } from './beat.ts';
import type { Attempt, ChatRecords, ClaimedPost, Ledger } from './ports.ts';

interface OutboxWorkerParts {
  readonly ledger: Ledger<ChatRecords>;
  /** The name before the colon of the destinations it delivers to. */
  readonly platform: string;
  /** Delivers one post. Throws for a fault of the program's: the post is tried again. */
  readonly deliver: (post: ClaimedPost) => Promise<Attempt>;
  readonly onFault: (post: string, error: unknown) => void;
  /** The least time between two posts to one channel. */
  readonly intervalMs: number;
}

const LEASE_MS = 60_000;
/** How many posts are under way at a time: to as many channels. */
const MOST = 50;
/** How soon a post is found whose time has come, or that another process left behind. */
const IDLE_MS = 250;
const GATHER_MS = 5;

/** Delivers what was promised to a platform, at its pace: at start also what an earlier process had begun. */
export class OutboxWorker {
  readonly #worker = randomUUID();
  readonly #beat: Beat;
  readonly #underWay = new Set<Promise<void>>();

  constructor(private readonly parts: OutboxWorkerParts) {
    this.#beat = new Beat({
      drain: () => this.#drain(),
      onFault: (error) => {
        parts.onFault('outbox', error);
      },
      idleMs: IDLE_MS,
    });
  }

  start(): void {
    this.#beat.start();
  }

  /** A post may be waiting. */
  wake(): void {
    this.#beat.wake();
  }

  /** Resolves when what was begun is settled. */
  async stop(): Promise<void> {
    await this.#beat.stop();
    await Promise.all(this.#underWay);
  }

  async #drain(): Promise<void> {
    const { ledger, platform, intervalMs } = this.parts;
    // A claim looks at all that waits: posts settled within a moment make room for one claim.
    await wait(GATHER_MS);
    while (this.#underWay.size < MOST && !this.#beat.isStopped) {
      const most = MOST - this.#underWay.size;
      const claim = { platform, worker: this.#worker, leaseMs: LEASE_MS, most, intervalMs };
      const claimed = await ledger.write(({ outbox }) => outbox.claim(claim));
      if (claimed.length === 0) return;
      // One slow channel does not hold the others back: each makes room for the next when it is done.
      for (const post of claimed) this.#begin(post);
    }
  }

  #begin(post: ClaimedPost): void {
    const delivery = this.#deliverOne(post).finally(() => {
      this.#underWay.delete(delivery);
      this.wake();
    });
    this.#underWay.add(delivery);
  }

  async #deliverOne(post: ClaimedPost): Promise<void> {
    const { ledger, deliver, onFault } = this.parts;
    try {
      const attempt = await deliver(post).catch((error: unknown): Attempt => {
        onFault(post.id, error);
        return { kind: 'retry', reason: error instanceof Error ? error.name : 'an unknown fault' };
      });
      await ledger.write(({ outbox }) => outbox.settle(post, this.#worker, attempt));
    } catch (error) {
      // Not settled: the lease runs out and the post is tried again, under the same id.
      onFault(post.id, error);
    }
  }
}
