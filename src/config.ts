import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import {
  DISCORD_SECRETS,
  type DiscordSettings,
  discordVariables,
  readDiscordSettings,
} from '../adapters/discord/settings.ts';
import {
  SLACK_SECRETS,
  type SlackSettings,
  readSlackSettings,
  slackVariables,
} from '../adapters/slack/settings.ts';
import { LANGUAGES, type Language } from './knowledge/fields.ts';

/** The environment as the program uses it. */
export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Base address of the public pages, without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** IANA name; what day it is there is `today`. */
  readonly timeZone: string;
  /** Where the embedded database, the command socket and, by default, the readable files live. */
  readonly dataDir: string;
  /** A PostgreSQL database in place of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** The readable files: written behind every publish; edits of them are noticed. */
  readonly knowledgeDir: string;
  /** What an edit of a file becomes: a draft to be reviewed, or the answer at once. */
  readonly fileEdits: 'draft' | 'live';
  /** Whether a second person approves what is published; an association of one goes without. */
  readonly review: 'second-person' | 'single';
  /** Shared by replicas: seals the chat platforms' short-lived secrets. Without it, one is kept in the data folder. */
  readonly sealSecret: string | undefined;
  /** The asker's own language in the terminal, for questions that are in neither or both. */
  readonly language: Language | undefined;
  /** Undefined where Slack is not wanted. */
  readonly slack: SlackSettings | undefined;
  /** Undefined where Discord is not wanted. */
  readonly discord: DiscordSettings | undefined;
  /** What the app's manifest says of the settings, wanted or not yet. */
  readonly slackApp: Pick<SlackSettings, 'command' | 'threadFollowups'>;
}

/** Thrown with everything that is wrong with the environment. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly faults: readonly string[]) {
    super(`the settings cannot be used:\n${faults.join('\n')}`);
  }
}

/** Found from this file, so that the program starts in any working directory. */
export const PROJECT_DIR = fileURLToPath(new URL('..', import.meta.url));

const isBaseUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && `${search}${hash}${username}${password}` === '';
};

const isDatabaseUrl = (text: string): boolean =>
  URL.canParse(text) && /^postgres(?:ql)?:$/.test(new URL(text).protocol);

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

const environment = z.object({
  ...slackVariables.shape,
  ...discordVariables.shape,
  HOST: z
    .string()
    .regex(
      /^[\w.:-]+$/,
      'is not a host name or address: give one such as 127.0.0.1, or 0.0.0.0 for every network',
    )
    .default('127.0.0.1'),
  PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, {
      error: 'is not a port: give a whole number up to 65535 such as 8787, or 0 for any free one',
    })
    .default('8787'),
  PUBLIC_URL: z
    .string()
    .refine(
      isBaseUrl,
      'is not the address of a site: give one such as https://ask.example.org, without ? and #',
    )
    .optional(),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'is no time zone: give an IANA name such as Asia/Shanghai')
    .default('Asia/Shanghai'),
  DATA_DIR: z.string().optional(),
  DATABASE_URL: z
    .string()
    .refine(
      isDatabaseUrl,
      'is not the address of a PostgreSQL database: give one such as postgres://user:password@host/shuwen',
    )
    .optional(),
  KNOWLEDGE_DIR: z.string().optional(),
  FILE_EDITS: z
    .enum(['draft', 'live'], 'is not known: give draft (an edit is reviewed) or live (a single editor)')
    .default('draft'),
  REVIEW: z
    .enum(
      ['second-person', 'single'],
      'is not known: give second-person, or single for an association of one',
    )
    .default('second-person'),
  SEAL_SECRET: z
    .string()
    .min(32, 'is too short to be secret: give 32 characters or more, made by chance')
    .optional(),
  ASKER_LANGUAGE: z.enum(LANGUAGES, 'is not a language of the answers: give zh or en').optional(),
});

/** Never repeated to whoever reads the error. */
const SECRETS: ReadonlySet<string> = new Set([
  'DATABASE_URL',
  'SEAL_SECRET',
  ...SLACK_SECRETS,
  ...DISCORD_SECRETS,
]);

/** Every variable that is read. */
export const VARIABLES: readonly string[] = Object.keys(environment.shape);

/**
 * Reads the environment; a variable that is empty counts as left out.
 * @throws ConfigError with everything that is wrong
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    VARIABLES.flatMap((name) => {
      const value = variables[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success)
    throw new ConfigError(
      parsed.error.issues.map(({ path, message }) => {
        const name = path.join('.');
        return SECRETS.has(name) ? `${name} ${message}` : `${name} ${JSON.stringify(given[name])} ${message}`;
      }),
    );
  const slack = readSlackSettings(parsed.data);
  if (slack && 'missing' in slack) throw new ConfigError(slack.missing);
  const discord = readDiscordSettings(parsed.data);
  if (discord && 'missing' in discord) throw new ConfigError(discord.missing);
  const { HOST, PORT, PUBLIC_URL, TIME_ZONE, DATABASE_URL } = parsed.data;
  const dataDir = resolve(parsed.data.DATA_DIR ?? resolve(PROJECT_DIR, 'data'));
  return {
    host: HOST,
    port: Number(PORT),
    publicUrl: PUBLIC_URL?.replace(/\/+$/, ''),
    timeZone: TIME_ZONE,
    dataDir,
    databaseUrl: DATABASE_URL,
    knowledgeDir: resolve(parsed.data.KNOWLEDGE_DIR ?? resolve(dataDir, 'knowledge')),
    fileEdits: parsed.data.FILE_EDITS,
    review: parsed.data.REVIEW,
    sealSecret: parsed.data.SEAL_SECRET,
    language: parsed.data.ASKER_LANGUAGE,
    slack,
    discord,
    slackApp: {
      command: parsed.data.SLACK_COMMAND,
      threadFollowups: parsed.data.SLACK_THREAD_FOLLOWUPS === '1',
    },
  };
}

/** The knowledge shipped with the program: what an empty store begins with. Never written to. */
export const SHIPPED_KNOWLEDGE = resolve(PROJECT_DIR, 'knowledge');

/** Making one takes longer than answering does. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

/** The civil date of a moment in a time zone. */
export function civilDateIn(timeZone: string, moment: Date): string {
  const parts = formatIn(timeZone)
    .formatToParts(moment)
    .map(({ type, value }): [string, string] => [type, value]);
  const { year = '', month = '', day = '' } = Object.fromEntries(parts);
  return `${year.padStart(4, '0')}-${month}-${day}`;
}

export const todayIn = ({ timeZone }: Pick<Config, 'timeZone'>): string => civilDateIn(timeZone, new Date());
