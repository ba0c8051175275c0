import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import type { Entry } from '../knowledge/entry.ts';
import type { Guide } from '../knowledge/guide.ts';
import type { Snapshot } from '../knowledge/snapshot.ts';
import { namesOf } from './entities/names.ts';
import { profileAll, remember, type Profile, type ReadProfile } from './profile.ts';
import { packTables, unpackTables, type PackedTables } from './text/numbering.ts';

/** Each kind in a numbering of its own. */
type TableKind = 'phrasings' | 'content' | 'vocables';

/** What is read of a document besides its tables, which are packed together. */
interface PackedReading extends Omit<ReadProfile, TableKind> {
  /** The hash of the document. */
  readonly document: string;
}

/** What was read of some documents under one glossary. */
interface Packed {
  /** The hash of the glossary. */
  readonly terms: string;
  readonly readings: readonly PackedReading[];
  /** In the order of the readings. */
  readonly tables: Readonly<Record<TableKind, PackedTables>>;
}

const hashOf = (document: unknown): string =>
  createHash('sha256').update(JSON.stringify(document)).digest('base64');

const documentOf = ({ candidate }: Profile): Entry | Guide =>
  candidate.kind === 'entry' ? candidate.entry : candidate.guide;

function packReading(profile: Profile): PackedReading {
  const { named, letters, title, heading, body, wording } = profile;
  return { document: hashOf(documentOf(profile)), named, letters, title, heading, body, wording };
}

/** What is read of a Snapshot's documents, to be kept from one process to the next: reading it takes seconds. */
export function packProfiles(snapshot: Snapshot): Uint8Array {
  const profiles = profileAll(snapshot, namesOf(snapshot.terms));
  const packed: Packed = {
    terms: hashOf(snapshot.terms),
    readings: profiles.map(packReading),
    tables: {
      phrasings: packTables(profiles.map(({ phrasings }) => phrasings)),
      content: packTables(profiles.map(({ content }) => content)),
      vocables: packTables(profiles.map(({ vocables }) => vocables)),
    },
  };
  return serialize(packed);
}

/** By document. */
function* unpack({ readings, tables }: Packed): Generator<readonly [document: string, ReadProfile]> {
  const phrasings = unpackTables(tables.phrasings);
  const content = unpackTables(tables.content);
  const vocables = unpackTables(tables.vocables);
  for (const [at, { document, ...reading }] of readings.entries()) {
    const [ofPhrasings, ofContent, ofVocables] = [phrasings[at], content[at], vocables[at]];
    if (ofPhrasings && ofContent && ofVocables)
      yield [document, { ...reading, phrasings: ofPhrasings, content: ofContent, vocables: ofVocables }];
  }
}

/** What another process read of some documents. */
export class UnpackedProfiles {
  readonly #terms: string;
  readonly #byDocument: ReadonlyMap<string, ReadProfile>;

  /** @param bytes of `packProfiles`, of the same engine */
  constructor(bytes: Uint8Array) {
    const packed = deserialize(bytes) as Packed;
    this.#terms = packed.terms;
    this.#byDocument = new Map(unpack(packed));
  }

  /**
   * For the engine to be made of a Snapshot, of those of its documents that still say the same.
   * @returns whether nothing of the Snapshot is left to be read
   */
  giveTo({ terms, entries, guides }: Snapshot): boolean {
    const names = this.#terms === hashOf(terms) ? namesOf(terms) : undefined;
    let isWhole = names !== undefined;
    for (const document of [...entries.values(), ...guides.values()]) {
      const profile = this.#byDocument.get(hashOf(document));
      if (profile) remember(document, profile, names);
      else isWhole = false;
    }
    return isWhole;
  }
}
