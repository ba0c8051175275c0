import { askedQuestions } from './asked-questions.ts';
import type { Entry } from '../entry.ts';
import type { FieldPath } from '../places.ts';
import type { KnowledgeDocuments } from '../snapshot.ts';
import { type Check, errorAt } from './check.ts';

interface Reference {
  readonly path: FieldPath;
  readonly id: string;
}

const entriesNamedBy = (entry: Entry): Reference[] => [
  ...entry.related.map((id, index) => ({ path: ['related', index], id })),
  ...entry.confusableWith.map(({ id }, index) => ({ path: ['confusableWith', index, 'id'], id })),
  ...(entry.replaces === undefined ? [] : [{ path: ['replaces'], id: entry.replaces }]),
];

/** Every id that is named must exist, and be of the right kind. */
export const checkDanglingIds: Check = (documents, places) => [
  ...danglingInEntries(documents, places),
  ...danglingInGuides(documents, places),
  ...danglingInQuestions(documents, places),
  ...danglingInTerms(documents, places),
];

const entryIdsOf = (documents: KnowledgeDocuments): ReadonlySet<string> =>
  new Set(documents.entries.map(({ id }) => id));

const danglingInEntries: Check = (documents, places) => {
  const entryIds = entryIdsOf(documents);
  const kinds = new Map<string, string>(documents.terms.map(({ id, kind }) => [id, kind]));
  return documents.entries.flatMap((entry) => {
    const subject = { kind: 'entry', id: entry.id } as const;
    const entries = entriesNamedBy(entry).flatMap(({ path, id }) => {
      if (id === entry.id)
        return [errorAt(places, subject, path, `${String(path[0])} names the entry itself: remove it`)];
      if (entryIds.has(id)) return [];
      return [errorAt(places, subject, path, `${String(path[0])} names ${id}, which is no entry: mend or remove it`)];
    });
    const instruments = entry.instruments.flatMap((id, index) => {
      const kind = kinds.get(id);
      if (kind === 'instrument' || kind === 'agreement') return [];
      const reason = kind === undefined ? 'is no term of the glossary' : `is a term of kind ${kind}`;
      return [
        errorAt(places, subject, ['instruments', index], `instruments names ${id}, which ${reason}: name an instrument or agreement of the glossary`),
      ];
    });
    return [...entries, ...instruments];
  });
};

const danglingInGuides: Check = (documents, places) => {
  const entryIds = entryIdsOf(documents);
  const topicIds = new Set(documents.topics.map(({ id }) => id));
  return documents.guides.flatMap((guide) => {
    const subject = { kind: 'guide', id: guide.id } as const;
    const stepIds = new Set(guide.steps.map(({ id }) => id));
    const topics = topicIds.has(guide.topic)
      ? []
      : [errorAt(places, subject, ['topic'], `topic ${guide.topic} does not exist: name a topic that has a file`)];
    const options = guide.steps.flatMap((step, s) =>
      step.options.flatMap((option, o) => {
        const path = ['steps', s, 'options', o];
        if ('goto' in option)
          return stepIds.has(option.goto)
            ? []
            : [errorAt(places, subject, [...path, 'goto'], `step ${step.id} goes to ${option.goto}, which is no step of this guide: mend it`)];
        return entryIds.has(option.entry)
          ? []
          : [errorAt(places, subject, [...path, 'entry'], `step ${step.id} ends at ${option.entry}, which is no entry: mend it`)];
      }),
    );
    return [...topics, ...options];
  });
};

const danglingInQuestions: Check = (documents, places) => {
  const entryIds = entryIdsOf(documents);
  return askedQuestions(documents).flatMap(({ question: { expect, also = [] }, subject }) => [
    ...(expect === 'nothing' || entryIds.has(expect)
      ? []
      : [
          errorAt(places, subject, ['expect'], `expects ${expect}, which is no entry: name an entry, or nothing`),
        ]),
    ...also.flatMap((id, index) =>
      expect !== 'nothing' && id !== expect && entryIds.has(id)
        ? []
        : [errorAt(places, subject, ['also', index], `${id} cannot also settle it: name another entry, or none`)],
    ),
  ]);
};

const danglingInTerms: Check = (documents, places) => {
  const entryIds = entryIdsOf(documents);
  return documents.terms.flatMap(({ id, explainedBy }) =>
    explainedBy === undefined || entryIds.has(explainedBy)
      ? []
      : [
          errorAt(
            places,
            { kind: 'term', id },
            ['explainedBy'],
            `explainedBy names ${explainedBy}, which is no entry: mend or remove it`,
          ),
        ],
  );
};
