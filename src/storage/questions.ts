import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { AskedQuestion, KeptQuestion, PersonId, QuestionLog } from '../assistant/ports.ts';
import { LANGUAGES, entryId } from '../knowledge/fields.ts';
import { redact } from './redact.ts';
import type { Session, Tables } from './tables.ts';

export interface UnansweredQuestion {
  readonly text: string;
  readonly count: number;
  readonly lastAt: number;
}

/** What was asked, without what identifies a person. */
export class Questions implements QuestionLog {
  constructor(private readonly session: Session) {}

  async record(question: AskedQuestion): Promise<number> {
    const { db, now } = this.session;
    const text = redact(question.text);
    const key = question.outcome === 'abstained' ? keyOf(text) : null;
    const at = now();
    const { id } = await db
      .insertInto('questions')
      .values({
        text,
        unanswered_key: key,
        outcome: question.outcome,
        confidence: question.confidence,
        entry: question.entry ?? null,
        revision: question.revision,
        language: question.language,
        person: question.person ?? null,
        conversation: question.conversation,
        at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (key !== null)
      await db
        .insertInto('unanswered')
        .values({ key, text, count: 1, last_at: at })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({ count: sql<number>`unanswered.count + 1`, last_at: at }),
        )
        .execute();
    return id;
  }

  async find(question: number): Promise<KeptQuestion | undefined> {
    const row = await this.session.db
      .selectFrom('questions')
      .selectAll()
      .where('id', '=', question)
      .executeTakeFirst();
    return row && toKept(row);
  }

  async listOf(person: PersonId, most: number): Promise<readonly KeptQuestion[]> {
    const rows = await this.session.db
      .selectFrom('questions')
      .selectAll()
      .where('person', '=', person)
      .orderBy('id', 'desc')
      .limit(most)
      .execute();
    return rows.map(toKept);
  }

  /** What was asked last, newest first; forgotten questions have no text to show. */
  async lastAsked(most: number): Promise<readonly Pick<KeptQuestion, 'text' | 'language'>[]> {
    const rows = await this.session.db
      .selectFrom('questions')
      .selectAll()
      .where('text', '<>', '')
      .orderBy('id', 'desc')
      .limit(most)
      .execute();
    return rows.map(toKept).map(({ text, language }) => ({ text, language }));
  }

  /** The questions that went unanswered most often. */
  async topUnanswered(most: number): Promise<readonly UnansweredQuestion[]> {
    return this.session.db
      .selectFrom('unanswered')
      .select(['text', 'count', 'last_at as lastAt'])
      .orderBy('count', 'desc')
      .orderBy('last_at', 'desc')
      .limit(most)
      .execute();
  }

  async count(): Promise<number> {
    const { db } = this.session;
    return (
      await db
        .selectFrom('questions')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n;
  }
}

const toKept = (row: Selectable<Tables['questions']>): KeptQuestion => ({
  id: row.id,
  text: row.text,
  outcome: row.outcome,
  language: z.enum(LANGUAGES).parse(row.language),
  entry: row.entry === null ? undefined : entryId.parse(row.entry),
  person: (row.person ?? undefined) as PersonId | undefined,
  conversation: row.conversation ?? undefined,
  at: row.at,
});

/** One key for a question however it is cased, spaced and punctuated. */
const keyOf = (text: string): string =>
  createHash('sha256')
    .update(
      text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\p{P}\p{S}\p{Z}\s]+/gu, ' ')
        .trim(),
    )
    .digest('base64url');
