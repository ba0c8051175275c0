import type { CaseStore, Escalation, PersonId } from '../assistant/ports.ts';
import { redact } from './redact.ts';
import type { Session } from './tables.ts';

export interface OpenCase {
  readonly id: number;
  readonly question: string;
  readonly destination: string | null;
  readonly openedAt: number;
}

/** Questions that wait for a person of the association. */
export class Cases implements CaseStore {
  constructor(private readonly session: Session) {}

  async open({ question, person, destination }: Escalation): Promise<number> {
    const { id } = await this.session.db
      .insertInto('cases')
      .values({
        question: redact(question),
        person: person ?? null,
        destination,
        state: 'open',
        moderator: null,
        answer: null,
        opened_at: this.session.now(),
        closed_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  }

  /** Those still open, oldest first. */
  async listOpen(): Promise<readonly OpenCase[]> {
    return this.session.db
      .selectFrom('cases')
      .select(['id', 'question', 'destination', 'opened_at as openedAt'])
      .where('state', '=', 'open')
      .orderBy('opened_at')
      .orderBy('id')
      .execute();
  }

  /** @returns false when the case is not open (any more): someone else was faster */
  async answer(id: number, moderator: PersonId, answer: string): Promise<boolean> {
    const { numUpdatedRows } = await this.session.db
      .updateTable('cases')
      .set({ state: 'answered', moderator, answer, closed_at: this.session.now() })
      .where('id', '=', id)
      .where('state', '=', 'open')
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }
}
