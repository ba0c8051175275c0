import { afterEach, describe, expect, it } from 'vitest';
import { type ASlack, aSlack } from './a-slack.ts';
import { SlackServer } from './server/slack-server.ts';

const QUESTION = '电子签名在中国有法律效力吗？';

let bot: ASlack;
afterEach(() => bot.stop());

const answered = (count: number) => bot.workspace.until(() => bot.workspace.said('C1').length === count);

describe('the socket', { timeout: 20_000 }, () => {
  it('is opened anew when the network breaks or Slack asks for it', async () => {
    bot = await aSlack();
    await bot.people.mention({ text: QUESTION });
    await answered(1);
    bot.server.cutSockets();
    await bot.workspace.until(() => bot.server.openSockets === 0);
    await bot.people.mention({ text: QUESTION });
    await answered(2);
    bot.server.refreshSockets();
    await bot.workspace.until(() => bot.server.openSockets === 0);
    await bot.people.mention({ text: QUESTION });
    await answered(3);
    expect(bot.slack.fault).toBeUndefined();
    expect(bot.deaf).toEqual([]);
  });

  it('that Slack refuses for good makes the process say why', async () => {
    bot = await aSlack();
    bot.server.refusesSocket = 'invalid_auth';
    bot.server.cutSockets();
    await bot.workspace.until(() => bot.deaf.length > 0);
    expect(bot.deaf).toEqual([expect.stringContaining('SLACK_APP_TOKEN')]);
    expect(bot.slack.fault).toContain('SLACK_APP_TOKEN');
  });

  it('that stays away too long makes the process say so', async () => {
    bot = await aSlack({ parts: { patienceMs: 300 } });
    bot.server.trouble({ method: 'apps.connections.open', kind: 'broken', times: 1_000 });
    bot.server.cutSockets();
    await bot.workspace.until(() => bot.deaf.length > 0);
    expect(bot.slack.fault).toContain('no connection');
  });
});

describe('HTTP requests', () => {
  const HELLO = JSON.stringify({ type: 'url_verification', challenge: 'c' });

  it('are taken when Slack signed them lately, and refused otherwise', async () => {
    bot = await aSlack({ mode: 'http' });
    const taken = await bot.server.post(HELLO);
    expect(await taken.json()).toEqual({ challenge: 'c' });
    expect((await bot.server.post(HELLO, {}, { forge: true })).status).toBe(401);
    expect((await bot.server.post(HELLO, {}, { ageS: 600 })).status).toBe(401);
  });
});

describe('at the start', { timeout: 20_000 }, () => {
  const started = async (prepare: (server: SlackServer) => void, variables = {}) => {
    const server = await SlackServer.start();
    prepare(server);
    bot = await aSlack({ server, variables });
    return server;
  };

  it('a wrong token is named, in both languages', async () => {
    const server = await started((its) => (its.authError = 'invalid_auth'));
    expect(bot.deaf.join()).toMatch(/SLACK_BOT_TOKEN.*OAuth & Permissions.*令牌/);
    await server.stop();
  });

  it('every missing scope is named, and what works goes on', async () => {
    const server = await started((its) => (its.workspace.scopes = 'chat:write,commands'));
    expect(bot.log.join()).toContain('app_mentions:read');
    expect(bot.log.join()).not.toContain('commands');
    expect(bot.slack.fault).toBeUndefined();
    await server.stop();
  });

  it('a moderation channel without the app is named', async () => {
    const server = await started((its) => (its.workspace.channelOf('CDESK').isMember = false));
    expect(bot.log.join()).toMatch(/CDESK.*invite.*邀请/);
    await server.stop();
  });

  it('an app token without its scope is named', async () => {
    const server = await started((its) => (its.refusesSocket = 'missing_scope'));
    expect(bot.deaf.join()).toContain('connections:write');
    await server.stop();
  });
});
