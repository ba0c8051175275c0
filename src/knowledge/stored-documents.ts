import { type Entry, type Topic, topicFile } from './entry.ts';
import { topicId } from './fields.ts';
import { glossaryFile } from './glossary.ts';
import { goldenFile } from './golden.ts';
import { type Guide, guide } from './guide.ts';
import type { Change, DocumentKey, Revision } from './revision.ts';
import type { KnowledgeDocuments } from './snapshot.ts';

/** An entry with the topic that its file would give it. */
export const storedEntry = topicFile.shape.entries.element.extend({ topic: topicId });

export const GLOSSARY: DocumentKey = { kind: 'glossary', id: 'glossary' };
export const GOLDEN: DocumentKey = { kind: 'golden', id: 'golden' };
export const PROBES: DocumentKey = { kind: 'probes', id: 'probes' };

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

/** What stored documents say, as the engine takes it. */
export function toDocuments(stored: readonly Pick<Revision, 'kind' | 'body'>[]): KnowledgeDocuments {
  const bodies = (kind: Revision['kind']): readonly unknown[] =>
    stored.flatMap((document) =>
      document.kind === kind && document.body !== null ? [document.body] : [],
    );
  return {
    topics: bodies('topic').map((body): Topic => topicFile.shape.topic.parse(body)),
    entries: bodies('entry').map((body): Entry => storedEntry.parse(body)),
    guides: bodies('guide').map((body): Guide => guide.parse(body)),
    terms: bodies('glossary').flatMap((body) => glossaryFile.parse(body).terms),
    golden: bodies('golden').flatMap((body) => goldenFile.parse(body).questions),
    probes: bodies('probes').flatMap((body) => goldenFile.parse(body).questions),
  };
}
