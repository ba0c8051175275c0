import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningWeb } from '../../../adapters/web/server.ts';
import { aGuide, anEntry } from '../../fakes/builders.ts';
import { SOME, askApi, serveWeb } from './a-web.ts';

describe('the HTTP API', () => {
  let web: RunningWeb;
  beforeAll(async () => {
    const spent = { valid: { until: '2020-12-31' }, outsideValidity: 'withhold' as const };
    const entries = [...(SOME.entries ?? []), anEntry({ id: 'old-rule', ...spent })];
    web = await serveWeb({ documents: { ...SOME, entries, guides: [aGuide()] } });
  });
  afterAll(() => web.close());

  it('answers a question with the object of the batch protocol', async () => {
    const response = await askApi(web.url, { text: '电子签名有法律效力吗？' });
    expect(response.status).toBe(200);
    const reply: unknown = await response.json();
    expect(reply).toStrictEqual({
      outcome: 'answered',
      language: 'zh',
      confidence: expect.any(Number) as number,
      entry: {
        id: 'legal-effect',
        revision: 7,
        topic: 'e-signature',
        jurisdictions: ['CN'],
        basis: ['ES-001'],
      },
      shortAnswer: 'legal-effect有效。',
      text: 'legal-effect的全文。',
      notices: [],
      asOf: '2026-11-21',
      reviewer: null,
      permalink: null,
      sources: [
        {
          instrument: '电子签名法',
          article: '第14条',
          title: 'Electronic Signature Law, full text',
          published: '2019-04-23',
          confirmed: 'primary',
        },
      ],
      choices: [],
      elapsedMs: expect.any(Number) as number,
    });
  });

  it('shows what is chosen, in the language asked for', async () => {
    const response = await askApi(web.url, { choose: 'seal-effect', language: 'en' });
    expect(await response.json()).toMatchObject({
      outcome: 'answered',
      language: 'en',
      entry: { id: 'seal-effect' },
      shortAnswer: 'Yes, seal-effect holds.',
    });
  });

  it('follows a guide to its leaf and gives the way there', async () => {
    const guided = await askApi(web.url, { choose: 'which-route', language: 'en' });
    expect(await guided.json()).toMatchObject({
      outcome: 'guided',
      entry: null,
      text: 'start?',
      choices: [
        { entry: 'which-route/0', label: 'Option 1' },
        { entry: 'which-route/1', label: 'Option 2' },
      ],
      trail: [],
    });
    const leaf = await askApi(web.url, { choose: 'which-route/1', language: 'en' });
    expect(await leaf.json()).toMatchObject({
      outcome: 'answered',
      entry: { id: 'legal-effect' },
      trail: [{ question: 'start?', answer: 'Option 2', id: 'which-route' }],
    });
  });

  it('keeps a conversation under the id that the caller gives, and no other', async () => {
    await askApi(web.url, { text: '电子签名有法律效力吗？', conversation: 'one' });
    const again = await askApi(web.url, { text: 'English please', conversation: 'one' });
    expect(await again.json()).toMatchObject({
      outcome: 'answered',
      language: 'en',
      entry: { id: 'legal-effect' },
    });
    const elsewhere = await askApi(web.url, { text: 'English please', conversation: 'two' });
    expect(await elsewhere.json()).toMatchObject({ outcome: 'social', entry: null });
  });

  it('says that a withheld rule is not in force and leaves its text out', async () => {
    const reply: unknown = await (await askApi(web.url, { choose: 'old-rule', language: 'en' })).json();
    expect(reply).toMatchObject({ outcome: 'withheld', entry: { id: 'old-rule' }, shortAnswer: '' });
    expect(reply).toMatchObject({
      notices: ['This rule is no longer in force. It applied until 31 December 2020.'],
    });
    expect(JSON.stringify(reply)).not.toContain('The whole text of old-rule');
  });

  it('shows an entry with what is related and what it is confused with', async () => {
    const response = await fetch(`${web.url}/api/entries/legal-effect?lang=en`);
    expect(await response.json()).toMatchObject({
      question: 'Is an electronic signature valid?',
      outcome: 'answered',
      related: [{ entry: 'seal-effect', label: 'Is an electronic seal valid?' }],
      confusable: [{ entry: 'seal-effect', difference: 'Seals have rules of their own.' }],
    });
  });

  it.each(['no-such-entry', '__proto__', '%FF', 'a'.repeat(5000), 'which-route'])(
    'answers 404 in words for the entry id %.20s',
    async (id) => {
      const response = await fetch(`${web.url}/api/entries/${id}`, { headers: { 'Accept-Language': 'en' } });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        error: expect.stringContaining('no answer with this id') as string,
      });
    },
  );

  it('suggests titles and terms for what is being typed', async () => {
    const response = await fetch(`${web.url}/api/suggest?q=${encodeURIComponent('电子签名')}&lang=zh`);
    expect(await response.json()).toMatchObject({
      suggestions: [{ entry: 'legal-effect', text: '电子签名有法律效力吗？', marks: [[0, 3]] }],
    });
    const term = await fetch(`${web.url}/api/suggest?q=PIPL&lang=en`);
    expect(await term.json()).toStrictEqual({
      suggestions: [{ entry: null, text: 'PIPL', marks: [[0, 3]] }],
    });
    const nothing = await fetch(`${web.url}/api/suggest`);
    expect(await nothing.json()).toStrictEqual({ suggestions: [] });
  });

  it('tells its health', async () => {
    const response = await fetch(`${web.url}/healthz`);
    expect(await response.json()).toStrictEqual({
      ok: true,
      revision: 7,
      entries: 4,
      uptime: expect.any(Number) as number,
    });
  });
});

describe('the HTTP API, when the answer is not sure', () => {
  it('offers choices', async () => {
    const web = await serveWeb({ temper: 'offers' });
    const reply: unknown = await (await askApi(web.url, { text: '电子签名' })).json();
    await web.close();
    expect(reply).toMatchObject({ outcome: 'ambiguous', entry: null, shortAnswer: '' });
    expect(reply).toHaveProperty('choices.0.entry', 'legal-effect');
  });

  it('says that it does not know, beside what is nearest', async () => {
    const web = await serveWeb({ temper: 'abstains' });
    const reply: unknown = await (await askApi(web.url, { text: 'electronic signature' })).json();
    await web.close();
    expect(reply).toMatchObject({ outcome: 'abstained', entry: null, shortAnswer: '' });
    expect(reply).toMatchObject({ text: expect.stringContaining('no answer') as string });
  });

  it('gives permalinks where the public address is known', async () => {
    const web = await serveWeb({ publicUrl: 'https://shuwen.example' });
    const reply: unknown = await (await askApi(web.url, { choose: 'legal-effect' })).json();
    await web.close();
    expect(reply).toMatchObject({ permalink: 'https://shuwen.example/e/legal-effect' });
  });
});
