import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { Hono } from 'hono';
import type { Assistant } from '../../../src/assistant/assistant.ts';
import { toProtocol, toProtocolChoice } from '../../../src/assistant/protocol.ts';
import type { WebEnv } from '../env.ts';
import { refuse } from '../faults.tsx';
import type { Archive } from '../archive.ts';
import { PAGE_WORDS } from '../words.ts';
import { readApiRequest } from '../requests.ts';
import { replyTo } from './ask.ts';

const MOST_SUGGESTIONS = 6;

/** For programs, and for the page's type-ahead. */
export function apiRoutes(assistant: Assistant, archive: Archive): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.post('/ask', async (c) => {
    const request = await readApiRequest(c);
    const start = performance.now();
    // A prefix keeps programs out of the conversations of the page.
    const conversation = `api:${request.conversation ?? randomUUID()}`;
    const { reply } = await replyTo(assistant, request, { conversation, language: request.language });
    return c.json(toProtocol(reply, performance.now() - start));
  });
  routes.get('/entries/:id', async (c) => {
    const start = performance.now();
    const id = c.req.param('id');
    const reply = assistant.show(id, c.get('language'));
    if (reply?.kind !== 'answered' && reply?.kind !== 'withheld') {
      const withdrawn = await archive.withdrawn(id);
      if (withdrawn) return c.json({ error: PAGE_WORDS[c.get('language')].withdrawnPage, withdrawn }, 410);
      throw refuse(404, 'no-entry');
    }
    const { question, related, confusable } = reply.entry;
    return c.json({
      question,
      ...toProtocol(reply, performance.now() - start),
      related: related.map(toProtocolChoice),
      confusable: confusable.map(toProtocolChoice),
    });
  });
  routes.get('/suggest', (c) => {
    const suggestions = assistant.engine.suggest(c.req.query('q') ?? '', c.get('language'), MOST_SUGGESTIONS);
    return c.json({
      suggestions: suggestions.map(({ id, text, marks }) => ({ entry: id ?? null, text, marks })),
    });
  });
  return routes;
}
