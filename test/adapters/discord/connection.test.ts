import { describe, expect, it } from 'vitest';
import { DiscordApp } from '../../../adapters/discord/app.ts';
import { aStore } from '../../fakes/a-store.ts';
import { type Bot, PATIENT, aBot, partsOver } from './a-discord.ts';
import { DiscordServer } from './server/discord-server.ts';
import { GUILD } from './server/world.ts';

const IN_GUILD = { guild: GUILD };

const isAnswered = async ({ discord }: Pick<Bot, 'discord'>): Promise<void> => {
  const asked = discord.asks('are e-signatures binding', IN_GUILD);
  await discord.until(() => asked.messages.length === 1);
};

describe('the connection', () => {
  it('is resumed when Discord asks for it (op 7), and nothing is missed meanwhile', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    discord.gateway.send(7);
    const asked = discord.asks('are e-signatures binding', IN_GUILD);
    await discord.until(() => discord.gateway.resumed === 1 && asked.messages.length === 1);
    await isAnswered(bot);
  });

  it('is made anew when the session is not valid any more (op 9)', async () => {
    await using bot = await aBot();
    bot.discord.gateway.send(9, false);
    await bot.discord.until(() => bot.discord.gateway.identified === 2);
    await isAnswered(bot);
  });

  it('is resumed after it broke off', async () => {
    await using bot = await aBot();
    bot.discord.gateway.close();
    await bot.discord.until(() => bot.discord.gateway.resumed === 1);
    await isAnswered(bot);
  });

  it('is left and resumed when heartbeats stay without an answer', async () => {
    const discord = new DiscordServer();
    discord.gateway.heartbeatIntervalMs = 150;
    await discord.wire.start();
    const opened = await aStore();
    const { parts } = partsOver(opened.store, discord);
    const app = new DiscordApp(parts);
    app.start();
    await discord.until(() => discord.gateway.connected === 1);
    discord.gateway.isMuted = true;
    await discord.until(() => discord.gateway.resumed > 0);
    discord.gateway.isMuted = false;
    await isAnswered({ discord });
    await app.stop();
    await discord.stop();
    await opened[Symbol.asyncDispose]();
  });

  it.each([
    [4004, 'DISCORD_TOKEN'],
    [4014, 'Message Content Intent'],
  ])('that is closed for good (%i) ends the process with what to do', async (code, words) => {
    await using bot = await aBot();
    bot.discord.gateway.close(code);
    await bot.discord.until(() => !bot.discord.gateway.connected);
    await expect.poll(() => bot.deaf.length, PATIENT).toBe(1);
    expect(bot.deaf[0]).toContain(words);
    expect(bot.deaf[0]).toContain(String(code));
  });

  it('with a token that Discord refuses ends the process with what to do', async () => {
    const discord = new DiscordServer();
    await discord.wire.start();
    discord.wire.trouble(/gateway/, { status: 401, body: { code: 0, message: '401: Unauthorized' } }, 9);
    const opened = await aStore();
    const { parts, deaf } = partsOver(opened.store, discord);
    const app = new DiscordApp(parts);
    app.start();
    await expect.poll(() => deaf.join(), PATIENT).toContain('DISCORD_TOKEN');
    await app.stop();
    await discord.stop();
    await opened[Symbol.asyncDispose]();
  });

  it('is tried again until Discord is there', async () => {
    const sooner = new DiscordServer();
    await sooner.wire.start();
    const { port } = sooner.wire;
    const opened = await aStore();
    const { parts, faults } = partsOver(opened.store, sooner);
    await sooner.stop();
    const later = new DiscordServer();
    const app = new DiscordApp(parts);
    app.start();
    await expect.poll(() => faults.length, PATIENT).toBeGreaterThan(1);
    expect(app.fault).toContain('not connected');
    await later.wire.start(port);
    await later.until(() => later.gateway.connected === 1);
    await isAnswered({ discord: later });
    expect(app.fault).toBeUndefined();
    await app.stop();
    await later.stop();
    await opened[Symbol.asyncDispose]();
  });

  it('is held by one of two processes, and the other takes over', async () => {
    await using bot = await aBot();
    const { discord, app, parts } = bot;
    const other = new DiscordApp(parts);
    other.start();
    await isAnswered(bot);
    expect([app.state, other.state]).toEqual(['live', 'standing by']);
    expect(discord.gateway.identified).toBe(1);
    await app.stop();
    await discord.until(() => discord.gateway.identified === 2);
    await isAnswered(bot);
    await other.stop();
  });
});
