import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningWeb } from '../../../adapters/web/server.ts';
import { anEntry } from '../../fakes/builders.ts';
import { FRAGMENT, askApi, askPage, postJson, serveWeb } from './a-web.ts';

const EN = { 'Accept-Language': 'en' };

const errorOf = async (response: Response): Promise<unknown> => {
  const body: unknown = await response.json();
  return typeof body === 'object' && body && 'error' in body ? body.error : body;
};

describe('bad input', () => {
  let web: RunningWeb;
  beforeAll(async () => {
    const hostile = '<script>alert(1)</script>';
    const entry = anEntry({
      id: 'hostile',
      question: { zh: `${hostile}？`, en: `${hostile}?` },
      shortAnswer: { zh: hostile, en: `${hostile} "quoted" & more` },
      answer: { zh: '全文', en: 'Text \\<script>alert(2)\\</script>' },
    });
    web = await serveWeb({
      documents: { entries: [entry] },
      perMinute: { questions: 10_000, suggestions: 10_000 },
    });
  });
  afterAll(() => web.close());

  it.each([
    ['nothing', ''],
    ['blanks', ' \t\n '],
    ['control characters', '\u0000\u0007\u001B\u009F'],
    ['emoji', '🤷‍♂️🤷‍♂️'],
    ['lone surrogates', '\uD800\uDFFF\uD800'],
    ['replacement characters', '\uFFFD\uFFFD'],
  ])('says that %s holds no words', async (_, text) => {
    const response = await askApi(web.url, { text });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ outcome: 'abstained', choices: [] });
    const html = await (await askPage(web.url, { text, language: 'en' }, { ...FRAGMENT, ...EN })).text();
    expect(html).toContain('There are no words to look up.');
  });

  it.each([
    '__proto__',
    'constructor',
    '<script>alert(1)</script>',
    `${'a'.repeat(30)}!`.repeat(60),
    '(a+)+$',
    "'; DROP TABLE",
  ])('takes %.24s for words like any other', async (text) => {
    const response = await askApi(web.url, { text });
    expect(response.status).toBe(200);
    const html = await (await askPage(web.url, { text }, FRAGMENT)).text();
    expect(html).not.toContain('<script');
  });

  it('escapes what an entry says, everywhere', async () => {
    for (const path of ['/?lang=en', '/e/hostile?lang=en', '/e/hostile-not?lang=en']) {
      const html = await (await fetch(web.url + path)).text();
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(html.match(/<script/g)).toHaveLength(1);
    }
    const html = await (await fetch(`${web.url}/e/hostile?lang=en`)).text();
    expect(html).toContain('Text &lt;script&gt;alert(2)&lt;/script&gt;');
  });

  it('opens no tag for anything that is asked', async () => {
    const tags = async (asked: string): Promise<number> =>
      (await (await askPage(web.url, { choose: 'hostile', text: asked }, FRAGMENT)).text()).split('<').length;
    const plain = await tags('x');
    const markup = fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '=', 'x') });
    await fc.assert(
      fc.asyncProperty(fc.oneof(markup, fc.string({ unit: 'binary' })), async (asked) => {
        expect(await tags(`x${asked}`)).toBe(plain);
      }),
    );
  });

  it('refuses more than 2,000 characters, saying how many there are', async () => {
    const text = 'x'.repeat(2001);
    const response = await postJson(web.url, JSON.stringify({ text }), EN);
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toBe(
      'A question may have 2000 characters; this one has 2001. Shorten it.',
    );
    const shown = await askPage(web.url, { text }, { ...FRAGMENT, 'Accept-Language': 'zh' });
    expect(shown.status).toBe(400);
    expect(await shown.text()).toContain('问题最多2000个字符，这里有2001个');
  });

  it('refuses a megabyte, announced or not', async () => {
    const text = 'x'.repeat(1024 * 1024);
    const announced = await postJson(web.url, JSON.stringify({ text }), EN);
    expect(announced.status).toBe(413);
    expect(await errorOf(announced)).toContain('64 KB');
    const chunked = await fetch(`${web.url}/ask`, {
      method: 'POST',
      headers: EN,
      body: new Blob([text]).stream(),
      duplex: 'half',
    });
    expect(chunked.status).toBe(413);
    expect(await chunked.text()).toContain('64 KB');
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
  });

  it.each([
    ['{"text":', 'The body is not valid JSON.'],
    ['', 'The body is not valid JSON.'],
    [Uint8Array.of(0x7b, 0xff, 0xfe), 'The body is not valid UTF-8 text.'],
    ['[]', 'Send {"text"'],
    ['null', 'Send {"text"'],
    ['{"text":5}', 'Send {"text"'],
    ['{"text":"x","choose":"y"}', 'Send {"text"'],
    ['{"text":"x","language":"fr"}', 'Send {"text"'],
    ['{"__proto__":{"text":"x"}}', 'Send {"text"'],
    [`{"text":"x","conversation":"${'c'.repeat(201)}"}`, 'Send {"text"'],
    ['['.repeat(60_000), 'The body is not valid JSON.'],
  ])('refuses the body %.30s in plain words', async (body, words) => {
    const response = await postJson(web.url, body, EN);
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toContain(words);
  });

  it.each(['no-such', 'hostile/0', '../../etc/passwd', '__proto__', 'hostile'.repeat(20)])(
    'refuses the choice %.20s that nobody was offered',
    async (choose) => {
      const response = await postJson(web.url, JSON.stringify({ choose }), EN);
      expect(response.status).toBe(400);
      expect(await errorOf(response)).toBe('This choice no longer exists. Please ask again in words.');
    },
  );

  it('shows a refused form as a page that the question can be asked on', async () => {
    const response = await askPage(web.url, { choose: 'no-such' }, EN);
    expect(response.status).toBe(400);
    const html = await response.text();
    expect(html).toContain('This choice no longer exists.');
    expect(html).toContain('<textarea');
    expect((await askPage(web.url, { other: 'field' }, EN)).status).toBe(400);
  });
});
