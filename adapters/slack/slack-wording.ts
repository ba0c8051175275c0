import type { Language } from '../../src/knowledge/fields.ts';

/** What is said in Slack alone. Plain text: it is escaped where it is used. */
interface SlackWording {
  readonly choose: string;
  readonly more: string;
  /** A person is asked for: under a question of the conversation, or before there is one. */
  readonly personReady: string;
  readonly personNeedsQuestion: string;
  readonly sharedBy: string;
  /** The question was asked where only the asker sees: the reply comes by direct message. */
  readonly passedOnToDirect: (id: number) => string;
  readonly whyTitle: string;
  readonly send: string;
  readonly cancel: string;
  readonly homeTitle: string;
  readonly homeHowTo: (command: string) => string;
  /** Moderators alone see them. */
  readonly waitingCases: (count: number) => string;
  readonly homeLanguage: string;
  readonly backHome: string;
  readonly paneGreeting: string;
  readonly paneTopic: (topic: string) => string;
  readonly looking: string;
  readonly notAnswered: string;
}

const zh: SlackWording = {
  choose: '看这个',
  more: '更多',
  personReady: '您刚才的问题可以转给协会的工作人员：请点“转人工”。',
  personNeedsQuestion: '请先写出您的问题，再点回答下面的“转人工”，问题就会转给协会的工作人员。',
  sharedBy: '分享者：',
  passedOnToDirect: (id) =>
    `您的问题已转给协会的工作人员（编号${id}），不附您的姓名和企业名称。答复会作为人工答复以私信发给您。`,
  whyTitle: '您的意见',
  send: '发送',
  cancel: '取消',
  homeTitle: '数问：贸易政策问答',
  homeHowTo: (command) =>
    `在频道里@我提问，我在讨论串中回答；给我发私信，或用 ${command} 加上问题，只有您自己看得到。也可以对任何一条消息选“问这条消息”。每个答案都注明依据、条款、日期和审核人；没有依据的，会直接说没有。`,
  waitingCases: (count) => `待答问题（${count}）：请在管理频道中各自的讨论串里答复`,
  homeLanguage: '回答语言',
  backHome: '返回',
  paneGreeting: '您好。请用一句话写出您的贸易政策问题，或从下面的主题开始。',
  paneTopic: (topic) => `${topic}有哪些规定？`,
  looking: '正在查找…',
  notAnswered: '没有答案',
};

const en: SlackWording = {
  choose: 'This one',
  more: 'More',
  personReady: 'The question you asked can go to the association’s staff: press “Ask a person”.',
  personNeedsQuestion:
    'Write your question first, then press “Ask a person” under the answer: it goes to the association’s staff.',
  sharedBy: 'Shared by',
  passedOnToDirect: (id) =>
    `Your question has gone to the association’s staff (case ${id}), without your name or your firm’s. Their reply will come to you as a direct message, marked as a personal reply.`,
  whyTitle: 'Your opinion',
  send: 'Send',
  cancel: 'Cancel',
  homeTitle: 'Shuwen: trade-policy answers',
  homeHowTo: (command) =>
    `Mention me in a channel and I answer in the thread; write me a direct message, or ${command} and your question, and only you see the answer. On any message you can also choose “Ask about this message”. Every answer names its instrument, article, date and reviewer; where there is no ground for one, I say so.`,
  waitingCases: (count) =>
    `Waiting for a person (${count}): reply in their threads in the moderation channel`,
  homeLanguage: 'Language of answers',
  backHome: 'Back',
  paneGreeting: 'Hello. Write your trade-policy question in a sentence, or start from a topic below.',
  paneTopic: (topic) => `What are the rules on ${topic}?`,
  looking: 'is looking it up…',
  notAnswered: 'no answer',
};

export const SLACK_WORDING: Readonly<Record<Language, SlackWording>> = Object.freeze({ zh, en });
