import { randomBytes } from 'node:crypto';
import { access, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { syncFolder } from '../knowledge/files/durable-file.ts';
import { type BackupContent, verifyCopy } from './backup-file.ts';
import { BackupRefused } from './errors.ts';

/**
 * Copies a store into a new file: the copy is checked and on the disk before it gets its name.
 * @param copy copies into an empty file
 * @throws BackupRefused
 */
export async function backUp(copy: (file: string) => Promise<void>, file: string): Promise<BackupContent> {
  const name = resolve(file);
  if (await isThere(name)) throw new BackupRefused(`${file} is there already: give another name`);
  const beside = join(dirname(name), `.${basename(name)}.${randomBytes(6).toString('hex')}.tmp`);
  await createPrivately(beside, file);
  try {
    await copy(beside);
    const content = await verifyCopy(beside, 'the copy');
    await sync(beside);
    await rename(beside, name);
    await syncFolder(dirname(name));
    return content;
  } catch (error) {
    for (const left of ['', '-journal', '-wal', '-shm']) await rm(`${beside}${left}`, { force: true });
    if (error instanceof BackupRefused) throw error;
    throw new BackupRefused(`${file} cannot be written: check that its disk has space`, { cause: error });
  }
}

export const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
      throw error;
    },
  );

/** Before the first byte of a member's question is in it nobody else may read it. */
async function createPrivately(file: string, name: string): Promise<void> {
  try {
    await (await open(file, 'wx', 0o600)).close();
  } catch (error) {
    throw new BackupRefused(
      `${name} cannot be written: check that its folder is there and may be written to`,
      {
        cause: error,
      },
    );
  }
}

export async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
