import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ASlack, DESK, MODES, aSlack } from './a-slack.ts';
import { SlackServer } from './server/slack-server.ts';
import type { HeldMessage } from './server/state.ts';

/** Posts that are tried again wait for a second or two. */
const PATIENT_MS = 30_000;
const QUESTION = '电子签名在中国有法律效力吗？';
const read = ({ blocks }: HeldMessage): string => JSON.stringify(blocks);

let bot: ASlack;
afterEach(async () => {
  await bot.stop();
  expect(bot.workspace.complaints).toEqual([]);
});

const said = (channel: string, count = 1): Promise<HeldMessage> =>
  bot.workspace.until(() => bot.workspace.said(channel)[count - 1]);

describe.each(MODES)('over %s', { timeout: PATIENT_MS }, (mode) => {
  it('an event, click or command that comes again has no second effect', async () => {
    bot = await aSlack({ mode });
    const ts = bot.people.hold('C1', 'U1', QUESTION);
    const mention = bot.people.event({ type: 'app_mention', channel: 'C1', user: 'U1', text: QUESTION, ts });
    await Promise.all([bot.server.send(mention), bot.server.send({ ...mention, retry: 1 })]);
    const answer = await said('C1');
    const { envelope } = bot.people.clickOn(answer, '转人工');
    await bot.server.send(envelope);
    await bot.server.send({ ...envelope, retry: 1 });
    await bot.server.send({ ...mention, retry: 2 });
    await bot.settled();
    expect(bot.workspace.said('C1')).toHaveLength(2);
    expect(bot.workspace.said(DESK)).toHaveLength(1);
    expect(bot.server.missedAcks).toEqual([]);
  });

  it('a button pressed twice in earnest opens one case', async () => {
    bot = await aSlack({ mode });
    await bot.people.mention({ text: '太阳能板的碳足迹怎么算？' });
    const answer = await said('C1');
    await bot.people.click(answer, '转人工');
    await bot.people.click(answer, '转人工');
    await bot.settled();
    expect(bot.workspace.said(DESK)).toHaveLength(1);
  });

  it('a question with Slack’s own marks in it mentions nobody, for moderators either', async () => {
    bot = await aSlack({ mode });
    await bot.people.mention({
      text: '<!channel> &lt;!here&gt; *太阳能* <https://evil.example|点这里> `代码`的碳足迹',
    });
    await bot.people.click(await said('C1'), '转人工');
    const opened = await said(DESK);
    expect(read(opened)).toContain('&lt;!here&gt;');
    expect(read(opened)).not.toContain('<!');
  });
});

describe('a post', { timeout: PATIENT_MS }, () => {
  it.each(['with', 'without'])('whose answer was lost is not doubled, %s metadata', async (metadata) => {
    bot = await aSlack();
    bot.workspace.keepsMetadata = metadata === 'with';
    bot.server.trouble({ method: 'chat.postMessage', kind: 'drop-after' });
    await bot.people.mention({ text: QUESTION });
    await bot.settled();
    expect(bot.workspace.said('C1')).toHaveLength(1);
    expect(bot.workspace.calls.filter(({ method }) => method === 'conversations.replies')).toHaveLength(1);
  });

  it('that did not arrive is sent again', async () => {
    bot = await aSlack();
    bot.server.trouble({ method: 'chat.postMessage', kind: 'drop-before' });
    bot.server.trouble({ method: 'chat.postMessage', kind: 'broken' });
    await bot.people.mention({ text: QUESTION });
    await bot.settled();
    expect(bot.workspace.said('C1')).toHaveLength(1);
  });

  it('that may have arrived is not sent again where the app may not look', async () => {
    bot = await aSlack();
    bot.server.trouble({ method: 'chat.postMessage', kind: 'drop-after' });
    bot.server.trouble({ method: 'conversations.replies', kind: 'refused', code: 'missing_scope' });
    await bot.people.mention({ text: QUESTION });
    await bot.settled();
    expect(bot.workspace.said('C1')).toHaveLength(1);
    const [lost] = (await bot.store.health()).undelivered;
    expect(lost?.reason).toContain('missing_scope');
  });

  it('to a command whose answer was lost takes its own place when it is sent again', async () => {
    bot = await aSlack();
    bot.server.trouble({ method: 'respond', kind: 'drop-after' });
    bot.server.trouble({ method: 'respond', kind: 'broken' });
    const by = await bot.people.command(QUESTION);
    await bot.settled();
    expect(bot.workspace.said(by)).toHaveLength(1);
    expect(bot.workspace.said(by)[0]?.edits).toBe(1);
  });

  it('to a busy channel waits as long as Slack says, and holds no other channel back', async () => {
    bot = await aSlack();
    bot.server.trouble({ method: 'chat.postMessage', channel: 'C1', kind: 'busy', retryAfter: 1 });
    await bot.people.mention({ channel: 'C1', text: QUESTION });
    await bot.people.mention({ channel: 'C2', text: QUESTION });
    await said('C2');
    expect(bot.workspace.said('C1')).toHaveLength(0);
    await said('C1');
    expect(bot.workspace.said('C1')).toHaveLength(1);
  });

  it.each(['is_archived', 'channel_not_found', 'not_in_channel', 'cannot_dm_bot', 'account_inactive'])(
    'that Slack refuses with %s is ordinary: the next is delivered',
    async (code) => {
      bot = await aSlack();
      bot.server.trouble({ method: 'chat.postMessage', kind: 'refused', code });
      await bot.people.mention({ text: QUESTION });
      await bot.people.mention({ text: QUESTION });
      await said('C1');
      await bot.settled();
      expect((await bot.store.health()).undelivered[0]?.reason).toBe(code);
      expect(bot.faults).toEqual([]);
    },
  );

  it('in place of a message that was deleted is ordinary', async () => {
    bot = await aSlack();
    await bot.people.mention({ text: '数据出境走哪条路？' });
    const guide = await said('C1');
    bot.workspace.messages.splice(bot.workspace.messages.indexOf(guide), 1);
    await bot.people.click(guide, '选1');
    await bot.settled();
    expect((await bot.store.health()).undelivered[0]?.reason).toBe('message_not_found');
    expect(bot.faults).toEqual([]);
  });

  it('shared where the app is no member goes by the answer’s own way', async () => {
    bot = await aSlack();
    Object.assign(bot.workspace.channelOf('C1'), { isMember: false, isPrivate: true });
    const by = await bot.people.command(QUESTION);
    const way = await bot.people.click(await said(by), 'share');
    expect((await said(way)).onlyFor).toBeUndefined();
  });
});

it(
  'what was acknowledged before the process ended is answered after it, once',
  { timeout: PATIENT_MS },
  async () => {
    const server = await SlackServer.start();
    const config = { dataDir: await mkdtemp(join(tmpdir(), 'shuwen-slack-')) };
    bot = await aSlack({ server, config });
    server.trouble({ method: 'chat.postMessage', kind: 'drop-after' });
    server.trouble({ method: 'chat.postMessage', kind: 'broken', times: 1_000 });
    await bot.people.mention({ text: QUESTION });
    await bot.people.mention({ channel: 'C2', text: QUESTION });
    await said('C1');
    await bot.stop();
    server.workspace.troubles.length = 0;
    bot = await aSlack({ server, config });
    await bot.settled();
    expect(bot.workspace.said('C1')).toHaveLength(1);
    expect(bot.workspace.said('C2')).toHaveLength(1);
    await server.stop();
  },
);

it('other programs’ messages and its own ask nothing', async () => {
  bot = await aSlack();
  const event = { type: 'message', channel: 'D1', channel_type: 'im', text: QUESTION, ts: '1.000001' };
  await bot.server.send(bot.people.event({ ...event, user: 'UBOT' }));
  await bot.server.send(bot.people.event({ ...event, user: 'U2', bot_id: 'B2' }));
  await bot.server.send(bot.people.event({ ...event, user: 'U2', subtype: 'message_changed' }));
  await bot.people.say({ channel: 'D1', text: QUESTION });
  await said('D1');
  await bot.settled();
  expect(bot.workspace.said('D1')).toHaveLength(1);
});

it('a question that cannot be worked is given up in words', async () => {
  bot = await aSlack();
  await bot.people.mention({ text: '长'.repeat(2_001) });
  expect(read(await said('C1'))).toContain('2000');
});
