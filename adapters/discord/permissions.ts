import { type Client, type Guild, PermissionFlagsBits } from 'discord.js';
import type { ChatRecords, Ledger } from '../../src/assistant/ports.ts';
import { readGuild } from './places.ts';
import { describeLackingPermissions, describeMissingServer, describeUnseenChannel } from './preflight.ts';
import type { DiscordSettings } from './settings.ts';

const WRITING = ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'] as const;

/** What the bot must be allowed, by what it does in a channel. */
const NEEDED = Object.freeze({
  /** Cases are shown there, and replied to. */
  desk: WRITING,
  /** Mentions are answered there, and in its threads. */
  channel: [...WRITING, 'SendMessagesInThreads'],
  /** New posts are answered there. */
  forum: ['ViewChannel', 'SendMessagesInThreads', 'EmbedLinks'],
} as const);

/** A channel that someone has set the bot to speak in. */
interface Spot {
  readonly guild: string;
  readonly channel: string;
  readonly use: keyof typeof NEEDED;
}

/** Where the bot was set to speak, in the servers that it is in. */
export async function readSpots(
  { guild: home, moderationChannel }: DiscordSettings,
  { places }: Pick<Ledger<ChatRecords>['read'], 'places'>,
  guilds: readonly string[],
): Promise<readonly Spot[]> {
  const spots: Spot[] = [];
  if (home !== undefined && moderationChannel !== undefined)
    spots.push({ guild: home, channel: moderationChannel, use: 'desk' });
  for (const guild of guilds) {
    const { channels, forums } = await readGuild({ places }, guild);
    spots.push(
      ...channels.map((channel): Spot => ({ guild, channel, use: 'channel' })),
      ...forums.map((channel): Spot => ({ guild, channel, use: 'forum' })),
    );
  }
  return spots;
}

/** What keeps the bot from speaking where it was set to, in plain words, as far as Discord has told it by now. */
export const describeObstacles = (client: Client, spots: readonly Spot[]): readonly string[] => [
  ...new Set(
    spots.flatMap((spot) => {
      const guild = client.guilds.cache.get(spot.guild);
      if (!guild) return describeMissingServer(spot.guild);
      // One that cannot be reached just now has told of no channels.
      return guild.channels.cache.size > 0 ? (describeIn(guild, spot) ?? []) : [];
    }),
  ),
];

function describeIn(guild: Guild, { channel: id, use }: Spot): string | undefined {
  const channel = guild.channels.cache.get(id);
  if (!channel) return describeUnseenChannel(guild.name, id);
  const { me } = guild.members;
  // Nothing can be said where roles are not known; @everyone has the server's own id.
  if (!me || !guild.roles.cache.has(guild.id)) return undefined;
  const lacking = channel.permissionsFor(me).missing(NEEDED[use].map((name) => PermissionFlagsBits[name]));
  const names = NEEDED[use].filter((name) => lacking.includes(name));
  return names.length === 0
    ? undefined
    : describeLackingPermissions(`#${channel.name} (${guild.name})`, names);
}
