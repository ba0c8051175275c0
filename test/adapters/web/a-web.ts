import type { Archive } from '../../../adapters/web/archive.ts';
import { type RunningWeb, type WebParts, createWebApp, startWeb } from '../../../adapters/web/server.ts';
import { Assistant } from '../../../src/assistant/assistant.ts';
import type { Ledger } from '../../../src/assistant/ports.ts';
import { unrecorded } from '../../../src/assistant/unrecorded.ts';
import { type Calibration, SIGNALS, calibration } from '../../../src/engine/confidence.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { START_WEIGHTS } from '../../../src/engine/evidence.ts';
import { type Topic, topicFile } from '../../../src/knowledge/entry.ts';
import { type KnowledgeDocuments, createSnapshot } from '../../../src/knowledge/snapshot.ts';
import { aTerm, anEntry, documentsOf } from '../../fakes/builders.ts';

/** What the engine makes of any question that has words: its best candidate, some candidates, or nothing. */
type Temper = 'answers' | 'offers' | 'abstains';

/** The same probability whatever the signals. */
const always = (certain: boolean) => ({
  bias: certain ? 20 : -20,
  weights: Object.fromEntries(SIGNALS.map((signal) => [signal, 0])),
});

const calibrationThat = (temper: Temper): Calibration =>
  calibration.parse({
    version: 1,
    fitted: '2026-11-21',
    evidence: START_WEIGHTS,
    right: always(temper === 'answers'),
    within: always(temper !== 'abstains'),
    answerFrom: 0.5,
    offerFrom: 0.5,
  });

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
  const engine = new Engine(createSnapshot(documentsOf(documents), 7), calibrationThat(temper));
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
