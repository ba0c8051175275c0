import { type Entry, type Topic, topicFile } from '../knowledge/entry.ts';
import { topicId } from '../knowledge/fields.ts';
import { glossaryFile } from '../knowledge/glossary.ts';
import { goldenFile } from '../knowledge/golden.ts';
import { type Guide, guide } from '../knowledge/guide.ts';
import { type KnowledgeDocuments, type Snapshot, createSnapshot } from '../knowledge/snapshot.ts';
import type { Change, DocumentKey, Revision } from './revisions.ts';
import type { Store } from './store.ts';

const storedEntry = topicFile.shape.entries.element.extend({ topic: topicId });

/** The glossary is one document, and so are the golden questions and the probes. */
const GLOSSARY: DocumentKey = { kind: 'glossary', id: 'glossary' };
const GOLDEN: DocumentKey = { kind: 'golden', id: 'golden' };
const PROBES: DocumentKey = { kind: 'probes', id: 'probes' };

/** All documents as first revisions, in the order in which they are read from the files. */
export function toChanges({
  topics,
  entries,
  guides,
  terms,
  golden,
  probes,
}: KnowledgeDocuments): readonly Change[] {
  const first = { base: null, weight: 'substantive' } as const;
  return [
    ...topics.map((body): Change => ({ kind: 'topic', id: body.id, body, ...first })),
    ...entries.map((body): Change => ({ kind: 'entry', id: body.id, body, ...first })),
    ...guides.map((body): Change => ({ kind: 'guide', id: body.id, body, ...first })),
    { ...GLOSSARY, body: { terms }, ...first },
    { ...GOLDEN, body: { questions: golden }, ...first },
    { ...PROBES, body: { questions: probes }, ...first },
  ];
}

/** What the stored revisions say, as the engine takes it. */
function toDocuments(revisions: readonly Revision[]): KnowledgeDocuments {
  const bodies = (kind: Revision['kind']): readonly unknown[] =>
    revisions.flatMap((revision) => (revision.kind === kind ? [revision.body] : []));
  return {
    topics: bodies('topic').map((body): Topic => topicFile.shape.topic.parse(body)),
    entries: bodies('entry').map((body): Entry => storedEntry.parse(body)),
    guides: bodies('guide').map((body): Guide => guide.parse(body)),
    terms: bodies('glossary').flatMap((body) => glossaryFile.parse(body).terms),
    golden: bodies('golden').flatMap((body) => goldenFile.parse(body).questions),
    probes: bodies('probes').flatMap((body) => goldenFile.parse(body).questions),
  };
}

/** The knowledge at a revision; at the last one if it is left out. */
export async function readSnapshot(store: Store, revision?: number): Promise<Snapshot> {
  // Before the documents: a revision appended meanwhile is then loaded again rather than missed.
  const number = revision ?? (await store.read.revisions.last());
  return createSnapshot(toDocuments(await store.read.revisions.documentsAt(number)), number);
}
