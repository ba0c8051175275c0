import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type REST,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import { z } from 'zod';
import { MAX_UTTERANCE } from '../../src/engine/text/normalise.ts';

export const MESSAGE_COMMAND = 'Ask about this message';

const EVERYWHERE = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
};

/** English, simplified and traditional Chinese. */
const named = (name: string, simplified: string, traditional: string) => ({
  name,
  name_localizations: { 'zh-CN': simplified, 'zh-TW': traditional },
});
const described = (description: string, simplified: string, traditional: string) => ({
  description,
  description_localizations: { 'zh-CN': simplified, 'zh-TW': traditional },
});

const LANGUAGE_CHOICES = [
  { name: '中文', value: 'zh' },
  { name: 'English', value: 'en' },
];

const onOff = {
  type: ApplicationCommandOptionType.Boolean,
  ...named('on', '开', '開'),
  ...described('On or off', '开或关', '開或關'),
  required: true,
} as const;

const channelOf = (...types: readonly (ChannelType.GuildText | ChannelType.GuildForum)[]) => ({
  type: ApplicationCommandOptionType.Channel as const,
  ...named('channel', '频道', '頻道'),
  ...described('Which one', '哪一个', '哪一個'),
  channel_types: [...types],
  required: true as const,
});

const SETTINGS: RESTPostAPIApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  ...named('settings', '设置', '設定'),
  ...described('How this server is served', '本服务器如何作答', '本伺服器如何作答'),
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
  default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      ...named('show', '查看', '查看'),
      ...described('Show the settings', '查看设置', '查看設定'),
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      ...named('language', '语言', '語言'),
      ...described('Language of answers here', '在此作答的语言', '在此作答的語言'),
      options: [
        {
          type: ApplicationCommandOptionType.String,
          ...named('language', '语言', '語言'),
          ...described('Which one', '哪一种', '哪一種'),
          required: true,
          choices: [...LANGUAGE_CHOICES, { name: '提问者的语言 / the asker’s', value: 'asker' }],
        },
      ],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      ...named('mute', '静音', '靜音'),
      ...described('Answer no mentions in channels', '不在频道里回答提及', '不在頻道裡回答提及'),
      options: [onOff],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      ...named('channel', '频道', '頻道'),
      ...described(
        'Answer mentions only in the channels named',
        '只在指定的频道回答提及',
        '只在指定的頻道回答提及',
      ),
      options: [channelOf(ChannelType.GuildText), onOff],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      ...named('forum', '论坛', '論壇'),
      ...described('Answer the titles of new posts', '按标题回答新帖', '按標題回答新貼文'),
      options: [channelOf(ChannelType.GuildForum), onOff],
    },
  ],
};

const COMMANDS: readonly RESTPostAPIApplicationCommandsJSONBody[] = [
  {
    type: ApplicationCommandType.ChatInput,
    ...named('ask', '提问', '提問'),
    ...described('Ask a trade-policy question', '提出一个贸易政策问题', '提出一個貿易政策問題'),
    ...EVERYWHERE,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...named('question', '问题', '問題'),
        ...described('Your question, in a sentence', '用一句话写出您的问题', '用一句話寫出您的問題'),
        required: true,
        autocomplete: true,
        max_length: MAX_UTTERANCE,
      },
    ],
  },
  {
    type: ApplicationCommandType.ChatInput,
    ...named('topics', '主题', '主題'),
    ...described('What is covered', '涵盖哪些主题', '涵蓋哪些主題'),
    ...EVERYWHERE,
  },
  {
    type: ApplicationCommandType.ChatInput,
    ...named('guide', '引导', '引導'),
    ...described(
      'Be led to the answer by a few questions',
      '回答几个问题，找到答案',
      '回答幾個問題，找到答案',
    ),
    ...EVERYWHERE,
  },
  {
    type: ApplicationCommandType.ChatInput,
    ...named('language', '语言', '語言'),
    ...described('In which language you are answered', '用哪种语言回答您', '用哪種語言回答您'),
    ...EVERYWHERE,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...named('language', '语言', '語言'),
        ...described('Which one', '哪一种', '哪一種'),
        required: true,
        choices: LANGUAGE_CHOICES,
      },
    ],
  },
  {
    type: ApplicationCommandType.ChatInput,
    ...named('forget-me', '删除我的记录', '刪除我的記錄'),
    ...described('Delete what is on record of you', '删除关于您的记录', '刪除關於您的記錄'),
    ...EVERYWHERE,
  },
  SETTINGS,
  {
    type: ApplicationCommandType.Message,
    ...named(MESSAGE_COMMAND, '就这条消息提问', '就這則訊息提問'),
    ...EVERYWHERE,
  },
];

const existing = z.array(z.looseObject({ id: z.string(), name: z.string(), type: z.number().default(1) }));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Whether what stands says all that is wanted; Discord adds fields of its own. */
function says(stands: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(stands) &&
      stands.length === wanted.length &&
      wanted.every((each, at) => says(stands[at], each))
    );
  if (isObject(wanted))
    return isObject(stands) && Object.entries(wanted).every(([key, value]) => says(stands[key], value));
  return stands === wanted;
}

/** Left out, it is one that is typed. */
const kindOf = ({ type = 1 }: { readonly type?: number | undefined }): number => type;

const MISSING_ROUTE: readonly unknown[] = [404, 405, 501];

/** Brings the commands of a place up to what is wanted. @returns how many had to be written or deleted */
export async function registerCommands(
  rest: REST,
  application: string,
  guild?: string,
  wanted: readonly RESTPostAPIApplicationCommandsJSONBody[] = COMMANDS,
): Promise<number> {
  const place =
    guild === undefined
      ? Routes.applicationCommands(application)
      : Routes.applicationGuildCommands(application, guild);
  try {
    return await writeWhatDiffers(rest, place, wanted);
  } catch (error) {
    // A server of another make may know only how to take them all at once.
    if (!(error instanceof Error && 'status' in error && MISSING_ROUTE.includes(error.status))) throw error;
    await rest.put(place, { body: wanted });
    return wanted.length;
  }
}

async function writeWhatDiffers(
  rest: REST,
  place: `/${string}`,
  wanted: readonly RESTPostAPIApplicationCommandsJSONBody[],
): Promise<number> {
  const query = new URLSearchParams({ with_localizations: 'true' });
  const stand = existing.parse(await rest.get(place, { query }));
  let changes = 0;
  for (const command of wanted) {
    const same = stand.find(({ name, type }) => name === command.name && type === kindOf(command));
    if (same && says(same, command)) continue;
    await (same ? rest.patch(`${place}/${same.id}`, { body: command }) : rest.post(place, { body: command }));
    changes += 1;
  }
  for (const { id, name, type } of stand) {
    if (wanted.some((command) => command.name === name && kindOf(command) === type)) continue;
    await rest.delete(`${place}/${id}`);
    changes += 1;
  }
  return changes;
}
