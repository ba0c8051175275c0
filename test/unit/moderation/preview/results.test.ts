import { describe, expect, it } from 'vitest';
import { findChanges, findReworded } from '../../../../src/moderation/preview/compare.ts';
import { effectOf } from '../../../../src/moderation/preview/results.ts';
import type { Result } from '../../../../src/moderation/preview/report.ts';
import { anEntry, documentsOf } from '../../../fakes/builders.ts';

const answer = (id: string, validity?: 'no-longer-in-force'): Result => ({ kind: 'answered', id, validity });
const choices = (...ids: string[]): Result => ({ kind: 'choices', ids });
const notKnown: Result = { kind: 'not-known' };

describe('what becomes of a question', () => {
  it.each<[string, Result, Result, string | undefined]>([
    ['another answer', answer('a'), answer('b'), 'other-answer'],
    ['a guide for an answer', answer('a'), { kind: 'guided', id: 'g' }, 'other-answer'],
    ['nothing for an answer', answer('a'), notKnown, 'answer-lost'],
    ['an answer for nothing', notKnown, answer('a'), 'answer-gained'],
    ['other choices', choices('a', 'b'), choices('a', 'c'), 'choices-changed'],
    ['choices in another order', choices('a', 'b'), choices('b', 'a'), 'choices-changed'],
    ['choices for an answer', answer('a'), choices('a', 'b'), 'choices-changed'],
    ['nothing for choices', choices('a', 'b'), notKnown, 'choices-changed'],
    ['a notice of validity', answer('a'), answer('a', 'no-longer-in-force'), 'validity-changed'],
    ['a withheld text', answer('a'), { kind: 'withheld', id: 'a' }, 'validity-changed'],
    ['the same answer', answer('a'), answer('a'), undefined],
    ['the same choices', choices('a', 'b'), choices('a', 'b'), undefined],
    ['nothing as before', notKnown, { kind: 'no-question' }, undefined],
  ])('%s', (_, before, after, effect) => {
    expect(effectOf(before, after)).toBe(effect);
  });
});

const asked = (text: string, timesAsked = 1) => ({ text, language: 'zh' as const, timesAsked });

it('the gravest changes come first, then the most often asked', () => {
  const changes = findChanges([
    { question: asked('gained'), before: notKnown, after: answer('a') },
    { question: asked('rarely other', 1), before: answer('a'), after: answer('b') },
    { question: asked('often other', 9), before: answer('a'), after: answer('b') },
    { question: asked('same'), before: answer('a'), after: answer('a') },
  ]);
  expect(changes.map(({ question }) => question.text)).toEqual(['often other', 'rarely other', 'gained']);
});

it('a reworded answer is told only where what is shown changes', () => {
  const base = documentsOf({ entries: [anEntry({ id: 'a' }), anEntry({ id: 'b' })] });
  const [a, b] = base.entries;
  if (!a || !b) throw new Error('there are two entries');
  const candidate = documentsOf({
    entries: [
      { ...a, answer: { ...a.answer, en: 'Anew.' } },
      { ...b, phrasings: { ...b.phrasings, en: ['another'] } },
    ],
  });
  const compared = ['a', 'b'].map((id) => ({ question: asked(id), before: answer(id), after: answer(id) }));
  expect(findReworded(compared, base, candidate)).toEqual([{ question: asked('a'), id: 'a' }]);
});
