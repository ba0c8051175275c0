import { describe, expect, it } from 'vitest';
import { type Bot, aBot } from './a-discord.ts';
import { ASKER, BOT, CHANNEL, DESK, GUILD, MODERATOR, directChannelOf } from './server/world.ts';
import { type Interaction, textOf } from './server/interaction.ts';

const IN_GUILD = { guild: GUILD };
const MENTION = { ...IN_GUILD, mentions: [BOT] };
const OTHER = { ...IN_GUILD, user: '400000000000000009' };

/** What an interaction shows, once it does. */
const shownBy = async ({ discord }: Bot, interaction: Interaction) => {
  const [shown] = await discord.until(() => interaction.messages.length > 0 && interaction.messages);
  return shown ?? expect.fail();
};

const anAnswer = (bot: Bot) =>
  shownBy(bot, bot.discord.asks('are e-signatures binding in Singapore', IN_GUILD));

const anAnswerInPublic = async ({ discord }: Bot) => {
  discord.says(`<@${BOT}> are e-signatures binding in Singapore`, MENTION);
  const [post] = await discord.until(() => discord.posts.length > 0 && discord.posts);
  return post ?? expect.fail();
};

describe('under an answer', () => {
  it('“Helpful” is kept, and thanked for', async () => {
    await using bot = await aBot();
    const thanks = await shownBy(bot, bot.discord.presses(await anAnswer(bot), 'Helpful', IN_GUILD));
    expect(thanks.isEphemeral).toBe(true);
    expect(textOf(thanks)).toContain('Thank you, noted.');
  });

  it('“Not helpful” asks why, and the words are kept with it', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const thanks = await shownBy(bot, discord.presses(await anAnswer(bot), 'Not helpful', IN_GUILD));
    const form = discord.presses(thanks, 'Say why', IN_GUILD);
    await discord.until(() => form.responses.length === 1);
    const noted = await shownBy(bot, discord.fillsIn(form, 'Which article?', IN_GUILD));
    expect(textOf(noted)).toContain('your words are noted');
  });

  it('“Share” shows it to the channel, with who may delete it', async () => {
    await using bot = await aBot();
    const shared = bot.discord.presses(await anAnswer(bot), 'Share', IN_GUILD);
    const shown = await shownBy(bot, shared);
    expect(shown.isEphemeral).toBe(false);
    expect(textOf(shown)).toContain('sg-esign holds');
    expect(JSON.stringify(shown.components)).toContain('Delete');
  });

  it('“Delete” is for the asker and for those who manage messages', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const answer = await anAnswerInPublic(bot);
    const refused = await shownBy(bot, discord.presses(answer, 'Delete', OTHER));
    expect(textOf(refused)).toContain('Only the one who asked');
    const byModerator = discord.presses(answer, 'Delete', { ...OTHER, permissions: String(1 << 13) });
    const byAsker = discord.presses(answer, 'Delete', IN_GUILD);
    await discord.until(() => byModerator.isDeleted && byAsker.isDeleted);
  });

  it('what others press is shown to them alone', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    discord.says(`<@${BOT}> CPTPP rules of origin`, MENTION);
    const [post] = await discord.until(() => discord.posts.length > 0 && discord.posts);
    const other = await shownBy(bot, discord.presses(post ?? expect.fail(), '1. ', OTHER));
    const asker = await shownBy(bot, discord.presses(post ?? expect.fail(), '1. ', IN_GUILD));
    expect([other.isEphemeral, asker.isEphemeral]).toEqual([true, false]);
  });

  it('a button of another time says that it is gone', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const answer = await anAnswer(bot);
    const button = { type: 2 as const, style: 2, label: 'Old', custom_id: 'no-such-act' };
    const old = { ...answer, components: [{ type: 1 as const, components: [button] }] };
    const shown = await shownBy(bot, discord.presses(old, 'Old', IN_GUILD));
    expect(textOf(shown)).toContain('not on record any more');
  });
});

describe('“Ask a person”', () => {
  const aCase = async (bot: Bot) => {
    const { discord } = bot;
    const unknown = await shownBy(bot, discord.asks('CPTPP rules of origin', IN_GUILD));
    const told = await shownBy(bot, discord.presses(unknown, 'Ask a person', IN_GUILD));
    const [atDesk] = await discord.until(() => discord.postsIn(DESK).length > 0 && discord.postsIn(DESK));
    return { told, atDesk: atDesk ?? expect.fail() };
  };
  const AT_DESK = { guild: GUILD, channel: DESK, user: MODERATOR };

  it('opens a case that moderators see without who asked, and answer through a form', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const { told, atDesk } = await aCase(bot);
    expect(textOf(told)).toContain('has gone to the association’s staff (case 1)');
    expect(textOf(atDesk)).toContain('CPTPP rules of origin');
    expect(textOf(atDesk)).not.toContain(ASKER);
    const form = discord.presses(atDesk, 'Answer', AT_DESK);
    await discord.until(() => form.responses.length === 1);
    await shownBy(bot, discord.fillsIn(form, 'Ask *customs*.', AT_DESK));
    const direct = directChannelOf(ASKER);
    const [reply] = await discord.until(() => discord.postsIn(direct).length > 0 && discord.postsIn(direct));
    expect(textOf(reply ?? expect.fail())).toContain('A personal reply');
    expect(textOf(reply ?? expect.fail())).toContain('Ask *customs*.');
  });

  it('pressed twice is one case', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const unknown = await shownBy(bot, discord.asks('CPTPP rules of origin', IN_GUILD));
    const presses = [1, 2].map(() => shownBy(bot, discord.presses(unknown, 'Ask a person', IN_GUILD)));
    for (const told of await Promise.all(presses)) expect(textOf(told)).toContain('(case 1)');
    const other = await shownBy(bot, discord.asks('CPTPP rules of origin, please', IN_GUILD));
    await shownBy(bot, discord.presses(other, 'Ask a person', IN_GUILD));
    await discord.until(() => discord.postsIn(DESK).length === 2);
    expect(await bot.store.read.cases.listOpen()).toHaveLength(2);
  });

  it('is answered by replying to the case, once it is confirmed, and only once', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const { atDesk } = await aCase(bot);
    discord.says(`<@${BOT}> See Annex 3-D.`, { ...MENTION, ...AT_DESK, replyTo: atDesk.id });
    const [, proposal] = await discord.until(
      () => discord.postsIn(DESK).length === 2 && discord.postsIn(DESK),
    );
    expect(textOf(proposal ?? expect.fail())).toContain('See Annex 3-D.');
    expect(discord.postsIn(directChannelOf(ASKER))).toEqual([]);
    const sent = await shownBy(bot, discord.presses(proposal ?? expect.fail(), '发给', AT_DESK));
    const again = await shownBy(bot, discord.presses(proposal ?? expect.fail(), '发给', AT_DESK));
    expect(textOf(sent)).toContain('Sent to the asker.');
    expect(textOf(again)).toContain('has been answered or closed');
    await discord.until(() => discord.postsIn(directChannelOf(ASKER)).length === 1);
  });

  it('is not answered by others, and not from another server', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const { atDesk } = await aCase(bot);
    const other = await shownBy(bot, discord.presses(atDesk, 'Answer', { ...AT_DESK, user: ASKER }));
    const elsewhere = await shownBy(
      bot,
      discord.presses(atDesk, 'Answer', { ...AT_DESK, guild: '100000000000000009' }),
    );
    for (const shown of [other, elsewhere])
      expect(textOf(shown)).toContain('Only moderators named by the association');
  });

  it('tells the moderators when the asker takes no direct messages', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    const { atDesk } = await aCase(bot);
    discord.closedTo.add(directChannelOf(ASKER));
    const form = discord.presses(atDesk, 'Answer', AT_DESK);
    await discord.until(() => form.responses.length === 1);
    discord.fillsIn(form, 'Ask customs.', AT_DESK);
    const [, told] = await discord.until(() => discord.postsIn(DESK).length === 2 && discord.postsIn(DESK));
    expect(textOf(told ?? expect.fail())).toContain('could not be delivered');
  });

  it('is offered to who asks for a person in words', async () => {
    await using bot = await aBot();
    const { discord } = bot;
    await shownBy(bot, discord.asks('CPTPP rules of origin', IN_GUILD));
    const offered = await shownBy(bot, discord.asks('a person please', IN_GUILD));
    const told = await shownBy(bot, discord.presses(offered, 'Ask a person', IN_GUILD));
    expect(textOf(told)).toContain('case 1');
    expect(discord.postsIn(CHANNEL)).toEqual([]);
  });
});
