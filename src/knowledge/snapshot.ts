import type { Entry, Topic } from './entry.ts';
import type { EntryId, GuideId, TopicId } from './fields.ts';
import type { Term } from './glossary.ts';
import type { GoldenQuestion } from './golden.ts';
import type { Guide } from './guide.ts';

/** Everything that the association says, as read from files or from the store. */
export interface KnowledgeDocuments {
  readonly topics: readonly Topic[];
  readonly entries: readonly Entry[];
  readonly guides: readonly Guide[];
  readonly terms: readonly Term[];
  readonly golden: readonly GoldenQuestion[];
  /** Questions that confidence is calibrated on. */
  readonly probes: readonly GoldenQuestion[];
}

/** The knowledge at one revision. Never changes: an edit makes another Snapshot. */
export interface Snapshot {
  readonly revision: number;
  readonly topics: ReadonlyMap<TopicId, Topic>;
  readonly entries: ReadonlyMap<EntryId, Entry>;
  readonly guides: ReadonlyMap<GuideId, Guide>;
  readonly terms: readonly Term[];
  readonly golden: readonly GoldenQuestion[];
  readonly probes: readonly GoldenQuestion[];
}

export function createSnapshot(documents: KnowledgeDocuments, revision: number): Snapshot {
  return Object.freeze({
    revision,
    topics: new Map(documents.topics.map((topic) => [topic.id, topic])),
    entries: new Map(documents.entries.map((entry) => [entry.id, entry])),
    guides: new Map(documents.guides.map((guide) => [guide.id, guide])),
    terms: documents.terms,
    golden: documents.golden,
    probes: documents.probes,
  });
}
