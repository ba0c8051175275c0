import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryId } from '../../../src/knowledge/fields.ts';
import { anEntry } from '../../fakes/builders.ts';
import { temperedEngine } from '../../fakes/tempered-engine.ts';
import { type ASlack, DESK, MODES, aSlack } from './a-slack.ts';
import type { HeldMessage } from './server/state.ts';

/** Every test opens a store and a socket of its own, on a machine that may be busy. */
const PATIENT_MS = 20_000;

const CONFUSABLE = {
  entries: [
    anEntry({
      id: 'sign',
      question: { zh: '电子签名有效吗？', en: 'Is an electronic signature valid?' },
      confusableWith: [
        { id: 'seal', difference: { zh: '印章另有规定。', en: 'Seals have rules of their own.' } },
      ],
      related: ['seal'],
    }),
    anEntry({
      id: 'seal',
      question: { zh: '电子印章有效吗？', en: 'Is an electronic seal valid?' },
      related: ['sign'],
    }),
  ],
};

const read = ({ blocks }: HeldMessage): string => JSON.stringify(blocks);

describe.each(MODES)('over %s, someone', { timeout: PATIENT_MS }, (mode) => {
  let bot: ASlack;
  beforeEach(async () => {
    bot = await aSlack({ mode });
  });
  afterEach(async () => {
    await bot.stop();
    expect(bot.workspace.complaints).toEqual([]);
    expect(bot.server.missedAcks).toEqual([]);
    expect(bot.faults).toEqual([]);
  });

  const next = (channel: string, count = 1): Promise<HeldMessage> =>
    bot.workspace.until(() => bot.workspace.said(channel)[count - 1]);

  it('mentions the app and is answered in the thread, with sources, date, reviewer, page and legal line', async () => {
    const ts = await bot.people.mention({ text: '电子签名在中国有法律效力吗？' });
    const answer = await next('C1');
    expect(answer.thread).toBe(ts);
    for (const part of [
      'cn-esign有效。',
      '可靠的电子签名与手写签名具有同等法律效力',
      '电子签名法 · 第14条',
      '截至2026年11月21日',
      '尚未经协会审核',
      '<https://ask.example.org/e/cn-esign|固定链接>',
      '一般信息，非法律意见',
    ])
      expect(read(answer)).toContain(part);
  });

  it('follows up in the thread with another mention', async () => {
    const thread = await bot.people.mention({ text: 'Is an electronic signature legally valid in China?' });
    await next('C1');
    await bot.people.mention({ text: 'and in Singapore?', thread });
    const second = await next('C1', 2);
    expect(second.thread).toBe(thread);
    expect(read(second)).toContain('sg-esign');
  });

  it('writes a direct message and is answered there', async () => {
    await bot.people.say({ channel: 'D1', text: 'Is an electronic signature legally valid in the EU?' });
    const answer = await next('D1');
    expect(answer.thread).toBeUndefined();
    expect(read(answer)).toContain('Yes, eu-esign holds.');
  });

  it('asks by command, sees the answer alone, and shares it in the channel', async () => {
    const by = await bot.people.command('电子签名在中国有法律效力吗？');
    const answer = await next(by);
    expect(answer.onlyFor).toBeDefined();
    await bot.people.click(answer, 'share');
    const shared = await next('C1');
    expect(shared.onlyFor).toBeUndefined();
    expect(read(shared)).toContain('<@U1>');
    expect(read(shared)).toContain('cn-esign有效。');
  });

  it('asks about somebody’s message by the shortcut', async () => {
    const by = await bot.people.shortcut('Is an electronic signature legally valid in Singapore?');
    expect(read(await next(by))).toContain('Yes, sg-esign holds.');
  });

  it('is led by a guide in one message, and steps back', async () => {
    await bot.people.mention({ text: '数据出境走哪条路？' });
    const guide = await next('C1');
    expect(read(guide)).toContain('选1');
    await bot.people.click(guide, '选2');
    await bot.workspace.until(() => guide.edits === 1);
    expect(read(guide)).toContain('export-over-1m有效。');
    await bot.people.click(guide, '改选');
    await bot.workspace.until(() => guide.edits === 2);
    expect(read(guide)).toContain('选1');
    expect(bot.workspace.said('C1')).toHaveLength(1);
  });

  it('finds the answer helpful, or not, and says why', async () => {
    await bot.people.mention({ text: '电子签名在中国有法律效力吗？' });
    const answer = await next('C1');
    await bot.people.click(answer, 'helpful');
    const thanks = await next('C1', 2);
    expect(thanks.onlyFor).toBe('U1');
    await bot.people.click(answer, 'unhelpful');
    await bot.workspace.until(() => bot.workspace.modals.length === 1);
    await bot.people.submit('没有说明印章');
    await next('C1', 3);
    const count = await bot.store.read.ratings.countOf(entryId.parse('cn-esign'));
    expect(count).toEqual({ helpful: 0, unhelpful: 1 });
  });

  it('asks a person: moderators see the question and not who asked; their reply comes back when confirmed', async () => {
    await bot.grant('UMOD', 'moderator');
    const thread = await bot.people.mention({ user: 'UFIRM', text: '太阳能板的碳足迹怎么算？' });
    const abstained = await next('C1');
    await bot.people.click(abstained, '转人工', { user: 'UFIRM' });
    const opened = await next(DESK);
    expect(read(opened)).toContain('太阳能板的碳足迹怎么算？');
    expect(read(opened)).not.toContain('UFIRM');
    expect(read(await next('C1', 2))).toContain('编号1');
    await bot.people.say({ channel: DESK, user: 'UMOD', text: '请看 *第5条* &amp; 附件', thread: opened.ts });
    const proposal = await next(DESK, 2);
    expect(proposal.thread).toBe(opened.ts);
    await bot.people.click(proposal, 'send', { user: 'UMOD' });
    const reply = await next('C1', 3);
    expect(reply.thread).toBe(thread);
    expect(read(reply)).toContain('人工答复');
    expect(read(reply).replaceAll('\u200B', '')).toContain('请看 *第5条* &amp; 附件');
    await bot.workspace.until(() => proposal.edits === 1);
    expect(read(proposal)).not.toContain('send-0');
  });

  it('who is no moderator cannot answer a case', async () => {
    await bot.people.mention({ text: '太阳能板的碳足迹怎么算？' });
    await bot.people.click(await next('C1'), '转人工');
    const opened = await next(DESK);
    await bot.people.say({ channel: DESK, user: 'UOTHER', text: '我来答', thread: opened.ts });
    const told = await next(DESK, 2);
    expect(told.onlyFor).toBe('UOTHER');
    expect(read(told)).toContain('管理员');
  });

  it('who is a moderator sees in App Home what waits for a person, and others do not', async () => {
    await bot.grant('UMOD', 'moderator');
    await bot.people.mention({ text: '太阳能板的碳足迹怎么算？' });
    await bot.people.click(await next('C1'), '转人工');
    await next(DESK);
    await bot.people.openHome('UMOD');
    await bot.people.openHome('U1');
    await bot.workspace.until(() => bot.workspace.views.length === 2);
    const seenBy = (user: string) => JSON.stringify(bot.workspace.views.find((view) => view.user === user));
    expect(seenBy('UMOD')).toContain('待答问题1');
    expect(seenBy('U1')).not.toContain('待答问题1');
  });

  it('opens the pane and App Home, browses a topic, sets the language and is forgotten', async () => {
    await bot.people.openHome();
    await bot.workspace.until(() => bot.workspace.views.length === 1);
    await bot.people.clickHome('English');
    await bot.workspace.until(() => bot.workspace.views.length === 2);
    expect(JSON.stringify(bot.workspace.views[1])).toContain('Language of answers');
    await bot.people.clickHome('E-signature');
    await bot.workspace.until(() => bot.workspace.views.length === 3);
    await bot.people.clickHome('choose');
    const answer = await next('DU1');
    expect(read(answer)).toContain('Yes, cn-esign holds.');
    await bot.people.openHome();
    await bot.workspace.until(() => bot.workspace.views.length === 4);
    await bot.people.clickHome('forget');
    expect(read(await next('DU1', 2))).toContain('deleted');
    await bot.people.openHome();
    await bot.settled();
    const started = {
      type: 'assistant_thread_started',
      assistant_thread: { user_id: 'U1', channel_id: 'D9', thread_ts: '1.000009', context: {} },
    };
    await bot.server.send(bot.people.event(started));
    expect((await next('D9')).thread).toBe('1.000009');
    await bot.people.say({ channel: 'D9', text: '电子签名在中国有法律效力吗？', thread: '1.000009' });
    expect((await next('D9', 2)).thread).toBe('1.000009');
    const methods = bot.workspace.calls.map(({ method }) => method);
    expect(methods).toContain('assistant.threads.setSuggestedPrompts');
    expect(methods).toContain('assistant.threads.setStatus');
  });
});

describe.each(MODES)('over %s, where several answers may be meant, someone', (mode) => {
  it('chooses one, told apart by a line, and sees it in the same thread', async () => {
    const bot = await aSlack({ mode, engine: temperedEngine('offers', CONFUSABLE) });
    const thread = await bot.people.mention({ text: '电子签名和印章有效吗' });
    const offered = await bot.workspace.until(() => bot.workspace.said('C1')[0]);
    expect(read(offered)).toContain('印章另有规定。');
    await bot.people.click(offered, 'choose', { nth: 1 });
    const answer = await bot.workspace.until(() => bot.workspace.said('C1')[1]);
    expect(answer.thread).toBe(thread);
    expect(read(answer)).toContain('固定链接');
    await bot.people.click(answer, 'more');
    expect(read(await bot.workspace.until(() => bot.workspace.said('C1')[2]))).toContain('相关问题');
    await bot.stop();
    expect(bot.workspace.complaints).toEqual([]);
  });
});

describe('where later messages of a thread need no mention', () => {
  it('a follow-up is answered, and talk that the app cannot answer is left alone', async () => {
    const bot = await aSlack({ variables: { SLACK_THREAD_FOLLOWUPS: '1' } });
    const thread = await bot.people.mention({ text: 'Is an electronic signature legally valid in China?' });
    await bot.workspace.until(() => bot.workspace.said('C1')[0]);
    await bot.people.say({ text: 'Lunch at the solar panel place?', thread });
    await bot.people.say({ text: 'and in Singapore?', thread });
    await bot.people.say({ text: 'Is an electronic signature legally valid in the EU?' });
    const second = await bot.workspace.until(() => bot.workspace.said('C1')[1]);
    expect(read(second)).toContain('sg-esign');
    await bot.settled();
    expect(bot.workspace.said('C1')).toHaveLength(2);
    await bot.stop();
  });
});

describe('a question in neither language', () => {
  it('is answered in that of the asker’s Slack, until they set another', async () => {
    const bot = await aSlack();
    bot.workspace.locales.set('U1', 'zh-TW');
    bot.workspace.locales.set('U2', 'en-GB');
    await bot.people.say({ channel: 'D1', user: 'U1', text: '???' });
    await bot.people.say({ channel: 'D2', user: 'U2', text: '???' });
    expect(read(await bot.workspace.until(() => bot.workspace.said('D1')[0]))).toContain('没有看到');
    expect(read(await bot.workspace.until(() => bot.workspace.said('D2')[0]))).toContain('no words');
    await bot.stop();
  });
});

describe('a correction', () => {
  it('tells what stands now where the answer was given, and that an answer was withdrawn', async () => {
    const bot = await aSlack();
    const correction = { kind: 'correction', from: 1, to: 2, language: 'zh' };
    await bot.store.write(async ({ outbox }) => {
      for (const entry of ['cn-esign', 'gone'])
        await outbox.post({
          destination: 'slack:T1/C1/1.000001',
          payload: JSON.stringify({ ...correction, entry }),
        });
    });
    const corrected = await bot.workspace.until(() => bot.workspace.said('C1')[0]);
    expect(corrected.thread).toBe('1.000001');
    expect(read(corrected)).toContain('已经更正');
    expect(read(corrected)).toContain('cn-esign有效。');
    expect(read(await bot.workspace.until(() => bot.workspace.said('C1')[1]))).toContain('已经撤回');
    await bot.stop();
    expect(bot.workspace.complaints).toEqual([]);
  });
});
