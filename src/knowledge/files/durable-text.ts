import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Adapter } from 'lowdb';
import { writeDurably } from './durable-file.ts';

/** Thrown instead of writing over what somebody else wrote. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';
  constructor(readonly file: string) {
    super(`${file} was changed by someone else: their text is kept, and read as a draft`);
  }
}

/** A text file under lowdb: written whole and durably, and never over what was not read from it. */
export class DurableText implements Adapter<string> {
  #seen: string | undefined;

  constructor(readonly file: string) {}

  async read(): Promise<string | null> {
    const text = await readText(this.file);
    this.#seen = text === undefined ? undefined : hashOf(text);
    return text ?? null;
  }

  /** @throws FileChanged when the file is not as it was last read or written here */
  async write(text: string): Promise<void> {
    const isWritten = await writeDurably(this.file, text, {
      mayReplace: async () => {
        const current = await readText(this.file);
        return (current === undefined ? undefined : hashOf(current)) === this.#seen;
      },
    });
    if (!isWritten) throw new FileChanged(this.file);
    this.#seen = hashOf(text);
  }
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
