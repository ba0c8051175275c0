import { calibration } from '../../src/engine/calibration/stored.ts';
import type { Calibration, Signal, Tree } from '../../src/engine/confidence.ts';
import { Engine, type Context } from '../../src/engine/engine.ts';
import { START_WEIGHTS } from '../../src/engine/evidence.ts';
import { Matcher } from '../../src/engine/matcher.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import { createSnapshot, type KnowledgeDocuments } from '../../src/knowledge/snapshot.ts';
import { aGuide, aStep, aTerm, anEntry, documentsOf } from './builders.ts';

const texts = (zh: string, en: string) => ({ zh, en });

/** Electronic signatures in three jurisdictions, data export by count, refunds, and a guide. */
export const SMALL_KNOWLEDGE: KnowledgeDocuments = documentsOf({
  entries: [
    anEntry({
      id: 'cn-esign',
      instruments: ['cn-esl'],
      question: texts('电子签名在中国有法律效力吗？', 'Is an electronic signature legally valid in China?'),
      phrasings: {
        zh: ['电子签名有效吗', '电子签合同算数吗'],
        en: ['are e-signatures binding', 'electronic signature validity'],
      },
      answer: texts(
        '可靠的电子签名与手写签名具有同等法律效力，自2005年4月1日起施行。',
        'A reliable electronic signature has the effect of ink. In force since 1 April 2005.',
      ),
    }),
    anEntry({
      id: 'sg-esign',
      jurisdictions: ['SG'],
      question: texts(
        '电子签名在新加坡有法律效力吗？',
        'Is an electronic signature legally valid in Singapore?',
      ),
      phrasings: { zh: ['新加坡电子签名有效吗'], en: ['are e-signatures binding in Singapore'] },
    }),
    anEntry({
      id: 'eu-esign',
      jurisdictions: ['EU'],
      question: texts('电子签名在欧盟有法律效力吗？', 'Is an electronic signature legally valid in the EU?'),
      phrasings: { zh: ['欧盟电子签名有效吗'], en: ['are e-signatures binding in the EU'] },
    }),
    anEntry({
      id: 'export-under-100k',
      question: texts(
        '出境个人信息不满10万人要做什么？',
        'What must a company do that exports the data of fewer than 100,000 people?',
      ),
      phrasings: {
        zh: ['向境外提供不满10万人的个人信息'],
        en: ['exporting personal data of under 100,000 people'],
      },
    }),
    anEntry({
      id: 'export-over-1m',
      question: texts(
        '出境个人信息100万人以上要做什么？',
        'What must a company do that exports the data of 1 million people or more?',
      ),
      phrasings: {
        zh: ['向境外提供100万人以上的个人信息'],
        en: ['exporting personal data of 1 million people or more'],
      },
    }),
    anEntry({
      id: 'export-refund',
      question: texts(
        '货物出口退税要什么材料？',
        'Which papers does a refund of tax on exported goods need?',
      ),
      phrasings: { zh: ['出口退税材料'], en: ['papers for export tax refund'] },
    }),
    anEntry({
      id: 'old-rule',
      question: texts('旧的申报门槛是多少？', 'What was the old filing threshold?'),
      phrasings: { zh: ['旧门槛'], en: ['the old threshold'] },
      valid: { until: '2024-03-21' },
    }),
    anEntry({
      id: 'withheld-rule',
      question: texts('临时许可怎么办？', 'How do I get a temporary licence?'),
      phrasings: { zh: ['临时许可办理'], en: ['temporary licence application'] },
      valid: { until: '2024-12-31' },
      outsideValidity: 'withhold',
    }),
  ],
  guides: [
    aGuide({
      id: 'which-export-route',
      title: texts('数据出境走哪条路？', 'Which route does my data export take?'),
      phrasings: { zh: ['数据出境走哪条路'], en: ['which data export route'] },
      steps: [aStep('start', { entry: 'export-under-100k' }, { entry: 'export-over-1m' })],
    }),
  ],
  terms: [
    aTerm({
      id: 'place-cn',
      kind: 'jurisdiction',
      zh: '中国',
      en: 'China',
      aliases: ['Chinese'],
      jurisdiction: 'CN',
    }),
    aTerm({ id: 'place-sg', kind: 'jurisdiction', zh: '新加坡', en: 'Singapore', jurisdiction: 'SG' }),
    aTerm({
      id: 'place-eu',
      kind: 'jurisdiction',
      zh: '欧盟',
      en: 'EU',
      aliases: ['European'],
      jurisdiction: 'EU',
      members: ['ES'],
    }),
    aTerm({
      id: 'place-es',
      kind: 'jurisdiction',
      zh: '西班牙',
      en: 'Spain',
      aliases: ['Spanish'],
      jurisdiction: 'ES',
    }),
    aTerm({ id: 'cn-esl', zh: '电子签名法', en: 'Electronic Signature Law', jurisdiction: 'CN' }),
    aTerm({ id: 'cptpp', kind: 'agreement', zh: '全面与进步跨太平洋伙伴关系协定', en: 'CPTPP' }),
    aTerm({
      id: 'esign',
      kind: 'concept',
      zh: '电子签名',
      en: 'electronic signature',
      aliases: ['e-signature'],
      explainedBy: 'cn-esign',
    }),
    aTerm({
      id: 'filing-threshold',
      kind: 'concept',
      zh: '申报门槛',
      en: 'filing threshold',
      explainedBy: 'old-rule',
    }),
  ],
});

/** Trees that add up to a slope: so much log-odds for each unit of a signal. */
const slope = (
  signal: Signal,
  perUnit: number,
  [from, to]: readonly [number, number],
  step: number,
): Tree[] =>
  Array.from({ length: Math.round((to - from) / step) }, (_, at) => [
    signal,
    from + at * step,
    0,
    perUnit * step,
  ]);

/** As `calibrate` would keep it, read back from the file. */
export const withStatistics = (plain: Calibration, documents: KnowledgeDocuments): Calibration => {
  const statistics = new Matcher(createSnapshot(documents, 1), plain.evidence).statistics();
  return calibration.parse(JSON.parse(JSON.stringify({ ...plain, statistics })));
};

/** Answers what is mostly covered and ahead of the rest. */
export const PLAIN_CALIBRATION: Calibration = calibration.parse({
  version: 1,
  fitted: '2026-11-21',
  evidence: START_WEIGHTS,
  right: { start: -7, trees: [...slope('share', 1, [-3, 9], 0.1), ...slope('coverage', 6, [0, 1], 0.02)] },
  within: { start: -5, trees: slope('coverage', 10, [0, 1], 0.02) },
  answerFrom: 0.7,
  offerFrom: 0.5,
});

export const smallEngine = (): Engine => new Engine(createSnapshot(SMALL_KNOWLEDGE, 1), PLAIN_CALIBRATION);

export function outcomeOf(
  engine: Engine,
  text: string,
  context: Context = {},
  today = '2026-11-21',
): Outcome {
  return engine.resolve({ text, today, context }).outcome;
}

/** The entry or guide that an outcome shows, or its kind. */
export function shownBy(outcome: Outcome): string {
  if (outcome.kind === 'answered' || outcome.kind === 'withheld') return outcome.entry.id;
  return outcome.kind === 'guided' ? outcome.guide.id : outcome.kind;
}
