import type { Archive } from '../../../adapters/web/archive.ts';
import { type RunningWeb, type WebParts, createWebApp, startWeb } from '../../../adapters/web/server.ts';
import { Assistant } from '../../../src/assistant/assistant.ts';
import type { Ledger } from '../../../src/assistant/ports.ts';
import { unrecorded } from '../../../src/assistant/unrecorded.ts';
import { type Topic, topicFile } from '../../../src/knowledge/entry.ts';
import type { KnowledgeDocuments } from '../../../src/knowledge/snapshot.ts';
import { aTerm, anEntry } from '../../fakes/builders.ts';
import { type Temper, temperedEngine } from '../../fakes/tempered-engine.ts';

const aTopic = (id: string, zh: string, en: string): Topic =>
  topicFile.shape.topic.parse({ id, title: { zh, en }, description: { zh, en } });

export const SOME: Partial<KnowledgeDocuments> = {
  topics: [aTopic('e-signature', '电子签名', 'E-signature'), aTopic('data-flow', '数据出境', 'Data export')],
  entries: [
    anEntry({
      id: 'legal-effect',
      question: { zh: '电子签名有法律效力吗？', en: 'Is an electronic signature valid?' },
      related: ['seal-effect'],
      confusableWith: [
        { id: 'seal-effect', difference: { zh: '印章另有规定。', en: 'Seals have rules of their own.' } },
      ],
    }),
    anEntry({ id: 'seal-effect', question: { zh: '电子印章有效吗？', en: 'Is an electronic seal valid?' } }),
    anEntry({
      id: 'data-route',
      topic: 'data-flow',
      question: { zh: '数据怎样出境？', en: 'How may data leave?' },
    }),
  ],
  terms: [aTerm()],
};

export interface WebOptions {
  readonly documents?: Partial<KnowledgeDocuments>;
  readonly temper?: Temper;
  readonly perMinute?: NonNullable<WebParts['perMinute']>;
  readonly publicUrl?: string;
  readonly ledger?: Ledger;
  readonly archive?: Archive;
}

export function anAssistant({
  documents = SOME,
  temper = 'answers',
  publicUrl,
  ledger = unrecorded(),
}: WebOptions = {}): Assistant {
  const engine = temperedEngine(temper, documents);
  return new Assistant({
    engine: () => engine,
    ledger,
    today: () => '2026-11-21',
    publicUrl,
  });
}

/** The web adapter over a real socket. */
export function serveWeb(options: WebOptions & { readonly assistant?: Assistant } = {}): Promise<RunningWeb> {
  const { assistant = anAssistant(options), perMinute, archive } = options;
  const app = createWebApp({ assistant, ...(perMinute && { perMinute }), ...(archive && { archive }) });
  return startWeb({ app, host: '127.0.0.1', port: 0 });
}

type Body = NonNullable<RequestInit['body']>;

export const postJson = (url: string, body: Body, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/api/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  });

export const askApi = (url: string, request: object): Promise<Response> =>
  postJson(url, JSON.stringify(request));

export const askPage = (
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> => fetch(`${url}/ask`, { method: 'POST', headers, body: new URLSearchParams(fields) });

export const FRAGMENT = { Accept: 'text/html-fragment' };
