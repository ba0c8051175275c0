import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../tables.ts';
import { counted, countedKey } from './0002-events.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

/** What the chat platforms need: an order by channel, posts that expire, cases in channels, leases, settings of places. */
export async function createChat(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const ofCase = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    column.notNull().references('cases.id').onDelete('cascade');
  await db.schema
    .alterTable('outbox')
    .addColumn('lane', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema.alterTable('outbox').addColumn('expires_at', 'bigint').execute();
  await sql`update outbox set lane = destination`.execute(db);
  await sql`drop index outbox_waiting`.execute(db);
  await sql`create index outbox_waiting on outbox (lane, seq) where state = 'waiting'`.execute(db);
  await sql`create index outbox_expiring on outbox (expires_at) where state = 'waiting' and expires_at is not null`.execute(
    db,
  );
  await db.schema
    .alterTable('deliveries')
    .addColumn('language', 'text', (column) => column.notNull().defaultTo('zh'))
    .execute();
  await db.schema
    .createTable('case_posts')
    .addColumn('place', 'text', (column) => column.primaryKey())
    .addColumn('case', 'bigint', ofCase)
    .execute();
  await db.schema
    .createTable('case_replies')
    .addColumn('id', counted(dialect), countedKey(dialect))
    .addColumn('case', 'bigint', ofCase)
    .addColumn('moderator', 'text', required)
    .addColumn('text', 'text', required)
    .addColumn('at', 'bigint', required)
    .execute();
  await db.schema
    .createTable('leases')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', required)
    .addColumn('until', 'bigint', required)
    .execute();
  await db.schema
    .createTable('places')
    .addColumn('place', 'text', (column) => column.primaryKey())
    .addColumn('settings', 'text', required)
    .execute();
}
