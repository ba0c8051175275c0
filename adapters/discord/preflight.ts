import { GatewayCloseCodes, OAuth2Scopes, PermissionFlagsBits } from 'discord.js';

/** Each in both languages: whoever runs the program reads one of them. */
const both = (zh: string, en: string): string => `${zh}\n${en}`;

export const describeRefusedToken = (): string =>
  both(
    'Discord 不接受 DISCORD_TOKEN（关闭代码4004或状态401）：令牌有误或已被重置。请在“Bot”页重新生成并写入 .env。',
    'Discord refuses DISCORD_TOKEN (close code 4004 or status 401): it is wrong or was reset. Make a new one on the “Bot” page and put it into .env.',
  );

export const describeMissingApplication = (): string =>
  both(
    '无法读取应用编号：请在开发者门户的“General Information”页复制 Application ID，写入 DISCORD_APPLICATION_ID。',
    'The application id could not be read: copy the Application ID from “General Information” in the developer portal into DISCORD_APPLICATION_ID.',
  );

/** Why Discord closed the connection for good, and what to do. */
export function describeClose(code: number): string {
  const known: Partial<Record<number, string>> = {
    [GatewayCloseCodes.AuthenticationFailed]: describeRefusedToken(),
    [GatewayCloseCodes.DisallowedIntents]: both(
      'Discord 拒绝了所请求的 intent（4014）。本程序只用 Guilds、Guild Messages、Direct Messages，无需特权 intent；如经改动而要用 Message Content，请在“Bot”页打开“Message Content Intent”。',
      'Discord refuses the intents asked for (4014). This program uses only Guilds, Guild Messages and Direct Messages, none of them privileged; if it was changed to use Message Content, switch on “Message Content Intent” on the “Bot” page.',
    ),
    [GatewayCloseCodes.InvalidIntents]: both(
      'Discord 不认识所请求的 intent（4013）：请更新本程序。',
      'Discord does not know the intents asked for (4013): update this program.',
    ),
    [GatewayCloseCodes.InvalidAPIVersion]: both(
      'Discord 不再支持本程序所用的接口版本（4012）：请更新本程序。',
      'Discord has stopped serving the API version in use (4012): update this program.',
    ),
    [GatewayCloseCodes.InvalidShard]: both(
      '分片编号无效（4010）：请重新启动。',
      'The shard is not valid (4010): start the program again.',
    ),
    [GatewayCloseCodes.ShardingRequired]: both(
      '服务器数量需要更多分片（4011）：请重新启动，分片数会自动确定。',
      'So many servers need more shards (4011): start the program again, their number is found by itself.',
    ),
  };
  return (
    known[code] ??
    both(
      `Discord 关闭了连接（${code}），不再恢复：请重新启动。`,
      `Discord closed the connection for good (${code}): start the program again.`,
    )
  );
}

/** Permissions as Discord's settings of a channel name them. */
const PERMISSION_NAMES = Object.freeze({
  ViewChannel: { zh: '查看频道', en: 'View Channel' },
  SendMessages: { zh: '发送消息', en: 'Send Messages' },
  SendMessagesInThreads: { zh: '在子区内发送消息', en: 'Send Messages in Threads' },
  EmbedLinks: { zh: '嵌入链接', en: 'Embed Links' },
  ReadMessageHistory: { zh: '读取消息历史记录', en: 'Read Message History' },
});

export function describeLackingPermissions(
  channel: string,
  lacking: readonly (keyof typeof PERMISSION_NAMES)[],
): string {
  const named = lacking.map((name) => PERMISSION_NAMES[name]);
  return both(
    `机器人在 ${channel} 缺少权限：${named.map(({ zh }) => zh).join('、')}。请在该频道的“权限”里授予机器人。`,
    `The bot lacks permissions in ${channel}: ${named.map(({ en }) => en).join(', ')}. Grant them to the bot under “Permissions” of that channel.`,
  );
}

export const describeUnseenChannel = (guild: string, channel: string): string =>
  both(
    `在服务器 ${guild} 里找不到频道 ${channel}：请核对编号，并让机器人能看到该频道。`,
    `There is no channel ${channel} in the server ${guild} that the bot can see: check the id, and let the bot view the channel.`,
  );

export const describeMissingServer = (guild: string): string =>
  both(
    `机器人不在服务器 ${guild} 里：请核对 DISCORD_GUILD，并用启动时打印的链接把机器人加进来。`,
    `The bot is not in the server ${guild}: check DISCORD_GUILD, and add the bot by the link printed at start.`,
  );

/** What the bot needs where it answers mentions and shows cases. */
const PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.ReadMessageHistory;

/** Addresses by which the bot is added to a server, or to one's own account. */
export function inviteLinks(
  application: string,
  site = 'https://discord.com',
): { server: string; user: string } {
  const base = `${site}/oauth2/authorize?client_id=${application}`;
  const scopes = `${OAuth2Scopes.Bot}+${OAuth2Scopes.ApplicationsCommands}`;
  return {
    server: `${base}&integration_type=0&scope=${scopes}&permissions=${PERMISSIONS}`,
    user: `${base}&integration_type=1&scope=${OAuth2Scopes.ApplicationsCommands}`,
  };
}
