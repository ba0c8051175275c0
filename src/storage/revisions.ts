import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import {
  type Appended,
  type Change,
  DOCUMENT_KINDS,
  type DocumentKey,
  type Revision,
  type StaleBase,
} from '../knowledge/revision.ts';
import type { Session } from './tables.ts';

const PAGE = 1_000;

/** The append-only log of what the association says. */
export class Revisions {
  constructor(private readonly session: Session) {}

  /** The number of the last revision; 0 for an empty store. */
  async last(): Promise<number> {
    const { last } = await this.session.db
      .selectFrom('revision_counter')
      .select('last')
      .executeTakeFirstOrThrow();
    return last;
  }

  /** All changes or, when a document has moved on from its base, none. One revision for each document. */
  async append(changes: readonly Change[], person: string): Promise<Appended> {
    const { db, dialect } = this.session;
    const counter = db.selectFrom('revision_counter').select('last');
    const { last } = await (dialect === 'postgres' ? counter.forUpdate() : counter).executeTakeFirstOrThrow();
    for (const change of changes) {
      const stale = await this.#findStale(change);
      if (stale) return stale;
    }
    let number = last;
    for (const change of changes) await this.#add(change, ++number, person);
    await db.updateTable('revision_counter').set({ last: number }).execute();
    await this.session.announce(number);
    return { kind: 'appended', from: last + 1, to: number };
  }

  /** Every document as it stood at a revision (the last one if left out), in the order in which they first came. */
  async documentsAt(revision?: number): Promise<readonly Revision[]> {
    const { db } = this.session;
    const base = db
      .selectFrom('heads')
      .innerJoin('revisions', (join) =>
        join.onRef('revisions.kind', '=', 'heads.kind').onRef('revisions.id', '=', 'heads.id'),
      );
    const standing =
      revision === undefined
        ? base.whereRef('revisions.number', '=', 'heads.revision')
        : base.where('revisions.number', '=', (part) =>
            part
              .selectFrom('revisions as then')
              .select((then) => then.fn.max('then.number').as('number'))
              .whereRef('then.kind', '=', 'heads.kind')
              .whereRef('then.id', '=', 'heads.id')
              .where('then.number', '<=', revision),
          );
    const rows = await standing
      .selectAll('revisions')
      .where('revisions.body', 'is not', null)
      .orderBy('heads.first')
      .execute();
    return rows.map(toRevision);
  }

  /** The last revision of every document that is withdrawn. */
  async listWithdrawn(): Promise<readonly Revision[]> {
    const rows = await this.session.db
      .selectFrom('heads')
      .innerJoin('revisions', 'revisions.number', 'heads.revision')
      .selectAll('revisions')
      .where('revisions.body', 'is', null)
      .orderBy('revisions.number')
      .execute();
    return rows.map(toRevision);
  }

  /** What was appended after a revision, oldest first: how a replica catches up. */
  async since(revision: number): Promise<readonly Revision[]> {
    const rows = await this.session.db
      .selectFrom('revisions')
      .selectAll()
      .where('number', '>', revision)
      .orderBy('number')
      .execute();
    return rows.map(toRevision);
  }

  /** All revisions of one document, oldest first. */
  async history({ kind, id }: DocumentKey): Promise<readonly Revision[]> {
    const rows = await this.session.db
      .selectFrom('revisions')
      .selectAll()
      .where('kind', '=', kind)
      .where('id', '=', id)
      .orderBy('number')
      .execute();
    return rows.map(toRevision);
  }

  /** The revision of a document that stood at a revision of the whole; undefined when it had none yet. */
  async standingAt({ kind, id }: DocumentKey, revision: number): Promise<Revision | undefined> {
    const row = await this.session.db
      .selectFrom('revisions')
      .selectAll()
      .where('kind', '=', kind)
      .where('id', '=', id)
      .where('number', '<=', revision)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && toRevision(row);
  }

  /** The document's last revision number; undefined when there never was such a document. */
  async headOf({ kind, id }: DocumentKey): Promise<number | undefined> {
    const head = await this.session.db
      .selectFrom('heads')
      .select('revision')
      .where('kind', '=', kind)
      .where('id', '=', id)
      .executeTakeFirst();
    return head?.revision;
  }

  /** Reads the whole log and tells everything that does not hold together; empty when sound. */
  async findFaults(): Promise<readonly string[]> {
    const { db } = this.session;
    const faults: string[] = [];
    const heads = new Map<string, number>();
    let expected = 1;
    for await (const row of this.#everyRow()) {
      if (row.number !== expected) faults.push(`revision ${expected} is missing: ${row.number} follows`);
      expected = row.number + 1;
      if (hashOf(row.body) !== row.hash)
        faults.push(`revision ${row.number} is not what was written: its hash differs`);
      if ((heads.get(`${row.kind} ${row.id}`) ?? null) !== row.base)
        faults.push(`revision ${row.number} of ${row.kind} ${row.id} is not based on the one before`);
      heads.set(`${row.kind} ${row.id}`, row.number);
    }
    if ((await this.last()) !== expected - 1) faults.push(`the counter does not stand at ${expected - 1}`);
    for (const { kind, id, revision } of await db.selectFrom('heads').selectAll().execute()) {
      if (heads.get(`${kind} ${id}`) !== revision)
        faults.push(`the head of ${kind} ${id} is not its last revision`);
      heads.delete(`${kind} ${id}`);
    }
    return [...faults, ...[...heads.keys()].map((document) => `${document} has no head`)];
  }

  /** In pages, so that a long log does not fill the memory. */
  async *#everyRow() {
    for (let after = 0; ;) {
      const rows = await this.session.db
        .selectFrom('revisions')
        .selectAll()
        .where('number', '>', after)
        .orderBy('number')
        .limit(PAGE)
        .execute();
      yield* rows;
      const last = rows.at(-1);
      if (!last) return;
      after = last.number;
    }
  }

  async #findStale({ kind, id, base }: Change): Promise<StaleBase | undefined> {
    const head = (await this.headOf({ kind, id })) ?? null;
    if (head === base) return undefined;
    const since = await this.session.db
      .selectFrom('revisions')
      .select(['number', 'person', 'at'])
      .where('kind', '=', kind)
      .where('id', '=', id)
      .where('number', '>', base ?? 0)
      .orderBy('number')
      .execute();
    return {
      kind: 'stale-base',
      document: { kind, id },
      base,
      head,
      since: since.map((line) => ({ ...line, kind, id })),
    };
  }

  async #add(change: Change, number: number, person: string): Promise<void> {
    const { kind, id, base, weight, note = null } = change;
    const { db, now } = this.session;
    const body = change.body === null ? null : JSON.stringify(change.body);
    await db
      .insertInto('revisions')
      .values({ number, kind, id, body, hash: hashOf(body), base, person, at: now(), weight, note })
      .execute();
    await db
      .insertInto('heads')
      .values({ kind, id, revision: number, first: number })
      .onConflict((conflict) =>
        conflict.columns(['kind', 'id']).doUpdateSet({ revision: sql<number>`excluded.revision` }),
      )
      .execute();
  }
}

const hashOf = (body: string | null): string =>
  createHash('sha256')
    .update(body ?? '')
    .digest('hex');

type Row = Omit<Revision, 'kind' | 'body'> & { readonly kind: string; readonly body: string | null };

const toRevision = ({ kind, body, ...row }: Row): Revision => {
  const known = DOCUMENT_KINDS.find((name) => name === kind);
  if (!known)
    throw new Error(
      `revision ${row.number} is of kind "${kind}", which this program does not know: start a newer one`,
    );
  return { ...row, kind: known, body: body === null ? null : (JSON.parse(body) as unknown) };
};
