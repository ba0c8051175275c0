import { expect, it } from 'vitest';
import { paint } from '../../../adapters/terminal/paint.ts';
import { previewLines } from '../../../adapters/terminal/preview-lines.ts';
import type { PreviewReport } from '../../../src/moderation/preview/report.ts';
import { aGoldenQuestion } from '../../fakes/builders.ts';

const text = (report: PreviewReport, language: 'zh' | 'en') =>
  paint(previewLines(report, language), { columns: Infinity, isStyled: false });

const nothing: PreviewReport = {
  replayed: { golden: 1, past: 2 },
  changes: [],
  reworded: [],
  golden: [],
  documents: [],
  warnings: [],
  titles: {},
};
const question = { text: '门槛是多少', language: 'zh' as const, timesAsked: 3 };
const before = { kind: 'answered' as const, id: 'old', validity: undefined };
const report: PreviewReport = {
  ...nothing,
  changes: [{ question, effect: 'choices-changed', before, after: { kind: 'choices', ids: ['old', 'new'] } }],
  reworded: [{ question: { ...question, text: '旧门槛' }, id: 'old' }],
  golden: [
    {
      question: aGoldenQuestion('Which threshold?', 'old'),
      before,
      after: { kind: 'not-known' },
      isBroken: true,
    },
    {
      question: aGoldenQuestion('Which other?', 'new'),
      before,
      after: before,
      isBroken: false,
    },
  ],
  warnings: [{ kind: 'one-language-edited', entry: 'old', field: 'shortAnswer', language: 'zh' }],
  titles: { old: { zh: '旧规则', en: 'The old rule' }, new: { zh: '新规则', en: 'The new rule' } },
};

it('a preview puts what blocks first, then what changes for askers', () => {
  expect(text(report, 'en')).toBe(
    `1 golden question and 2 real questions replayed on both versions

1 golden question would come out wrong by this edit
Which threshold?
   - Answer: The old rule
   + Not known

1 golden question came out wrong before and still would

The outcome of 1 question would change
门槛是多少  other choices · asked 3 times
   - Answer: The old rule
   + Choices: The old rule / The new rule

1 question would keep the answer, in other words
 - 旧门槛

1 thing to look at
! old: only the Chinese shortAnswer was edited. Edit the other language too, or make sure that it needs no change.
`,
  );
});

it('says the same in Chinese', () => {
  const shown = text(report, 'zh');
  for (const part of [
    '1 个基准问题会因此答错',
    '选项改变 · 问过 3 次',
    '请选择：旧规则；新规则',
    'old：shortAnswer 只改了中文：请把另一种语言也改过来，或确认不必改。',
  ])
    expect(shown).toContain(part);
});

it('of nothing says that nothing changes', () => {
  expect(text(nothing, 'zh')).toContain('没有问题的结果会改变');
  expect(text(nothing, 'en')).toContain('No question would get another outcome');
});
