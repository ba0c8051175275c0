import type { Session } from './tables.ts';

/** Where the hash of all shipped files stands among the documents. */
export const FOLDER = 'folder';

/** The shipped knowledge as it was last imported or offered, so that an upgrade knows what it changes. */
export class SeedDocuments {
  constructor(private readonly session: Session) {}

  /** The body of each document by its name: `entry legal-effect`, `glossary`. */
  async list(): Promise<ReadonlyMap<string, unknown>> {
    const rows = await this.session.db.selectFrom('seed_documents').selectAll().execute();
    return new Map(rows.map(({ kind, id, body }) => [nameOf(kind, id), JSON.parse(body) as unknown]));
  }

  async record(kind: string, id: string, value: unknown): Promise<void> {
    const body = JSON.stringify(value);
    await this.session.db
      .insertInto('seed_documents')
      .values({ kind, id, body })
      .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet({ body }))
      .execute();
  }

  /** The hash of all shipped files: an upgrade that changed none need not be read. */
  async recordFolder(hash: string): Promise<void> {
    await this.record(FOLDER, FOLDER, hash);
  }

  async remove(name: string): Promise<void> {
    const [kind = '', id = kind] = name.split(' ');
    await this.session.db
      .deleteFrom('seed_documents')
      .where('kind', '=', kind)
      .where('id', '=', id)
      .execute();
  }
}

/** As `nameDocument` does. */
const nameOf = (kind: string, id: string): string => (kind === id ? kind : `${kind} ${id}`);
