import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../tables.ts';

/** Makes a table append-only in the database itself: no slip of ours changes or deletes its rows. */
export async function keepForever(db: Kysely<unknown>, dialect: Dialect, table: string): Promise<void> {
  const told = sql.lit(`${table} is append-only: add a row instead`);
  for (const deed of ['update', 'delete']) {
    const trigger = sql.id(`${table}_no_${deed}`);
    if (dialect === 'sqlite') {
      await sql`create trigger ${trigger} before ${sql.raw(deed)} on ${sql.table(table)}
        begin select raise(abort, ${told}); end`.execute(db);
      continue;
    }
    await sql`create function ${trigger}() returns trigger language plpgsql
      as ${sql.lit(`begin raise exception '${table} is append-only: add a row instead'; end`)}`.execute(db);
    await sql`create trigger ${trigger} before ${sql.raw(deed)} on ${sql.table(table)}
      for each row execute function ${trigger}()`.execute(db);
  }
}
