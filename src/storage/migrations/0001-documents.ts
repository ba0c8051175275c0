import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../tables.ts';
import { keepForever } from './keep-forever.ts';

/** Revisions, heads, the counter of revisions and the readable files. */
export async function createDocuments(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('revision_counter')
    .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn('last', 'bigint', (column) => column.notNull())
    .execute();
  await sql`insert into revision_counter (id, last) values (1, 0)`.execute(db);
  await db.schema
    .createTable('revisions')
    .addColumn('number', 'bigint', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('body', 'text')
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('base', 'bigint')
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('weight', 'text', (column) =>
      column.notNull().check(sql`weight in ('substantive', 'cosmetic')`),
    )
    .addColumn('note', 'text')
    .execute();
  await db.schema
    .createIndex('revisions_of_document')
    .on('revisions')
    .columns(['kind', 'id', 'number'])
    .execute();
  await keepForever(db, dialect, 'revisions');
  await db.schema
    .createTable('heads')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('first', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('heads_key', ['kind', 'id'])
    .execute();
  await db.schema
    .createTable('checkpoint_files')
    .addColumn('file', 'text', (column) => column.primaryKey())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('next_hash', 'text')
    .execute();
}
