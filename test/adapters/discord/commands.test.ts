import { describe, expect, it } from 'vitest';
import { registerCommands } from '../../../adapters/discord/commands.ts';
import { REST } from 'discord.js';
import { type Bot, PATIENT, aBot } from './a-discord.ts';
import { APPLICATION, CHANNEL, FORUM, GUILD, BOT, TOKEN } from './server/world.ts';
import { type Interaction, textOf } from './server/interaction.ts';

const IN_GUILD = { guild: GUILD };
const ADMIN = { ...IN_GUILD, permissions: '32' };

const textBy = async ({ discord }: Bot, interaction: Interaction) => {
  await discord.until(() => interaction.messages.length > 0);
  return interaction.text;
};

const shownBy = async ({ discord }: Bot, interaction: Interaction) => {
  const [shown] = await discord.until(() => interaction.messages.length > 0 && interaction.messages);
  return shown ?? expect.fail();
};

/** A subcommand of /settings. */
const sets = (name: string, ...options: readonly unknown[]) => [{ name, type: 1, options }];
const on = (value: boolean) => ({ name: 'on', type: 5, value });
const channel = (value: string) => ({ name: 'channel', type: 7, value });

describe('commands', () => {
  it('are registered in three languages, and only what differs is written again', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    await discord.until(() => discord.calls.some((call) => call.includes(`/guilds/${GUILD}/commands`)));
    expect(discord.commands.map(({ name }) => name)).toEqual([
      ...['ask', 'topics', 'guide', 'language', 'forget-me', 'settings', 'Ask about this message'],
    ]);
    expect(discord.commands[0]).toMatchObject({
      name_localizations: { 'zh-CN': '提问', 'zh-TW': '提問' },
      integration_types: [0, 1],
      contexts: [0, 1, 2],
    });
    const rest = new REST({ api: discord.apiUrl }).setToken(TOKEN);
    expect(await registerCommands(rest, APPLICATION)).toBe(0);
    const [ask] = discord.commands;
    discord.commands[0] = { ...(ask ?? expect.fail()), description: 'An older one' };
    discord.commands.push({ ...(ask ?? expect.fail()), id: '7', name: 'gone' });
    expect(await registerCommands(rest, APPLICATION)).toBe(2);
    expect(discord.commands.map(({ name }) => name)).not.toContain('gone');
  });

  it('show how to add the bot to a server or an account', async () => {
    await using bot = await aBot();
    await expect.poll(() => bot.notices.length, PATIENT).toBe(1);
    expect(bot.notices[0]).toContain(
      `client_id=${APPLICATION}&integration_type=0&scope=bot+applications.commands`,
    );
    expect(bot.notices[0]).toContain(`client_id=${APPLICATION}&integration_type=1`);
  });

  it('/topics leads to a question of a topic', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const topics = await shownBy(bot, discord.gives('topics', [], IN_GUILD));
    const questions = await shownBy(bot, discord.selects(topics, 'E-signature', IN_GUILD));
    expect(textOf(questions)).toContain('Is an electronic signature legally valid in Singapore?');
    const answer = await textBy(bot, discord.selects(questions, 'in Singapore', IN_GUILD));
    expect(answer).toContain('sg-esign holds');
  });

  it('/guide leads through a guide', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const guides = await shownBy(bot, discord.gives('guide', [], IN_GUILD));
    const step = await shownBy(
      bot,
      discord.presses(guides, 'Which route does my data export take', IN_GUILD),
    );
    const answer = await textBy(bot, discord.presses(step, 'Option 1', IN_GUILD));
    expect(answer).toContain('export-under-100k holds');
  });

  it('/language is kept for text that is in neither language', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const set = discord.gives('language', [{ name: 'language', type: 3, value: 'zh' }], IN_GUILD);
    expect(await textBy(bot, set)).toContain('好的，以后用中文回答。');
    expect(await textBy(bot, discord.asks('?!', IN_GUILD))).toMatch(/[\u4e00-\u9fff]/u);
  });

  it('/forget-me deletes what is on record, once it is confirmed', async () => {
    await using bot = await aBot();
    const { discord, store } = bot;
    const account = { platform: 'discord', tenant: 'discord', user: '400000000000000001' };
    await textBy(bot, discord.asks('are e-signatures binding', IN_GUILD));
    const confirm = await shownBy(bot, discord.gives('forget-me', [], IN_GUILD));
    expect(await store.read.people.find(account)).toBeDefined();
    const done = discord.presses(confirm, 'Forget me', IN_GUILD);
    expect(await textBy(bot, done)).toContain('Your records have been deleted.');
    expect(await store.read.people.find(account)).toBeUndefined();
  });
});

describe('/settings', () => {
  it('are for those who may manage the server', async () => {
    await using bot = await aBot();
    const refused = bot.discord.gives('settings', sets('mute', on(true)), IN_GUILD);
    expect(await textBy(bot, refused)).toContain('by those who may manage it');
  });

  it('mute mentions, not /ask', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    expect(await textBy(bot, discord.gives('settings', sets('mute', on(true)), ADMIN))).toContain(
      'Muted: on',
    );
    discord.says(`<@${BOT}> are e-signatures binding?`, { ...IN_GUILD, mentions: [BOT] });
    expect(await textBy(bot, discord.asks('are e-signatures binding', IN_GUILD))).toContain('cn-esign');
    await textBy(bot, discord.gives('settings', sets('mute', on(false)), ADMIN));
    const asked = discord.says(`<@${BOT}> are e-signatures binding?`, { ...IN_GUILD, mentions: [BOT] });
    await discord.until(() => discord.posts.length === 1);
    expect(discord.posts[0]?.replyTo).toBe(asked);
  });

  it('keep mentions to the channels named', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const told = await textBy(
      bot,
      discord.gives('settings', sets('channel', channel('200000000000000009'), on(true)), ADMIN),
    );
    expect(told).toContain('Channels with answers: <#200000000000000009>');
    discord.says(`<@${BOT}> are e-signatures binding?`, { ...IN_GUILD, mentions: [BOT] });
    const there = { ...IN_GUILD, channel: '200000000000000009', mentions: [BOT] };
    discord.says(`<@${BOT}> are e-signatures binding?`, there);
    await discord.until(() => discord.posts.length === 1);
    expect(discord.postsIn(CHANNEL)).toEqual([]);
  });

  it('let new posts of a forum be answered from their title, once, where there is an answer', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    await textBy(bot, discord.gives('settings', sets('forum', channel(FORUM), on(true)), ADMIN));
    discord.opensPost('the weather');
    const post = discord.opensPost('Are e-signatures binding in Singapore?');
    const [answer] = await discord.until(() => discord.posts.length === 1 && discord.posts);
    expect(answer?.channel).toBe(post);
    expect(textOf(answer ?? expect.fail())).toContain('sg-esign holds');
  });
});
