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
    .default('https://discord.com/api'),
  DISCORD_COMMANDS: z
    .enum(['global', 'guild'], 'is not a place for commands: give global, or guild while developing')
    .default('global'),
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

/** What must not be repeated to whoever reads an error. */
export const DISCORD_SECRETS: readonly string[] = ['DISCORD_TOKEN'];

const MISSING_TOKEN =
  'DISCORD_TOKEN is not set, but other settings of Discord are: make a token on the "Bot" page of discord.com/developers 未设 DISCORD_TOKEN：请在 discord.com/developers 的“Bot”页生成令牌';

/** Undefined where Discord is not wanted; `missing` says what to add. */
export function readDiscordSettings(
  variables: z.infer<typeof discordVariables>,
): DiscordSettings | { readonly missing: readonly string[] } | undefined {
  const { DISCORD_TOKEN: token } = variables;
  const {
    DISCORD_APPLICATION_ID: application,
    DISCORD_GUILD: guild,
    DISCORD_MODERATION_CHANNEL: moderationChannel,
  } = variables;
  if (token === undefined)
    return [application, guild, moderationChannel].every((id) => id === undefined)
      ? undefined
      : { missing: [MISSING_TOKEN] };
  return {
    token: token.replace(/^Bot\s+/i, ''),
    application,
    guild,
    moderationChannel,
    apiUrl: withoutVersion(variables.DISCORD_API_URL),
    commands: variables.DISCORD_COMMANDS,
  };
}

/** Where moderators see open cases; none without a home server and a moderation channel. */
export const desksOf = ({ guild, moderationChannel }: DiscordSettings): readonly string[] =>
  guild === undefined || moderationChannel === undefined ? [] : [`discord:${guild}/${moderationChannel}`];
