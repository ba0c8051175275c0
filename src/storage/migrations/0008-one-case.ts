import { type Kysely, sql } from 'kysely';

/** A question that someone passes on is one case for as long as it is open, however often they press. */
export async function createOneCase(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('cases').addColumn('asked', 'bigint').execute();
  await sql`create unique index cases_once on cases (asked, coalesce(person, destination)) where state = 'open'`.execute(
    db,
  );
}
