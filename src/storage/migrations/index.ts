import { type Kysely, type Migration, Migrator } from 'kysely';
import type { Dialect, Tables } from '../tables.ts';
import { createDocuments } from './0001-documents.ts';
import { createEvents } from './0002-events.ts';
import { createPeople } from './0003-people.ts';
import { createQuestions } from './0004-questions.ts';
import { createChat } from './0005-chat.ts';
import { createModeration } from './0006-moderation.ts';
import { createFiles } from './0007-files.ts';
import { createOneCase } from './0008-one-case.ts';

type Step = (db: Kysely<unknown>, dialect: Dialect) => Promise<void>;

/** In order; one that was ever released is never changed, only followed. */
const STEPS: Readonly<Record<string, Step>> = {
  '0001-documents': createDocuments,
  '0002-events': createEvents,
  '0003-people': createPeople,
  '0004-questions': createQuestions,
  '0005-chat': createChat,
  '0006-moderation': createModeration,
  '0007-files': createFiles,
  '0008-one-case': createOneCase,
};

/**
 * Brings the tables up to this program's version; replicas that start together wait for one another.
 * @returns the names of the steps taken now
 */
export async function migrate(db: Kysely<Tables>, dialect: Dialect): Promise<readonly string[]> {
  const migrations = Object.fromEntries(
    Object.entries(STEPS).map(([name, step]): [string, Migration] => [
      name,
      { up: (target: Kysely<unknown>) => step(target, dialect) },
    ]),
  );
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw new Error(
      'the store cannot be brought up to this version of the program: start the version that last opened it, or restore a backup',
      { cause: error },
    );
  return results.map(({ migrationName }) => migrationName);
}

/** Whether this program knows every step that a database has taken; one written by a newer program has others. */
export const areKnown = (steps: readonly string[]): boolean => {
  const known = Object.keys(STEPS);
  return steps.every((step, index) => step === known[index]);
};
