import { describe, expect, it } from 'vitest';
import { findConfusables } from '../../../../src/moderation/preview/confusables.ts';
import { countNegations } from '../../../../src/moderation/preview/negations.ts';
import type { Result } from '../../../../src/moderation/preview/report.ts';
import { findWarnings } from '../../../../src/moderation/preview/warnings.ts';
import { aTerm, anEntry, documentsOf } from '../../../fakes/builders.ts';

const texts = (zh: string, en: string) => ({ zh, en });
const before = anEntry({
  id: 'filing',
  shortAnswer: texts('须在10个工作日内备案。', 'File within 10 working days.'),
});
const warn = (after: typeof before) =>
  findWarnings(documentsOf({ entries: [before] }), documentsOf({ entries: [after] }));

describe('an edited text', () => {
  it('in both languages alike is no matter', () => {
    expect(
      warn({ ...before, shortAnswer: texts('须在15个工作日内备案。', 'File within 15 working days.') }),
    ).toEqual([]);
  });

  it('in one language alone is told, with the number that differs', () => {
    expect(warn({ ...before, shortAnswer: texts('须在15个工作日内备案。', before.shortAnswer.en) })).toEqual([
      { kind: 'marks-differ', entry: 'filing', field: 'shortAnswer', language: 'zh', marks: ['10'] },
      { kind: 'marks-differ', entry: 'filing', field: 'shortAnswer', language: 'en', marks: ['15'] },
      { kind: 'one-language-edited', entry: 'filing', field: 'shortAnswer', language: 'zh' },
    ]);
  });

  it('that denies in one language only is told', () => {
    const after = {
      ...before,
      shortAnswer: texts('在10个工作日内不得备案。', 'File within 10 working days, please.'),
    };
    expect(warn(after)).toEqual([
      { kind: 'negation-differs', entry: 'filing', field: 'shortAnswer', language: 'zh' },
    ]);
  });
});

it('what differed before the edit is not told again', () => {
  const uneven = { ...before, shortAnswer: texts('须在10个工作日内备案。', 'File within 12 working days.') };
  const after = { ...uneven, keywords: ['new'] };
  expect(findWarnings(documentsOf({ entries: [uneven] }), documentsOf({ entries: [after] }))).toEqual([]);
});

describe('a new wording', () => {
  const china = anEntry({
    id: 'china',
    question: texts('中国的电子签名有效吗？', 'Are electronic signatures valid in China?'),
  });
  const base = documentsOf({
    entries: [china, before],
    terms: [
      aTerm({ id: 'place-cn', kind: 'jurisdiction', zh: '中国', en: 'China', jurisdiction: 'CN' }),
      aTerm({ id: 'place-cl', kind: 'jurisdiction', zh: '智利', en: 'Chile', jurisdiction: 'CL' }),
    ],
  });
  const withPhrasing = (en: string, fields = {}) => ({
    ...base,
    entries: [china, { ...before, phrasings: { ...before.phrasings, en: [en] }, ...fields }],
  });

  it('nearly that of another entry is a near-duplicate', () => {
    expect(findWarnings(base, withPhrasing('Are electronic signatures valid for China'))).toEqual([
      {
        kind: 'near-duplicate',
        entry: 'filing',
        text: 'Are electronic signatures valid for China',
        other: 'china',
        otherText: 'Are electronic signatures valid in China?',
      },
    ]);
  });

  it('set apart by a name alone is confusable, unless the difference is told', () => {
    const near = 'Are electronic signatures valid in Chile?';
    const confusable = findWarnings(base, withPhrasing(near));
    expect(confusable).toMatchObject([{ kind: 'confusable', entry: 'filing', other: 'china', text: near }]);
    const told = { confusableWith: [{ id: china.id, difference: texts('中国', 'China') }] };
    expect(findWarnings(base, withPhrasing(near, told))).toEqual([]);
  });
});

describe('a question that wavers', () => {
  const [one, other] = [anEntry({ id: 'one' }), anEntry({ id: 'other' })];
  const question = { text: '哪一个', language: 'zh' as const, timesAsked: 1 };
  const answered = { kind: 'answered' as const, id: 'one', validity: undefined };
  const choices = { kind: 'choices' as const, ids: ['other', 'one'] };
  const find = (before: Result, entries = [one, other]) =>
    findConfusables([{ question, before, after: choices }], documentsOf({ entries }));

  it('between two entries only since the edit shows them confusable', () => {
    expect(find(answered)).toEqual([{ kind: 'confusable', entry: 'other', other: 'one', text: '哪一个' }]);
    expect(find(choices)).toEqual([]);
  });

  it('between entries whose difference is told is no matter', () => {
    const told = { ...one, confusableWith: [{ id: other.id, difference: texts('不同', 'Differs') }] };
    expect(find(answered, [told, other])).toEqual([]);
  });
});

it.each([
  ['不得出境', 'zh', 1],
  ['不满10万人', 'zh', 0],
  ['是否备案，未来再定', 'zh', 0],
  ['You may not, and must never', 'en', 2],
  ['Announcement No. 12; no more than 10', 'en', 0],
  ['It doesn’t apply', 'en', 1],
] as const)('%j denies: %s', (text, language, times) => {
  expect(countNegations(text, language)).toBe(times);
});
