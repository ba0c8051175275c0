import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Account, PersonBook, PersonId } from '../assistant/ports.ts';
import { LANGUAGES, type Language } from '../knowledge/fields.ts';
import { type PeopleStore, ROLES, type Role } from '../moderation/ports.ts';
import type { Session } from './tables.ts';

/** People, the accounts by which they are known, and what they may do. */
export class People implements PersonBook, PeopleStore {
  constructor(private readonly session: Session) {}

  /** The person of an account; a new one when the account is seen for the first time, the same for all who race. */
  async identify(account: Account): Promise<PersonId> {
    const known = await this.find(account);
    if (known) return known;
    const { db, now } = this.session;
    const person = randomUUID() as string as PersonId;
    await db.insertInto('people').values({ id: person, language: null, since: now() }).execute();
    await db
      .insertInto('accounts')
      .values({ ...account, person })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const owner = await this.find(account);
    if (owner === person) return person;
    await db.deleteFrom('people').where('id', '=', person).execute();
    if (!owner)
      throw new Error(
        `account ${account.platform}/${account.tenant} was removed while it was added: try again`,
      );
    return owner;
  }

  async find({ platform, tenant, user }: Account): Promise<PersonId | undefined> {
    const row = await this.session.db
      .selectFrom('accounts')
      .select('person')
      .where('platform', '=', platform)
      .where('tenant', '=', tenant)
      .where('user', '=', user)
      .executeTakeFirst();
    return row?.person as PersonId | undefined;
  }

  async languageOf(person: PersonId): Promise<Language | undefined> {
    const row = await this.session.db
      .selectFrom('people')
      .select('language')
      .where('id', '=', person)
      .executeTakeFirst();
    return z
      .enum(LANGUAGES)
      .optional()
      .parse(row?.language ?? undefined);
  }

  async setLanguage(person: PersonId, language: Language): Promise<void> {
    await this.session.db.updateTable('people').set({ language }).where('id', '=', person).execute();
  }

  /** Makes an account one more of a person's, whoever it belonged to before. */
  async link(account: Account, person: PersonId): Promise<void> {
    await this.session.db
      .insertInto('accounts')
      .values({ ...account, person })
      .onConflict((conflict) => conflict.columns(['platform', 'tenant', 'user']).doUpdateSet({ person }))
      .execute();
  }

  async accountsOf(person: PersonId): Promise<readonly Account[]> {
    return this.session.db
      .selectFrom('accounts')
      .select(['platform', 'tenant', 'user'])
      .where('person', '=', person)
      .orderBy('platform')
      .orderBy('tenant')
      .orderBy('user')
      .execute();
  }

  async grant(person: PersonId, role: Role): Promise<void> {
    await this.session.db
      .insertInto('roles')
      .values({ person, role })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async revoke(person: PersonId, role: Role): Promise<void> {
    await this.session.db.deleteFrom('roles').where('person', '=', person).where('role', '=', role).execute();
  }

  async rolesOf(person: PersonId): Promise<readonly Role[]> {
    const rows = await this.session.db
      .selectFrom('roles')
      .select('role')
      .where('person', '=', person)
      .execute();
    return ROLES.filter((role) => rows.some((row) => row.role === role));
  }

  async listModerators(): Promise<readonly PersonId[]> {
    const rows = await this.session.db
      .selectFrom('roles')
      .select('person')
      .distinct()
      .where('role', '<>', 'asker')
      .orderBy('person')
      .execute();
    return rows.map(({ person }) => person as PersonId);
  }

  /** Gives all that is a person's to another, whose accounts they are now. Roles are granted anew, if at all. */
  async merge(from: PersonId, into: PersonId): Promise<void> {
    const { db } = this.session;
    const doubled = db
      .selectFrom('ratings as mine')
      .innerJoin('ratings as other', (join) =>
        join.onRef('other.entry', '=', 'mine.entry').onRef('other.revision', '=', 'mine.revision'),
      )
      .select('other.id')
      .where('mine.person', '=', into)
      .where('other.person', '=', from);
    const ids = (await doubled.execute()).map(({ id }) => id);
    if (ids.length > 0) await db.deleteFrom('ratings').where('id', 'in', ids).execute();
    const subjects = db.selectFrom('subscriptions').select('subject').where('person', '=', into);
    const shared = (await subjects.execute()).map(({ subject }) => subject);
    if (shared.length > 0)
      await db
        .deleteFrom('subscriptions')
        .where('person', '=', from)
        .where('subject', 'in', shared)
        .execute();
    await this.#letOneCaseBe(from, into);
    for (const table of BELONGINGS)
      await db.updateTable(table).set({ person: into }).where('person', '=', from).execute();
    await db.deleteFrom('people').where('id', '=', from).execute();
  }

  /** Both have passed on one question: both cases stay, but only one stands for it from now on. */
  async #letOneCaseBe(from: PersonId, into: PersonId): Promise<void> {
    const { db } = this.session;
    const taken = db
      .selectFrom('cases')
      .select('asked')
      .where('person', '=', into)
      .where('state', '=', 'open');
    const asked = (await taken.execute()).flatMap((row) => row.asked ?? []);
    if (asked.length > 0)
      await db
        .updateTable('cases')
        .set({ asked: null })
        .where('person', '=', from)
        .where('asked', 'in', asked)
        .execute();
  }
}

const BELONGINGS = [
  'accounts',
  'tokens',
  'subscriptions',
  'conversations',
  'questions',
  'deliveries',
  'corrections',
  'ratings',
  'cases',
  'inbox',
  'outbox',
] as const;
