import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../../../adapters/web/archive.ts';
import type { RunningWeb } from '../../../adapters/web/server.ts';
import { entryId } from '../../../src/knowledge/fields.ts';
import { anEntry } from '../../fakes/builders.ts';
import { FRAGMENT, askPage, serveWeb } from './a-web.ts';

const EN = { 'Accept-Language': 'en' };
const LEGAL_EFFECT = entryId.parse('legal-effect');
const OLD = anEntry({ id: 'legal-effect', shortAnswer: { zh: '旧文<i>。', en: 'The <i>old text.' } });

const archive: Archive = {
  textAt: (id, revision) =>
    Promise.resolve(
      id === OLD.id && revision >= 3
        ? { entry: OLD, revision: 3, published: '2025-01-02', isCurrent: false }
        : undefined,
    ),
  withdrawn: (id) =>
    Promise.resolve(
      id === 'gone'
        ? {
            reason: { zh: '依据已废止。', en: 'Its instrument was <b>repealed.' },
            replacedBy: LEGAL_EFFECT,
            on: '2026-01-01',
          }
        : undefined,
    ),
  takeCorrections: () => Promise.resolve([LEGAL_EFFECT]),
};

describe('what was said before', () => {
  let web: RunningWeb;
  beforeAll(async () => {
    web = await serveWeb({ archive });
  });
  afterAll(() => web.close());
  const get = (path: string, headers: Record<string, string> = EN) => fetch(web.url + path, { headers });

  it('is kept at the address of its revision, dated, with the way to the text of today', async () => {
    const page = await get('/e/legal-effect/r/5');
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain('The &lt;i&gt;old text.');
    expect(text).toContain('revision 3, published 2 January 2025');
    expect(text).toContain('href="/e/legal-effect"');
  });

  it.each(['/e/legal-effect/r/2', '/e/other/r/5', '/e/legal-effect/r/x'])(
    'is not made up: %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('says when and why an answer was withdrawn, and what replaces it', async () => {
    const page = await get('/e/gone');
    expect(page.status).toBe(410);
    const text = await page.text();
    expect(text).toContain('1 January 2026');
    expect(text).toContain('Its instrument was &lt;b&gt;repealed.');
    expect(text).toContain('href="/e/legal-effect"');
    const api = await get('/api/entries/gone');
    expect(api.status).toBe(410);
    expect(await api.json()).toMatchObject({ withdrawn: { on: '2026-01-01', replacedBy: 'legal-effect' } });
  });

  it('tells a visitor on the next visit what has been corrected since', async () => {
    expect(await (await get('/')).text()).not.toContain('have been corrected');
    const asked = await askPage(web.url, { text: 'valid?' }, { ...FRAGMENT, ...EN });
    const cookie = asked.headers.getSetCookie().join('; ');
    const home = await (await get('/', { ...EN, Cookie: cookie })).text();
    expect(home).toContain('have been corrected');
    expect(home).toContain('Is an electronic signature valid?');
  });
});
