import { Worker } from 'node:worker_threads';
import type { KeptAt } from '../../knowledge/files/kept-file.ts';
import {
  type Job,
  type JobMessage,
  type JobOf,
  type JobResults,
  type Tell,
  type Trade,
  type WorkerParts,
  stopReplay,
} from './job.ts';

const START = new URL('./start-worker.js', import.meta.url);
/** A worker that waits keeps some 100 MB; one that starts loads the program again. */
const IDLE_MS = 5 * 60_000;

const CLOSING = 'previews have ended: the program is closing';

/** A worker thread that does one job at a time, and keeps no process alive while it has none. */
class Hand {
  readonly #worker: Worker;
  #ended = false;

  constructor(parts: WorkerParts) {
    // None of the program's own options: with `--import tsx` it would load a second loader, which slows all of it down (ADR 2).
    this.#worker = new Worker(START, { workerData: parts, execArgv: [] });
    this.#worker.once('exit', () => {
      this.#ended = true;
    });
    // Whoever waits for a job is told; what fails while nobody does must not end the program: the next job starts another.
    this.#worker.on('error', () => {
      this.#ended = true;
    });
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

/** Resolves when the promise does; rejects as soon as the signal aborts. */
const untilAborted = (promise: Promise<void>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const leave = (): void => {
      const reason: unknown = signal.reason;
      reject(reason instanceof Error ? reason : new Error('cancelled', { cause: reason }));
    };
    signal.addEventListener('abort', leave);
    void promise.then(() => {
      signal.removeEventListener('abort', leave);
      resolve();
    });
  });

/** Jobs that are done one after another, by a worker that is there while there is something to do. */
class Lane {
  #hand: Hand | undefined;
  /** Until the last job is over. */
  #turn = Promise.resolve();
  #isClosed = false;
  #isToStay = false;
  #resting: NodeJS.Timeout | undefined;

  constructor(
    private readonly parts: WorkerParts,
    private readonly idleMs: number,
  ) {}

  get isReady(): boolean {
    return this.#hand?.isEnded === false;
  }

  /** @throws Error when it is closed */
  start(): void {
    if (this.isReady) return;
    this.#take();
    this.#rest();
  }

  /** The worker is there from now on, whether or not there is something to do; or ends again when it is idle. */
  stay(isToStay: boolean): void {
    // Said again and again: that must not put off its end.
    if (isToStay === this.#isToStay) return;
    this.#isToStay = isToStay;
    this.#rest();
  }

  do<K extends Job['kind']>(job: JobOf<K>, tell: Tell, signal: AbortSignal): Promise<JobResults[K]> {
    const turn = this.#turn;
    const result = this.#doAfter(turn, job, tell, signal);
    this.#turn = Promise.allSettled([turn, result]).then(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#resting);
    await this.#hand?.end();
  }

  async #doAfter<K extends Job['kind']>(
    turn: Promise<void>,
    job: JobOf<K>,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<JobResults[K]> {
    await untilAborted(turn, signal);
    const hand = this.#take();
    const end = (): void => {
      if ('stop' in job && job.stop) stopReplay(job.stop);
      else void hand.end();
    };
    signal.addEventListener('abort', end);
    try {
      const result = await hand.do(job, tell);
      signal.throwIfAborted();
      return result;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', end);
      this.#rest();
    }
  }

  #take(): Hand {
    if (this.#isClosed) throw new Error(CLOSING);
    clearTimeout(this.#resting);
    const hand = this.#hand?.isEnded === false ? this.#hand : new Hand(this.parts);
    this.#hand = hand;
    return hand;
  }

  #rest(): void {
    clearTimeout(this.#resting);
    if (this.#isToStay) return;
    this.#resting = setTimeout(() => void this.#hand?.end(), this.idleMs).unref();
  }
}

const TRADES: { readonly [K in Job['kind']]: Trade } = {
  replay: 'replaying',
  check: 'reading',
  compare: 'reading',
};

/** Two worker threads, one that replays and one that reads texts, which end when they are idle and not to stay. */
export class Crew {
  readonly #lanes: Readonly<Record<Trade, Lane>>;

  /**
   * @param kept what the engine reads of the knowledge, for the worker that replays to begin with
   * @param idleMs how long workers wait for something to do
   */
  constructor(kept?: KeptAt, idleMs = IDLE_MS) {
    this.#lanes = {
      replaying: new Lane({ trade: 'replaying', kept }, idleMs),
      reading: new Lane({ trade: 'reading' }, idleMs),
    };
  }

  /**
   * Starts the workers, which load the program while their first jobs are put together.
   * @throws Error when the crew is closed
   */
  start(): void {
    for (const lane of Object.values(this.#lanes)) lane.start();
  }

  /** Whether a worker of a trade is there: mostly the one that did the last job, with all that it has read and learnt. */
  isReady(trade: Trade): boolean {
    return this.#lanes[trade].isReady;
  }

  /** Whether workers stay while they have nothing to do. */
  stay(isToStay: boolean): void {
    for (const lane of Object.values(this.#lanes)) lane.stay(isToStay);
  }

  /**
   * Where the signal aborts, a replay that can be stopped ends after its index or its question; any other job at once,
   * with its worker.
   * @throws the reason of the signal, or Error when the crew is closed or the job fails
   */
  do<K extends Job['kind']>(job: JobOf<K>, tell: Tell, signal: AbortSignal): Promise<JobResults[K]> {
    return this.#lanes[TRADES[job.kind]].do(job, tell, signal);
  }

  /** Ends every worker, also one that is at work: its job fails. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.#lanes).map((lane) => lane.close()));
  }
}
