import type { PlaceSettings } from '../assistant/ports.ts';
import type { Session } from './tables.ts';

/** How channels and servers want to be served, as their administrators set it. */
export class Places implements PlaceSettings {
  constructor(private readonly session: Session) {}

  async find(place: string): Promise<unknown> {
    const row = await this.session.db
      .selectFrom('places')
      .select('settings')
      .where('place', '=', place)
      .executeTakeFirst();
    return row && (JSON.parse(row.settings) as unknown);
  }

  async set(place: string, settings: unknown): Promise<void> {
    const kept = { settings: JSON.stringify(settings) };
    await this.session.db
      .insertInto('places')
      .values({ place, ...kept })
      .onConflict((conflict) => conflict.column('place').doUpdateSet(kept))
      .execute();
  }
}
