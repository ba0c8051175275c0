import type { Serving } from '../adapters/terminal/serve.ts';
import { createWebApp, startWeb } from '../adapters/web/server.ts';
import { createArchive } from './archive.ts';
import type { House } from './house.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Deletes what is past its time, at the start and every day. */
function keepRetention(house: House, tellFault: (error: unknown) => void): void {
  let running: Promise<unknown> = Promise.resolve();
  const retain = (): void => {
    running = house.store.retain().catch(tellFault);
  };
  const timer = setInterval(retain, DAY_MS);
  retain();
  house.onClose(async () => {
    clearInterval(timer);
    await running;
  });
}

/** Everything that a serving process does beside the web page is begun here, and ended with the house. */
export function openServing(house: House): Serving {
  const { assistant, config } = house;
  const tellFault = (error: unknown): void => {
    console.error(error);
  };
  keepRetention(house, tellFault);
  const { entries, topics } = assistant.engine.snapshot;
  const { host, port, publicUrl } = config;
  const app = createWebApp({ assistant, archive: createArchive(house), health: () => house.health() });
  return {
    entries: entries.size,
    topics: topics.size,
    publicUrl,
    platforms: ['Slack', 'Discord'].map((name) => `Off  ${name}: not in this version 此版本未含`),
    start: () => startWeb({ app, host, port }),
    close: () => house.close(),
  };
}
