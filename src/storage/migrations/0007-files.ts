import type { Kysely } from 'kysely';

/** What the readable files say of each document, and the shipped knowledge as it was last imported. */
export async function createFiles(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('file_documents')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('hash', 'text')
    .addColumn('revision', 'bigint')
    .addPrimaryKeyConstraint('file_documents_key', ['kind', 'id'])
    .execute();
  await db.schema
    .createTable('seed_documents')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('seed_documents_key', ['kind', 'id'])
    .execute();
}
