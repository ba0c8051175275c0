import { describe, expect, it } from 'vitest';
import { PATIENT, aBot } from './a-discord.ts';
import { ASKER, BOT, CHANNEL, GUILD, directChannelOf } from './server/world.ts';
import { textOf } from './server/interaction.ts';
import { refuse } from './server/wire.ts';

const IN_GUILD = { guild: GUILD };
const MENTION = { ...IN_GUILD, mentions: [BOT] };
const QUESTION = 'are e-signatures binding in Singapore';
const EDIT = /^PATCH \/webhooks\//;
const CALLBACK = /^POST \/interactions\//;
const POST = /^POST \/channels\//;

describe('when something goes wrong', () => {
  it('a redelivered interaction has one effect', async () => {
    await using bot = await aBot();
    const { discord, store } = bot;
    const asked = discord.asks(QUESTION, IN_GUILD);
    discord.repeats(asked);
    await discord.until(() => asked.messages.length === 1);
    discord.repeats(asked);
    const next = discord.asks(QUESTION, IN_GUILD);
    await discord.until(() => next.messages.length === 1);
    expect(await store.read.questions.count()).toBe(2);
    expect(discord.calls.filter((call) => EDIT.test(call))).toHaveLength(2);
    expect(bot.faults).toEqual([]);
  });

  it('an acknowledgement whose answer is lost is not taken for a refusal (40060)', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    discord.wire.trouble(CALLBACK, 'lost');
    const asked = discord.asks(QUESTION, IN_GUILD);
    await discord.until(() => asked.messages.length === 1);
    expect(asked.responses).toHaveLength(1);
    expect(bot.faults).toEqual([]);
  });

  it('an acknowledgement that is dropped, or met by a 5xx, is tried again', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    for (const trouble of ['dropped', { status: 502 }] as const) {
      discord.wire.trouble(CALLBACK, trouble);
      const asked = discord.asks(QUESTION, IN_GUILD);
      await discord.until(() => asked.messages.length === 1);
    }
    expect(bot.faults).toEqual([]);
  });

  it('an interaction that ran out before it could be acknowledged (10062) is answered by direct message', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    discord.wire.trouble(CALLBACK, refuse(404, 10_062, 'Unknown interaction'));
    discord.asks(QUESTION, IN_GUILD);
    const direct = directChannelOf(ASKER);
    const [answer] = await discord.until(() => discord.postsIn(direct).length > 0 && discord.postsIn(direct));
    expect(textOf(answer ?? expect.fail())).toContain('sg-esign holds');
  });

  it('a closed direct message (50007) is an ordinary outcome, and the next is tried', async () => {
    await using bot = await aBot();
    const { discord, store } = bot;
    discord.closedTo.add(directChannelOf(ASKER));
    discord.says(QUESTION);
    const asked = discord.asks(QUESTION, IN_GUILD);
    await discord.until(() => asked.messages.length === 1);
    await expect
      .poll(async () => (await store.health()).undelivered.map(({ reason }) => reason), PATIENT)
      .toEqual(['Discord refused it (50007): Cannot send messages to this user']);
    expect(bot.faults).toEqual([]);
  });

  it.each([
    ['a channel where it may not write', refuse(403, 50_013, 'Missing Permissions')],
    ['a channel it may not see', refuse(403, 50_001, 'Missing Access')],
  ])('%s does not hold back the others', async (_name, answer) => {
    await using bot = await aBot();
    const { discord } = bot;
    discord.wire.trouble(POST, answer);
    discord.says(`<@${BOT}> ${QUESTION}`, { ...MENTION, channel: '200000000000000009' });
    await discord.until(() => discord.calls.length > 0);
    discord.says(`<@${BOT}> ${QUESTION}`, MENTION);
    await discord.until(() => discord.postsIn(CHANNEL).length === 1 || discord.posts.length === 1);
    expect(bot.faults).toEqual([]);
  });

  it('a deleted channel (10003) is given up', async () => {
    await using bot = await aBot();
    const { discord, store } = bot;
    discord.goneChannels.add(CHANNEL);
    discord.says(`<@${BOT}> ${QUESTION}`, MENTION);
    await expect.poll(async () => (await store.health()).undelivered.length, PATIENT).toBe(1);
    expect(bot.faults).toEqual([]);
  });

  it.each([
    [
      '429',
      {
        status: 429,
        body: { message: 'slow', retry_after: 0.3, global: false },
        headers: { 'retry-after': '0.3' },
      },
    ],
    ['a 5xx', { status: 503 }],
    ['a dropped socket', 'dropped'],
    ['an answer that is lost', 'lost'],
  ] as const)('after %s the post arrives, once', async (_name, trouble) => {
    await using bot = await aBot();
    const { discord, store } = bot;
    discord.wire.trouble(POST, trouble);
    discord.says(`<@${BOT}> ${QUESTION}`, MENTION);
    await discord.until(() => discord.posts.length === 1);
    await expect.poll(async () => (await store.health()).outboxWaiting, PATIENT).toBe(0);
    expect(discord.posts).toHaveLength(1);
    expect(discord.calls.filter((call) => POST.test(call)).length).toBeGreaterThan(0);
  });

  it.each([
    ['429', { status: 429, body: { message: 'slow', retry_after: 0.3 }, headers: { 'retry-after': '0.3' } }],
    ['a 5xx', { status: 500 }],
    ['a dropped socket', 'dropped'],
  ] as const)('after %s the reply to a command arrives', async (_name, trouble) => {
    await using bot = await aBot();
    const { discord } = bot;
    discord.wire.trouble(EDIT, trouble);
    const asked = discord.asks(QUESTION, IN_GUILD);
    await discord.until(() => asked.messages.length === 1);
    expect(asked.text).toContain('sg-esign holds');
  });

  it('what was received before a crash is answered after it', async () => {
    await using bot = await aBot();
    const { discord, app } = bot;
    discord.wire.trouble(EDIT, { status: 500 });
    const asked = discord.asks(QUESTION, IN_GUILD);
    await discord.until(() => discord.calls.some((call) => CALLBACK.test(call)));
    await app.stop();
    const { DiscordApp } = await import('../../../adapters/discord/app.ts');
    const next = new DiscordApp(bot.parts);
    next.start();
    await discord.until(() => asked.messages.length === 1);
    await next.stop();
    expect(asked.text).toContain('sg-esign holds');
  });
});
