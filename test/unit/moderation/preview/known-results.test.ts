import { expect, it } from 'vitest';
import type { Entry } from '../../../../src/knowledge/entry.ts';
import { KnownResults } from '../../../../src/moderation/preview/known-results.ts';
import { aGuide, aTerm, anEntry, documentsOf } from '../../../fakes/builders.ts';
import { PLAIN_CALIBRATION } from '../../../fakes/small-knowledge.ts';

const texts = (zh: string, en: string) => ({ zh, en });
const entry = anEntry({ id: 'one' });
const hashOf = (
  documents: Parameters<typeof documentsOf>[0],
  calibration = PLAIN_CALIBRATION,
  today = '2026-11-21',
) => new KnownResults({ documents: documentsOf(documents), calibration, today }).hash;
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
];

it.each(EDITS)('results are not known to be the same after an edit of %s', (_, edit) => {
  expect(hashOf({ entries: [{ ...entry, ...edit }] })).not.toBe(base);
});

it('nor with another guide, term, calibration or day', () => {
  const others = [
    hashOf({ entries: [entry], guides: [aGuide()] }),
    hashOf({ entries: [entry], terms: [aTerm()] }),
    hashOf({ entries: [entry] }, { ...PLAIN_CALIBRATION, answerFrom: 0.71 }),
    hashOf({ entries: [entry] }, PLAIN_CALIBRATION, '2026-11-22'),
  ];
  expect(new Set([base, ...others]).size).toBe(5);
});
