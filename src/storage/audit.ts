import type { Session } from './tables.ts';

export interface Deed {
  /** A person's id, or the part of the program that did it by itself: `seed`, `retention`. */
  readonly person: string;
  /** A verb in the past: `published`, `granted`. */
  readonly action: string;
  /** What it was done to: `entry legal-effect`. */
  readonly subject: string;
  /** Ids and numbers, never texts of askers. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

export interface RecordedDeed extends Deed {
  readonly seq: number;
  readonly at: number;
}

/** Who did what, in order: written in the transaction of the deed itself. */
export class Audit {
  constructor(private readonly session: Session) {}

  async record({ person, action, subject, details }: Deed): Promise<void> {
    await this.session.db
      .insertInto('audit')
      .values({ person, action, subject, details: JSON.stringify(details), at: this.session.now() })
      .execute();
  }

  /** Deeds after a given one, oldest first. */
  async since(seq: number, most: number): Promise<readonly RecordedDeed[]> {
    const rows = await this.session.db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(most)
      .execute();
    return rows.map((row) => ({ ...row, details: JSON.parse(row.details) as Deed['details'] }));
  }
}
