import { randomUUID } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { WebContext } from './env.ts';

const COOKIE = 'conversation';

/** The visitor's conversation: an opaque random id, made at the first question and gone with the browser session. */
export function conversationOf(c: WebContext): string {
  const kept = z.uuid().safeParse(getCookie(c, COOKIE)).data;
  const id = kept ?? randomUUID();
  if (!kept) setCookie(c, COOKIE, id, { path: '/', sameSite: 'Lax', httpOnly: true });
  return `page:${id}`;
}
