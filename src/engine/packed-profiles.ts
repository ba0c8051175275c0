import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import type { Snapshot } from '../knowledge/snapshot.ts';
import { namesOf } from './entities/names.ts';
import { profileAll, remember, type Profile, type ReadProfile } from './profile.ts';
import { packTables, unpackTables, type PackedTables } from './text/numbering.ts';

/** Of the kinds of tables, each in a numbering of its own. */
const TABLES = ['phrasings', 'content', 'vocables'] as const;
type TableKind = (typeof TABLES)[number];

/** What was read of some documents, under one glossary. */
interface Packed {
  readonly terms: string;
  /** By document, as the tables are. */
  readonly documents: readonly string[];
  readonly readings: readonly Omit<ReadProfile, TableKind>[];
  readonly tables: Readonly<Record<TableKind, PackedTables>>;
}

const hashOf = (document: unknown): string =>
  createHash('sha256').update(JSON.stringify(document)).digest('base64');

const documentOf = ({ candidate }: Profile) =>
  candidate.kind === 'entry' ? candidate.entry : candidate.guide;

const tablesOf = (profiles: readonly Profile[], kind: TableKind): PackedTables =>
  packTables(profiles.map((profile) => profile[kind]));

/** What is read of a Snapshot's documents, to be kept from one process to the next: reading it takes seconds. */
export function packProfiles(snapshot: Snapshot): Uint8Array {
  const profiles = profileAll(snapshot, namesOf(snapshot.terms));
  const packed: Packed = {
    terms: hashOf(snapshot.terms),
    documents: profiles.map((profile) => hashOf(documentOf(profile))),
    readings: profiles.map(({ named, letters, title, heading, body, wording }) => ({
      named,
      letters,
      title,
      heading,
      body,
      wording,
    })),
    tables: {
      phrasings: tablesOf(profiles, 'phrasings'),
      content: tablesOf(profiles, 'content'),
      vocables: tablesOf(profiles, 'vocables'),
    },
  };
  return serialize(packed);
}

/**
 * Takes what was read of those documents of a Snapshot that still say the same.
 * @param bytes of `packProfiles`, of the same engine
 * @returns how many of its documents are still to be read
 */
export function unpackProfiles(bytes: Uint8Array, { terms, entries, guides }: Snapshot): number {
  const packed = deserialize(bytes) as Packed;
  const [phrasings, content, vocables] = TABLES.map((kind) => unpackTables(packed.tables[kind]));
  const places = new Map(packed.documents.map((hash, at) => [hash, at]));
  const names = packed.terms === hashOf(terms) ? namesOf(terms) : undefined;
  let unread = 0;
  for (const document of [...entries.values(), ...guides.values()]) {
    const at = places.get(hashOf(document)) ?? -1;
    const [reading, ...tables] = [packed.readings[at], phrasings?.[at], content?.[at], vocables?.[at]];
    const [ofPhrasings, ofContent, ofVocables] = tables;
    if (reading && ofPhrasings && ofContent && ofVocables)
      remember(
        document,
        { ...reading, phrasings: ofPhrasings, content: ofContent, vocables: ofVocables },
        names,
      );
    else unread++;
  }
  return unread;
}
