import { Worker } from 'node:worker_threads';
import type { KeptAt } from '../../knowledge/files/kept-file.ts';
import type { Job, JobMessage, JobOf, JobResults } from './job.ts';
import type { Tell } from './run-job.ts';

const START = new URL('./start-worker.js', import.meta.url);
/** A worker that waits keeps some 100 MB; one that starts loads the program again. */
const IDLE_MS = 5 * 60_000;

/** A worker thread that does one job at a time, and keeps no process alive while it has none. */
class Hand {
  readonly #worker: Worker;
  #ended = false;

  constructor(kept: KeptAt | undefined) {
    this.#worker = new Worker(START, { workerData: kept });
    this.#worker.once('exit', () => {
      this.#ended = true;
    });
    // Whoever waits for a job is told; what fails while nobody does must not end the program: the next job starts another.
    this.#worker.on('error', () => undefined);
    this.#worker.unref();
  }

  get isEnded(): boolean {
    return this.#ended;
  }

  do<K extends Job['kind']>(job: JobOf<K>, tell: Tell): Promise<JobResults[K]> {
    const worker = this.#worker;
    const about = `the ${job.kind} job of the preview`;
    return new Promise((resolve, reject) => {
      const onMessage = (message: JobMessage<K>): void => {
        if (message.kind === 'progress') {
          tell(message.stage, message.count);
          return;
        }
        settle();
        if (message.kind === 'done') resolve(message.result);
        else reject(new Error(`${about} failed`, { cause: message.error }));
      };
      const onError = (cause: unknown): void => {
        settle();
        reject(new Error(`${about} broke off`, { cause }));
      };
      const onExit = (): void => {
        settle();
        reject(new Error(`${about} was ended before it was done`));
      };
      const settle = (): void => {
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        worker.unref();
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.ref();
      worker.postMessage(job);
    });
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#worker.terminate();
  }
}

/** A job that waits for a worker. */
interface Waiting {
  readonly take: (hand: Hand) => void;
  readonly refuse: (reason: unknown) => void;
}

const CLOSING = 'previews have ended: the program is closing';

/** Worker threads, started when there is something to do; ended when they were idle for five minutes. */
export class Crew {
  readonly #hands = new Set<Hand>();
  readonly #idle = new Set<Hand>();
  /** Jobs that wait for a worker, the first first. */
  readonly #waiting: Waiting[] = [];
  #isClosed = false;
  #resting: NodeJS.Timeout | undefined;

  /**
   * @param kept what the engine reads of the knowledge, for a worker to begin with
   * @param idleMs how long workers wait for something to do
   */
  constructor(
    readonly size: number,
    private readonly kept?: KeptAt | undefined,
    private readonly idleMs = IDLE_MS,
  ) {}

  /**
   * Starts a worker where there is none, which loads the program while its first job is put together.
   * @throws Error when the crew is closed
   */
  start(): void {
    const hand = this.#hands.size === 0 ? this.#start() : undefined;
    if (hand) this.#release(hand);
  }

  /**
   * Ends the worker at once where the signal aborts: a build cannot be interrupted otherwise.
   * @throws the reason of the signal, or Error when the crew is closed or the job fails
   */
  async do<K extends Job['kind']>(job: JobOf<K>, tell: Tell, signal: AbortSignal): Promise<JobResults[K]> {
    const hand = await this.#take(signal);
    const end = (): void => void hand.end();
    signal.addEventListener('abort', end);
    try {
      return await hand.do(job, tell);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', end);
      this.#release(hand);
    }
  }

  /** Ends every worker, also one that is at work: its job fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#resting);
    for (const { refuse } of this.#waiting.splice(0)) refuse(new Error(CLOSING));
    await Promise.all([...this.#hands].map((hand) => hand.end()));
  }

  #take(signal: AbortSignal): Promise<Hand> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      clearTimeout(this.#resting);
      const hand = this.#takeIdle() ?? this.#start();
      if (hand) {
        resolve(hand);
        return;
      }
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        waiting.refuse(signal.reason);
      };
      const waiting: Waiting = {
        take: (free) => {
          signal.removeEventListener('abort', leave);
          resolve(free);
        },
        refuse: (reason) => {
          signal.removeEventListener('abort', leave);
          reject(reason instanceof Error ? reason : new Error('cancelled', { cause: reason }));
        },
      };
      this.#waiting.push(waiting);
      signal.addEventListener('abort', leave);
    });
  }

  /** The one that was started first: the first of some jobs falls to it each time. */
  #takeIdle(): Hand | undefined {
    for (const hand of this.#hands)
      if (this.#idle.delete(hand)) {
        if (!hand.isEnded) return hand;
        this.#hands.delete(hand);
      }
    return undefined;
  }

  /** @throws Error when the crew is closed */
  #start(): Hand | undefined {
    if (this.#isClosed) throw new Error(CLOSING);
    if (this.#hands.size >= this.size) return undefined;
    const hand = new Hand(this.kept);
    this.#hands.add(hand);
    return hand;
  }

  /** A worker that was ended makes place for a new one. */
  #release(hand: Hand): void {
    if (hand.isEnded) this.#hands.delete(hand);
    const free = hand.isEnded && !this.#isClosed && this.#waiting.length > 0 ? this.#start() : hand;
    const next = free && this.#waiting.shift();
    if (free && next) next.take(free);
    else if (!hand.isEnded) this.#idle.add(hand);
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.#rest();
    }, this.idleMs).unref();
  }

  #rest(): void {
    for (const hand of this.#idle) {
      this.#hands.delete(hand);
      void hand.end();
    }
    this.#idle.clear();
  }
}
