import { z } from 'zod';

const token = (prefix: string, where: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}-\\S+$`), `is not such a token: it begins with ${prefix}- (${where})`);

/** The variables of the environment that Slack needs; an empty one counts as left out. */
export const slackVariables = z.object({
  SLACK_BOT_TOKEN: token('xoxb', 'your app at api.slack.com/apps, OAuth & Permissions').optional(),
  SLACK_APP_TOKEN: token('xapp', 'Basic Information, App-Level Tokens, scope connections:write').optional(),
  SLACK_SIGNING_SECRET: z.string().min(8, 'is too short: copy it from Basic Information').optional(),
  SLACK_MODE: z.enum(['socket', 'http'], 'is not known: give socket or http').default('socket'),
  SLACK_PORT: z
    .string()
    .refine(
      (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
      'is not a port: give a number such as 3000',
    )
    .default('3000'),
  SLACK_API_URL: z
    .string()
    .refine((text) => URL.canParse(text), 'is not an address: give one such as https://slack.com/api/')
    .default('https://slack.com/api/'),
  SLACK_COMMAND: z
    .string()
    .regex(
      /^\/[^\s/A-Z]{1,31}$/,
      'is no command: give a slash and up to 31 lower-case characters, such as /ask',
    )
    .default('/ask'),
  SLACK_MODERATION_CHANNEL: z
    .string()
    .regex(
      /^[CG][A-Z0-9]{2,}$/,
      'is not the id of a channel: it begins with C or G (the foot of the channel’s details)',
    )
    .optional(),
  SLACK_THREAD_FOLLOWUPS: z.enum(['0', '1'], 'is not known: give 1 or 0').default('0'),
});

/** Never repeated to whoever reads a message about the settings. */
export const SLACK_SECRETS: readonly string[] = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
];

type Connection =
  | { readonly mode: 'socket'; readonly appToken: string }
  | { readonly mode: 'http'; readonly signingSecret: string; readonly port: number };

export interface SlackSettings {
  readonly botToken: string;
  readonly connection: Connection;
  /** With a slash at the end. */
  readonly apiUrl: string;
  readonly command: string;
  readonly moderationChannel: string | undefined;
  /** Later messages of a thread are taken as questions without a mention. */
  readonly threadFollowups: boolean;
}

/** What is missing, in plain words, a line each. */
export interface IncompleteSettings {
  readonly missing: readonly string[];
}

/** @returns undefined when Slack is not wanted: no bot token */
export function readSlackSettings(
  variables: z.infer<typeof slackVariables>,
): SlackSettings | IncompleteSettings | undefined {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
  } = variables;
  if (botToken === undefined) return undefined;
  const connection: Connection | undefined =
    variables.SLACK_MODE === 'socket'
      ? appToken === undefined
        ? undefined
        : { mode: 'socket', appToken }
      : signingSecret === undefined
        ? undefined
        : { mode: 'http', signingSecret, port: Number(variables.SLACK_PORT) };
  if (!connection)
    return {
      missing: [
        variables.SLACK_MODE === 'socket'
          ? 'SLACK_APP_TOKEN is missing: Socket Mode needs an app-level token with connections:write (Basic Information, App-Level Tokens) 缺少应用级令牌'
          : 'SLACK_SIGNING_SECRET is missing: HTTP mode needs it to tell Slack’s requests from others (Basic Information, Signing Secret) 缺少签名密钥',
      ],
    };
  return {
    botToken,
    connection,
    apiUrl: variables.SLACK_API_URL.replace(/\/*$/, '/'),
    command: variables.SLACK_COMMAND,
    moderationChannel: variables.SLACK_MODERATION_CHANNEL,
    threadFollowups: variables.SLACK_THREAD_FOLLOWUPS === '1',
  };
}
