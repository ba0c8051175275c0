import type { Kysely } from 'kysely';
import type { Ledger, PersonId, TurnRecords } from '../assistant/ports.ts';
import { Audit } from './audit.ts';
import { Cases } from './cases.ts';
import { CheckpointFiles } from './checkpoint-files.ts';
import { backUp } from './backup.ts';
import type { BackupContent } from './backup-file.ts';
import type { Connection } from './connection.ts';
import { Conversations } from './conversations.ts';
import { Corrections } from './corrections.ts';
import { Deliveries } from './deliveries.ts';
import { Drafts } from './drafts.ts';
import { Erasure, type Forgotten } from './erasure.ts';
import { FileDocuments } from './file-documents.ts';
import { Inbox } from './inbox.ts';
import { Leases } from './leases.ts';
import { Outbox, type Undelivered } from './outbox.ts';
import { People } from './people.ts';
import { Places } from './places.ts';
import { Questions } from './questions.ts';
import { Ratings } from './ratings.ts';
import { RETENTION, Retention, type RetentionPolicy } from './retention.ts';
import { Revisions } from './revisions.ts';
import { SeedDocuments } from './seed-documents.ts';
import { Subscriptions } from './subscriptions.ts';
import type { Session, Tables } from './tables.ts';
import { Tokens } from './tokens.ts';

/** The repositories, by noun, over a connection or over a transaction under way. */
export interface Repositories extends TurnRecords {
  readonly revisions: Revisions;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly questions: Questions;
  readonly deliveries: Deliveries;
  readonly ratings: Ratings;
  readonly cases: Cases;
  readonly subscriptions: Subscriptions;
  readonly people: People;
  readonly tokens: Tokens;
  readonly conversations: Conversations;
  readonly checkpointFiles: CheckpointFiles;
  readonly leases: Leases;
  readonly places: Places;
  readonly audit: Audit;
  readonly drafts: Drafts;
  readonly corrections: Corrections;
  readonly fileDocuments: FileDocuments;
  readonly seedDocuments: SeedDocuments;
}

export interface StoreHealth {
  readonly revision: number;
  /** Events acknowledged and not yet worked. */
  readonly inboxWaiting: number;
  readonly outboxWaiting: number;
  /** Events that were given up. */
  readonly inboxFailed: number;
  /** The last posts that could not be delivered, with the reason. */
  readonly undelivered: readonly Undelivered[];
}

const UNDELIVERED_SHOWN = 20;

const repositoriesOver = (session: Session): Repositories => ({
  revisions: new Revisions(session),
  inbox: new Inbox(session),
  outbox: new Outbox(session),
  questions: new Questions(session),
  deliveries: new Deliveries(session),
  ratings: new Ratings(session),
  cases: new Cases(session),
  subscriptions: new Subscriptions(session),
  people: new People(session),
  tokens: new Tokens(session),
  conversations: new Conversations(session),
  checkpointFiles: new CheckpointFiles(session),
  leases: new Leases(session),
  places: new Places(session),
  audit: new Audit(session),
  drafts: new Drafts(session),
  corrections: new Corrections(session),
  fileDocuments: new FileDocuments(session),
  seedDocuments: new SeedDocuments(session),
});

/** Everything that must survive the process. */
export class Store implements Ledger<Repositories> {
  /** To read from. Not within `write`: the embedded database has one connection, and it would wait for itself. */
  readonly read: Repositories;
  readonly #listeners = new Set<(revision: number) => void>();

  constructor(
    private readonly connection: Connection,
    private readonly now: () => number,
  ) {
    this.read = repositoriesOver(this.#sessionOn(connection.db));
  }

  get dialect(): Connection['dialect'] {
    return this.connection.dialect;
  }

  /**
   * Writes in one transaction; resolves when it is durable. Await nothing within but the repositories given: on the
   * embedded database other writes share the transaction and wait.
   * @throws what the work throws; then nothing of it is written
   */
  write<T>(work: (repositories: Repositories) => Promise<T>): Promise<T> {
    return this.connection.transact((db) => work(repositoriesOver(this.#sessionOn(db))));
  }

  /** Calls back with the newest revision after every append, by this process or another. Returns how to stop. */
  onRevision(listener: (revision: number) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Erases a person; resolves when their text is in none of the embedded database's files. */
  async forget(person: PersonId): Promise<Forgotten> {
    const forgotten = await this.connection.transact((db) => new Erasure(this.#sessionOn(db)).forget(person));
    await this.connection.sweep();
    return forgotten;
  }

  /** Deletes what is past its time. @returns how many rows */
  async retain(policy: RetentionPolicy = RETENTION): Promise<number> {
    let total = 0;
    for (;;) {
      const slice = await this.connection.transact((db) =>
        new Retention(this.#sessionOn(db)).deleteSlice(policy),
      );
      if (slice === 0) break;
      total += slice;
    }
    if (total > 0) await this.connection.sweep();
    return total;
  }

  /**
   * Writes a backup into a new file while the store is in use.
   * @param onProgress called with the share copied, 0 to 1
   * @throws BackupRefused
   */
  backUp(file: string, onProgress: (share: number) => void = () => undefined): Promise<BackupContent> {
    return backUp((copy) => this.connection.copyTo(copy, onProgress), file);
  }

  async health(): Promise<StoreHealth> {
    const { db } = this.connection;
    const count = async (table: 'inbox' | 'outbox', state: string): Promise<number> => {
      const rows = db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('n'));
      return (await rows.where('state', '=', state).executeTakeFirstOrThrow()).n;
    };
    return {
      revision: await this.read.revisions.last(),
      inboxWaiting: await count('inbox', 'waiting'),
      outboxWaiting: await count('outbox', 'waiting'),
      inboxFailed: await count('inbox', 'failed'),
      undelivered: await this.read.outbox.undelivered(UNDELIVERED_SHOWN),
    };
  }

  /** Called once, by `openStore`. */
  async start(): Promise<void> {
    // Only one process can have the embedded database open: what is leased was leased by one that is gone.
    if (this.dialect === 'sqlite')
      await this.write(async ({ inbox, outbox }) => {
        await inbox.releaseAll();
        await outbox.releaseAll();
      });
    await this.connection.listen((revision) => {
      for (const listener of this.#listeners) listener(revision);
    });
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  #sessionOn(db: Kysely<Tables>): Session {
    const { connection, now } = this;
    return {
      db,
      dialect: connection.dialect,
      now,
      announce: (revision) => connection.announce(db, revision),
    };
  }
}
