import { describe, expect, it } from 'vitest';
import { choicesOf } from '../../../adapters/terminal/choices.ts';
import { paint } from '../../../adapters/terminal/paint.ts';
import { renderReply } from '../../../adapters/terminal/render.ts';
import { columnsOf } from '../../../adapters/terminal/wrap.ts';
import type { Reply } from '../../../src/assistant/reply.ts';
import { WORDING } from '../../../src/assistant/wording.ts';
import { LANGUAGES } from '../../../src/knowledge/fields.ts';
import { aChoice, anAnswer, everyReply } from './replies.ts';

const PLAIN = { columns: Infinity, isStyled: false };
const plain = (reply: Reply): string => paint(renderReply(reply), PLAIN);
const styled = (reply: Reply, columns = 60): string => paint(renderReply(reply), { columns, isStyled: true });

const ESCAPES = /\u001B\]8;;[^\u001B]*\u001B\\|\u001B\[\d*m/g;

describe('an answer in the terminal', () => {
  it('shows the short answer, then the text, then its sources', () => {
    const text = plain(anAnswer());
    const order = [
      'legal-effect?',
      'Yes, legal-effect holds.',
      'The whole text',
      'Sources',
      'Electronic Signature Law Art. 14',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('ends its text with the as-of date, that nobody has reviewed it, its id and the legal line', () => {
    const text = plain(anAnswer());
    expect(text).toContain('As of 21 November 2026 · Not yet reviewed by the association · legal-effect\n');
    expect(text).toContain('General information, not legal advice');
  });

  it('names the reviewer, and the day of the review as the as-of date', () => {
    const text = plain(anAnswer({ reviewer: '王敏', reviewedOn: '2026-10-01' }, { language: 'zh' }));
    expect(text).toContain('截至2026年10月1日 · 审核：王敏');
  });

  it('gives the permanent link where there is one', () => {
    expect(plain(anAnswer({}, { publicUrl: 'https://ask.example.org' }))).toContain(
      'Permanent link https://ask.example.org/e/legal-effect',
    );
    expect(plain(anAnswer())).not.toContain('Permanent link');
  });

  it('tells for each source how well it is confirmed, when it was published and where it is', () => {
    const source = {
      instrument: { zh: '电子签名法', en: 'Electronic Signature Law' },
      title: 'Full text',
      url: 'https://law.example/esl',
      published: '2019-04',
      accessed: '2026-11-21',
      confirmed: 'unconfirmed' as const,
    };
    const text = plain(anAnswer({ sources: [source] }));
    expect(text).toContain('Full text · published April 2019 · awaiting confirmation');
    expect(text).toContain('https://law.example/esl');
  });

  it('puts notices before the short answer', () => {
    const notices = [{ kind: 'no-longer-in-force' as const, from: undefined, until: '2025-12-31' }];
    const text = plain(anAnswer({}, { notices }));
    expect(text.indexOf('! This rule is no longer in force.')).toBeGreaterThan(-1);
    expect(text.indexOf('no longer in force')).toBeLessThan(text.indexOf('Yes, legal-effect'));
  });

  it('keeps lists, and spells out the address of a link that cannot be clicked', () => {
    const markdown = '**First** of all:\n\n1. See [the law](https://law.example/)\n2. Then ask';
    const text = plain(anAnswer({ answer: { zh: '一', en: markdown } }));
    expect(text).toContain('First of all:\n\n1. See the law (https://law.example/)\n2. Then ask\n');
  });

  it('numbers the entries to go on to, the confusable ones first and none twice', () => {
    const reply = anAnswer({
      confusableWith: [{ id: 'other-a', difference: { zh: '不同', en: 'That one is on paper.' } }],
      related: ['other-a', 'other-b'],
    });
    expect(plain(reply)).toContain(
      'Easily confused with\n 1. other-a?\n    The difference: That one is on paper.\n\nRelated questions\n 2. other-b?\n',
    );
    expect(choicesOf(reply).map(({ id }) => id)).toEqual(['other-a', 'other-b']);
  });

  it('tells the answers that led to it out of a guide', () => {
    const trail = [{ question: 'Critical?', answer: 'No', id: 'which-route' }];
    expect(plain(anAnswer({}, { trail }))).toContain('Your answers\n - Critical? No\n');
  });
});

describe('other replies in the terminal', () => {
  it('shows no text of an answer that is withheld, and why', () => {
    const text = plain(everyReply('en').withheld);
    expect(text).toContain('! This rule is not yet in force. It applies from 1 January 2027.');
    expect(text).toContain('its text is not shown');
    expect(text).not.toContain('The whole text');
    expect(text).not.toContain('holds.');
  });

  it('numbers choices and tells them apart', () => {
    const choices = [aChoice('a'), aChoice('b', { difference: 'Only for paper.' })];
    const text = plain({ kind: 'ambiguous', language: 'zh', confidence: 0.4, choices });
    expect(text).toBe('您想问的是哪一个？\n 1. About a\n 2. About b\n    区别：Only for paper.\n');
  });

  it('shows a step of a guide with the way so far and how to step back', () => {
    const text = plain(everyReply('en').guided);
    expect(text).toContain('Critical? No');
    expect(text).toContain('How many?\nCount since 1 January.');
    expect(text).toContain(' 1. About which-route/0/0\n 2. About which-route/0/1\n b. one step back\n');
  });

  it('offers no step back at the first step', () => {
    const { guided } = everyReply('en');
    expect(plain({ ...guided, ...{ trail: [] } })).not.toContain('step back');
  });

  it('says that nothing is known, what is near, what is covered, and whom to ask', () => {
    const text = plain(everyReply('en').abstained);
    expect(text).toContain(WORDING.en.notKnown.unknown);
    expect(text).toContain(`${WORDING.en.nearestTopics}\n 1. About a`);
    expect(text).toContain(`${WORDING.en.coveredTopics}\n - E-signature`);
    expect(text).toContain(WORDING.en.howToAskPerson);
  });

  it('names what is not covered', () => {
    const names = [{ zh: '巴西', en: 'Brazil' }];
    const { abstained } = everyReply('zh');
    expect(plain({ ...abstained, ...{ reason: { kind: 'not-covered', names } } })).toContain('巴西');
  });

  it('greets', () => {
    expect(plain(everyReply('zh').social)).toBe(`${WORDING.zh.social.greeting}\n`);
  });
});

describe('every kind of reply', () => {
  const cases = LANGUAGES.flatMap((language) => Object.values(everyReply(language)));

  it.each(cases)('has no escape sequences when plain: $kind in $language', (reply) => {
    expect(plain(reply)).not.toMatch(/\u001B/);
  });

  it.each(cases)('says the same with colours as without: $kind in $language', (reply) => {
    const coloured = paint(renderReply(reply), { columns: Infinity, isStyled: true });
    expect(coloured === plain(reply)).toBe(reply.kind === 'social');
    expect(coloured.replace(ESCAPES, '')).toBe(plain(reply));
  });

  it.each(cases)('keeps to the columns: $kind in $language', (reply) => {
    const lines = styled(reply, 40).replace(ESCAPES, '').split('\n');
    // A word, such as an address, is not broken.
    const tooWide = lines.filter((each) => columnsOf(each) > 40 && each.trim().includes(' '));
    expect(tooWide).toEqual([]);
  });
});
