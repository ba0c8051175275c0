import type { ChatRecords, Ledger, PersonId } from '../../src/assistant/ports.ts';
import { accountOf } from './people.ts';

const ROLES = ['moderator', 'publisher'];

/** Who may answer cases: persons with the role in the store, and only in the home server. */
export class Moderators {
  constructor(
    private readonly ledger: Ledger<ChatRecords>,
    private readonly home: string | undefined,
  ) {}

  /** The person of a moderator; undefined for everyone else. Looked up anew each time. */
  async find(user: string, guild: string | undefined): Promise<PersonId | undefined> {
    if (this.home === undefined || guild !== this.home) return undefined;
    const { people } = this.ledger.read;
    const person = await people.find(accountOf(user));
    const roles = person ? await people.rolesOf(person) : [];
    return roles.some((role) => ROLES.includes(role)) ? person : undefined;
  }

  async has(user: string | undefined, guild: string | undefined): Promise<boolean> {
    return user !== undefined && (await this.find(user, guild)) !== undefined;
  }
}
