import { Worker } from 'node:worker_threads';
import type { Job, JobMessage, JobOf, JobResults } from './job.ts';
import type { Tell } from './run-job.ts';

const START = new URL('./start-worker.js', import.meta.url);
/** A worker that waits keeps some 100 MB; one that starts loads the program again. */
const IDLE_MS = 5 * 60_000;

/** A worker thread that does one job at a time, and keeps no process alive while it has none. */
class Hand {
  readonly #worker = new Worker(START);
  #ended = false;

  constructor() {
    this.#worker.once('exit', () => {
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

/** Worker threads, started when there is something to do; ended when they were idle for five minutes. */
export class Crew {
  readonly #idle: Hand[] = [];
  readonly #waiting: ((hand: Hand) => void)[] = [];
  #started = 0;
  #resting: NodeJS.Timeout | undefined;

  constructor(readonly size: number) {}

  /** Ends the worker at once where the signal aborts: a build cannot be interrupted otherwise. */
  async do<K extends Job['kind']>(job: JobOf<K>, tell: Tell, signal: AbortSignal): Promise<JobResults[K]> {
    signal.throwIfAborted();
    const hand = await this.#take();
    const end = (): void => void hand.end();
    signal.addEventListener('abort', end);
    try {
      signal.throwIfAborted();
      return await hand.do(job, tell);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', end);
      this.#release(hand);
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#resting);
    await Promise.all(this.#idle.splice(0).map((hand) => hand.end()));
  }

  async #take(): Promise<Hand> {
    clearTimeout(this.#resting);
    const hand = this.#idle.pop();
    if (hand) return hand;
    if (this.#started < this.size) {
      this.#started += 1;
      return new Hand();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** A worker that broke makes place for a new one. */
  #release(hand: Hand): void {
    const next = this.#waiting.shift();
    if (next) {
      next(hand.isEnded ? new Hand() : hand);
      return;
    }
    if (hand.isEnded) this.#started -= 1;
    else this.#idle.push(hand);
    this.#resting = setTimeout(() => {
      this.#rest();
    }, IDLE_MS).unref();
  }

  #rest(): void {
    this.#started -= this.#idle.length;
    void this.close();
  }
}
