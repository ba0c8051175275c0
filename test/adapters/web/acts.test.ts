import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/storage/store.ts';
import { aStore } from '../../fakes/a-store.ts';
import { FRAGMENT, askPage, serveWeb } from './a-web.ts';

const EN = { 'Accept-Language': 'en' };

/** A visitor with a cookie, in front of a page over a real store. */
async function aVisitor(store: Store, temper: 'answers' | 'abstains') {
  const web = await serveWeb({ ledger: store, temper });
  const first = await askPage(web.url, { text: 'Is an electronic signature valid?' }, { ...FRAGMENT, ...EN });
  const cookie = first.headers.getSetCookie().find((one) => one.startsWith('conversation=')) ?? '';
  const shown = await first.text();
  const field = (name: string) => new RegExp(`name="${name}" value="(\\d+)"`).exec(shown)?.[1] ?? '';
  const post = (path: string, fields: Record<string, string>, from = cookie) =>
    fetch(web.url + path, {
      method: 'POST',
      headers: { ...FRAGMENT, ...EN, Cookie: from },
      body: new URLSearchParams({ language: 'en', ...fields }),
      redirect: 'manual',
    });
  const home = async () => (await fetch(web.url, { headers: { ...EN, Cookie: cookie } })).text();
  return { web, shown, field, post, home };
}

describe('what is done about a reply', () => {
  it('is rated once it helped, or did not', async () => {
    await using opened = await aStore();
    const { web, field, post } = await aVisitor(opened.store, 'answers');
    const said = await post('/act', { act: 'helpful', delivery: field('delivery') });
    expect(await said.text()).toContain('Thank you');
    const [entry] = [(await opened.store.read.deliveries.find(Number(field('delivery'))))?.entry];
    expect(entry && (await opened.store.read.ratings.countOf(entry))).toEqual({ helpful: 1, unhelpful: 0 });
    await web.close();
  });

  it('goes to a person, whose reply is read on the next visit until it is put away', async () => {
    await using opened = await aStore();
    const { store } = opened;
    const { web, field, post, home } = await aVisitor(store, 'abstains');
    const said = await post('/act', { act: 'person', question: field('question') });
    expect(await said.text()).toMatch(/case 1\)/);
    expect(await store.read.cases.listOpen()).toMatchObject([
      { question: 'Is an electronic signature valid?' },
    ]);
    const moderator = await store.write(({ people }) =>
      people.identify({ platform: 'cli', tenant: 'local', user: 'lin' }),
    );
    expect(await home()).not.toContain('class="letter"');
    await store.write(({ cases }) => cases.answer(1, moderator, 'See <b>Article 14</b>.'));
    expect(await home()).toContain('See &lt;b&gt;Article 14&lt;/b&gt;.');
    expect((await post('/letters', { letter: '1' })).status).toBe(303);
    expect(await home()).not.toContain('class="letter"');
    await web.close();
  });

  it('is refused for the numbers of other conversations', async () => {
    await using opened = await aStore();
    const { store } = opened;
    const { web, field, post } = await aVisitor(store, 'answers');
    const stranger = 'conversation=00000000-0000-4000-8000-000000000000';
    for (const fields of [
      { act: 'person', question: field('question') },
      { act: 'helpful', delivery: field('delivery') },
      { act: 'person', question: field('question'), delivery: field('delivery') },
    ])
      expect(await (await post('/act', fields, stranger)).text()).toContain('not on record');
    expect(await store.read.cases.listOpen()).toEqual([]);
    await web.close();
  });

  it.each([{}, { act: 'delete' }, { act: 'person', question: 'x' }])('refuses %j', async (fields) => {
    await using opened = await aStore();
    const { web, post } = await aVisitor(opened.store, 'answers');
    expect((await post('/act', fields)).status).toBe(400);
    await web.close();
  });
});
