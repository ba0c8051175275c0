import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderReply } from '../../../adapters/discord/render.ts';
import type { Choice, Reply } from '../../../src/assistant/reply.ts';
import { showEntry } from '../../../src/assistant/show.ts';
import { WORDING } from '../../../src/assistant/wording.ts';
import { LANGUAGES, entryId, topicId } from '../../../src/knowledge/fields.ts';
import { plainText } from '../../../src/knowledge/markdown.ts';
import { createSnapshot } from '../../../src/knowledge/snapshot.ts';
import { anEntry, documentsOf } from '../../fakes/builders.ts';
import { textOf } from './server/interaction.ts';
import { shownMessage, webhookMessage } from './server/limits.ts';

/** Text of all kinds up to a length, often at it: what Discord would read as markup, Chinese, emoji. */
const text = (max: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(
        fc.constantFrom(
          '**',
          '_',
          '`',
          '~',
          '|',
          '>',
          '[a](b)',
          '<@1>',
          '@everyone',
          '# ',
          '- ',
          '1. ',
          '\\',
          '。',
          '法律',
          'word ',
          '👩‍👩‍👧',
          '. ',
        ),
        { minLength: 1, maxLength: 40 },
      ),
      fc.integer({ min: 1, max }),
      fc.boolean(),
    )
    .map(([pieces, length, isFull]) => {
      const once = pieces.join('');
      const long = once.repeat(Math.ceil(max / once.length)).slice(0, isFull ? max : length);
      return (
        long
          .toWellFormed()
          .replace(/\ufffd/g, 'x')
          .trim() || 'x'
      );
    });
const localized = (max: number) => fc.record({ zh: text(max), en: text(max) });

/** The closed Markdown: words that mean nothing in it, in paragraphs, lists, bold and links. */
const words = fc
  .array(fc.constantFrom('数据', '个人信息。', 'export ', 'law. ', '条例'), { minLength: 1, maxLength: 900 })
  .map((all) => all.join(''));
const block = fc.oneof(
  words,
  words.map((some) => `**${some.trim()}**`),
  words.map((some) => `[${some.trim()}](https://example.org/a_(b))`),
  fc
    .array(words, { minLength: 1, maxLength: 30 })
    .map((items) => items.map((item) => `- ${item}`).join('\n')),
);
const markdown = fc.array(block, { minLength: 1, maxLength: 8 }).map((blocks) => {
  const kept: string[] = [];
  for (const each of blocks) if ([...kept, each].join('\n\n').length <= 2_800) kept.push(each);
  return kept.join('\n\n') || '全文';
});

const source = fc.record({
  instrument: localized(200),
  article: localized(80),
  title: text(120),
  url: fc.constant(`https://example.org/${'(x)'.repeat(90)}`),
  accessed: fc.constant('2026-11-21'),
  confirmed: fc.constantFrom('primary', 'secondary', 'unconfirmed'),
});
const SLUG = 'a'.repeat(78);
const others = Array.from({ length: 30 }, (_, at) => `${SLUG}${at + 10}`);

const entry = fc
  .record({
    question: localized(200),
    shortAnswer: localized(300),
    answer: fc.record({ zh: markdown, en: markdown }),
    sources: fc.array(source, { minLength: 1, maxLength: 6 }),
    reviewer: text(80),
    related: fc.constant(others.slice(0, 5)),
    confusableWith: fc.array(localized(150), { maxLength: 30 }),
  })
  .map(({ confusableWith, ...fields }) =>
    anEntry({
      id: SLUG,
      ...fields,
      confusableWith: confusableWith.map((difference, at) => ({ id: others[at] ?? SLUG, difference })),
    }),
  );

/** Without what only marks it up. */
const seen = (shown: string): string => shown.replace(/\]\(https:[^\s)]*\)/g, '').replace(/[\s*\\[\]-]/g, '');

/** Every message is within Discord's limits, and all of the texts can be read in them. */
function expectWhole(reply: Reply, texts: readonly string[]): void {
  const messages = renderReply(reply, {
    delivery: 999_999_999,
    question: 999_999_999,
    isEphemeral: true,
    asker: '4'.repeat(19),
  });
  for (const message of messages) {
    const sent = { ...message, allowed_mentions: { parse: [] } };
    expect(webhookMessage.safeParse(sent).error).toBeUndefined();
  }
  const all = seen(messages.map((message) => textOf(shownMessage.parse(message))).join('\n'));
  for (const each of texts) expect(all).toContain(seen(each));
}

describe('a reply on Discord', () => {
  it.each(LANGUAGES)('that answers fits every limit, and nothing is cut (%s)', (language) => {
    fc.assert(
      fc.property(entry, (generated) => {
        const around = others.map((id) => anEntry({ id, question: generated.question }));
        const snapshot = createSnapshot(documentsOf({ entries: [generated, ...around] }), 1);
        const shown = showEntry(generated, { snapshot, language, publicUrl: 'https://ask.example.org' });
        const common = { language, confidence: 1, entry: shown };
        const notices = others.map((id) => ({
          kind: 'replaced' as const,
          by: { id: entryId.parse(id), label: shown.question },
        }));
        const answer = shown.question.slice(0, 75).toWellFormed();
        const trail = [{ question: shown.question, answer, id: SLUG }];
        expectWhole({ kind: 'answered', ...common, notices: [], trail }, [
          ...[shown.question, shown.shortAnswer, plainText(shown.body)],
          ...shown.sources.flatMap(({ title, instrument }) => [title, instrument]),
          ...shown.confusable.map(({ difference }) => difference ?? ''),
        ]);
        expectWhole({ kind: 'withheld', ...common, notices }, [WORDING[language].withheld, shown.question]);
      }),
      { numRuns: 60 },
    );
  });

  it('that offers choices or a guide fits every limit, and every choice can be read whole', () => {
    const choices = fc.array(fc.record({ label: text(200), difference: text(150) }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(choices, text(300), text(600), (all, question, help) => {
        const shown: Choice[] = all.map((each, at) => ({ id: others[at] ?? SLUG, ...each }));
        const common = { language: 'zh' as const, confidence: 1 };
        const labels = all.flatMap(({ label, difference }) => [label, difference]);
        expectWhole({ kind: 'ambiguous', ...common, choices: shown }, labels);
        const topics = [{ id: topicId.parse('t'), title: question.slice(0, 60).toWellFormed() }];
        const reason = { kind: 'unknown' as const };
        expectWhole({ kind: 'abstained', ...common, reason, nearest: shown, topics }, labels);
        const answer = question.slice(0, 75).toWellFormed();
        const trail = [{ question, answer, id: `${SLUG}/0/1` }];
        const title = question.slice(0, 120).toWellFormed();
        const options = shown.slice(0, 5);
        expectWhole({ kind: 'guided', ...common, title, question, help, options, trail }, [question, help]);
      }),
      { numRuns: 60 },
    );
  });
});
