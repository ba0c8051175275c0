import { createHash } from 'node:crypto';
import type { DocumentKey, Revision } from '../revision.ts';

/** What the files say of a document, as far as the program knows. */
export interface KnownDocument extends DocumentKey {
  /** Of its body; null where the files do not have it. */
  readonly hash: string | null;
  /** The revision that it was written from, or that it was edited on; null where there was none. */
  readonly revision: number | null;
}

/** Tells which documents an editor changed in the files, and which of the published ones the files do not have yet. */
export interface DocumentLedger {
  list(): Promise<readonly KnownDocument[]>;
  record(documents: readonly KnownDocument[]): Promise<void>;
  /** The last revisions that are newer than what the files say, oldest first. */
  listUnwritten(): Promise<readonly Revision[]>;
  /** The document's last revision. */
  findHead(document: DocumentKey): Promise<Revision | undefined>;
}

const hashes = new WeakMap<object, string>();

/** The same for bodies that say the same, in whatever order their fields stand. */
export function hashBody(body: unknown): string {
  if (typeof body !== 'object' || body === null) return hashOf(body);
  const hash = hashes.get(body) ?? hashOf(body);
  hashes.set(body, hash);
  return hash;
}

const hashOf = (body: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(body, (_key, value: unknown) => sortFields(value)))
    .digest('hex');

const sortFields = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
    : value;
