import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Calibration, SIGNALS, type Tree } from '../../src/engine/confidence.ts';
import { Engine } from '../../src/engine/engine.ts';
import { Matcher } from '../../src/engine/matcher.ts';
import { normalise } from '../../src/engine/text/normalise.ts';
import type { Entry } from '../../src/knowledge/entry.ts';
import { topicId } from '../../src/knowledge/fields.ts';
import { type KnowledgeDocuments, createSnapshot } from '../../src/knowledge/snapshot.ts';
import { hashOf } from '../../src/moderation/preview/known-results.ts';
import { withKeys } from '../../src/moderation/preview/questions.ts';
import { findWarnings } from '../../src/moderation/preview/warnings.ts';
import { effectOf, toResult } from '../../src/moderation/preview/results.ts';
import { aTerm, anEntry } from '../fakes/builders.ts';
import { PLAIN_CALIBRATION, SMALL_KNOWLEDGE, withStatistics } from '../fakes/small-knowledge.ts';

const today = '2026-11-21';
/** Every signal moves confidence, so that none can change unseen. */
const CALIBRATION: Calibration = {
  ...PLAIN_CALIBRATION,
  right: {
    ...PLAIN_CALIBRATION.right,
    trees: [...PLAIN_CALIBRATION.right.trees, ...SIGNALS.map((signal): Tree => [signal, 0.5, 0, 0.01])],
  },
};
const filing = { zh: '备案要几天？', en: 'How many days does a filing take?' };
/**
 * With what the order of documents could decide: two terms of one name, two of one place, two entries alike, two rules
 * that replaced one on the same day, sums of many phrasings.
 */
const base: KnowledgeDocuments = {
  ...SMALL_KNOWLEDGE,
  terms: [
    ...SMALL_KNOWLEDGE.terms,
    aTerm({ id: 'seal', kind: 'concept', zh: '电子签名', en: 'e-signature' }),
    aTerm({ id: 'union', kind: 'jurisdiction', zh: '欧洲联盟', en: 'European Union', jurisdiction: 'EU' }),
  ],
  entries: [
    ...SMALL_KNOWLEDGE.entries,
    ...['twin-a', 'twin-b'].map((id) =>
      anEntry({ id, question: filing, phrasings: { zh: ['备案时限'], en: ['time to file'] } }),
    ),
    ...['next-a', 'next-b'].map((id) =>
      anEntry({
        id,
        question: { zh: '申报门槛是多少？', en: 'What is the filing threshold?' },
        replaces: 'old-rule',
        valid: { from: '2024-03-22' },
      }),
    ),
    anEntry({
      id: 'many',
      valid: { from: '2026-07-01' },
      outsideValidity: 'withhold',
      phrasings: {
        zh: ['备案要交什么材料', '网上能不能备案', '向哪个部门备案', '变更以后要不要重新备案'],
        en: [
          'papers for filing',
          'can we file online',
          'where to file a standard contract',
          'file again after a change',
        ],
      },
    }),
  ],
};
const engineOver = (documents: KnowledgeDocuments) => new Engine(createSnapshot(documents, 1), CALIBRATION);
const baseEngine = engineOver(base);

const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length });

/** Changes what is neither asked by nor judged by: provenance, reviews, topic, and the order of phrasings. */
const untouched = (entry: Entry): fc.Arbitrary<Entry> =>
  fc
    .record({
      zh: shuffled(entry.phrasings.zh),
      en: shuffled(entry.phrasings.en),
      title: fc.string({ minLength: 1, maxLength: 40 }),
      accessed: fc.constantFrom('2026-01-01', '2026-11-21'),
      reviewer: fc.constantFrom(undefined, '王敏', 'Wang Min'),
      reviewDue: fc.constantFrom(undefined, '2025-01-01', '2030-01-01'),
      article: fc.constantFrom(undefined, { zh: '第3条', en: 'Art. 3' }),
      topic: fc.constantFrom(...base.entries.map(({ topic }) => topic), topicId.parse('elsewhere')),
    })
    .map(({ zh, en, title, accessed, article, ...changed }) => ({
      ...entry,
      ...changed,
      phrasings: { zh, en },
      sources: entry.sources.map((source) => ({ ...source, title, accessed, article })),
    }));

/** The same knowledge in any order, with edits that touch no question. */
const noOpEdit: fc.Arbitrary<KnowledgeDocuments> = fc
  .tuple(
    fc.tuple(...base.entries.map(untouched)).chain(shuffled),
    shuffled(base.guides),
    shuffled(base.terms),
    shuffled(base.topics),
  )
  .map(([entries, guides, terms, topics]) => ({ ...base, entries, guides, terms, topics }));

const piece = fc.constantFrom(
  ...base.entries.flatMap(({ question, phrasings }) => [
    question.zh,
    question.en,
    ...phrasings.zh,
    ...phrasings.en,
  ]),
  '新加坡',
  'in Spain',
  '巴西',
  '2023年',
  '2025年的申报门槛是多少',
  '西班牙电子签名有效吗',
  '电子签明',
  'signatuer',
  'dianzi',
  '3万人',
);
const question = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(' '));

it('an edit that touches no question changes no outcome, not even its confidence', () => {
  fc.assert(
    fc.property(noOpEdit, fc.array(question, { minLength: 1, maxLength: 12 }), (candidate, questions) => {
      const engine = engineOver(candidate);
      for (const text of questions) {
        const before = baseEngine.resolve({ text, today }).outcome;
        const after = engine.resolve({ text, today }).outcome;
        expect(effectOf(toResult(before), toResult(after))).toBeUndefined();
        const confidenceOf = (outcome: typeof before) => 'confidence' in outcome && outcome.confidence;
        expect(confidenceOf(after)).toBe(confidenceOf(before));
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

/** Whatever may be done to one entry; undefined to take it away. */
const entryEdit: fc.Arbitrary<(entry: Entry) => Entry | undefined> = fc
  .tuple(
    fc.constantFrom('phrasing', 'answer', 'title', 'none' as const),
    fc.array(fc.oneof(piece, fc.constantFrom('zorblax', '口岸')), { minLength: 1, maxLength: 3 }),
  )
  .map(([what, pieces]) => {
    const text = pieces.join(' ');
    return (entry: Entry) => {
      if (what === 'phrasing')
        return { ...entry, phrasings: { zh: [...entry.phrasings.zh, text], en: entry.phrasings.en } };
      if (what === 'answer') return { ...entry, answer: { zh: text, en: text } };
      return what === 'title' ? { ...entry, question: { zh: text, en: text } } : undefined;
    };
  });

const askedBy = ({ question: { zh, en }, phrasings }: Entry): string[] => [
  zh,
  en,
  ...phrasings.zh,
  ...phrasings.en,
];

/** An entry that is edited, and questions as others are asked: of what they say nothing becomes known by the edit. */
const editAndQuestions = fc.constantFrom(...base.entries).chain((edited) => {
  const words = base.entries.filter((entry) => entry !== edited).flatMap(askedBy);
  return fc.tuple(fc.constant(edited), entryEdit, fc.subarray(words, { minLength: 1, maxLength: 8 }));
});

it('an edit of one entry leaves all that speaks for the others as it is', () => {
  const { evidence, statistics } = withStatistics(CALIBRATION, base);
  const scoresOver = (entries: readonly Entry[]) => {
    const matcher = new Matcher(createSnapshot({ ...base, entries }, 1), evidence, { statistics });
    return (text: string, apart: Entry) => {
      const { matches, excluded } = matcher.match(normalise(text));
      return [...matches, ...excluded]
        .filter(({ profile: { candidate } }) => candidate.kind !== 'entry' || candidate.entry.id !== apart.id)
        .map(
          ({ profile: { candidate }, score }) =>
            `${candidate.kind === 'entry' ? candidate.entry.id : 'guide'} ${score}`,
        )
        .sort();
    };
  };
  const before = scoresOver(base.entries);
  fc.assert(
    fc.property(editAndQuestions, ([edited, change, questions]) => {
      const entries = base.entries.flatMap((entry) => (entry === edited ? (change(entry) ?? []) : entry));
      const after = scoresOver(entries);
      for (const text of questions) expect(after(text, edited)).toEqual(before(text, edited));
    }),
    { numRuns: 100 },
  );
}, 60_000);

it('an edit that touches no question is known to need no replay', () => {
  const known = (documents: KnowledgeDocuments) => hashOf({ documents, calibration: CALIBRATION, today });
  fc.assert(
    fc.property(noOpEdit, (candidate) => {
      expect(known(candidate)).toBe(known(base));
    }),
  );
});

const day = fc.constantFrom(
  ...['2024-03-21', '2024-03-22', '2025-06-30', '2026-06-30', '2026-07-01', today, '2027-01-01'],
);
const year = fc.constantFrom('', '去年', 'last year ', '前年的', '2025年', '2026-06-30以前', '10万人');

it('on another day a question is known to get the same only where it does', async () => {
  await fc.assert(
    fc.asyncProperty(day, day, year, question, async (one, other, time, text) => {
      const on = async (today: string) => {
        const setting = { documents: base, calibration: CALIBRATION, today };
        const asked = { text: time + text, language: undefined };
        const [keyed] = await withKeys([asked], today);
        const result = toResult(baseEngine.resolve({ ...asked, today }).outcome);
        return { setting: hashOf(setting), key: keyed?.key, result };
      };
      const [before, after] = [await on(one), await on(other)];
      const isKnown = before.setting === after.setting && before.key === after.key;
      if (isKnown) expect(after.result).toEqual(before.result);
    }),
    { numRuns: 300 },
  );
}, 60_000);

it('an edit that touches no question brings no warning', () => {
  fc.assert(
    fc.property(noOpEdit, (candidate) => {
      expect(findWarnings(base, candidate)).toEqual([]);
    }),
    { numRuns: 30 },
  );
}, 60_000);
