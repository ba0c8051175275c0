import type { Serving } from '../adapters/terminal/serve.ts';
import { createWebApp, startWeb } from '../adapters/web/server.ts';
import { createArchive } from './archive.ts';
import { todayIn } from './config.ts';
import type { House } from './house.ts';
import { openDiscord } from './open-discord.ts';
import { openSlack } from './open-slack.ts';

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

/** Not while everyone comes back at once. */
const STAND_BY_AFTER_MS = 3_000;
/** What was erased is not much longer in a worker's memory. */
const STAND_BY_EVERY_MS = 5 * 60_000;

/** Whoever drafts is not to wait for workers to load, to read what was asked, or to find out what an upgrade left unknown. */
function standBy(house: House, tellFault: (error: unknown) => void): void {
  let running: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const standByIn = (ms: number): void => {
    timer = setTimeout(() => {
      running = house.moderation.standBy().catch(tellFault);
      standByIn(STAND_BY_EVERY_MS);
    }, ms);
  };
  standByIn(STAND_BY_AFTER_MS);
  house.onClose(async () => {
    clearTimeout(timer);
    await running;
  });
}

/** A platform that hears nothing any more is worse than a program that ends: a supervisor starts it anew. */
function endWith(reason: string, house: House): void {
  console.error(reason);
  void house.close().finally(() => process.exit(1));
}

/** Everything that a serving process does beside the web page is begun here, and ended with the house. */
export async function openServing(house: House): Promise<Serving> {
  const { assistant, config } = house;
  const tellFault = (error: unknown): void => {
    console.error(error);
  };
  keepRetention(house, tellFault);
  standBy(house, tellFault);
  const log = (line: string): void => {
    console.error(line);
  };
  const onDeaf = (reason: string): void => {
    endWith(reason, house);
  };
  const telling = { tellFault, log, onDeaf };
  const platforms = [await openSlack(house, telling), await openDiscord(house, telling)];
  house.files?.startWatching();
  const { entries, topics } = assistant.engine.snapshot;
  const { host, port, publicUrl } = config;
  const app = createWebApp({
    assistant,
    archive: createArchive(house),
    health: () => house.health(),
    moderating: { moderation: house.moderation, today: () => todayIn(config) },
  });
  return {
    entries: entries.size,
    topics: topics.size,
    publicUrl,
    platforms,
    start: () => startWeb({ app, host, port }),
    close: () => house.close(),
  };
}
