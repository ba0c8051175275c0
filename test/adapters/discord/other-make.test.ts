import { expect, it } from 'vitest';
import { DiscordApp } from '../../../adapters/discord/app.ts';
import { aStore } from '../../fakes/a-store.ts';
import { PATIENT, partsOver } from './a-discord.ts';
import { DiscordServer } from './server/discord-server.ts';
import { APPLICATION, BOT, GUILD } from './server/world.ts';

const IN_GUILD = { guild: GUILD };

/** Of each event only what is named. */
const only =
  (names: Readonly<Record<string, readonly string[]>>) =>
  (t: string, d: unknown): unknown => {
    const kept = names[t];
    if (!kept || typeof d !== 'object' || d === null) return d;
    return Object.fromEntries(Object.entries(d).filter(([name]) => kept.includes(name)));
  };

const INTERACTION = ['id', 'application_id', 'type', 'token', 'data', 'channel_id'];
const LEAST = {
  READY: ['user', 'guilds', 'session_id', 'resume_gateway_url'],
  GUILD_CREATE: ['id', 'name'],
  INTERACTION_CREATE: [...INTERACTION, 'guild_id', 'member', 'user', 'message'],
  MESSAGE_CREATE: ['id', 'channel_id', 'guild_id', 'author', 'content', 'mentions'],
};

async function aBotOn(discord: DiscordServer) {
  await discord.wire.start();
  const opened = await aStore();
  const { parts, ...told } = partsOver(opened.store, discord);
  const settings = { ...parts.settings, application: APPLICATION };
  const app = new DiscordApp({ ...parts, settings });
  app.start();
  await expect.poll(() => app.state, PATIENT).toBe('live');
  return {
    ...{ app, ...told },
    [Symbol.asyncDispose]: async () => {
      await app.stop();
      await discord.stop();
      await opened[Symbol.asyncDispose]();
    },
  };
}

it('a server that sends the least of every event is served', async () => {
  const discord = new DiscordServer();
  discord.gateway.translate = only(LEAST);
  await using bot = await aBotOn(discord);
  const alone = discord.asks('are e-signatures binding in Singapore');
  const asked = discord.asks('are e-signatures binding in Singapore', IN_GUILD);
  await discord.until(() => alone.messages.length === 1 && asked.messages.length === 1);
  const typed = discord.types('e-sig', IN_GUILD);
  await discord.until(() => typed.responses.length === 1);
  const pressed = discord.presses(asked.messages[0] ?? expect.fail(), 'Not helpful', IN_GUILD);
  await discord.until(() => pressed.messages.length === 1);
  const form = discord.presses(pressed.messages[0] ?? expect.fail(), 'Say why', IN_GUILD);
  await discord.until(() => form.responses.length === 1);
  const filled = discord.fillsIn(form, 'Which article?', IN_GUILD);
  await discord.until(() => filled.messages.length === 1);
  discord.says('are e-signatures binding in Singapore');
  discord.says(`<@${BOT}> are e-signatures binding in Singapore`, { ...IN_GUILD, mentions: [BOT] });
  await discord.until(() => discord.posts.length === 2);
  await discord.until(() => discord.commands.length === 7);
  expect([bot.faults, bot.deaf, bot.app.state]).toEqual([[], [], 'live']);
  expect(asked.text).toContain('sg-esign');
});

it('a server that takes commands only all at once gets them so; one that takes none is served all the same', async () => {
  const discord = new DiscordServer();
  const notHere = { status: 404, body: { code: 0, message: 'not here' } };
  discord.wire.trouble(/GET .*\/commands$/, notHere, 2);
  discord.wire.trouble(/PUT \/applications\/\d+\/commands$/, { status: 200, body: [] });
  await using bot = await aBotOn(discord);
  await expect.poll(() => bot.notices.join(), PATIENT).toContain('7 commands written');
  // The second place takes none in any way.
  await expect.poll(() => bot.faults.join(), PATIENT).toContain('404');
  const asked = discord.asks('are e-signatures binding', IN_GUILD);
  await discord.until(() => asked.messages.length === 1);
  expect(bot.app.state).toBe('live');
});
