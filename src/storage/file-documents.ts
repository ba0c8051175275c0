import type { DocumentLedger, KnownDocument } from '../knowledge/files/document-ledger.ts';
import { DOCUMENT_KINDS, type DocumentKey, type Revision } from '../knowledge/revision.ts';
import type { Store } from './store.ts';
import type { Session } from './tables.ts';

/** What the readable files say of each document. */
export class FileDocuments {
  constructor(private readonly session: Session) {}

  async list(): Promise<readonly KnownDocument[]> {
    const rows = await this.session.db.selectFrom('file_documents').selectAll().execute();
    return rows.flatMap(({ kind, ...row }) => {
      const known = DOCUMENT_KINDS.find((name) => name === kind);
      return known ? [{ ...row, kind: known }] : [];
    });
  }

  async record({ kind, id, hash, revision }: KnownDocument): Promise<void> {
    await this.session.db
      .insertInto('file_documents')
      .values({ kind, id, hash, revision })
      .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet({ hash, revision }))
      .execute();
  }

  /** The documents whose last revision is newer than what the files say, oldest revision first. */
  async listUnwritten(): Promise<readonly DocumentKey[]> {
    const rows = await this.session.db
      .selectFrom('heads')
      .leftJoin('file_documents', (join) =>
        join.onRef('file_documents.kind', '=', 'heads.kind').onRef('file_documents.id', '=', 'heads.id'),
      )
      .select(['heads.kind as kind', 'heads.id as id'])
      .where((part) =>
        part.or([
          part('file_documents.revision', 'is', null),
          part('file_documents.revision', '<', part.ref('heads.revision')),
        ]),
      )
      .orderBy('heads.revision')
      .execute();
    return rows.flatMap(({ kind, id }) => {
      const known = DOCUMENT_KINDS.find((name) => name === kind);
      return known ? [{ kind: known, id }] : [];
    });
  }
}

/** The ledger of the readable files, in the store. */
export function documentLedgerOf(store: Store): DocumentLedger {
  const { read } = store;
  const findHead = async (document: DocumentKey): Promise<Revision | undefined> =>
    read.revisions.standingAt(document, Number.MAX_SAFE_INTEGER);
  return {
    list: () => read.fileDocuments.list(),
    record: (documents) =>
      store.write(async ({ fileDocuments }) => {
        for (const document of documents) await fileDocuments.record(document);
      }),
    listUnwritten: async () => {
      const heads: Revision[] = [];
      for (const document of await read.fileDocuments.listUnwritten()) {
        const head = await findHead(document);
        if (head) heads.push(head);
      }
      return heads;
    },
    findHead,
  };
}
