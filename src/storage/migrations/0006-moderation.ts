import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../tables.ts';
import { counted, countedKey } from './0002-events.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

/** Drafts with their reviews, and who was told of which correction. */
export async function createModeration(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('drafts')
    .addColumn('id', counted(dialect), countedKey(dialect))
    .addColumn('version', 'integer', required)
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('open', 'published', 'discarded')`),
    )
    .addColumn('authors', 'text', required)
    .addColumn('comment', 'text', required)
    .addColumn('changes', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('changed_at', 'bigint', required)
    .addColumn('published_from', 'bigint')
    .addColumn('published_to', 'bigint')
    .execute();
  await sql`create index drafts_open on drafts (id) where state = 'open'`.execute(db);
  await db.schema
    .createTable('draft_reviews')
    .addColumn('id', counted(dialect), countedKey(dialect))
    .addColumn('draft', 'bigint', (column) => column.notNull().references('drafts.id').onDelete('cascade'))
    .addColumn('version', 'integer', required)
    .addColumn('person', 'text', required)
    .addColumn('verdict', 'text', (column) =>
      column.notNull().check(sql`verdict in ('approved', 'changes-requested')`),
    )
    .addColumn('comment', 'text', required)
    .addColumn('signature', 'text')
    .addColumn('at', 'bigint', required)
    .execute();
  await db.schema.createIndex('draft_reviews_of').on('draft_reviews').column('draft').execute();
  await createCorrections(db, dialect);
}

async function createCorrections(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('corrections')
    .addColumn('id', counted(dialect), countedKey(dialect))
    .addColumn('entry', 'text', required)
    .addColumn('from_revision', 'bigint', required)
    .addColumn('to_revision', 'bigint', required)
    .addColumn('language', 'text', required)
    .addColumn('person', 'text')
    .addColumn('destination', 'text')
    .addColumn('at', 'bigint', required)
    .addColumn('seen_at', 'bigint')
    .execute();
  await db.schema.createIndex('corrections_of_entry').on('corrections').columns(['entry', 'at']).execute();
  await db.schema.createIndex('corrections_by_age').on('corrections').column('at').execute();
  await sql`create index corrections_to_person on corrections (person) where person is not null`.execute(db);
  await sql`create index corrections_unseen on corrections (destination) where seen_at is null`.execute(db);
  await sql`create index deliveries_at on deliveries (destination, at) where destination is not null`.execute(
    db,
  );
}
