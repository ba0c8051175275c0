import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import type { Assistant } from '../../src/assistant/assistant.ts';
import { type Archive, NO_ARCHIVE } from './archive.ts';
import type { Moderation } from '../../src/moderation/moderation.ts';
import type { WebEnv } from './env.ts';
import { refuse, tellFault } from './faults.tsx';
import { limitBody, limitRate, refuseOtherSites, securityHeaders } from './guard.ts';
import { chooseLanguage } from './language.ts';
import { actRoutes } from './routes/acts.tsx';
import { apiRoutes } from './routes/api.ts';
import { assetRoutes } from './routes/assets.ts';
import { moderationRoutes } from './routes/moderation.ts';
import { pageRoutes, tellNotFound } from './routes/pages.tsx';

/** How the program is doing: only counts and parts are told to whoever asks over the web. */
interface WebHealth {
  readonly ok: boolean;
  readonly inboxWaiting: number;
  readonly inboxFailed: number;
  readonly outboxWaiting: number;
  readonly undelivered: readonly unknown[];
  readonly parts: readonly { readonly name: string; readonly fault: string | undefined }[];
}

export interface WebParts {
  /** Left out where nothing is kept. */
  readonly archive?: Archive;
  /** Left out where only the page is served. */
  readonly health?: () => Promise<WebHealth>;
  readonly assistant: Assistant;
  /** What programs of the moderators reach, with the date; left out where nothing is moderated. */
  readonly moderating?: { readonly moderation: Moderation; readonly today: () => string };
  /** From one address. Suggestions are asked for at every key. */
  readonly perMinute?: {
    readonly questions: number;
    readonly suggestions: number;
    readonly moderation?: number;
  };
}

export type WebApp = Hono<WebEnv>;

const MODERATION_PER_MINUTE = 120;

/** The web page and the HTTP API as one application that needs no socket to be tried. */
export function createWebApp({
  assistant,
  archive = NO_ARCHIVE,
  health,
  moderating,
  perMinute = { questions: 60, suggestions: 600 },
}: WebParts): WebApp {
  const app: WebApp = new Hono<WebEnv>();
  app.onError(tellFault);
  app.notFound((c) => tellNotFound(c, assistant));
  app.use(requestId(), securityHeaders, chooseLanguage, refuseOtherSites, limitBody);

  const limitQuestions = limitRate(perMinute.questions);
  app.post('/ask', limitQuestions);
  app.post('/act', limitQuestions);
  app.post('/letters', limitQuestions);
  app.post('/api/ask', limitQuestions);
  app.get('/api/suggest', limitRate(perMinute.suggestions));

  app.route('/', pageRoutes(assistant, archive));
  app.route('/', actRoutes(assistant));
  app.route('/api', apiRoutes(assistant, archive));
  if (moderating) {
    app.use('/api/moderation/*', limitRate(perMinute.moderation ?? MODERATION_PER_MINUTE));
    app.route('/api/moderation', moderationRoutes(moderating.moderation, moderating.today));
  }
  app.route('/static', assetRoutes());
  app.get('/healthz', async (c) => {
    const { revision, entries } = assistant.engine.snapshot;
    const common = { ok: true, revision, entries: entries.size, uptime: process.uptime() };
    if (!health) return c.json(common);
    const { ok, parts, undelivered, inboxWaiting, inboxFailed, outboxWaiting } = await health();
    const inbox = { waiting: inboxWaiting, failed: inboxFailed };
    const outbox = { waiting: outboxWaiting, undelivered: undelivered.length };
    return c.json({ ...common, ok, inbox, outbox, parts }, ok ? 200 : 503);
  });
  refuseOtherMethods(app);
  return app;
}

const METHODS: readonly (readonly [path: string, allowed: string])[] = [
  ['/', 'GET, HEAD'],
  ['/ask', 'GET, HEAD, POST'],
  ['/act', 'POST'],
  ['/letters', 'POST'],
  ['/e/:id', 'GET, HEAD'],
  ['/e/:id/r/:revision', 'GET, HEAD'],
  ['/api/ask', 'POST'],
  ['/api/entries/:id', 'GET, HEAD'],
  ['/api/suggest', 'GET, HEAD'],
  ['/static/*', 'GET, HEAD'],
  ['/healthz', 'GET, HEAD'],
];

/** After the routes: what reaches these came by another method. */
function refuseOtherMethods(app: WebApp): void {
  for (const [path, allowed] of METHODS)
    app.all(path, (c, next) => {
      if (allowed.startsWith(c.req.method)) return next();
      c.header('Allow', allowed);
      throw refuse(405, 'wrong-method');
    });
}

export interface RunningWeb {
  readonly url: string;
  /** Takes no more requests and resolves when those under way are answered. */
  close(): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 3_000;

/**
 * Serves an app; resolves when it listens.
 * @throws Error in plain words when the address cannot be listened on
 */
export async function startWeb({ app, host, port }: StartWeb): Promise<RunningWeb> {
  const listener = getRequestListener(app.fetch);
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    void listener(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new Error(describeListenFault(cause, host, port), { cause }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve, reject) => {
        const force = setTimeout(() => {
          server.closeAllConnections();
        }, CLOSE_TIMEOUT_MS);
        server.close((error) => {
          clearTimeout(force);
          if (error) reject(error);
          else resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

interface StartWeb {
  readonly app: WebApp;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

function describeListenFault(error: Error & { readonly code?: string }, host: string, port: number): string {
  if (error.code === 'EADDRINUSE')
    return `port ${port} of ${host} is taken by another program: stop it, or set PORT to another number`;
  if (error.code === 'EACCES') return `port ${port} may not be used by this user: set PORT to 1024 or more`;
  return `cannot listen on ${host}:${port} (${error.code ?? error.message}): check HOST and PORT`;
}
