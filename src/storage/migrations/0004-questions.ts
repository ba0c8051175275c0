import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../tables.ts';
import { counted, countedKey } from './0002-events.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

/** What was asked, what was shown to whom, how it was rated, and what went to a person. */
export async function createQuestions(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('questions')
    .addColumn('id', counted(dialect), countedKey(dialect))
    .addColumn('text', 'text', required)
    .addColumn('unanswered_key', 'text')
    .addColumn('outcome', 'text', required)
    .addColumn('confidence', 'double precision', required)
    .addColumn('entry', 'text')
    .addColumn('revision', 'bigint', required)
    .addColumn('language', 'text', required)
    .addColumn('person', 'text')
    .addColumn('conversation', 'text')
    .addColumn('at', 'bigint', required)
    .execute();
  await db.schema.createIndex('questions_by_age').on('questions').column('at').execute();
  await sql`create index questions_of_person on questions (person) where person is not null`.execute(db);
  await sql`create index questions_unanswered on questions (unanswered_key) where unanswered_key is not null`.execute(
    db,
  );
  await db.schema
    .createTable('unanswered')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('text', 'text', required)
    .addColumn('count', 'bigint', required)
    .addColumn('last_at', 'bigint', required)
    .execute();
  await sql`create index unanswered_most on unanswered (count desc, last_at desc)`.execute(db);
  await createShown(db, dialect);
}

async function createShown(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('id', counted(dialect), countedKey(dialect))
    .addColumn('question', 'bigint')
    .addColumn('entry', 'text', required)
    .addColumn('revision', 'bigint', required)
    .addColumn('person', 'text')
    .addColumn('destination', 'text')
    .addColumn('at', 'bigint', required)
    .execute();
  await db.schema
    .createIndex('deliveries_of_entry')
    .on('deliveries')
    .columns(['entry', 'revision'])
    .execute();
  await db.schema.createIndex('deliveries_by_age').on('deliveries').column('at').execute();
  await sql`create index deliveries_to_person on deliveries (person) where person is not null`.execute(db);
  await db.schema
    .createTable('ratings')
    .addColumn('id', counted(dialect), countedKey(dialect))
    .addColumn('entry', 'text', required)
    .addColumn('revision', 'bigint', required)
    .addColumn('person', 'text')
    .addColumn('verdict', 'text', (column) =>
      column.notNull().check(sql`verdict in ('helpful', 'unhelpful')`),
    )
    .addColumn('comment', 'text', required)
    .addColumn('at', 'bigint', required)
    .addUniqueConstraint('ratings_once', ['person', 'entry', 'revision'])
    .execute();
  await db.schema
    .createTable('cases')
    .addColumn('id', counted(dialect), countedKey(dialect))
    .addColumn('question', 'text', required)
    .addColumn('person', 'text')
    .addColumn('destination', 'text')
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('open', 'answered', 'closed')`),
    )
    .addColumn('moderator', 'text')
    .addColumn('answer', 'text')
    .addColumn('opened_at', 'bigint', required)
    .addColumn('closed_at', 'bigint')
    .execute();
  await sql`create index cases_open on cases (opened_at) where state = 'open'`.execute(db);
}
