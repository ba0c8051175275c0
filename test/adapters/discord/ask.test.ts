import { describe, expect, it } from 'vitest';
import { aBot } from './a-discord.ts';
import { BOT, CHANNEL, GUILD, THREAD, directChannelOf } from './server/world.ts';
import { textOf } from './server/interaction.ts';

const IN_GUILD = { guild: GUILD };

describe('/ask', () => {
  it('answers only to the asker, with instrument, article, date and what it is not', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const asked = discord.asks('are e-signatures binding in Singapore', IN_GUILD);
    await discord.until(() => asked.messages.length === 1);
    expect(asked.responses).toEqual([{ type: 5, data: { flags: 64 } }]);
    expect(asked.messages[0]?.isEphemeral).toBe(true);
    expect(asked.text).toContain('Yes, sg-esign holds.');
    for (const part of ['Art. 14', 'As of 21 November 2026', 'not legal advice'])
      expect(asked.text).toContain(part);
    expect(bot.faults).toEqual([]);
  });

  it('answers in the language of the question', async () => {
    await using bot = await aBot();
    const asked = bot.discord.asks('新加坡电子签名有效吗', IN_GUILD);
    await bot.discord.until(() => asked.messages.length === 1);
    expect(asked.text).toContain('sg-esign有效。');
    expect(asked.text).toContain('一般信息，非法律意见');
  });

  it('says that it does not know, and offers what is nearest as buttons', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const asked = discord.asks('CPTPP rules of origin', IN_GUILD);
    const [shown] = await discord.until(() => asked.messages.length === 1 && asked.messages);
    expect(asked.text).toContain('The rules of CPTPP on this are not covered here');
    const chosen = discord.presses(shown ?? expect.fail(), '1. ', IN_GUILD);
    await discord.until(() => chosen.messages.length === 1);
    expect(chosen.messages[0]?.isEphemeral).toBe(true);
    expect(chosen.text).toContain('The whole text of');
  });

  it('offers a guide step by step, and the way back', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const asked = discord.asks('which data export route', IN_GUILD);
    const [step] = await discord.until(() => asked.messages.length === 1 && asked.messages);
    const chosen = discord.presses(step ?? expect.fail(), 'Option 2', IN_GUILD);
    await discord.until(() => chosen.messages.length === 1);
    expect(chosen.text).toContain('export-over-1m holds');
    expect(chosen.text).toContain('start? **Option 2**');
  });

  it('understands a follow-up of the same person in the same channel, and of no one else', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const first = discord.asks('are e-signatures binding', IN_GUILD);
    await discord.until(() => first.messages.length === 1);
    const second = discord.asks('what about Singapore?', IN_GUILD);
    const other = discord.asks('2', { ...IN_GUILD, user: '400000000000000009' });
    await discord.until(() => second.messages.length === 1 && other.messages.length === 1);
    expect(second.text).toContain('sg-esign holds');
    expect(other.text).not.toContain('esign');
  });

  it('tells plainly that a question is too long', async () => {
    await using bot = await aBot();
    const asked = bot.discord.asksAbout('why '.repeat(800), IN_GUILD);
    await bot.discord.until(() => asked.messages.length === 1);
    expect(asked.text).toContain('A question may have 2000 characters; this one has 3200');
  });

  it('answers a message that someone points at', async () => {
    await using bot = await aBot();
    const asked = bot.discord.asksAbout('are e-signatures binding in the EU', IN_GUILD);
    await bot.discord.until(() => asked.messages.length === 1);
    expect(asked.responses).toEqual([{ type: 5, data: { flags: 64 } }]);
    expect(asked.text).toContain('eu-esign holds');
  });

  it('needs not hide anything where it is alone with the asker', async () => {
    await using bot = await aBot();
    const asked = bot.discord.asks('are e-signatures binding in the EU');
    const [shown] = await bot.discord.until(() => asked.messages.length === 1 && asked.messages);
    expect(shown?.isEphemeral).toBe(false);
    expect(JSON.stringify(shown?.components)).not.toContain('Share');
  });
});

describe('type-ahead', () => {
  it('offers titles from memory, and the title chosen is answered', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const typing = discord.types('电子签', { ...IN_GUILD, locale: 'zh-CN' });
    const [offer] = await discord.until(() => typing.responses.length === 1 && typing.responses);
    const choices = offer?.type === 8 ? offer.data.choices : [];
    expect(choices[1]).toEqual({
      name: '电子签名在新加坡有法律效力吗？',
      value: '电子签名在新加坡有法律效力吗？',
    });
    const asked = discord.asks(choices[1]?.value ?? '', IN_GUILD);
    await discord.until(() => asked.messages.length === 1);
    expect(asked.text).toContain('sg-esign有效。');
  });

  it('takes the id of an entry whose title is too long to be offered whole', async () => {
    await using bot = await aBot();
    const asked = bot.discord.asks('#eu-esign', IN_GUILD);
    await bot.discord.until(() => asked.messages.length === 1);
    expect(asked.text).toContain('eu-esign holds');
  });
});

describe('a mention', () => {
  const BOT_MENTION = `<@${BOT}>`;
  const MENTIONS = { mentions: [BOT] };

  it('is answered as a reply, once, and pings nobody', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const asked = discord.says(`${BOT_MENTION} are e-signatures binding in Singapore?`, {
      ...IN_GUILD,
      ...MENTIONS,
    });
    const [answer] = await discord.until(() => discord.posts.length === 1 && discord.posts);
    expect(answer).toMatchObject({ channel: CHANNEL, replyTo: asked });
    expect(textOf(answer ?? expect.fail())).toContain('sg-esign holds');
  });

  it('is taken up again by a reply that pings the bot, in a thread for all who are there', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const where = { ...IN_GUILD, ...MENTIONS, channel: THREAD };
    discord.says(`${BOT_MENTION} are e-signatures binding?`, where);
    const [first] = await discord.until(() => discord.posts.length === 1 && discord.posts);
    discord.says('what about Singapore?', { ...where, user: '400000000000000009', replyTo: first?.id });
    const [, second] = await discord.until(() => discord.posts.length === 2 && discord.posts);
    expect(textOf(second ?? expect.fail())).toContain('sg-esign holds');
  });

  it('mentions nobody even where the text asks for it', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const text = `${BOT_MENTION} is @everyone <@&1> __bound__ by *this* CPTPP?`;
    discord.says(text, { ...IN_GUILD, ...MENTIONS });
    await discord.until(() => discord.posts.length === 1);
    expect(discord.malformed).toEqual([]);
  });

  it('is needed in a server: other messages, bots and the bot itself are left alone', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    discord.says('are e-signatures binding?', IN_GUILD);
    discord.says(`${BOT_MENTION} are e-signatures binding?`, { ...IN_GUILD, ...MENTIONS, user: BOT });
    const asked = discord.says(`${BOT_MENTION} papers for export tax refund`, { ...IN_GUILD, ...MENTIONS });
    await discord.until(() => discord.posts.length === 1);
    expect(discord.posts[0]?.replyTo).toBe(asked);
  });
});

describe('a direct message', () => {
  it('is plain conversation', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    discord.says('are e-signatures binding in the EU?', { user: '400000000000000005' });
    const [answer] = await discord.until(() => discord.posts.length === 1 && discord.posts);
    expect(answer?.channel).toBe(directChannelOf('400000000000000005'));
    expect(textOf(answer ?? expect.fail())).toContain('eu-esign holds');
  });
});
