import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/storage/open-store.ts';
import type { Store } from '../../src/storage/store.ts';

/** A real store in a folder of its own, gone when the test is. */
export async function aStore(now?: () => number): Promise<AsyncDisposable & { readonly store: Store }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shuwen-store-'));
  const store = await openStore({ dataDir, ...(now && { now }) });
  return {
    store,
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
