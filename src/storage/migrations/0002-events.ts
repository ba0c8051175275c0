import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../tables.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

/** A number that the database counts up. */
export const counted = (dialect: Dialect) => (dialect === 'sqlite' ? 'integer' : 'bigserial');
export const countedKey =
  (dialect: Dialect) =>
  (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    dialect === 'sqlite' ? column.primaryKey().autoIncrement() : column.primaryKey();

/** The inbox, the outbox and how fast each destination may be posted to. */
export async function createEvents(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('inbox')
    .addColumn('event', 'text', (column) => column.primaryKey())
    .addColumn('person', 'text')
    .addColumn('payload', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('worker', 'text')
    .addColumn('lease_until', 'bigint', required)
    .addColumn('attempts', 'integer', required)
    .addColumn('received_at', 'bigint', required)
    .addColumn('finished_at', 'bigint')
    .addColumn('reason', 'text')
    .execute();
  await sql`create index inbox_waiting on inbox (received_at) where state = 'waiting'`.execute(db);
  await sql`create index inbox_finished on inbox (finished_at) where state <> 'waiting'`.execute(db);
  await db.schema
    .createTable('outbox')
    .addColumn('seq', counted(dialect), countedKey(dialect))
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('destination', 'text', required)
    .addColumn('person', 'text')
    .addColumn('payload', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('worker', 'text')
    .addColumn('lease_until', 'bigint', required)
    .addColumn('attempts', 'integer', required)
    .addColumn('next_at', 'bigint', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('finished_at', 'bigint')
    .addColumn('last_error', 'text')
    .execute();
  await sql`create index outbox_waiting on outbox (destination, seq) where state = 'waiting'`.execute(db);
  await sql`create index outbox_finished on outbox (finished_at) where state <> 'waiting'`.execute(db);
  await db.schema
    .createTable('destinations')
    .addColumn('destination', 'text', (column) => column.primaryKey())
    .addColumn('next_at', 'bigint', required)
    .execute();
}
