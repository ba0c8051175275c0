import type { Delivery, DeliveryLog, PersonId } from '../assistant/ports.ts';
import { z } from 'zod';
import { type EntryId, LANGUAGES, entryId } from '../knowledge/fields.ts';
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

  async record(delivery: Delivery): Promise<number> {
    const { question, entry, revision, language, person, destination } = delivery;
    const { id } = await this.session.db
      .insertInto('deliveries')
      .values({
        question: question ?? null,
        entry,
        revision,
        language,
        person: person ?? null,
        destination: destination ?? null,
        at: this.session.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  }

  async find(delivery: number): Promise<Delivery | undefined> {
    const row = await this.session.db
      .selectFrom('deliveries')
      .selectAll()
      .where('id', '=', delivery)
      .executeTakeFirst();
    return (
      row && {
        question: row.question ?? undefined,
        entry: entryId.parse(row.entry),
        revision: row.revision,
        language: z.enum(LANGUAGES).parse(row.language),
        person: (row.person ?? undefined) as PersonId | undefined,
        destination: row.destination ?? undefined,
      }
    );
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
