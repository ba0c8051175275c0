import { html } from 'hono/html';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { WebContext } from './env.ts';

const FRAGMENT = 'text/html-fragment';

/** The page's script asks for the reply alone, to put it into the page that is there. */
export const wantsFragment = (c: WebContext): boolean => c.req.header('accept')?.includes(FRAGMENT) === true;

/** A whole document. */
export const sendPage = (
  c: WebContext,
  page: JSX.Element,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> => c.html(html`<!doctype html>${page}`, status);
