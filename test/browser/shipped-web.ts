import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type RunningWeb, createWebApp, startWeb } from '../../adapters/web/server.ts';
import { Assistant } from '../../src/assistant/assistant.ts';
import { MemoryConversations } from '../../src/assistant/conversation.ts';
import { calibration } from '../../src/engine/confidence.ts';
import { Engine } from '../../src/engine/engine.ts';
import { readKnowledge } from '../../src/knowledge/read-folder.ts';
import { createSnapshot } from '../../src/knowledge/snapshot.ts';

const KNOWLEDGE = fileURLToPath(new URL('../../knowledge', import.meta.url));

/** The page over the knowledge and the calibration that are shipped. */
export async function serveShippedKnowledge(): Promise<RunningWeb> {
  const { documents } = await readKnowledge(KNOWLEDGE);
  const stored: unknown = JSON.parse(await readFile(`${KNOWLEDGE}/calibration.json`, 'utf8'));
  const engine = new Engine(createSnapshot(documents, 1), calibration.parse(stored));
  const assistant = new Assistant({
    engine: () => engine,
    conversations: new MemoryConversations(),
    today: () => '2026-11-21',
    publicUrl: undefined,
  });
  const perMinute = { questions: 10_000, suggestions: 10_000 };
  return startWeb({ app: createWebApp({ assistant, perMinute }), host: '127.0.0.1', port: 0 });
}
