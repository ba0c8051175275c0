import { getCookie, setCookie } from 'hono/cookie';
import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { LANGUAGES, type Language } from '../../src/knowledge/fields.ts';
import type { WebEnv } from './env.ts';

export const languageField = z.enum(LANGUAGES);

const COOKIE = 'language';
const YEAR_S = 365 * 24 * 60 * 60;

/** The first of our languages that a browser lists, or English; Chinese for one that takes any. */
function preferredLanguage(acceptLanguage: string): Language {
  const tags = acceptLanguage.split(',').map((tag) => tag.trim().slice(0, 2).toLowerCase());
  const first = tags.find((tag) => tag === 'zh' || tag === 'en' || tag === '*');
  return first === 'zh' || first === '*' ? 'zh' : 'en';
}

/** Settles the language of the page: the one just picked, the one kept, or the browser's. */
export const chooseLanguage: MiddlewareHandler<WebEnv> = async (c, next) => {
  const picked = languageField.safeParse(c.req.query('lang')).data;
  const kept = languageField.safeParse(getCookie(c, COOKIE)).data;
  const listed = c.req.header('accept-language');
  const language = picked ?? kept ?? (listed === undefined ? 'zh' : preferredLanguage(listed));
  if (picked && picked !== kept && !c.req.path.startsWith('/api/'))
    setCookie(c, COOKIE, picked, { path: '/', maxAge: YEAR_S, sameSite: 'Lax', httpOnly: true });
  c.set('language', language);
  await next();
  c.header('Vary', 'Accept-Language, Cookie, Accept', { append: true });
};
