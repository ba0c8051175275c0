import type { PersonId } from '../assistant/ports.ts';
import type { Session } from './tables.ts';

/** What was erased of a person; their questions, deliveries and ratings stay as counts of nobody. */
export interface Forgotten {
  readonly accounts: number;
  readonly questions: number;
  readonly deliveries: number;
  readonly ratings: number;
  readonly cases: number;
  readonly subscriptions: number;
}

/** Erases a person: text, links and context go, an anonymous count remains. */
export class Erasure {
  constructor(private readonly session: Session) {}

  async forget(person: PersonId): Promise<Forgotten> {
    const forgotten = {
      accounts: await this.#countOf('accounts', person),
      questions: await this.#forgetQuestions(person),
      deliveries: await this.#detachDeliveries(person),
      ratings: await this.#detachRatings(person),
      cases: await this.#forgetCases(person),
      subscriptions: await this.#countOf('subscriptions', person),
    };
    await this.#forgetEvents(person);
    const { db, now } = this.session;
    await db.deleteFrom('conversations').where('person', '=', person).execute();
    // Accounts, roles, tokens and subscriptions go with the person.
    await db.deleteFrom('people').where('id', '=', person).execute();
    await db
      .insertInto('audit')
      .values({
        at: now(),
        person,
        action: 'forgotten',
        subject: 'person',
        details: JSON.stringify(forgotten),
      })
      .execute();
    return forgotten;
  }

  async #countOf(table: 'accounts' | 'subscriptions', person: PersonId): Promise<number> {
    const rows = await this.session.db
      .selectFrom(table)
      .select('person')
      .where('person', '=', person)
      .execute();
    return rows.length;
  }

  async #forgetQuestions(person: PersonId): Promise<number> {
    const { db } = this.session;
    const rows = await db
      .selectFrom('questions')
      .select(['unanswered_key', 'conversation'])
      .where('person', '=', person)
      .execute();
    await db
      .updateTable('questions')
      .set({ text: '', unanswered_key: null, person: null, conversation: null })
      .where('person', '=', person)
      .execute();
    await recountUnanswered(this.session, new Set(rows.flatMap((row) => row.unanswered_key ?? [])));
    return rows.length;
  }

  async #detachDeliveries(person: PersonId): Promise<number> {
    const { db } = this.session;
    const nobody = { destination: null, person: null };
    await db.updateTable('corrections').set(nobody).where('person', '=', person).execute();
    const { numUpdatedRows } = await db
      .updateTable('deliveries')
      .set(nobody)
      .where('person', '=', person)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  }

  async #detachRatings(person: PersonId): Promise<number> {
    const { numUpdatedRows } = await this.session.db
      .updateTable('ratings')
      .set({ comment: '', person: null })
      .where('person', '=', person)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  }

  async #forgetCases(person: PersonId): Promise<number> {
    const { db, now } = this.session;
    const own = db.selectFrom('cases').select('id').where('person', '=', person);
    await db.deleteFrom('case_replies').where('case', 'in', own).execute();
    const erased = { question: '', asked: null, answer: null, person: null, destination: null };
    await db
      .updateTable('cases')
      .set({ state: 'closed', closed_at: now() })
      .where('person', '=', person)
      .where('state', '=', 'open')
      .execute();
    const { numUpdatedRows } = await db
      .updateTable('cases')
      .set(erased)
      .where('person', '=', person)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  }

  /** The ids of events stay, so that a redelivered one is not worked again. */
  async #forgetEvents(person: PersonId): Promise<void> {
    const { db, now } = this.session;
    await db.deleteFrom('outbox').where('person', '=', person).where('state', '=', 'waiting').execute();
    await db
      .updateTable('inbox')
      .set({
        state: 'failed',
        payload: '',
        person: null,
        finished_at: now(),
        reason: 'the person was forgotten',
      })
      .where('person', '=', person)
      .where('state', '=', 'waiting')
      .execute();
  }
}

/** A text that nobody is on record for any more is erased; the others count those who are left. */
export async function recountUnanswered({ db }: Session, keys: ReadonlySet<string>): Promise<void> {
  for (const key of keys) {
    const { left } = await db
      .selectFrom('questions')
      .select(({ fn }) => fn.countAll<number>().as('left'))
      .where('unanswered_key', '=', key)
      .executeTakeFirstOrThrow();
    await (left === 0
      ? db.deleteFrom('unanswered').where('key', '=', key).execute()
      : db.updateTable('unanswered').set({ count: left }).where('key', '=', key).execute());
  }
}
