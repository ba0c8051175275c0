import { sql } from 'kysely';
import type { LeaseBook } from '../assistant/ports.ts';
import type { Session } from './tables.ts';

/** Who, of several processes on one database, does what only one may do. */
export class Leases implements LeaseBook {
  constructor(private readonly session: Session) {}

  async take(name: string, holder: string, forMs: number): Promise<boolean> {
    const { db, now } = this.session;
    const moment = now();
    const kept = { holder, until: moment + forMs };
    await db
      .insertInto('leases')
      .values({ name, ...kept })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet(kept)
          .where((row) => row.or([row('leases.holder', '=', holder), row('leases.until', '<=', moment)])),
      )
      .execute();
    const row = await db.selectFrom('leases').select('holder').where('name', '=', name).executeTakeFirst();
    return row?.holder === holder;
  }

  async release(name: string, holder: string): Promise<void> {
    await this.session.db
      .updateTable('leases')
      .set({ until: sql<number>`0` })
      .where('name', '=', name)
      .where('holder', '=', holder)
      .execute();
  }
}
