import type { Delivery, DeliveryLog, PersonId } from '../assistant/ports.ts';
import type { EntryId } from '../knowledge/fields.ts';
import type { Session } from './tables.ts';

export interface Audience {
  readonly person: PersonId | null;
  readonly destination: string;
  /** The last revision shown there. */
  readonly revision: number;
}

/** Who was shown which revision of an entry, and where. */
export class Deliveries implements DeliveryLog {
  constructor(private readonly session: Session) {}

  async record({ question, entry, revision, person, destination }: Delivery): Promise<void> {
    await this.session.db
      .insertInto('deliveries')
      .values({
        question: question ?? null,
        entry,
        revision,
        person: person ?? null,
        destination: destination ?? null,
        at: this.session.now(),
      })
      .execute();
  }

  /** Where an entry was shown before a revision and not since: whom a correction concerns. */
  async shownBefore(entry: EntryId, revision: number): Promise<readonly Audience[]> {
    const rows = await this.session.db
      .selectFrom('deliveries')
      .select(['person', 'destination'])
      .select(({ fn }) => fn.max('revision').as('revision'))
      .where('entry', '=', entry)
      .where('destination', 'is not', null)
      .groupBy(['person', 'destination'])
      .having(({ fn }) => fn.max('revision'), '<', revision)
      .execute();
    return rows.flatMap(({ person, destination, revision: last }) =>
      destination === null ? [] : [{ person: person as PersonId | null, destination, revision: last }],
    );
  }
}
