import { setImmediate } from 'node:timers/promises';
import type { Calibration } from './engine/confidence.ts';
import { Engine } from './engine/engine.ts';
import { UnpackedProfiles, packProfiles } from './engine/packed-profiles.ts';
import { type KeptAt, keep, readKept } from './knowledge/files/kept-file.ts';
import type { Snapshot } from './knowledge/snapshot.ts';

interface ServedEngineParts {
  /** The knowledge as it stands in the store. */
  readonly read: () => Promise<Snapshot>;
  readonly calibration: Calibration;
  /** What the engine reads of the knowledge is kept there for the next process. */
  readonly keptProfiles?: KeptAt | undefined;
  readonly onFault: (error: unknown) => void;
}

/** After the engine is made, and the question that waits for it is answered. */
async function keepProfiles(snapshot: Snapshot, kept: KeptAt): Promise<void> {
  await setImmediate();
  await keep(kept, packProfiles(snapshot));
}

/** The engine that answers now, replaced in one step by one over the newest revision. */
export class ServedEngine {
  #snapshot: Snapshot;
  /** None before it is asked for: most commands answer no question. */
  #engine: Engine | undefined;
  #wanted = 0;
  #reloading: Promise<void> | undefined;
  #keeping: Promise<void> | undefined;
  #fault: string | undefined;

  private constructor(
    private readonly parts: ServedEngineParts,
    snapshot: Snapshot,
  ) {
    this.#snapshot = snapshot;
  }

  static async open(parts: ServedEngineParts): Promise<ServedEngine> {
    return new ServedEngine(parts, await parts.read());
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  get current(): Engine {
    return (this.#engine ??= this.#makeFirst());
  }

  /** Makes the engine, if there is none yet: it takes a second, or several where nothing was kept. */
  getReady(): void {
    this.#engine ??= this.#makeFirst();
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

  /** Resolves when nothing is being written any more. */
  async close(): Promise<void> {
    await this.#keeping;
  }

  async #reload(): Promise<void> {
    const { read, calibration, onFault } = this.parts;
    try {
      // Revisions that come while one is loaded are served together with the next.
      while (this.#snapshot.revision < this.#wanted) {
        const snapshot = await read();
        if (this.#engine) this.#engine = new Engine(snapshot, calibration);
        this.#snapshot = snapshot;
      }
      this.#fault = undefined;
    } catch (error) {
      this.#fault = `revision ${this.#wanted} cannot be served; ${this.#snapshot.revision} is`;
      onFault(error);
    } finally {
      this.#reloading = undefined;
    }
  }

  #makeFirst(): Engine {
    const { calibration, keptProfiles: kept, onFault } = this.parts;
    const snapshot = this.#snapshot;
    if (!kept) return new Engine(snapshot, calibration);
    const bytes = readKept(kept, onFault);
    const isWhole = bytes !== undefined && new UnpackedProfiles(bytes).giveTo(snapshot);
    // What cannot be kept is read anew at the next start: slower, and nothing else.
    if (!isWhole) this.#keeping = keepProfiles(snapshot, kept).catch(onFault);
    return new Engine(snapshot, calibration);
  }
}
