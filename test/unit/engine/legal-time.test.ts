import { describe, expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine.ts';
import type { Outcome } from '../../../src/engine/outcome.ts';
import { createSnapshot } from '../../../src/knowledge/snapshot.ts';
import { anEntry, documentsOf } from '../../fakes/builders.ts';
import { PLAIN_CALIBRATION, outcomeOf } from '../../fakes/small-knowledge.ts';

const texts = (zh: string, en: string) => ({ zh, en });
const question = texts('数据出境的申报门槛是多少？', 'What is the filing threshold for data export?');
const old = anEntry({
  id: 'threshold-before',
  question: texts('数据出境的旧申报门槛是多少？', 'What was the old filing threshold for data export?'),
  valid: { from: '2022-09-01', until: '2024-03-21' },
});
const now = anEntry({
  id: 'threshold',
  question,
  valid: { from: '2024-03-22' },
  replaces: 'threshold-before',
});
const alone = anEntry({
  id: 'licence',
  question: texts('跨境许可怎么办？', 'How is a cross-border licence obtained?'),
  valid: { from: '2023-06-01' },
});
const withheld = anEntry({
  id: 'stamp',
  question: texts('临时印花怎么交？', 'How is temporary stamp duty paid?'),
  valid: { from: '2020-01-01', until: '2023-12-31' },
  outsideValidity: 'withhold',
});
const undated = anEntry({
  id: 'refund',
  question: texts('出口退税要什么材料？', 'Papers for an export tax refund?'),
});
const engine = new Engine(
  createSnapshot(documentsOf({ entries: [now, old, alone, withheld, undated] }), 1),
  PLAIN_CALIBRATION,
);

const askedInWordsOfBoth = {
  ...old,
  phrasings: { zh: ['数据出境多少人要申报'], en: ['how many people before filing'] },
};
const undatedEngine = new Engine(
  createSnapshot(documentsOf({ entries: [now, askedInWordsOfBoth, alone] }), 1),
  PLAIN_CALIBRATION,
);

const told = (outcome: Outcome) => {
  if (outcome.kind !== 'answered') return outcome.kind;
  const { asOf } = outcome;
  const said =
    asOf && [asOf.holds ? 'held' : 'none', asOf.earlier?.id, asOf.current?.id].filter(Boolean).join(' ');
  return `${outcome.entry.id}: ${said ?? 'as today'}`;
};

describe('a question on another time', () => {
  it.each([
    ['2023年数据出境的申报门槛是多少？', 'threshold-before: held threshold'],
    ['What was the filing threshold for data export in 2023?', 'threshold-before: held threshold'],
    ['2024年3月22日之前数据出境的申报门槛是多少', 'threshold-before: held threshold'],
    ['2025年数据出境的申报门槛是多少？', 'threshold: held'],
    ['2024年数据出境的申报门槛是多少？', 'threshold: held threshold-before'],
    ['2020年数据出境的申报门槛是多少？', 'threshold: none'],
    ['数据出境的申报门槛是多少？', 'threshold: as today'],
    ['2021年适用的跨境许可规则：怎么办', 'licence: none'],
    ['2021年出口退税要什么材料？', 'refund: as today'],
  ])('%j gets %s', (text, wanted) => {
    expect(told(outcomeOf(engine, text))).toBe(wanted);
  });

  it('shows what is withheld today where it applied then', () => {
    expect(told(outcomeOf(engine, '临时印花怎么交？'))).toBe('withheld');
    expect(told(outcomeOf(engine, '2022年临时印花怎么交？'))).toBe('stamp: held');
  });

  it.each([
    // A little nearer to a phrasing of the old rule.
    ['数据出境申报的门槛', 'threshold: as today'],
    ['旧的申报门槛', 'threshold-before: as today'],
    ['the old filing threshold was what', 'threshold-before: as today'],
    ['数据出境的旧申报门槛是多少？', 'threshold-before: as today'],
  ])('%j, which names no time, gets %s', (text, wanted) => {
    expect(told(outcomeOf(undatedEngine, text))).toBe(wanted);
  });

  it('may be a follow-up', () => {
    const context = { question: '数据出境的申报门槛是多少？', entry: now.id };
    expect(told(outcomeOf(engine, '那2023年呢？', context))).toBe('threshold-before: held threshold');
    expect(told(outcomeOf(engine, 'and before 22 March 2024?', context))).toBe(
      'threshold-before: held threshold',
    );
  });

  it('comes to an end where rules replace one another in a circle', () => {
    const circle = [
      { ...old, replaces: now.id },
      { ...now, replaces: old.id },
    ];
    const turning = new Engine(createSnapshot(documentsOf({ entries: circle }), 1), PLAIN_CALIBRATION);
    expect(told(outcomeOf(turning, '2023年数据出境的申报门槛是多少？'))).toBe(
      'threshold-before: held threshold',
    );
  });
});
