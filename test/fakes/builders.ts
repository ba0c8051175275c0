import type { z } from 'zod';
import { type Entry, type Topic, entry, topicFile } from '../../src/knowledge/entry.ts';
import { topicId } from '../../src/knowledge/fields.ts';
import { type Term, glossaryFile } from '../../src/knowledge/glossary.ts';
import { type GoldenQuestion, goldenFile } from '../../src/knowledge/golden.ts';
import { type Guide, guide } from '../../src/knowledge/guide.ts';
import { type Places, nameSubject } from '../../src/knowledge/places.ts';
import type { KnowledgeDocuments } from '../../src/knowledge/snapshot.ts';

type EntryFields = Partial<z.input<typeof entry>> & { readonly topic?: string };

/** A valid entry; its wordings are made of its id, so that different ids are no near-duplicates. */
export function anEntry({ topic = 'e-signature', ...fields }: EntryFields = {}): Entry {
  const { id = 'legal-effect' } = fields;
  const parsed = entry.parse({
    id,
    jurisdictions: ['CN'],
    question: { zh: `${id}是什么？`, en: `${id}?` },
    phrasings: { zh: [`请问${id}`], en: [`${id}, then`] },
    shortAnswer: { zh: `${id}有效。`, en: `Yes, ${id} holds.` },
    answer: { zh: `${id}的全文。`, en: `The whole text of ${id}.` },
    sources: [
      {
        instrument: { zh: '电子签名法', en: 'Electronic Signature Law' },
        article: { zh: '第14条', en: 'Art. 14' },
        title: 'Electronic Signature Law, full text',
        published: '2019-04-23',
        accessed: '2026-11-21',
        confirmed: 'primary',
      },
    ],
    basis: ['ES-001'],
    ...fields,
  });
  return { ...parsed, topic: topicId.parse(topic) };
}

/** A guide of one step whose two options end at the entry `legal-effect`. */
export const aGuide = (fields: Partial<z.input<typeof guide>> = {}): Guide =>
  guide.parse({
    id: 'which-route',
    topic: 'e-signature',
    title: { zh: '走哪条路', en: 'Which route' },
    phrasings: { zh: ['走哪条路'], en: ['which route'] },
    steps: [aStep('start', { entry: 'legal-effect' }, { entry: 'legal-effect' })],
    ...fields,
  });

type Goal = { readonly goto: string } | { readonly entry: string };

/** A step of a guide, with an option for each goal. */
export const aStep = (id: string, ...goals: readonly Goal[]): z.input<typeof guide>['steps'][number] => ({
  id,
  question: { zh: `${id}？`, en: `${id}?` },
  options: goals.map((goal, index) => ({
    label: { zh: `选${index + 1}`, en: `Option ${index + 1}` },
    ...goal,
  })),
});

const term = glossaryFile.shape.terms.element;

export const aTerm = (fields: Partial<z.input<typeof term>> = {}): Term =>
  term.parse({ id: 'cn-pipl', kind: 'instrument', zh: '个人信息保护法', en: 'PIPL', ...fields });

export const aGoldenQuestion = (text: string, expect: string): GoldenQuestion =>
  goldenFile.shape.questions.element.parse({ text, expect });

const aTopic = (fields: Partial<z.input<typeof topicFile>['topic']> = {}): Topic =>
  topicFile.shape.topic.parse({
    id: 'e-signature',
    title: { zh: '电子签名', en: 'E-signature' },
    description: { zh: '电子签名。', en: 'Electronic signatures.' },
    ...fields,
  });

export const documentsOf = (documents: Partial<KnowledgeDocuments>): KnowledgeDocuments => ({
  topics: [aTopic()],
  entries: [],
  guides: [],
  terms: [],
  golden: [],
  probes: [],
  ...documents,
});

/** For documents that stand in no file: the "file" of a problem is its subject and field. */
export const nowhere: Places = {
  placeOf: (subject, path = []) => ({ file: [nameSubject(subject), ...path].join(' '), line: 1, column: 1 }),
};
