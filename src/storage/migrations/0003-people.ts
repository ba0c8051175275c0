import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../tables.ts';
import { counted, countedKey } from './0002-events.ts';
import { keepForever } from './keep-forever.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
/** Goes when the person is forgotten. */
const owner = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().references('people.id').onDelete('cascade');

/** People with their roles, accounts, tokens, subscriptions and conversations; the audit trail. */
export async function createPeople(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('people')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('language', 'text')
    .addColumn('since', 'bigint', required)
    .execute();
  await db.schema
    .createTable('roles')
    .addColumn('person', 'text', owner)
    .addColumn('role', 'text', (column) =>
      column.notNull().check(sql`role in ('asker', 'moderator', 'publisher')`),
    )
    .addPrimaryKeyConstraint('roles_key', ['person', 'role'])
    .execute();
  await db.schema
    .createTable('accounts')
    .addColumn('platform', 'text', required)
    .addColumn('tenant', 'text', required)
    .addColumn('user', 'text', required)
    .addColumn('person', 'text', owner)
    .addPrimaryKeyConstraint('accounts_key', ['platform', 'tenant', 'user'])
    .execute();
  await db.schema.createIndex('accounts_of_person').on('accounts').column('person').execute();
  await createBelongings(db);
  await createAudit(db, dialect);
}

async function createBelongings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tokens')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('person', 'text', owner)
    .addColumn('label', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('expires_at', 'bigint', required)
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema
    .createTable('subscriptions')
    .addColumn('person', 'text', owner)
    .addColumn('subject', 'text', required)
    .addColumn('destination', 'text', required)
    .addColumn('since', 'bigint', required)
    .addPrimaryKeyConstraint('subscriptions_key', ['person', 'subject'])
    .execute();
  await db.schema.createIndex('subscriptions_to').on('subscriptions').column('subject').execute();
  await db.schema
    .createTable('conversations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person', 'text')
    .addColumn('body', 'text', required)
    .addColumn('at', 'bigint', required)
    .execute();
  await db.schema.createIndex('conversations_by_age').on('conversations').column('at').execute();
}

async function createAudit(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('seq', counted(dialect), countedKey(dialect))
    .addColumn('at', 'bigint', required)
    .addColumn('person', 'text', required)
    .addColumn('action', 'text', required)
    .addColumn('subject', 'text', required)
    .addColumn('details', 'text', required)
    .execute();
  await keepForever(db, dialect, 'audit');
}
