import { PermissionFlagsBits } from 'discord.js';
import { expect, it } from 'vitest';
import { DiscordApp } from '../../../adapters/discord/app.ts';
import { aStore } from '../../fakes/a-store.ts';
import { PATIENT, partsOver } from './a-discord.ts';
import { DiscordServer } from './server/discord-server.ts';
import { BOT, CHANNEL, DESK, FORUM, GUILD, HOME, LONG_AGO, userNamed } from './server/world.ts';

const { ViewChannel, SendMessages, EmbedLinks, ReadMessageHistory, SendMessagesInThreads } =
  PermissionFlagsBits;
const WRITING = ViewChannel | SendMessages | EmbedLinks | ReadMessageHistory;
const ABROAD = '200000000000000099';

/** A server where all may do something, and the bot less in some channels. */
const homeWith = (all: bigint, denied: Readonly<Record<string, bigint>> = {}) => ({
  ...HOME,
  roles: [{ id: GUILD, name: '@everyone', permissions: String(all), position: 0, color: 0 }],
  members: [{ user: userNamed(BOT), roles: [], joined_at: LONG_AGO, deaf: false, mute: false }],
  channels: HOME.channels.map((channel) => ({
    ...channel,
    permission_overwrites: [{ id: BOT, type: 1, allow: '0', deny: String(denied[channel.id] ?? 0n) }],
  })),
});

interface Given {
  readonly home: ReturnType<typeof homeWith>;
  readonly channels?: readonly string[];
  readonly forums?: readonly string[];
}

async function aBotIn({ home, channels = [], forums = [] }: Given) {
  const discord = new DiscordServer();
  discord.home = home;
  await discord.wire.start();
  const opened = await aStore();
  await opened.store.write(({ places }) => places.set(`discord:${GUILD}`, { channels, forums }));
  const told = partsOver(opened.store, discord);
  const app = new DiscordApp(told.parts);
  app.start();
  return {
    ...{ app, discord, ...told },
    [Symbol.asyncDispose]: async () => {
      await app.stop();
      await discord.stop();
      await opened[Symbol.asyncDispose]();
    },
  };
}

it('tells in the log and in the health which permission the bot lacks in which channel, and serves all the same', async () => {
  const home = homeWith(WRITING, { [DESK]: SendMessages | EmbedLinks });
  await using bot = await aBotIn({ home, channels: [CHANNEL, ABROAD], forums: [FORUM] });
  const { app, discord, notices, deaf } = bot;
  await expect.poll(() => app.warning, PATIENT).toBeDefined();
  const lines = app.warning?.split('\n').filter((line) => !/^机器人|^在/.test(line));
  expect(lines).toEqual([
    expect.stringContaining('lacks permissions in #moderation (Association): Send Messages, Embed Links.'),
    expect.stringContaining('lacks permissions in #questions (Association): Send Messages in Threads.'),
    expect.stringContaining(`no channel ${ABROAD} in the server Association`),
    expect.stringContaining('lacks permissions in #forum (Association): Send Messages in Threads.'),
  ]);
  expect(app.warning).toContain('机器人在 #moderation (Association) 缺少权限：发送消息、嵌入链接');
  await expect.poll(() => notices.join('\n'), PATIENT).toContain(app.warning);
  const asked = discord.asks('are e-signatures binding', { guild: GUILD });
  await discord.until(() => asked.messages.length === 1);
  expect([app.state, app.fault, deaf]).toEqual(['live', undefined, []]);
});

it('says nothing where the bot may do what it was set to, and sees at once when it may again', async () => {
  const all = WRITING | SendMessagesInThreads;
  const denied = { [DESK]: ViewChannel };
  await using bot = await aBotIn({ home: homeWith(all, denied), channels: [CHANNEL], forums: [FORUM] });
  const { app, discord } = bot;
  await expect.poll(() => app.warning, PATIENT).toContain('View Channel');
  expect(app.warning?.split('\n')).toHaveLength(2);
  const { channels } = homeWith(all);
  const desk = channels.find(({ id }) => id === DESK);
  discord.gateway.dispatch('CHANNEL_UPDATE', { ...desk, guild_id: GUILD });
  await expect.poll(() => app.warning, PATIENT).toBeUndefined();
});

it('tells that the bot is not in the home server', async () => {
  const elsewhere = { ...homeWith(WRITING), id: '100000000000000077' };
  await using bot = await aBotIn({ home: elsewhere });
  await expect.poll(() => bot.app.warning, PATIENT).toContain(`not in the server ${GUILD}`);
});
