import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderReply } from '../../../adapters/slack/render.ts';
import type { Message } from '../../../adapters/slack/message.ts';
import type { Choice, Reply } from '../../../src/assistant/reply.ts';
import { entryId, jurisdiction, topicId } from '../../../src/knowledge/fields.ts';
import { type Block, type Inline, plainText } from '../../../src/knowledge/markdown.ts';
import { messageContent } from './server/limits.ts';

/** Characters that mean something to Slack, of one to four bytes, and some that join with their neighbours. */
const sign = fc.constantFrom(
  ...[
    'a',
    'B',
    ' ',
    '&',
    '<',
    '>',
    '*',
    '_',
    '~',
    '`',
    '|',
    '!',
    '\u4E2D',
    '\u6587',
    '\u3002',
    '. ',
    '\n',
    '👩‍👩‍👧',
    'e\u0301',
  ],
  ...['<!channel>', '<@U1>', '&amp;', 'a\uE000', '> '],
);
const textUpTo = (most: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.array(sign, { minLength: 1, maxLength: most, size: 'max' }).map((signs) => signs.join('')),
      sign.map((one) => one.repeat(most)),
      fc.constant('\u4E2D'.repeat(most)),
      fc.constant('&'.repeat(most)),
    )
    .map((text) => text.slice(0, most).trim() || 'x');

const url = fc
  .oneof(fc.constant('https://a.example/'), fc.constant(`https://a.example/?${'q=1&'.repeat(70)}`))
  .map((text) => text.slice(0, 300));

const leaf: fc.Arbitrary<Inline> = fc.oneof(
  textUpTo(700).map((text) => ({ kind: 'text' as const, text })),
  fc.constant({ kind: 'break' as const }),
  fc.tuple(url, textUpTo(2_500)).map(([to, text]) => ({
    kind: 'link' as const,
    url: to,
    content: [{ kind: 'text' as const, text }],
  })),
);
const inline: fc.Arbitrary<Inline> = fc.oneof(
  leaf,
  fc.array(leaf, { minLength: 1, maxLength: 3 }).map((content) => ({ kind: 'bold' as const, content })),
);
const block: fc.Arbitrary<Block> = fc.oneof(
  fc
    .array(inline, { minLength: 1, maxLength: 4 })
    .map((content) => ({ kind: 'paragraph' as const, content })),
  fc
    .tuple(
      fc.boolean(),
      fc.array(fc.array(inline, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 }),
    )
    .map(([ordered, items]) => ({ kind: 'list' as const, ordered, items })),
);

const id = fc.constant('e'.repeat(80));
const choice: fc.Arbitrary<Choice> = fc.record({
  id,
  label: textUpTo(200),
  difference: fc.option(textUpTo(150), { nil: undefined }),
});
const choices = (most: number) => fc.array(choice, { minLength: most, maxLength: most });

const entry = fc.record({
  id: fc.constant(entryId.parse('e'.repeat(80))),
  revision: fc.constant(1),
  topic: fc.constant(topicId.parse('topic')),
  jurisdictions: fc.constant([jurisdiction.parse('CN')]),
  basis: fc.constant(['DF-001']),
  question: textUpTo(200),
  shortAnswer: textUpTo(300),
  text: fc.constant(''),
  body: fc.array(block, { minLength: 1, maxLength: 6 }),
  sources: fc.array(
    fc.record({
      instrument: textUpTo(200),
      article: fc.option(textUpTo(80), { nil: undefined }),
      title: textUpTo(120),
      url: fc.option(url, { nil: undefined }),
      published: fc.constant('2024-03'),
      accessed: fc.constant('2026-11-21'),
      confirmed: fc.constantFrom('primary' as const, 'secondary' as const, 'unconfirmed' as const),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  asOf: fc.constant('2026-11-21'),
  reviewer: fc.option(textUpTo(80), { nil: undefined }),
  permalink: fc.option(url, { nil: undefined }),
  related: choices(5),
  confusable: choices(3),
});

const common = { language: fc.constantFrom('zh' as const, 'en' as const), confidence: fc.constant(1) };
const trail = fc.array(fc.record({ question: textUpTo(300), answer: textUpTo(75), id }), { maxLength: 5 });
const notices = fc.constant([{ kind: 'unconfirmed' as const }]);

const reply: fc.Arbitrary<Reply> = fc.oneof(
  fc.record({ kind: fc.constant('answered' as const), ...common, entry, notices, trail }),
  fc.record({ kind: fc.constant('withheld' as const), ...common, entry, notices }),
  fc.record({ kind: fc.constant('ambiguous' as const), ...common, choices: choices(5) }),
  fc.record({
    kind: fc.constant('guided' as const),
    ...common,
    title: textUpTo(120),
    question: textUpTo(300),
    help: fc.option(textUpTo(600), { nil: undefined }),
    options: fc.array(fc.record({ id, label: textUpTo(75), difference: fc.constant(undefined) }), {
      minLength: 2,
      maxLength: 5,
    }),
    trail,
  }),
  fc.record({
    kind: fc.constant('abstained' as const),
    ...common,
    reason: fc.constant({ kind: 'unknown' as const }),
    nearest: choices(3),
    topics: fc.array(fc.record({ id: fc.constant(topicId.parse('topic')), title: textUpTo(60) }), {
      maxLength: 40,
    }),
  }),
  fc.record({
    kind: fc.constant('social' as const),
    ...common,
    act: fc.constantFrom('help' as const, 'person' as const),
  }),
);

/** Every text that a reply carries. */
function textsOf(told: Reply): string[] {
  switch (told.kind) {
    case 'answered':
    case 'withheld': {
      const { entry: shown } = told;
      const sources = shown.sources.flatMap(({ instrument, article = '', title }) => [
        instrument,
        article,
        title,
      ]);
      const own = [shown.question, shown.reviewer ?? '', ...sources];
      return told.kind === 'withheld'
        ? own
        : [...own, shown.shortAnswer, ...shown.body.map((one) => plainText([one]))];
    }
    case 'ambiguous':
      return told.choices.flatMap(({ label, difference = '' }) => [label, difference]);
    case 'guided':
      return [told.title, told.question, told.help ?? '', ...told.options.map(({ label }) => label)];
    case 'abstained':
      return [...told.nearest.map(({ label }) => label), ...told.topics.map(({ title }) => title)];
    case 'social':
      return [];
  }
}

const unmarked = (mrkdwn: string): string =>
  mrkdwn
    .replaceAll(/<https:[^<>|]*\|([^<>]*)>/g, '$1')
    .replaceAll(/<https:[^<>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The words that a reader sees, without the spaces and marks that tell nothing. */
function seen(messages: readonly Message[]): string {
  const found: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('type' in value && 'text' in value && typeof value.text === 'string')
      found.push(value.type === 'mrkdwn' ? unmarked(value.text) : value.text);
    else Object.values(value).forEach(collect);
  };
  collect(messages.map(({ blocks }) => blocks));
  return bare(found.join(''));
}

const bare = (text: string): string => text.replaceAll(/[\s\u200B\uE000\uE001*•|¦]|(?<=^|\n)\d\./g, '');

describe('a reply in Slack', () => {
  it('fits every limit, mentions nobody, and loses nothing, whatever the knowledge says', () => {
    fc.assert(
      fc.property(reply, (told) => {
        const messages = renderReply(told, { question: 123_456, delivery: 123_456, canShare: true });
        for (const message of messages) messageContent.parse(message);
        const shown = seen(messages);
        for (const text of textsOf(told))
          for (const part of text.split('\n')) expect(shown).toContain(bare(part));
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('shows bold in the middle of Chinese, and marks that a text happens to hold as they are', () => {
    const told: Reply = {
      kind: 'abstained',
      language: 'zh',
      confidence: 0,
      reason: { kind: 'unknown' },
      nearest: [{ id: 'a', label: '*a* file_name > 5', difference: undefined }],
      topics: [],
    };
    const [message] = renderReply(told, { question: undefined, delivery: undefined, canShare: false });
    expect(JSON.stringify(message)).toContain('*\u200Ba* file_name &gt; 5');
  });
});
