import { type KeptAt, keep, readKept } from '../../knowledge/files/kept-file.ts';
import { KnownResults, type Setting, hashOf } from './known-results.ts';
import type { Keyed } from './questions.ts';
import type { Result } from './report.ts';

/** What is published, and some drafts of it. */
const MOST = 4;

/** As it stands in the file: hashes of settings, the last first, with results by the keys of questions. */
type Kept = readonly (readonly [string, readonly (readonly [string, Result])[]])[];

/** What questions got in the versions of the knowledge that were replayed last, here or by the process before. */
export class LastVersions {
  /** The last first. */
  #versions: readonly KnownResults[] | undefined;
  #written: Buffer | undefined;
  #keeping: Promise<void> = Promise.resolve();

  /**
   * @param kept where the next process finds them
   * @param onFault told of a file that cannot be read or written: then they are replayed again
   */
  constructor(
    private readonly kept: KeptAt | undefined,
    private readonly onFault: (error: unknown) => void,
  ) {}

  of(setting: Setting): KnownResults {
    const hash = hashOf(setting);
    const versions = (this.#versions ??= this.#read());
    const version = versions.find((known) => known.hash === hash) ?? new KnownResults(hash);
    this.#versions = [version, ...versions.filter((other) => other !== version)].slice(0, MOST);
    return version;
  }

  /** Keeps what they got of these questions; what nobody asked lately goes. */
  keep(questions: readonly Keyed[]): void {
    const { kept } = this;
    if (!kept) return;
    const told: Kept = (this.#versions ?? []).map((version) => [version.hash, version.among(questions)]);
    const bytes = Buffer.from(JSON.stringify(told));
    if (this.#written?.equals(bytes) === true) return;
    this.#written = bytes;
    this.#keeping = this.#keeping
      .then(() => keep(kept, bytes))
      .catch((error: unknown) => {
        this.#written = undefined;
        this.onFault(error);
      });
  }

  /** Resolves when nothing is being written any more. */
  close(): Promise<void> {
    return this.#keeping;
  }

  #read(): KnownResults[] {
    const bytes = this.kept && readKept(this.kept, this.onFault);
    if (!bytes) return [];
    const told = JSON.parse(Buffer.from(bytes).toString()) as Kept;
    return told.map(([hash, results]) => new KnownResults(hash, results));
  }
}
