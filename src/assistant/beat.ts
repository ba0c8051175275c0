interface BeatParts {
  /** Does what there is to do now. */
  readonly drain: () => Promise<void>;
  /** The work could not be looked for: it is tried again at the next beat. */
  readonly onFault: (error: unknown) => void;
  /** How soon work is found that nobody woke this process for. */
  readonly idleMs: number;
}

/** Drains when it is woken, and at every beat: once at a time, and once more for what came meanwhile. */
export class Beat {
  #isAsked = false;
  #isStopped = false;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: BeatParts) {}

  get isStopped(): boolean {
    return this.#isStopped;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.wake();
    }, this.parts.idleMs);
    this.wake();
  }

  wake(): void {
    this.#isAsked = true;
    if (!this.#isStopped) this.#running ??= this.#run();
  }

  /** Resolves when the draining under way has ended; none begins any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#isAsked && !this.#isStopped) {
        this.#isAsked = false;
        await this.parts.drain();
      }
    } catch (error) {
      this.parts.onFault(error);
    } finally {
      this.#running = undefined;
    }
  }
}
