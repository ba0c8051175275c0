import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningWeb } from '../../../adapters/web/server.ts';
import { aGuide, anEntry } from '../../fakes/builders.ts';
import { FRAGMENT, SOME, askPage, serveWeb } from './a-web.ts';

const page = async (url: string, headers: Record<string, string> = {}): Promise<string> =>
  (await fetch(url, { headers })).text();

describe('the web page', () => {
  let web: RunningWeb;
  beforeAll(async () => {
    const spent = { valid: { until: '2020-12-31' }, outsideValidity: 'withhold' as const };
    const later = anEntry({ id: 'new-rule', replaces: 'old-rule' });
    const entries = [...(SOME.entries ?? []), anEntry({ id: 'old-rule', ...spent }), later];
    web = await serveWeb({ documents: { ...SOME, entries, guides: [aGuide()] } });
  });
  afterAll(() => web.close());

  it('begins with the first question of every topic', async () => {
    const home = await page(`${web.url}/?lang=zh`);
    expect(home).toContain('<html lang="zh-Hans">');
    expect(home).toContain('电子签名有法律效力吗？');
    expect(home).toContain('数据怎样出境？');
    expect(home).not.toContain('电子印章有效吗？');
  });

  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-Hans'],
    ['en-GB,en;q=0.9', 'en'],
    ['de-DE,de;q=0.9', 'en'],
    ['de-DE,zh;q=0.5,en;q=0.3', 'zh-Hans'],
  ])('speaks the language of a browser that lists %s', async (list, tag) => {
    expect(await page(web.url, { 'Accept-Language': list })).toContain(`<html lang="${tag}">`);
  });

  it('keeps the language that was picked in a cookie, and nothing else', async () => {
    const picked = await fetch(`${web.url}/?lang=en`);
    const cookies = picked.headers.getSetCookie();
    expect(cookies).toStrictEqual([expect.stringMatching(/^language=en; .*HttpOnly; SameSite=Lax$/)]);
    const kept = await page(web.url, { Cookie: 'language=en', 'Accept-Language': 'zh' });
    expect(kept).toContain('<html lang="en">');
  });

  it('answers the plain form with a whole page, under the question as it was put', async () => {
    const response = await askPage(web.url, { text: '请问 电子签名有法律效力吗？' });
    const html = await response.text();
    expect(html).toContain('<!doctype html>');
    expect(html).toMatch(/<h2 tabindex="-1">请问 电子签名有法律效力吗？<\/h2>/);
    expect(html).toContain('legal-effect有效。');
    expect(html).toContain('第14条');
    expect(html).toContain('尚未经协会审核');
    expect(html).toContain('一般信息，非法律意见');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.getSetCookie()).toStrictEqual([
      expect.stringMatching(/^conversation=[0-9a-f-]{36}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
  });

  it('answers the script with the turn alone, marked with its language', async () => {
    const html = await (
      await askPage(web.url, { text: 'Is an electronic signature valid?' }, FRAGMENT)
    ).text();
    expect(html).toMatch(/^<article class="turn" lang="en">/);
    expect(html).toContain('Not yet reviewed by the association');
  });

  it('keeps the conversation by its cookie', async () => {
    const first = await askPage(web.url, { text: '电子签名有法律效力吗？' });
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const again = await askPage(web.url, { text: 'English please' }, { ...FRAGMENT, Cookie: cookie });
    expect(await again.text()).toContain('Yes, legal-effect holds.');
    expect(again.headers.getSetCookie()).toStrictEqual([]);
  });

  it('leads through a guide and back under the first question', async () => {
    const asked = { text: 'Which way?', language: 'en' };
    const step = await (await askPage(web.url, { ...asked, choose: 'which-route' }, FRAGMENT)).text();
    expect(step).toContain('>Which way?</h2>');
    expect(step).toContain('name="choose" value="which-route/1"');
    const leaf = await (await askPage(web.url, { ...asked, choose: 'which-route/1' }, FRAGMENT)).text();
    expect(leaf).toContain('>Which way?</h2>');
    expect(leaf).toContain('Yes, legal-effect holds.');
    expect(leaf).toContain('<button name="choose" value="which-route" aria-label="Change: start?">');
  });

  it('sends a browser that asks for the form’s address to the page', async () => {
    const response = await fetch(`${web.url}/ask`, { redirect: 'manual' });
    expect(response.status).toBe(303);
    expect(response.headers.get('Location')).toBe('/');
  });

  it.each([
    ['zh', 'zh-Hans', '电子签名有法律效力吗？', '印章另有规定。'],
    ['en', 'en', 'Is an electronic signature valid?', 'Seals have rules of their own.'],
  ])('gives an entry a public page in %s', async (language, tag, question, difference) => {
    const html = await page(`${web.url}/e/legal-effect?lang=${language}`);
    expect(html).toContain(`<html lang="${tag}">`);
    expect(html).toContain(`<h1>${question}</h1>`);
    expect(html).toContain(difference);
    expect(html).toContain(`href="/e/seal-effect?lang=${language}"`);
  });

  it('leaves the text of a withheld entry off its page and points to its successor', async () => {
    const html = await page(`${web.url}/e/old-rule?lang=en`);
    expect(html).toContain('no longer in force');
    expect(html).toContain('href="/e/new-rule?lang=en"');
    expect(html).not.toContain('The whole text of old-rule');
  });

  it('helps on from an entry that does not exist', async () => {
    const response = await fetch(`${web.url}/e/electronic-seal?lang=en`);
    expect(response.status).toBe(404);
    const html = await response.text();
    expect(html).toContain('href="/e/seal-effect?lang=en"');
    expect(html).toContain('<textarea');
  });

  it('answers HEAD as GET without the body', async () => {
    const response = await fetch(web.url, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it('does not send a file again that the browser has', async () => {
    const first = await fetch(`${web.url}/static/page.css`);
    expect(first.headers.get('Content-Type')).toBe('text/css; charset=utf-8');
    const again = await fetch(first.url, { headers: { 'If-None-Match': first.headers.get('ETag') ?? '' } });
    expect(again.status).toBe(304);
  });

  it('weighs less than 60 KB at the first visit', async () => {
    const html = await page(web.url);
    const files = [...html.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(([, path]) => path ?? '');
    const bodies = await Promise.all([...files, '/static/type-ahead.js'].map((path) => page(web.url + path)));
    const bytes = Buffer.byteLength([html, ...bodies].join(''));
    expect(bytes).toBeLessThan(60 * 1024);
  });
});
