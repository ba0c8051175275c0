import { beforeAll, describe, expect, it } from 'vitest';
import { paint } from '../../adapters/terminal/paint.ts';
import { renderReply } from '../../adapters/terminal/render.ts';
import { createWebApp } from '../../adapters/web/server.ts';
import type { Assistant } from '../../src/assistant/assistant.ts';
import { toProtocol } from '../../src/assistant/protocol.ts';
import { anEntry } from '../fakes/builders.ts';
import { anAssistant } from './web/a-web.ts';

const texts = (zh: string, en: string) => ({ zh, en });
const entries = [
  anEntry({
    id: 'old-threshold',
    question: texts('旧门槛是多少？', 'What was the old threshold?'),
    shortAnswer: texts('旧门槛是五万人。', 'Fifty thousand people.'),
    valid: { from: '2022-09-01', until: '2024-03-21' },
  }),
  anEntry({
    id: 'threshold',
    question: texts('现行申报数量是多少？', 'What is the present filing volume?'),
    shortAnswer: texts('现行数量是十万人。', 'One hundred thousand people.'),
    valid: { from: '2024-03-22' },
    replaces: 'old-threshold',
    reviewDue: '2026-10-01',
  }),
  anEntry({
    id: 'licence',
    question: texts('临时许可怎么办？', 'How do I get a temporary licence?'),
    shortAnswer: texts('在窗口办理。', 'At the counter.'),
    valid: { until: '2025-12-31' },
    outsideValidity: 'withhold',
  }),
];

/** What each platform shows of a question, as text. */
const RENDERERS: Readonly<Record<string, (assistant: Assistant, text: string) => Promise<string>>> = {
  terminal: async (assistant, text) =>
    paint(renderReply((await assistant.ask(text, { conversation: text })).reply), {
      columns: Infinity,
      isStyled: false,
    }),
  'programs, as JSON': async (assistant, text) => {
    const { notices, shortAnswer } = toProtocol((await assistant.ask(text, { conversation: text })).reply, 0);
    return [...notices, shortAnswer].join('\n');
  },
  'web page': async (assistant, text) => {
    const response = await createWebApp({ assistant }).request('/ask', {
      method: 'POST',
      body: new URLSearchParams({ text }),
    });
    return (await response.text()).replace(/<[^>]*>/g, '').replace(/&#39;|&quot;/g, "'");
  },
};

describe.each(Object.entries(RENDERERS))('on the %s', (_, render) => {
  let assistant: Assistant;
  beforeAll(() => {
    assistant = anAssistant({ documents: { entries } });
  });

  it.each([
    ['旧门槛是多少？', '本规则已经失效，效力截至2024年3月21日。', '旧门槛是五万人。'],
    ['What was the old threshold?', 'It applied until 21 March 2024.', 'Fifty thousand people.'],
    ['旧门槛是多少？', '本条已有更新的内容：现行申报数量是多少？', '旧门槛是五万人。'],
    ['现行申报数量是多少？', '本答案应于2026年10月1日前复核，目前已逾期', '现行数量是十万人。'],
    [
      'What is the present filing volume?',
      'was due for review by 1 October 2026',
      'One hundred thousand people.',
    ],
    [
      '2023年现行申报数量是多少？',
      '2023年适用的是本规则（自2022年9月1日起施行，效力截至2024年3月21日）。现行规则自2024年3月22日起施行：现行申报数量是多少？',
      '旧门槛是五万人。',
    ],
    [
      'Which present filing volume applied in 2023?',
      'This rule applied in 2023 (from 1 September 2022 until 21 March 2024). The current rule, since 22 March 2024: What is the present filing volume?',
      'Fifty thousand people.',
    ],
    [
      '2020年现行申报数量是多少？',
      '现有资料中没有2020年适用的规则。以下是现行规则，自2024年3月22日起施行。',
      '现行数量是十万人。',
    ],
    [
      'Which present filing volume applied in 2020?',
      'No rule here applied in 2020. The current rule is shown; it has applied since 22 March 2024.',
      'One hundred thousand people.',
    ],
  ])('%j: the notice comes before the answer', async (question, notice, answer) => {
    const shown = await render(assistant, question);
    expect(shown).toContain(notice);
    expect(shown.lastIndexOf(answer)).toBeGreaterThan(shown.indexOf(notice));
  });

  it('a withheld text is not shown, but why', async () => {
    const shown = await render(assistant, '临时许可怎么办？');
    expect(shown).toContain('本规则已经失效，效力截至2025年12月31日。');
    expect(shown).not.toContain('在窗口办理');
  });
});
