import fc from 'fast-check';
import type { z } from 'zod';
import { type Entry, entry, topicFile } from '../../src/knowledge/entry.ts';
import { topicId } from '../../src/knowledge/fields.ts';
import { glossaryFile } from '../../src/knowledge/glossary.ts';
import { goldenFile } from '../../src/knowledge/golden.ts';
import { guide } from '../../src/knowledge/guide.ts';
import type { KnowledgeDocuments } from '../../src/knowledge/snapshot.ts';

/** Pieces that mean something to a spreadsheet, to CSV, to XML or to YAML. */
const piece = fc.oneof(
  fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '\r\n', "'", '"', ',', ';', '\\', '\\n', '\\u0041'),
  fc.constantFrom(
    '_x000D_',
    '_x005F_',
    '<',
    '&',
    ']]>',
    '\u0000',
    '\u001b',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\uffff',
    '\ufffd',
    '\u{1fffe}',
    '\u007f',
    '\ufdd0',
  ),
  fc.constantFrom(
    '\ud800',
    '\udc00',
    '😀',
    '：',
    ': ',
    '- ',
    '# ',
    '|',
    '>',
    '=1+1',
    '＝',
    '\u00a0',
    '  ',
    'NULL',
    '1e5',
  ),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom('个人信息', '出境', 'Art. 14', '2024-03'),
);

/** A text as a schema leaves it: no space at either end, not empty. */
const text = (max: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      {
        weight: 20,
        arbitrary: fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join('')),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('=', '问', '\u0001', '\\').map((character) => character.repeat(max)),
      },
    )
    .map((raw) => raw.slice(0, max).trim() || '答');

/** The closed Markdown of answers: paragraphs of plain words. */
const markdown = fc
  .array(
    fc.constantFrom(
      '第一段。',
      'One, two.',
      '**bold**',
      '- item',
      '1. first',
      '[a](https://example.org)',
      '=sum',
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((blocks) => blocks.join('\n\n'));

const localized = (max: number) => fc.record({ zh: text(max), en: text(max) });
const slug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/);
const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const jurisdiction = fc.constantFrom('CN', 'CN-ZJ', 'EU', 'INT', 'ASEAN');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const few = <T>(arbitrary: fc.Arbitrary<T>, minLength: number, maxLength: number) =>
  fc.array(arbitrary, { minLength, maxLength, size: 'max' });

const source = fc.record({
  instrument: localized(200),
  article: maybe(localized(80)),
  title: text(120),
  url: fc.constantFrom(
    undefined,
    'https://example.org/?a=1&b=%20',
    ' https://example.org/x',
    'https://例子.测试/',
    'https://a.example/\n',
  ),
  published: maybe(fc.oneof(day, fc.constantFrom('2024', '2024-03'))),
  accessed: day,
  confirmed: fc.constantFrom('primary', 'secondary', 'unconfirmed'),
});

const anyEntry = (topics: readonly string[]): fc.Arbitrary<Entry> =>
  fc
    .record({
      id: slug,
      topic: fc.constantFrom(...topics),
      jurisdictions: few(jurisdiction, 1, 3),
      instruments: few(slug, 0, 2),
      question: localized(200),
      phrasings: fc.record({ zh: few(text(200), 1, 4), en: few(text(200), 1, 4) }),
      keywords: few(text(60), 0, 3),
      shortAnswer: localized(300),
      answer: fc.record({ zh: markdown, en: markdown }),
      sources: few(source, 1, 6),
      basis: few(fc.constantFrom('DF-062', 'ES-001'), 1, 2),
      valid: fc.record({ from: maybe(day), until: maybe(day) }),
      outsideValidity: fc.constantFrom('notice', 'withhold'),
      replaces: maybe(slug),
      reviewer: maybe(text(80)),
      reviewedOn: maybe(day),
      reviewDue: maybe(day),
      related: few(slug, 0, 5),
      confusableWith: few(fc.record({ id: slug, difference: localized(150) }), 0, 3),
    })
    .map(({ topic, ...fields }) => ({ ...entry.parse(withoutAbsent(fields)), topic: topicId.parse(topic) }));

/** As parsed from a file: a field that is absent is not there, rather than undefined. */
const withoutAbsent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const parsed = <T extends z.ZodType>(schema: T, fields: fc.Arbitrary<unknown>): fc.Arbitrary<z.infer<T>> =>
  fields.map((raw) => schema.parse(withoutAbsent(raw)));

const option = (goal: object) => fc.record({ label: localized(75), ...goal });
const anyGuide = parsed(
  guide,
  fc.record({
    id: slug.map((id) => `guide-${id}`),
    topic: slug,
    title: localized(120),
    phrasings: fc.record({ zh: few(text(100), 1, 2), en: few(text(100), 1, 2) }),
    steps: few(
      fc.record({
        id: slug,
        question: localized(300),
        help: maybe(localized(600)),
        options: few(fc.oneof(option({ goto: slug }), option({ entry: slug })), 2, 5),
      }),
      1,
      3,
    ),
  }),
);

const anyTerm = parsed(
  glossaryFile.shape.terms.element,
  fc.record({
    id: slug,
    kind: fc.constantFrom('jurisdiction', 'instrument', 'agreement', 'authority', 'concept', 'word'),
    zh: text(80),
    en: text(120),
    aliases: few(text(120), 0, 4),
    jurisdiction: maybe(jurisdiction),
    explainedBy: maybe(slug),
    members: few(jurisdiction, 0, 3),
  }),
);

const anyQuestion = parsed(
  goldenFile.shape.questions.element,
  fc.record({ text: text(400), expect: fc.oneof(fc.constant('nothing'), slug) }),
);

const unique = <T>(arbitrary: fc.Arbitrary<T>, nameOf: (thing: T) => string, maxLength = 3) =>
  fc.uniqueArray(arbitrary, { selector: nameOf, maxLength });
const idOf = ({ id }: { readonly id: string }): string => id;

/** Knowledge that holds to its schemas, up to their bounds; ids that it names need not exist. */
export const anyKnowledge: fc.Arbitrary<KnowledgeDocuments> = unique(
  parsed(topicFile.shape.topic, fc.record({ id: slug, title: localized(60), description: localized(200) })),
  idOf,
)
  .filter((topics) => topics.length > 0)
  .chain((topics) =>
    fc.record({
      topics: fc.constant(topics),
      entries: unique(anyEntry(topics.map(idOf)), idOf),
      guides: unique(anyGuide, idOf, 2),
      terms: unique(anyTerm, idOf),
      golden: unique(anyQuestion, ({ text: question }) => question),
      probes: unique(anyQuestion, ({ text: question }) => question),
    }),
  );
