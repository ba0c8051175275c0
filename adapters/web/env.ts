import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { RequestIdVariables } from 'hono/request-id';
import type { Language } from '../../src/knowledge/fields.ts';

/** What every handler finds in its context. Without a socket (`app.request()`) there are no bindings. */
export interface WebEnv {
  Bindings: Partial<HttpBindings>;
  Variables: RequestIdVariables & { readonly language: Language };
}

export type WebContext = Context<WebEnv>;
