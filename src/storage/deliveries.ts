import type { Delivery, DeliveryLog, PersonId } from '../assistant/ports.ts';
import { z } from 'zod';
import { LANGUAGES, entryId } from '../knowledge/fields.ts';
import type { Session } from './tables.ts';

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
}
