import { sql } from 'kysely';
import type { AnsweredCase, DeskCases, Escalation, PersonId } from '../assistant/ports.ts';
import type { CaseDesk, OpenCase } from '../moderation/ports.ts';
import { redact } from './redact.ts';
import type { Session } from './tables.ts';

export interface ProposedReply {
  readonly case: number;
  readonly moderator: PersonId;
  readonly text: string;
}

/** Questions that wait for a person of the association. */
export class Cases implements DeskCases, CaseDesk {
  constructor(private readonly session: Session) {}

  async open({ question, asked, person, destination }: Escalation) {
    const shown = redact(question);
    const { db, now } = this.session;
    const opened = await db
      .insertInto('cases')
      .values({
        question: shown,
        asked: asked ?? null,
        person: person ?? null,
        destination,
        state: 'open',
        moderator: null,
        answer: null,
        opened_at: now(),
        closed_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (opened) return { id: opened.id, question: shown, isNew: true };
    const { id } = await db
      .selectFrom('cases')
      .select('id')
      .where('asked', '=', asked ?? null)
      .where(sql`coalesce(person, destination)`, '=', person ?? destination)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    return { id, question: shown, isNew: false };
  }

  async answeredFor(destination: string): Promise<readonly AnsweredCase[]> {
    const rows = await this.session.db
      .selectFrom('cases')
      .select(['id', 'question', 'answer'])
      .where('destination', '=', destination)
      .where('state', '=', 'answered')
      .orderBy('id')
      .execute();
    return rows.map(({ id, question, answer }) => ({ id, question, answer: answer ?? '' }));
  }

  async putAway(id: number, destination: string): Promise<void> {
    await this.session.db
      .updateTable('cases')
      .set({ state: 'closed' })
      .where('id', '=', id)
      .where('destination', '=', destination)
      .where('state', '=', 'answered')
      .execute();
  }

  /** A post by which moderators see a case: what is written in its thread speaks of the case. */
  async recordPost(place: string, id: number): Promise<void> {
    await this.session.db
      .insertInto('case_posts')
      .values({ place, case: id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async findByPost(place: string): Promise<OpenCase | undefined> {
    return this.session.db
      .selectFrom('case_posts')
      .innerJoin('cases', 'cases.id', 'case_posts.case')
      .select(['cases.id', 'question', 'destination', 'opened_at as openedAt'])
      .where('place', '=', place)
      .where('state', '=', 'open')
      .executeTakeFirst();
  }

  /** Keeps what a moderator wrote until they confirm it. @returns its number */
  async propose(id: number, moderator: PersonId, text: string): Promise<number> {
    const row = await this.session.db
      .insertInto('case_replies')
      .values({ case: id, moderator, text, at: this.session.now() })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  }

  async findProposal(proposal: number): Promise<ProposedReply | undefined> {
    const row = await this.session.db
      .selectFrom('case_replies')
      .select(['case', 'moderator', 'text'])
      .where('id', '=', proposal)
      .executeTakeFirst();
    return row && { ...row, moderator: row.moderator as PersonId };
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
    await this.session.db.deleteFrom('case_replies').where('case', '=', id).execute();
    return numUpdatedRows === 1n;
  }

  async findOpen(id: number): Promise<(OpenCase & { readonly person: PersonId | null }) | undefined> {
    const row = await this.session.db
      .selectFrom('cases')
      .select(['id', 'question', 'destination', 'opened_at as openedAt', 'person'])
      .where('id', '=', id)
      .where('state', '=', 'open')
      .executeTakeFirst();
    return row && { ...row, person: row.person as PersonId | null };
  }

  /** Without an answer. @returns false when the case is not open (any more) */
  async close(id: number, moderator: PersonId): Promise<boolean> {
    const { numUpdatedRows } = await this.session.db
      .updateTable('cases')
      .set({ state: 'closed', moderator, closed_at: this.session.now() })
      .where('id', '=', id)
      .where('state', '=', 'open')
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }
}
