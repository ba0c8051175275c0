import { DiscordApp } from '../adapters/discord/app.ts';
import { desksOf } from '../adapters/discord/settings.ts';
import type { House } from './house.ts';
import { createSeal, readSecret } from './storage/seal.ts';

interface OpenDiscordParts {
  readonly tellFault: (error: unknown) => void;
  readonly log: (line: string) => void;
  /** A platform will say nothing any more, and why. */
  readonly onDeaf: (reason: string) => void;
}

const ANSWERED = { 'case-answered': 'sent', 'case-closed': 'not-open', denied: 'forbidden' } as const;

/** Begins to serve Discord, if it is wanted; how that goes is in the house's health. @returns a line about it */
export async function openDiscord(
  house: House,
  { tellFault, log, onDeaf }: OpenDiscordParts,
): Promise<string> {
  const { config, store, assistant, moderation } = house;
  const { discord: settings } = config;
  if (!settings)
    return 'Off  Discord, as DISCORD_TOKEN is not set: see docs/discord.md 未接入 Discord（未设 DISCORD_TOKEN）';
  const discord = new DiscordApp({
    settings,
    ledger: store,
    assistant,
    seal: createSeal(config.sealSecret ?? (await readSecret(config.dataDir))),
    forget: (person) => store.forget(person),
    answerCase: async ({ moderator, ...answer }) =>
      ANSWERED[(await moderation.answerCase({ ...answer, by: { person: moderator } })).kind],
    log,
    onFault: (subject, error) => {
      tellFault(new Error(`Discord: ${subject} failed`, { cause: error }));
    },
    onDeaf: (reason) => {
      onDeaf(`Discord: ${reason}`);
    },
  });
  house.desks.push(...desksOf(settings));
  house.watch(() => ({ name: 'discord', fault: discord.fault }));
  house.onClose(() => discord.stop());
  discord.start();
  return 'On   Discord, /ask';
}
