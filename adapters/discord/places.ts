import { z } from 'zod';
import type { ChatRecords } from '../../src/assistant/ports.ts';
import { LANGUAGES } from '../../src/knowledge/fields.ts';
import type { Place } from './payloads.ts';

/** How the administrators of a server want it to be served. */
const guildSettings = z.object({
  /** Of answers to text in neither language or both; the asker's own where it is left out. */
  language: z.enum(LANGUAGES).optional(),
  isMuted: z.boolean().default(false),
  /** Where mentions are answered; everywhere when there is none. */
  channels: z.array(z.string()).default([]),
  /** Forums whose new posts are answered. */
  forums: z.array(z.string()).default([]),
});
export type GuildSettings = z.infer<typeof guildSettings>;

type Records = Pick<ChatRecords, 'places'>;

const keyOf = (guild: string): string => `discord:${guild}`;

export const readGuild = async ({ places }: Records, guild: string | undefined): Promise<GuildSettings> =>
  guildSettings.parse((guild === undefined ? undefined : await places.find(keyOf(guild))) ?? {});

export const writeGuild = ({ places }: Records, guild: string, settings: GuildSettings): Promise<void> =>
  places.set(keyOf(guild), settings);

/** Whether a mention in a place is answered; a thread goes by the channel it belongs to. */
export const isServed = ({ isMuted, channels }: GuildSettings, { channel, parent }: Place): boolean =>
  !isMuted &&
  (channels.length === 0 ||
    channels.includes(channel) ||
    (parent !== undefined && channels.includes(parent)));
