import type { Rating, RatingStore } from '../assistant/ports.ts';
import type { EntryId } from '../knowledge/fields.ts';
import { redact } from './redact.ts';
import type { Session } from './tables.ts';

export interface RatingCount {
  readonly helpful: number;
  readonly unhelpful: number;
}

/** What askers thought of the answers they were shown. */
export class Ratings implements RatingStore {
  constructor(private readonly session: Session) {}

  async rate({ entry, revision, person, verdict, comment }: Rating): Promise<void> {
    const kept = { verdict, comment: redact(comment), at: this.session.now() };
    await this.session.db
      .insertInto('ratings')
      .values({ entry, revision, person: person ?? null, ...kept })
      .onConflict((conflict) => conflict.columns(['person', 'entry', 'revision']).doUpdateSet(kept))
      .execute();
  }

  async countOf(entry: EntryId): Promise<RatingCount> {
    const rows = await this.session.db
      .selectFrom('ratings')
      .select('verdict')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('entry', '=', entry)
      .groupBy('verdict')
      .execute();
    const countFor = (verdict: Rating['verdict']): number =>
      rows.find((row) => row.verdict === verdict)?.n ?? 0;
    return { helpful: countFor('helpful'), unhelpful: countFor('unhelpful') };
  }
}
