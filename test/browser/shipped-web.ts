import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type RunningWeb, createWebApp, startWeb } from '../../adapters/web/server.ts';
import { Assistant } from '../../src/assistant/assistant.ts';
import { unrecorded } from '../../src/assistant/unrecorded.ts';
import { calibration } from '../../src/engine/calibration/stored.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import { readKnowledge } from '../../src/knowledge/read-folder.ts';
import { createSnapshot } from '../../src/knowledge/snapshot.ts';

const KNOWLEDGE = fileURLToPath(new URL('../../knowledge', import.meta.url));

export interface ShippedWeb extends RunningWeb {
  /** A question of the knowledge's own that now gets this outcome, whatever the calibration of the day. */
  questionThat(outcome: Outcome['kind']): string;
}

const TODAY = '2026-11-21';

/** The page over the knowledge and the calibration that are shipped. */
export async function serveShippedKnowledge(): Promise<ShippedWeb> {
  const { documents } = await readKnowledge(KNOWLEDGE);
  const stored: unknown = JSON.parse(await readFile(`${KNOWLEDGE}/calibration.json`, 'utf8'));
  const engine = new Engine(createSnapshot(documents, 1), calibration.parse(stored));
  const assistant = new Assistant({
    engine: () => engine,
    ledger: unrecorded(),
    today: () => TODAY,
    publicUrl: undefined,
  });
  const perMinute = { questions: 10_000, suggestions: 10_000 };
  const web = await startWeb({ app: createWebApp({ assistant, perMinute }), host: '127.0.0.1', port: 0 });
  const texts = [
    ...documents.guides.flatMap(({ phrasings }) => phrasings.zh),
    ...documents.terms.map(({ zh }) => zh),
    '今天晚上吃什么',
  ];
  const questionThat = (outcome: Outcome['kind']): string => {
    const found = texts.find((text) => engine.resolve({ text, today: TODAY }).outcome.kind === outcome);
    if (found === undefined) throw new Error(`no text of the knowledge is ${outcome}`);
    return found;
  };
  return { ...web, questionThat };
}
