import { DiscordApp } from '../adapters/discord/app.ts';
import { desksOf } from '../adapters/discord/settings.ts';
import { type Telling, chatParts } from './chat-parts.ts';
import type { House } from './house.ts';

const ANSWERED = { 'case-answered': 'sent', 'case-closed': 'not-open', denied: 'forbidden' } as const;

/** Begins to serve Discord, if it is wanted; how that goes is in the house's health. @returns a line about it */
export async function openDiscord(house: House, telling: Telling): Promise<string> {
  const { config, moderation } = house;
  const { discord: settings } = config;
  if (!settings)
    return 'Off  Discord, as DISCORD_TOKEN is not set: see docs/discord.md 未接入 Discord（未设 DISCORD_TOKEN）';
  const discord = new DiscordApp({
    ...(await chatParts(house, 'Discord', telling)),
    settings,
    answerCase: async ({ moderator, ...answer }) =>
      ANSWERED[(await moderation.answerCase({ ...answer, by: { person: moderator } })).kind],
  });
  house.desks.push(...desksOf(settings));
  house.watch(() => ({ name: 'discord', fault: discord.fault }));
  house.watch(() => ({ name: 'discord channels', fault: discord.warning, isMinor: true }));
  house.onClose(() => discord.stop());
  discord.start();
  return 'On   Discord, /ask';
}
