import type { PersonId, Subscription, SubscriptionStore } from '../assistant/ports.ts';
import { entryId, topicId } from '../knowledge/fields.ts';
import type { Session } from './tables.ts';

/** Who wants to hear when an entry or a topic changes. */
export class Subscriptions implements SubscriptionStore {
  constructor(private readonly session: Session) {}

  async subscribe({ person, subject, destination }: Subscription): Promise<void> {
    await this.session.db
      .insertInto('subscriptions')
      .values({ person, subject: nameOf(subject), destination, since: this.session.now() })
      .onConflict((conflict) => conflict.columns(['person', 'subject']).doUpdateSet({ destination }))
      .execute();
  }

  async unsubscribe(person: PersonId, subject: Subscription['subject']): Promise<void> {
    await this.session.db
      .deleteFrom('subscriptions')
      .where('person', '=', person)
      .where('subject', '=', nameOf(subject))
      .execute();
  }

  async of(person: PersonId): Promise<readonly Subscription[]> {
    return this.#listBy('person', person);
  }

  async to(subject: Subscription['subject']): Promise<readonly Subscription[]> {
    return this.#listBy('subject', nameOf(subject));
  }

  async #listBy(column: 'person' | 'subject', value: string): Promise<readonly Subscription[]> {
    const rows = await this.session.db
      .selectFrom('subscriptions')
      .selectAll()
      .where(column, '=', value)
      .orderBy('since')
      .execute();
    return rows.map(({ person, subject, destination }) => ({
      person: person as PersonId,
      subject: readName(subject),
      destination,
    }));
  }
}

const nameOf = ({ kind, id }: Subscription['subject']): string => `${kind}:${id}`;

function readName(name: string): Subscription['subject'] {
  const [kind, id] = name.split(':');
  return kind === 'topic' ? { kind, id: topicId.parse(id) } : { kind: 'entry', id: entryId.parse(id) };
}
