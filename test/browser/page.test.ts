import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whySkipped } from './chromium.ts';
import { type ShippedWeb, serveShippedKnowledge } from './shipped-web.ts';

const ZH = '电子签名在中国和手写签名、盖章一样有法律效力吗？';
const EN = 'Does an electronic signature have the same legal effect as ink or a seal in China?';

const NAME = `the page in Chromium${whySkipped === undefined ? '' : ` (${whySkipped})`}`;

describe.skipIf(whySkipped !== undefined)(NAME, { timeout: 60_000 }, () => {
  let browser: Browser;
  let web: ShippedWeb;
  /** What the browser complained of: the policy, a script, a missing file. */
  const complaints: string[] = [];

  beforeAll(async () => {
    [browser, web] = await Promise.all([launchChromium(), serveShippedKnowledge()]);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  /** A fresh visitor's page; closed with everything that it kept. */
  async function visit<T>(
    path: string,
    use: (page: Page) => Promise<T>,
    options: BrowserContextOptions = {},
  ): Promise<T> {
    const context = await browser.newContext({ locale: 'zh-CN', ...options });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(web.url + path);
    const result = await use(page);
    await context.close();
    return result;
  }

  const newest = (page: Page, part = '') => page.locator(`.turn:first-child ${part}`).first();

  const heightOf = async (part: Locator): Promise<number> => (await part.boundingBox())?.height ?? 0;

  async function ask(page: Page, text: string): Promise<void> {
    await page.locator('#text').fill(text);
    await page.locator('#text').press('Enter');
    await page.locator('.turn:first-child h2', { hasText: text }).waitFor();
  }

  it('answers a Chinese question in place, with its source, date and reviewer', async () => {
    await visit('/', async (page) => {
      await ask(page, ZH);
      expect(await newest(page, '.reply').getAttribute('lang')).toBe('zh-Hans');
      expect(await newest(page, '.short').innerText()).toContain('可靠');
      expect(await newest(page, '.sources').innerText()).toContain('第14条');
      expect(await newest(page, '.provenance').innerText()).toMatch(
        /截至.*尚未经协会审核[^]*一般信息，非法律意见/,
      );
      expect(page.url()).toBe(`${web.url}/`);
      expect(await page.locator('#text').inputValue()).toBe('');
    });
  });

  it('answers an English question in English on the Chinese page, and keeps the one before', async () => {
    await visit('/', async (page) => {
      await ask(page, ZH);
      await ask(page, EN);
      expect(await newest(page, '.reply').getAttribute('lang')).toBe('en');
      expect(await newest(page, '.short').innerText()).toContain('same legal effect');
      expect(await page.locator('.turn h2').allInnerTexts()).toStrictEqual([EN, ZH]);
    });
  });

  it('offers choices and answers the one that is pressed', async () => {
    await visit('/', async (page) => {
      await ask(page, web.questionThat('ambiguous'));
      const choice = newest(page, '[data-kind=ambiguous] .choices button');
      const label = await choice.locator('.label').innerText();
      await choice.press('Enter');
      await page.locator('.turn:first-child h2', { hasText: label }).waitFor();
      expect(await newest(page, 'h2:focus').count()).toBe(1);
    });
  });

  it('leads through the guide to a leaf, one step at a time, and back', async () => {
    await visit('/', async (page) => {
      const asked = web.questionThat('guided');
      await ask(page, asked);
      const first = await newest(page, '[data-kind=guided] .short').innerText();
      // Personal information, no important data: more has to be known.
      await newest(page, '[data-kind=guided] .choices li:nth-child(3) button').click();
      await newest(page, '.trail li').waitFor();
      let steps = 1;
      while ((await newest(page, '.reply').getAttribute('data-kind')) === 'guided') {
        await newest(page, '.choices button').click();
        steps += 1;
        await page.locator(`.turn:first-child .trail li:nth-child(${steps})`).waitFor();
      }
      expect(steps).toBeGreaterThan(1);
      expect(await newest(page, '.short').innerText()).not.toBe('');
      expect(await page.locator('.turn').count()).toBe(1);
      expect(await newest(page, 'h2').innerText()).toBe(asked);
      await newest(page, '.trail button').click();
      await page.locator('.turn:first-child [data-kind=guided]').waitFor();
      expect(await newest(page, '.short').innerText()).toBe(first);
    });
  });

  it('lets the keyboard alone pick a suggestion', async () => {
    await visit('/', async (page) => {
      const box = page.locator('#text');
      await box.press('/');
      await page.keyboard.type('电子签');
      await page.locator('#suggestions li').first().waitFor();
      expect(await page.locator('#suggestions mark').first().innerText()).toBe('电子签');
      await box.press('ArrowDown');
      await box.press('ArrowDown');
      const second = page.locator('#suggestions li').nth(1);
      expect(await second.getAttribute('aria-selected')).toBe('true');
      expect(await box.getAttribute('aria-activedescendant')).toBe(await second.getAttribute('id'));
      const text = await second.innerText();
      await box.press('Enter');
      await page.locator('.turn:first-child [data-kind=answered]').waitFor();
      expect(await newest(page, 'h2').innerText()).toBe(text);
      expect(await page.locator('#suggestions').isHidden()).toBe(true);
    });
  });

  it('closes the suggestions at Escape, breaks the line at Shift+Enter, and waits for the input method', async () => {
    await visit('/', async (page) => {
      const box = page.locator('#text');
      await box.focus();
      await page.keyboard.type('RCEP');
      await page.locator('#suggestions li').first().waitFor();
      await box.press('Escape');
      expect(await page.locator('#suggestions').isHidden()).toBe(true);
      const low = await heightOf(box);
      await box.press('Shift+Enter');
      await box.press('Shift+Enter');
      expect(await box.inputValue()).toBe('RCEP\n\n');
      expect(await heightOf(box)).toBeGreaterThan(low);
      await box.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
      await box.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true });
      expect(await page.locator('.turn').count()).toBe(0);
    });
  });

  it('switches the language of the page and of the last answer, and remembers it', async () => {
    await visit('/', async (page) => {
      await ask(page, ZH);
      await page.locator('#switch').click();
      await page.locator('.turn:first-child .reply[lang=en]').waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect(await newest(page, '.short').innerText()).toContain('same legal effect');
      expect(await page.locator('.send').innerText()).toBe('Ask');
      await page.reload();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
    });
  });

  it('answers, offers and guides without the script', async () => {
    await visit(
      '/',
      async (page) => {
        await page.locator('#text').fill(ZH);
        await page.locator('.send').click();
        expect(await page.locator('.turn h2').innerText()).toBe(ZH);
        await page.locator('#text').fill(web.questionThat('guided'));
        await page.locator('.send').click();
        expect(await page.locator('.turn').count()).toBe(1);
        await page.locator('[data-kind=guided] .choices button').first().click();
        expect(await page.locator('.trail li').count()).toBe(1);
        await page.locator('.trail button').click();
        expect(await page.locator('[data-kind=guided]').count()).toBe(1);
      },
      { javaScriptEnabled: false },
    );
  });

  it('copies the answer with its source and address', async () => {
    await visit(
      '/',
      async (page) => {
        await ask(page, EN);
        await newest(page, '.copy').click();
        await page
          .locator('.copy', { hasText: '已复制' })
          .or(page.locator('.copy', { hasText: 'Copied' }))
          .waitFor();
        const copied = await page.evaluate<string>('navigator.clipboard.readText()');
        expect(copied).toContain(EN);
        expect(copied).toContain('same legal effect');
        expect(copied).toContain(`${web.url}/e/cn-esign-legal-effect`);
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    );
  });

  it('keeps the question in the box when the server cannot be reached', async () => {
    await visit('/', async (page) => {
      await page.route('**/ask', (route) => route.abort());
      await page.locator('#text').fill('还在吗');
      await page.locator('#text').press('Enter');
      await page.locator('#fault', { hasText: '没有连上服务器' }).waitFor();
      expect(await page.locator('#text').inputValue()).toBe('还在吗');
    });
    complaints.splice(0, complaints.length, ...complaints.filter((line) => !line.includes('ERR_FAILED')));
  });

  const LOOKS = [
    ['light', 390],
    ['dark', 390],
    ['light', 1280],
    ['dark', 1280],
  ] as const;

  it.each(LOOKS)('gives axe nothing to find, %s at %d px', async (colorScheme, width) => {
    const options = { colorScheme, viewport: { width, height: 800 }, bypassCSP: true };
    const find = async (page: Page): Promise<string[]> => {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    };
    const fits = (page: Page): Promise<boolean> =>
      page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth');
    const check = async (page: Page): Promise<void> => {
      expect(await find(page)).toStrictEqual([]);
      expect(await fits(page)).toBe(true);
    };
    const paths = ['/?lang=zh', '/?lang=en', '/e/cn-esign-legal-effect', '/e/cn-esign-nothing'];
    await Promise.all(paths.map((path) => visit(path, check, options)));
    const others = (['ambiguous', 'guided', 'abstained'] as const).map((kind) => web.questionThat(kind));
    const questions = [ZH, ...others, '你好'];
    await visit(
      '/',
      async (page) => {
        for (const question of questions) await ask(page, question);
        expect(await page.locator('.turn').count()).toBe(questions.length);
        await check(page);
        await page.locator('#text').pressSequentially('电子签');
        await page.locator('#suggestions li').first().waitFor();
        await page.locator('#text').press('ArrowDown');
        await check(page);
      },
      options,
    );
    complaints.splice(0, complaints.length, ...complaints.filter((line) => !line.includes('404')));
  });

  it('gives the browser nothing to complain of', () => {
    expect(complaints).toStrictEqual([]);
  });
});
