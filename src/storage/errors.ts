/** Thrown when another process owns the folder. */
export class StoreOwned extends Error {
  override readonly name = 'StoreOwned';
  constructor(
    readonly folder: string,
    readonly pid: number | undefined,
  ) {
    const owner = pid === undefined ? 'another process' : `process ${pid}`;
    super(`the store in ${folder} is open in ${owner}: stop it first, or give it the command`);
  }
}

/** Thrown when the disk does not take what is to be written. Nothing of it is; the next write may go through again. */
export class StoreUnwritable extends Error {
  override readonly name = 'StoreUnwritable';
  constructor(folder: string, cause: unknown) {
    super(`the store in ${folder} cannot be written: free space on its disk and let the folder be written`, {
      cause,
    });
  }
}

/** Thrown for a backup or restore that is not done, in words for the one who asked for it. Nothing was changed. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}
