import type { Calibration } from './engine/confidence.ts';
import { Engine } from './engine/engine.ts';
import type { Snapshot } from './knowledge/snapshot.ts';

interface ServedEngineParts {
  /** The knowledge as it stands in the store. */
  readonly read: () => Promise<Snapshot>;
  readonly calibration: Calibration;
  readonly onFault: (error: unknown) => void;
}

/** The engine that answers now, replaced in one step by one over the newest revision. */
export class ServedEngine {
  #current: Engine;
  #wanted = 0;
  #reloading: Promise<void> | undefined;
  #fault: string | undefined;

  private constructor(
    private readonly parts: ServedEngineParts,
    snapshot: Snapshot,
  ) {
    this.#current = new Engine(snapshot, parts.calibration);
  }

  static async open(parts: ServedEngineParts): Promise<ServedEngine> {
    return new ServedEngine(parts, await parts.read());
  }

  get current(): Engine {
    return this.#current;
  }

  /** Why the last good state is still served; undefined when what is served is the newest. */
  get fault(): string | undefined {
    return this.#fault;
  }

  /** A revision was appended, here or by another replica. Resolves when it is served, or cannot be. */
  async follow(revision: number): Promise<void> {
    this.#wanted = Math.max(this.#wanted, revision);
    await (this.#reloading ??= this.#reload());
  }

  async #reload(): Promise<void> {
    const { read, calibration, onFault } = this.parts;
    try {
      // Revisions that come while one is loaded are served together with the next.
      while (this.#current.snapshot.revision < this.#wanted)
        this.#current = new Engine(await read(), calibration);
      this.#fault = undefined;
    } catch (error) {
      this.#fault = `revision ${this.#wanted} cannot be served; ${this.#current.snapshot.revision} is`;
      onFault(error);
    } finally {
      this.#reloading = undefined;
    }
  }
}
