import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

interface ListenerParts {
  readonly url: string;
  readonly channel: string;
  /** The last revision in the database. */
  readonly readLast: () => Promise<number>;
  readonly onRevision: (revision: number) => void;
}

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 5_000;
/** A connection that is dead without having been closed is found by asking. */
const HEARTBEAT_MS = 15_000;

/**
 * Hears of revisions that other replicas append. A lost connection is made again for as long as it takes; notices
 * sent meanwhile are gone, so after every LISTEN the last revision is read as well.
 */
export class RevisionListener {
  #client: pg.Client | undefined;
  #last = 0;
  readonly #stopped = new AbortController();
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(private readonly parts: ListenerParts) {}

  /** Resolves when it is listening. */
  async start(): Promise<void> {
    this.#last = await this.parts.readLast();
    await this.#connect();
    this.#heartbeat = setInterval(() => void this.#beat(), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    clearInterval(this.#heartbeat);
    await this.#client?.end();
  }

  async #connect(): Promise<void> {
    const { url, channel, readLast } = this.parts;
    const client = new pg.Client({ connectionString: url, keepAlive: true, query_timeout: HEARTBEAT_MS });
    const ended = new AbortController();
    // Both events mean the same; `end` always follows.
    client.on('error', () => undefined);
    client.on('end', () => {
      ended.abort();
      if (this.#client === client) void this.#reconnect();
    });
    client.on('notification', ({ payload }) => {
      this.#tell(Number(payload));
    });
    try {
      await client.connect();
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      this.#tell(await readLast());
      if (ended.signal.aborted) throw new Error('the connection was lost while it was made');
    } catch (error) {
      await client.end();
      throw error;
    }
    this.#client = client;
  }

  async #reconnect(): Promise<void> {
    for (
      let delayMs = FIRST_RETRY_MS;
      !this.#stopped.signal.aborted;
      delayMs = Math.min(delayMs * 2, LAST_RETRY_MS)
    ) {
      try {
        await this.#connect();
        return;
      } catch {
        // The database is away: tried again until it is back, or this replica stops.
        await wait(delayMs, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
      }
    }
  }

  async #beat(): Promise<void> {
    const client = this.#client;
    try {
      await client?.query('select 1');
    } catch {
      // What does not answer is ended; its `end` event makes the next one.
      await client?.end();
    }
  }

  #tell(revision: number): void {
    if (revision <= this.#last) return;
    this.#last = revision;
    this.parts.onRevision(revision);
  }
}
