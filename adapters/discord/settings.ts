import { z } from 'zod';

const snowflake = (name: string) =>
  z
    .string()
    .regex(/^\d{1,22}$/, `is not a Discord id: give the ${name}'s id, digits only (Developer Mode, Copy ID)`);

/** Without the version and the slash at the end, which discord.js adds itself. */
const withoutVersion = (url: string): string => url.replace(/\/+$/, '').replace(/\/v\d+$/, '');

/** The variables of the environment that Discord needs; an empty one counts as left out. */
export const discordVariables = z.object({
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_APPLICATION_ID: snowflake('application').optional(),
  DISCORD_GUILD: snowflake('home server').optional(),
  DISCORD_MODERATION_CHANNEL: snowflake('moderation channel').optional(),
  DISCORD_API_URL: z
    .string()
    .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), {
      error: 'is not an address: give one such as https://discord.com/api',
    })
    .optional(),
  DISCORD_COMMANDS: z
    .enum(['global', 'guild'], 'is not a place for commands: give global, or guild while developing')
    .optional(),
});

export interface DiscordSettings {
  readonly token: string;
  /** Asked of Discord when it is left out. */
  readonly application: string | undefined;
  /** The home server: only there can someone be a moderator. */
  readonly guild: string | undefined;
  readonly moderationChannel: string | undefined;
  readonly apiUrl: string;
  /** Commands of one server appear at once: for development. */
  readonly commands: 'global' | 'guild';
}

/** Undefined when there is no token: then Discord is not served. */
export function readDiscordSettings(
  variables: z.infer<typeof discordVariables>,
): DiscordSettings | undefined {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl } = variables;
  if (token === undefined) return undefined;
  return {
    token: token.replace(/^Bot\s+/i, ''),
    application: variables.DISCORD_APPLICATION_ID,
    guild: variables.DISCORD_GUILD,
    moderationChannel: variables.DISCORD_MODERATION_CHANNEL,
    apiUrl: withoutVersion(apiUrl ?? 'https://discord.com/api'),
    commands: variables.DISCORD_COMMANDS ?? 'global',
  };
}

/** Where moderators see open cases; none without a home server and a moderation channel. */
export const desksOf = ({ guild, moderationChannel }: DiscordSettings): readonly string[] =>
  guild === undefined || moderationChannel === undefined ? [] : [`discord:${guild}/${moderationChannel}`];
