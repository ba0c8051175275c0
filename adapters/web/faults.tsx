import type { ErrorHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { BadRequest } from '../../src/assistant/assistant.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import type { WebContext, WebEnv } from './env.ts';
import { sendPage, wantsFragment } from './send.tsx';
import { FaultNote } from './views/fault-note.tsx';
import { TroublePage } from './views/pages.tsx';
import { PAGE_WORDS, type RefusalKind } from './words.ts';

/** A request that gets no reply, by the asker's doing: thrown anywhere, told at the boundary. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly status: ContentfulStatusCode,
    readonly sayIn: (language: Language) => string,
    options?: ErrorOptions,
  ) {
    super(sayIn('en'), options);
  }
}

export const refuse = (status: ContentfulStatusCode, kind: RefusalKind, options?: ErrorOptions): Refused =>
  new Refused(status, (language) => PAGE_WORDS[language].refused[kind], options);

/** Where in the code an error arose. Its message is left out: it may quote a question. */
function describeOrigin(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause instanceof Error ? ` caused by ${describeOrigin(error.cause)}` : '';
  return `${error.name}${frames.slice(0, 6).join('')}${cause}`;
}

/** Tells why a request gets no reply, in the form that was asked for. */
export function tell(c: WebContext, { status, sayIn }: Refused): Response | Promise<Response> {
  const language = c.get('language');
  const sentence = sayIn(language);
  const requestId = c.get('requestId');
  if (c.req.path.startsWith('/api/')) return c.json({ error: sentence, requestId }, status);
  if (wantsFragment(c)) return c.html(<FaultNote language={language} sentence={sentence} />, status);
  const shownId = status >= 500 ? requestId : undefined;
  return sendPage(
    c,
    <TroublePage language={language} path="/" sentence={sentence} requestId={shownId} />,
    status,
  );
}

/** The one boundary: refusals are told, faults are logged once under the request's id and told plainly. */
export const tellFault: ErrorHandler<WebEnv> = (error, c) => {
  if (error instanceof Refused) return tell(c, error);
  if (error instanceof BadRequest) return tell(c, new Refused(400, () => error.message));
  console.error(`web: request ${c.get('requestId')}: ${c.req.method} failed: ${describeOrigin(error)}`);
  return tell(c, refuse(500, 'fault'));
};
