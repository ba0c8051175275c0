import { randomUUID } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { WebContext } from './env.ts';

const COOKIE = 'conversation';

/** As long as a correction of an answer is told to those who were shown it. */
const KEPT_SECONDS = 180 * 24 * 60 * 60;

const keptId = (c: WebContext): string | undefined => z.uuid().safeParse(getCookie(c, COOKIE)).data;

/** The visitor's conversation: an opaque random id, made at the first question; kept so that replies find them. */
export function conversationOf(c: WebContext): string {
  const kept = keptId(c);
  const id = kept ?? randomUUID();
  if (!kept) setCookie(c, COOKIE, id, { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: KEPT_SECONDS });
  return `page:${id}`;
}

/** The conversation of one who has asked before. */
export const knownConversation = (c: WebContext): string | undefined => {
  const kept = keptId(c);
  return kept === undefined ? undefined : `page:${kept}`;
};

/** Where what is not posted is read: in the conversation itself. */
export const webDestination = (conversation: string): string => `web:${conversation}`;
