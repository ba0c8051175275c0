import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

interface Writing {
  /** Asked when the new text is safe beside the file, just before it takes its place. */
  readonly mayReplace?: () => Promise<boolean>;
}

/**
 * Puts a text in place of a file so that after a crash or power cut the file is the old one or the new one, whole.
 * Resolves when the new one is durable.
 * @returns false when `mayReplace` refused; the file is as it was
 */
export async function writeDurably(
  file: string,
  text: string | Uint8Array,
  { mayReplace }: Writing = {}): Promise<boolean> {
  const beside = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (mayReplace && !(await mayReplace())) {
      await rm(beside);
      return false;
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw new Error(`${file} cannot be written: check that the disk has space and the folder may be written`, {
      cause: error,
    });
  }
  await syncFolder(dirname(file));
  return true;
}

/** Takes a file away so that it stays away after a power cut; it may be gone already. */
export async function removeDurably(file: string): Promise<void> {
  await rm(file, { force: true });
  await syncFolder(dirname(file));
}

/** Without it the new name may be lost in a power cut although the text is safe. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
