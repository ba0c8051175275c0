import { type Expression, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { PersonId } from '../assistant/ports.ts';
import { type EntryId, LANGUAGES, entryId } from '../knowledge/fields.ts';
import type { Correction, CorrectionLog, Shown, Told } from '../moderation/ports.ts';
import type { Session } from './tables.ts';

const language = z.enum(LANGUAGES);

/** Who was shown what, and who was told that it has changed since. */
export class Corrections implements CorrectionLog {
  constructor(private readonly session: Session) {}

  async shownSince(entry: EntryId, moment: number): Promise<readonly Shown[]> {
    const rows = await this.#told(
      (row) => sql<SqlBool>`${row('entry')} = ${entry} and ${row('at')} >= ${moment}`,
    );
    const last = new Map<string, Shown>();
    // Oldest first: what comes later takes the place of what came before.
    for (const { person, destination, revision, language: shown } of rows)
      last.set(`${destination} ${person ?? ''}`, { person, destination, revision, language: shown });
    return [...last.values()];
  }

  async record({ entry, from, to, language: shown, destination, person }: Correction): Promise<void> {
    const { db, now } = this.session;
    await db
      .insertInto('corrections')
      .values({
        entry,
        from_revision: from,
        to_revision: to,
        language: shown,
        destination,
        person,
        at: now(),
        // A browser cannot be posted to: it is shown the correction on its next visit.
        seen_at: destination.startsWith('web:') ? null : now(),
      })
      .execute();
  }

  async unseenAt(destination: string): Promise<readonly (Correction & { readonly at: number })[]> {
    const rows = await this.session.db
      .selectFrom('corrections')
      .selectAll()
      .where('destination', '=', destination)
      .where('seen_at', 'is', null)
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      entry: entryId.parse(row.entry),
      from: row.from_revision,
      to: row.to_revision,
      language: language.parse(row.language),
      destination,
      person: row.person as PersonId | null,
      at: row.at,
    }));
  }

  async markSeen(destination: string): Promise<void> {
    const { db, now } = this.session;
    await db
      .updateTable('corrections')
      .set({ seen_at: now() })
      .where('destination', '=', destination)
      .where('seen_at', 'is', null)
      .execute();
  }

  async toldTo(
    whom: { readonly person: PersonId } | { readonly destination: string },
    from: number,
    until: number,
  ): Promise<readonly Told[]> {
    const [column, value] =
      'person' in whom ? (['person', whom.person] as const) : (['destination', whom.destination] as const);
    return this.#told(
      (row) =>
        sql<SqlBool>`${row(column)} = ${value} and ${row('at')} >= ${from} and ${row('at')} < ${until}`,
    );
  }

  /** Answers and corrections, oldest first. */
  async #told(
    where: (column: (name: string) => Expression<unknown>) => Expression<SqlBool>,
  ): Promise<readonly Told[]> {
    const { db } = this.session;
    const answers = await db
      .selectFrom('deliveries')
      .leftJoin('questions', 'questions.id', 'deliveries.question')
      .select(['deliveries.entry', 'deliveries.revision', 'deliveries.person', 'deliveries.destination'])
      .select(['deliveries.at', 'deliveries.language', 'questions.text as question'])
      .where('deliveries.destination', 'is not', null)
      .where(where((name) => sql.ref(`deliveries.${name}`)))
      .orderBy('deliveries.id')
      .execute();
    const corrections = await db
      .selectFrom('corrections')
      .select(['entry', 'to_revision as revision', 'person', 'destination', 'at', 'language'])
      .where('destination', 'is not', null)
      .where(where((name) => sql.ref(name)))
      .orderBy('id')
      .execute();
    return [
      ...answers.flatMap((row) => toTold('answer', row)),
      ...corrections.flatMap((row) => toTold('correction', { ...row, question: '' })),
    ].sort((one, other) => one.at - other.at || one.revision - other.revision);
  }
}

interface ToldRow {
  readonly entry: string;
  readonly revision: number;
  readonly person: string | null;
  readonly destination: string | null;
  readonly language: string;
  readonly question: string | null;
  readonly at: number;
}

const toTold = (
  kind: Told['kind'],
  { entry, revision, person, destination, language: shown, question, at }: ToldRow,
): Told[] =>
  destination === null
    ? []
    : [
        {
          kind,
          entry: entryId.parse(entry),
          revision,
          person: person as PersonId | null,
          destination,
          language: language.parse(shown),
          question: question ?? '',
          at,
        },
      ];
