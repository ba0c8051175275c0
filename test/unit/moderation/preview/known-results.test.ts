import { expect, it } from 'vitest';
import type { Entry } from '../../../../src/knowledge/entry.ts';
import { KnownResults, hashOf as hashOfSetting } from '../../../../src/moderation/preview/known-results.ts';
import { aGuide, aTerm, anEntry, documentsOf } from '../../../fakes/builders.ts';
import { PLAIN_CALIBRATION } from '../../../fakes/small-knowledge.ts';

const texts = (zh: string, en: string) => ({ zh, en });
const entry = anEntry({ id: 'one' });
const hashOf = (
  documents: Parameters<typeof documentsOf>[0],
  calibration = PLAIN_CALIBRATION,
  today = '2026-11-21',
) => hashOfSetting({ documents: documentsOf(documents), calibration, today });
const base = hashOf({ entries: [entry] });

const EDITS: readonly (readonly [string, Partial<Entry>])[] = [
  ['question', { question: texts('一？', 'One?') }],
  ['phrasings', { phrasings: { zh: ['请问one', '又'], en: entry.phrasings.en } }],
  ['keywords', { keywords: ['k'] }],
  ['shortAnswer', { shortAnswer: texts('一', 'One') }],
  ['answer', { answer: texts('一', 'One') }],
  ['jurisdictions', { jurisdictions: anEntry({ jurisdictions: ['SG'] }).jurisdictions }],
  ['instruments', { instruments: anEntry({ instruments: ['cn-esl'] }).instruments }],
  ['sources', { sources: entry.sources.map((source) => ({ ...source, instrument: texts('法', 'Law') })) }],
  ['valid', { valid: { from: '2024-01-01' } }],
  ['outsideValidity', { outsideValidity: 'withhold' }],
  ['replaces', { replaces: anEntry({ id: 'two' }).id }],
  // How far the next candidate is another answer tells how sure the best one is.
  ['basis', { basis: ['DF-062'] }],
  ['related', { related: [anEntry({ id: 'two' }).id] }],
  ['confusableWith', anEntry({ id: 'one', confusableWith: [{ id: 'two', difference: texts('二', 'two') }] })],
];

it.each(EDITS)('results are not known to be the same after an edit of %s', (_, edit) => {
  expect(hashOf({ entries: [{ ...entry, ...edit }] })).not.toBe(base);
});

it('nor with another guide, term or calibration', () => {
  const others = [
    hashOf({ entries: [entry], guides: [aGuide()] }),
    hashOf({ entries: [entry], terms: [aTerm()] }),
    hashOf({ entries: [entry] }, { ...PLAIN_CALIBRATION, answerFrom: 0.71 }),
  ];
  expect(new Set([base, ...others]).size).toBe(4);
});

it('on another day they are, until something comes into force or has ended', () => {
  const valid = { from: '2025-01-01', until: '2026-06-30' };
  const on = (today: string) => hashOf({ entries: [{ ...entry, valid }] }, PLAIN_CALIBRATION, today);
  const days = ['2024-12-31', '2025-01-01', '2026-06-30', '2026-07-01', '2027-01-01'];
  const names = new Map(days.map((day) => [on(day), day]));
  expect([...names.values()]).toEqual(['2024-12-31', '2026-06-30', '2027-01-01']);
});

it('of a great many, those that nobody asks any more are not known for ever', () => {
  const asked = Array.from({ length: 50_000 }, (_, at) => ({
    key: String(at),
    question: { text: String(at), language: undefined },
  }));
  const known = new KnownResults('hash');
  const golden = asked.slice(0, 10);
  for (let from = 0; from < asked.length; from += 1_000) {
    const now = [...golden, ...asked.slice(from, from + 1_000)];
    const missing = known.missing(now);
    known.learn(
      missing,
      missing.map(() => ({ kind: 'no-question' as const })),
    );
    expect(known.missing(now)).toEqual([]);
  }
  expect(known.missing(asked).length).toBeGreaterThan(20_000);
});
