import type { Store } from './store.ts';
import type { Session } from './tables.ts';

/** What a readable file held when the program last wrote or read it. */
export interface KnownFile {
  readonly hash: string;
  /** What it is about to hold: a crash may leave either. */
  readonly nextHash: string | null;
}

/** Tells our own writes to the readable files from those of a person with an editor. */
export class CheckpointFiles {
  constructor(private readonly session: Session) {}

  async find(file: string): Promise<KnownFile | undefined> {
    return this.session.db
      .selectFrom('checkpoint_files')
      .select(['hash', 'next_hash as nextHash'])
      .where('file', '=', file)
      .executeTakeFirst();
  }

  async list(): Promise<readonly string[]> {
    const rows = await this.session.db.selectFrom('checkpoint_files').select('file').execute();
    return rows.map(({ file }) => file);
  }

  async record(file: string, { hash, nextHash }: KnownFile): Promise<void> {
    const kept = { hash, next_hash: nextHash };
    await this.session.db
      .insertInto('checkpoint_files')
      .values({ file, ...kept })
      .onConflict((conflict) => conflict.column('file').doUpdateSet(kept))
      .execute();
  }
}

/** The ledger of the readable files, in the store. */
export const fileLedgerOf = (store: Store) => ({
  find: (file: string) => store.read.checkpointFiles.find(file),
  list: () => store.read.checkpointFiles.list(),
  record: (file: string, known: KnownFile) =>
    store.write(({ checkpointFiles }) => checkpointFiles.record(file, known)),
});
