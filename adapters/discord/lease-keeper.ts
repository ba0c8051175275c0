import type { LeaseBook, Ledger, TurnRecords } from '../../src/assistant/ports.ts';

interface LeaseKeeperParts {
  readonly ledger: Ledger<TurnRecords & { readonly leases: LeaseBook }>;
  readonly name: string;
  /** Unique to this process. */
  readonly holder: string;
  readonly forMs: number;
  readonly onTaken: () => void;
  /** Another may take it from now on. */
  readonly onLost: () => void;
  readonly onFault: (subject: string, error: unknown) => void;
  readonly now: () => number;
}

/** Does what only one of several processes may do, for as long as it is this one's turn. */
export class LeaseKeeper {
  #timer: NodeJS.Timeout | undefined;
  #isHeld = false;
  #takenAt = 0;
  #beat: Promise<void> = Promise.resolve();

  constructor(private readonly parts: LeaseKeeperParts) {}

  get isHeld(): boolean {
    return this.#isHeld;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#beat = this.#beat.then(() => this.#renew());
    }, this.parts.forMs / 3);
    this.#beat = this.#renew();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beat;
    if (this.#isHeld)
      await this.parts.ledger.write(({ leases }) => leases.release(this.parts.name, this.parts.holder));
    this.#isHeld = false;
  }

  async #renew(): Promise<void> {
    const { ledger, name, holder, forMs, now, onFault } = this.parts;
    const asked = now();
    try {
      const isMine = await ledger.write(({ leases }) => leases.take(name, holder, forMs));
      if (isMine) this.#takenAt = asked;
      this.#become(isMine);
    } catch (error) {
      onFault('lease', error);
      // The store is away: another replica may still reach it, and take over when the time is up.
      if (now() - this.#takenAt > (forMs * 2) / 3) this.#become(false);
    }
  }

  #become(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    if (isHeld) this.parts.onTaken();
    else this.parts.onLost();
  }
}
