import { expect, vi } from 'vitest';
import { DiscordApp, type DiscordParts } from '../../../adapters/discord/app.ts';
import { desksOf, discordVariables, readDiscordSettings } from '../../../adapters/discord/settings.ts';
import { Assistant } from '../../../src/assistant/assistant.ts';
import { createSeal } from '../../../src/storage/seal.ts';
import type { Repositories, Store } from '../../../src/storage/store.ts';
import { aStore } from '../../fakes/a-store.ts';
import { smallEngine } from '../../fakes/small-knowledge.ts';
import { DiscordServer } from './server/discord-server.ts';
import { DESK, GUILD, MODERATOR, TOKEN } from './server/world.ts';

// Generous: other work may hold up the machine.
vi.setConfig({ testTimeout: 30_000 });

/** For what comes about without a call to Discord. */
export const PATIENT = { timeout: 20_000 };

const engine = smallEngine();

/** The bot over a store, connected to a small Discord. */
export interface Bot extends AsyncDisposable {
  readonly discord: DiscordServer;
  readonly store: Store;
  readonly app: DiscordApp;
  readonly parts: DiscordParts;
  /** Why it would have ended the process. */
  readonly deaf: string[];
  readonly faults: string[];
  readonly notices: string[];
}

/** Answers a case as moderation does: at most once. */
const answerCaseIn =
  (store: Store): DiscordParts['answerCase'] =>
  ({ case: id, text, moderator }) =>
    store.write(async ({ cases, outbox }) => {
      const open = (await cases.listOpen()).find((each) => each.id === id);
      if (!open?.destination || !(await cases.answer(id, moderator, text))) return 'not-open';
      const letter = { kind: 'personal-reply', case: id, question: open.question, text, language: 'en' };
      await outbox.post({ destination: open.destination, payload: JSON.stringify(letter) });
      return 'sent';
    });

export function partsOver(store: Store, discord: DiscordServer, over: Partial<DiscordParts> = {}) {
  const settings = readDiscordSettings(
    discordVariables.parse({
      DISCORD_TOKEN: TOKEN,
      DISCORD_GUILD: GUILD,
      DISCORD_MODERATION_CHANNEL: DESK,
      DISCORD_API_URL: discord.apiUrl,
    }),
  );
  if (!settings || 'missing' in settings) throw new Error('there is no token');
  const told = { deaf: [] as string[], faults: [] as string[], notices: [] as string[] };
  const parts: DiscordParts = {
    settings,
    ledger: store,
    assistant: new Assistant<Repositories>({
      engine: () => engine,
      ledger: store,
      today: () => '2026-11-21',
      publicUrl: undefined,
      desks: () => desksOf(settings),
    }),
    seal: createSeal('a secret'),
    forget: (person) => store.forget(person),
    answerCase: answerCaseIn(store),
    onDeaf: (reason) => told.deaf.push(reason),
    onFault: (subject, error) => told.faults.push(`${subject}: ${String(error)}`),
    log: (text) => told.notices.push(text),
    timing: { leaseMs: 600, silenceMs: 30_000, firstBackoffMs: 20 },
    ...over,
  };
  return { parts, ...told };
}

/** Starts a Discord, a store and the bot, and waits until it is connected. */
export async function aBot(over: Partial<DiscordParts> = {}): Promise<Bot> {
  const discord = new DiscordServer();
  await discord.wire.start();
  const opened = await aStore();
  const { store } = opened;
  await store.write(async ({ people }) => {
    const person = await people.identify({ platform: 'discord', tenant: 'discord', user: MODERATOR });
    await people.grant(person, 'moderator');
  });
  const { parts, ...told } = partsOver(store, discord, over);
  const app = new DiscordApp(parts);
  app.start();
  await expect.poll(() => app.state, PATIENT).toBe('live');
  return {
    ...{ discord, store, app, parts, ...told },
    [Symbol.asyncDispose]: async () => {
      await app.stop();
      await discord.stop();
      await opened[Symbol.asyncDispose]();
      expect(discord.malformed).toEqual([]);
    },
  };
}
