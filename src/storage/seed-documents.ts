import type { Session } from './tables.ts';

/** The shipped knowledge as it was last imported or offered, so that an upgrade knows what it changes. */
export class SeedDocuments {
  constructor(private readonly session: Session) {}

  /** The body of each document by its kind and id: `entry legal-effect`. */
  async list(): Promise<ReadonlyMap<string, unknown>> {
    const rows = await this.session.db.selectFrom('seed_documents').selectAll().execute();
    return new Map(rows.map(({ kind, id, body }) => [`${kind} ${id}`, JSON.parse(body) as unknown]));
  }

  async record(kind: string, id: string, value: unknown): Promise<void> {
    const body = JSON.stringify(value);
    await this.session.db
      .insertInto('seed_documents')
      .values({ kind, id, body })
      .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet({ body }))
      .execute();
  }

  async remove(kind: string, id: string): Promise<void> {
    await this.session.db
      .deleteFrom('seed_documents')
      .where('kind', '=', kind)
      .where('id', '=', id)
      .execute();
  }
}
