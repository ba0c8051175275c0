import type { PersonId } from '../assistant/ports.ts';
import type { Draft, DraftChange, DraftStore, NewDraft, Review } from '../moderation/ports.ts';
import type { Session } from './tables.ts';

/** Changes on their way to be published, with their reviews. */
export class Drafts implements DraftStore {
  constructor(private readonly session: Session) {}

  async create({ author, comment, changes }: NewDraft): Promise<number> {
    const at = this.session.now();
    const { id } = await this.session.db
      .insertInto('drafts')
      .values({
        version: 1,
        state: 'open',
        authors: JSON.stringify([author]),
        comment,
        changes: JSON.stringify(changes),
        created_at: at,
        changed_at: at,
        published_from: null,
        published_to: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  }

  async find(id: number): Promise<Draft | undefined> {
    const row = await this.session.db
      .selectFrom('drafts')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && toDraft(row, await this.#reviewsOf([id]));
  }

  async listOpen(): Promise<readonly Draft[]> {
    const rows = await this.session.db
      .selectFrom('drafts')
      .selectAll()
      .where('state', '=', 'open')
      .orderBy('id')
      .execute();
    const reviews = await this.#reviewsOf(rows.map(({ id }) => id));
    return rows.map((row) => toDraft(row, reviews));
  }

  async change(id: number, version: number, { author, comment, changes }: NewDraft): Promise<boolean> {
    const { db, now } = this.session;
    const draft = await this.find(id);
    if (!draft) return false;
    const { numUpdatedRows } = await db
      .updateTable('drafts')
      .set({
        version: version + 1,
        authors: JSON.stringify([...new Set([...draft.authors, author])]),
        comment,
        changes: JSON.stringify(changes),
        changed_at: now(),
      })
      .where('id', '=', id)
      .where('version', '=', version)
      .where('state', '=', 'open')
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async review(
    id: number,
    { person, version, verdict, comment, signature }: Omit<Review, 'at'>,
  ): Promise<void> {
    const { db, now } = this.session;
    await db
      .insertInto('draft_reviews')
      .values({
        draft: id,
        person,
        version,
        verdict,
        comment,
        signature: signature ?? null,
        at: now(),
      })
      .execute();
  }

  async settle(id: number, version: number, state: 'published' | 'discarded'): Promise<boolean> {
    const { db, now } = this.session;
    const { numUpdatedRows } = await db
      .updateTable('drafts')
      .set({ state, changed_at: now() })
      .where('id', '=', id)
      .where('version', '=', version)
      .where('state', '=', 'open')
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async recordRevisions(id: number, from: number, to: number): Promise<void> {
    await this.session.db
      .updateTable('drafts')
      .set({ published_from: from, published_to: to })
      .where('id', '=', id)
      .execute();
  }

  async attribute(from: PersonId, to: PersonId): Promise<void> {
    const { db } = this.session;
    for (const { id, authors } of await this.listOpen()) {
      if (authors.includes(from))
        await db
          .updateTable('drafts')
          .set({ authors: JSON.stringify([...new Set([...authors, to])]) })
          .where('id', '=', id)
          .execute();
      await db
        .updateTable('draft_reviews')
        .set({ person: to })
        .where('draft', '=', id)
        .where('person', '=', from)
        .execute();
    }
  }

  async #reviewsOf(drafts: readonly number[]) {
    if (drafts.length === 0) return [];
    return this.session.db
      .selectFrom('draft_reviews')
      .select(['draft', 'person', 'version', 'verdict', 'comment', 'signature', 'at'])
      .where('draft', 'in', drafts)
      .orderBy('id')
      .execute();
  }
}

interface DraftRow {
  readonly id: number;
  readonly version: number;
  readonly state: string;
  readonly authors: string;
  readonly comment: string;
  readonly changes: string;
  readonly created_at: number;
  readonly changed_at: number;
  readonly published_from: number | null;
  readonly published_to: number | null;
}

interface ReviewRow extends Omit<Review, 'person' | 'verdict' | 'signature'> {
  readonly draft: number;
  readonly person: string;
  readonly verdict: string;
  readonly signature: string | null;
}

const STATES = ['open', 'published', 'discarded'] as const;

function toDraft(row: DraftRow, reviews: readonly ReviewRow[]): Draft {
  const { id, version, comment, published_from: from, published_to: to } = row;
  return {
    id,
    version,
    state: STATES.find((state) => state === row.state) ?? 'discarded',
    authors: JSON.parse(row.authors) as readonly string[],
    comment,
    changes: JSON.parse(row.changes) as readonly DraftChange[],
    reviews: reviews
      .filter(({ draft }) => draft === id)
      .map(({ draft: _draft, signature, ...review }) => ({
        ...review,
        person: review.person as PersonId,
        verdict: review.verdict === 'approved' ? 'approved' : 'changes-requested',
        signature: signature ?? undefined,
      })),
    createdAt: row.created_at,
    changedAt: row.changed_at,
    published: from === null || to === null ? undefined : { from, to },
  };
}
