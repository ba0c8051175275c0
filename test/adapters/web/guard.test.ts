import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningWeb, createWebApp, startWeb } from '../../../adapters/web/server.ts';
import { Assistant } from '../../../src/assistant/assistant.ts';
import { unrecorded } from '../../../src/assistant/unrecorded.ts';
import { FRAGMENT, anAssistant, askApi, askPage, postJson, serveWeb } from './a-web.ts';

const EN = { 'Accept-Language': 'en' };

describe('what the web adapter guards', () => {
  let web: RunningWeb;
  beforeAll(async () => {
    web = await serveWeb();
  });
  afterAll(() => web.close());

  it.each(['/', '/e/legal-effect', '/nowhere', '/static/page.js', '/healthz', '/api/entries/no'])(
    'sends a policy that allows nothing inline and nothing foreign with %s',
    async (path) => {
      const { headers } = await fetch(web.url + path);
      expect(headers.get('Content-Security-Policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('X-Frame-Options')).toBe('DENY');
    },
  );

  it('has nothing inline for the policy to refuse', async () => {
    for (const path of ['/', '/e/legal-effect', '/nowhere']) {
      const html = await (await fetch(web.url + path)).text();
      expect(html).not.toMatch(/ style=| on[a-z]+=|<style|javascript:/);
    }
  });

  it.each([
    ['Sec-Fetch-Site', 'cross-site'],
    ['Sec-Fetch-Site', 'same-site'],
    ['Origin', 'https://elsewhere.example'],
    ['Origin', 'null'],
  ])('refuses a question that a browser sends with %s: %s', async (name, value) => {
    const form = await askPage(web.url, { text: 'x' }, { ...EN, [name]: value });
    expect(form.status).toBe(403);
    expect(await form.text()).toContain('came from another site');
    const json = await postJson(web.url, '{"text":"x"}', { [name]: value });
    expect(json.status).toBe(403);
  });

  it('takes a question from its own page and from programs', async () => {
    const own = await askPage(web.url, { text: 'x' }, { Origin: web.url });
    expect(own.status).toBe(200);
    const sameOrigin = { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://behind-a-proxy.example' };
    expect((await askPage(web.url, { text: 'x' }, sameOrigin)).status).toBe(200);
    expect((await askApi(web.url, { text: 'x' })).status).toBe(200);
  });

  it.each([
    ['DELETE', '/', 'GET, HEAD'],
    ['PUT', '/ask', 'GET, HEAD, POST'],
    ['POST', '/e/legal-effect', 'GET, HEAD'],
    ['GET', '/api/ask', 'POST'],
    ['OPTIONS', '/api/ask', 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['POST', '/api/suggest', 'GET, HEAD'],
    ['PATCH', '/static/page.css', 'GET, HEAD'],
  ])('answers %s %s with 405 and what is allowed', async (method, path, allowed) => {
    const response = await fetch(web.url + path, { method, headers: EN });
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe(allowed);
    expect(await response.text()).toContain('does not take this kind of request');
  });

  it.each(['/nowhere', '/static/../server.ts', '/static/%2e%2e%2fserver.ts', '/e/', '/e/a/b', '/.env'])(
    'answers %s with a page that helps on',
    async (path) => {
      const response = await fetch(web.url + path, { headers: EN });
      expect(response.status).toBe(404);
      const html = await response.text();
      expect(html).toContain('There is no such page');
      expect(html).toContain('Is an electronic signature valid?');
    },
  );

  it('answers an unknown address of the API in JSON', async () => {
    const response = await fetch(`${web.url}/api/nowhere`, { headers: EN });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: expect.any(String) as string });
  });
});

describe('the rate limit', () => {
  it('tells one address how long to wait and goes on serving the others', async () => {
    const web = await serveWeb({ perMinute: { questions: 2, suggestions: 1 } });
    const ask = (address: string) => postJson(web.url, '{"text":"x"}', { ...EN, 'X-Forwarded-For': address });
    expect((await ask('192.0.2.1')).status).toBe(200);
    expect((await askPage(web.url, { text: 'x' }, { 'X-Forwarded-For': '192.0.2.1' })).status).toBe(200);
    const third = await ask('203.0.113.9, 192.0.2.1');
    expect(third.status).toBe(429);
    expect(Number(third.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await third.json()).toMatchObject({
      error: expect.stringContaining('Too many questions') as string,
    });
    const shown = await askPage(web.url, { text: 'x' }, { ...FRAGMENT, 'X-Forwarded-For': '192.0.2.1' });
    expect(await shown.text()).toContain('提问过于频繁');
    expect((await ask('192.0.2.2')).status).toBe(200);
    expect((await fetch(`${web.url}/api/suggest?q=x`)).status).toBe(200);
    expect((await fetch(`${web.url}/api/suggest?q=x`)).status).toBe(429);
    expect((await fetch(`${web.url}/e/legal-effect`)).status).toBe(200);
    await web.close();
  });
});

describe('a fault', () => {
  it('is logged once under the request’s id, told without a stack, and leaves the rest working', async () => {
    const logged = vi.spyOn(console, 'error').mockReturnValue();
    const assistant = new Assistant({
      engine: () => {
        throw new Error('broken while answering "my secret question"');
      },
      ledger: unrecorded(),
      today: () => '2026-11-21',
      publicUrl: undefined,
    });
    const web = await serveWeb({ assistant });
    const response = await postJson(web.url, '{"text":"my secret question"}', EN);
    const told = await response.text();
    const shown = await askPage(web.url, { text: 'my secret question' }, EN);
    const page = await shown.text();
    expect((await fetch(`${web.url}/static/page.css`)).status).toBe(200);
    await web.close();
    const lines = logged.mock.calls.map(([line]) => String(line));
    logged.mockRestore();

    expect([response.status, shown.status]).toStrictEqual([500, 500]);
    const id = response.headers.get('X-Request-Id') ?? '';
    expect(told).toContain(id);
    expect(page).toContain(shown.headers.get('X-Request-Id'));
    expect(told + page).not.toMatch(/broken|\.ts|at Object/);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(id);
    expect(lines.join('')).not.toContain('secret');
  });
});

describe('starting and stopping', () => {
  it('needs no socket to be tried', async () => {
    const app = createWebApp({ assistant: anAssistant() });
    expect((await app.request('/')).status).toBe(200);
    expect(
      (await app.request('/ask', { method: 'POST', body: new URLSearchParams({ text: 'x' }) })).status,
    ).toBe(200);
  });

  it('says in plain words that a port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const app = createWebApp({ assistant: anAssistant() });
    await expect(startWeb({ app, host: '127.0.0.1', port })).rejects.toThrow(
      `port ${port} of 127.0.0.1 is taken by another program`,
    );
    taken.close();
  });

  it('closes although a browser keeps its connection open', async () => {
    const web = await serveWeb();
    await (await fetch(web.url)).text();
    await web.close();
    await expect(fetch(web.url)).rejects.toThrow();
  });
});
