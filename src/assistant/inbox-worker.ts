import { randomUUID } from 'node:crypto';
import { Beat } from './beat.ts';
import type { ChatRecords, ClaimedEvent, Ledger } from './ports.ts';

/** Undoes the transaction of an event that another worker has meanwhile: its effects are that worker's to write. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** An event being worked. */
export interface Work extends ClaimedEvent {
  /** First in the transaction of the effects: marks the event as worked, so that it has them once. */
  finish(records: ChatRecords): Promise<void>;
}

interface InboxWorkerParts {
  readonly ledger: Ledger<ChatRecords>;
  /** The name before the colon of the events it works. */
  readonly platform: string;
  /** Works one event and writes its effects in one transaction that `finish` begins. */
  readonly work: (work: Work) => Promise<void>;
  /** What is told, in the transaction that gives it up, of an event that cannot be worked. */
  readonly giveUp: (work: ClaimedEvent, records: ChatRecords) => Promise<void>;
  readonly onFault: (event: string, error: unknown) => void;
  /** Waited for before each event is begun: what is more urgent comes first. */
  readonly giveWay?: () => Promise<void>;
  /** Called after each batch: posts may be waiting. */
  readonly onWorked: () => void;
}

const MOST_ATTEMPTS = 5;
const LEASE_MS = 60_000;
const MOST = 20;
const FIRST_BACKOFF_MS = 500;
/** How soon what another process left behind is found. */
const IDLE_MS = 1_000;

/** Works the events that a platform's adapter has received and acknowledged: at start those of earlier processes. */
export class InboxWorker {
  readonly #worker = randomUUID();
  readonly #beat: Beat;

  constructor(private readonly parts: InboxWorkerParts) {
    this.#beat = new Beat({
      drain: () => this.#drain(),
      onFault: (error) => {
        parts.onFault('inbox', error);
      },
      idleMs: IDLE_MS,
    });
  }

  start(): void {
    this.#beat.start();
  }

  /** An event was received. */
  wake(): void {
    this.#beat.wake();
  }

  /** Resolves when what was begun is done. */
  stop(): Promise<void> {
    return this.#beat.stop();
  }

  async #drain(): Promise<void> {
    const { ledger, platform, giveWay, onWorked } = this.parts;
    const claim = { platform, worker: this.#worker, leaseMs: LEASE_MS, most: MOST };
    for (;;) {
      const claimed = await ledger.write(({ inbox }) => inbox.claim(claim));
      // Together, so that their transactions share a flush; each begun in a turn of its own, so that acknowledgements
      // come between two questions.
      const works: Promise<void>[] = [];
      for (const event of claimed) {
        await giveWay?.();
        works.push(this.#workOne(event));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await Promise.all(works);
      if (claimed.length > 0) onWorked();
      if (claimed.length < MOST || this.#beat.isStopped) return;
    }
  }

  async #workOne(claimed: ClaimedEvent): Promise<void> {
    const finish = async ({ inbox }: ChatRecords): Promise<void> => {
      if (!(await inbox.finish(claimed.event, this.#worker))) throw new LeaseLost();
    };
    try {
      await this.parts.work({ ...claimed, finish });
    } catch (error) {
      if (error instanceof LeaseLost) return;
      this.parts.onFault(claimed.event, error);
      await this.#putOff(claimed, error);
    }
  }

  async #putOff(claimed: ClaimedEvent, error: unknown): Promise<void> {
    const { ledger, giveUp } = this.parts;
    const { event, attempts } = claimed;
    const reason = error instanceof Error ? error.name : 'an unknown fault';
    await ledger.write(async (records) => {
      if (attempts < MOST_ATTEMPTS)
        await records.inbox.postpone(event, this.#worker, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
      else if (await records.inbox.giveUp(event, this.#worker, reason)) await giveUp(claimed, records);
    });
  }
}
