import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../knowledge/files/durable-file.ts';

/**
 * Brings SQLite's log to the disk beside the event loop, which a slow disk then does not hold up. What is asked for
 * while a flush is under way shares the next one.
 */
export class LogFlush {
  #handle: FileHandle | undefined;
  #underWay: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  /** @param file the log; it is there from the first commit on, and stays the same file until the database is closed */
  constructor(private readonly file: string) {}

  /** Resolves when all that was committed before is durable. */
  flush(): Promise<void> {
    // The one under way may have begun before the commit.
    this.#next ??= this.#underWay.then(() => {
      this.#next = undefined;
      this.#underWay = this.#sync();
      return this.#underWay;
    });
    return this.#next;
  }

  async close(): Promise<void> {
    await this.#next;
    await this.#underWay;
    await this.#handle?.close();
  }

  async #sync(): Promise<void> {
    if (!this.#handle) {
      this.#handle = await open(this.file, 'r+');
      await syncFolder(dirname(this.file));
    }
    await this.#handle.datasync();
  }
}
