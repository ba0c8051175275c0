import type { Language } from '../../src/knowledge/fields.ts';

/** What Discord alone says. Plain text: it is escaped where it is shown. */
interface DiscordWords {
  readonly delete: string;
  readonly notYours: string;
  readonly chooseTopic: string;
  readonly chooseQuestion: string;
  readonly chooseGuide: string;
  readonly why: string;
  readonly tellWhy: string;
  readonly noted: string;
  /** The question went to a person, who answers by direct message. */
  readonly passedOn: (id: number) => string;
  readonly offerPerson: string;
  readonly questionFirst: string;
  readonly answerCase: string;
  readonly howToAnswer: string;
  readonly yourAnswer: string;
  readonly dmClosed: (id: number) => string;
  readonly typeNumber: string;
  readonly settingsNotYours: string;
  readonly settingsAre: string;
  readonly language: Readonly<Record<Language | 'asker', string>>;
  readonly languageIs: (name: string) => string;
  readonly mutedIs: Readonly<Record<'on' | 'off', string>>;
  readonly channelsAre: (names: readonly string[]) => string;
  readonly forumsAre: (names: readonly string[]) => string;
}

const zh: DiscordWords = {
  delete: '删除',
  notYours: '只有提问者或本服务器的管理员可以删除这条回答。',
  chooseTopic: '选择一个主题',
  chooseQuestion: '选择一个问题',
  chooseGuide: '选择一个引导',
  why: '说明原因',
  tellWhy: '哪里没有帮助？',
  noted: '谢谢，已记下您的说明。',
  passedOn: (id) =>
    `您的问题已转给协会的工作人员（编号${id}），不附您的姓名和企业名称。答复会作为人工答复以私信发给您，请允许接收本服务器成员的私信。`,
  offerPerson: '要把您刚才的问题转给协会的工作人员，请按下面的按钮。',
  questionFirst: '请先用一句话写出您的问题；如果没有答案，可以转给协会的工作人员。',
  answerCase: '答复',
  howToAnswer: '请按“答复”，或者回复本消息并提及机器人；答复会作为人工答复发给提问者。',
  yourAnswer: '给提问者的答复',
  dmClosed: (id) => `问题${id}的答复未能送达：提问者不接收私信。`,
  typeNumber: '也可以直接写出编号。',
  settingsNotYours: '只有可以管理本服务器的人能在服务器里更改设置。',
  settingsAre: '本服务器的设置',
  language: { zh: '中文', en: '英文', asker: '提问者的语言' },
  languageIs: (name) => `回答的语言：${name}`,
  mutedIs: { on: '静音：开（在频道里不作答）', off: '静音：关' },
  channelsAre: (names) => `作答的频道：${names.length === 0 ? '全部' : names.join(' ')}`,
  forumsAre: (names) => `自动回答新帖的论坛：${names.length === 0 ? '无' : names.join(' ')}`,
};

const en: DiscordWords = {
  delete: 'Delete',
  notYours: 'Only the one who asked, or a moderator of this server, can delete this answer.',
  chooseTopic: 'Choose a topic',
  chooseQuestion: 'Choose a question',
  chooseGuide: 'Choose a guide',
  why: 'Say why',
  tellWhy: 'What was not helpful?',
  noted: 'Thank you, your words are noted.',
  passedOn: (id) =>
    `Your question has gone to the association’s staff (case ${id}), without your name or your firm’s. Their reply will come as a direct message, marked as a personal reply: please allow direct messages from members of this server.`,
  offerPerson: 'To pass your last question on to the association’s staff, press the button below.',
  questionFirst:
    'Please write your question in a sentence first; if there is no answer, it can be passed on to the association’s staff.',
  answerCase: 'Answer',
  howToAnswer:
    'Press “Answer”, or reply to this message with a mention of the bot; your answer goes to the asker as a personal reply.',
  yourAnswer: 'Your answer to the asker',
  dmClosed: (id) => `The answer to case ${id} could not be delivered: the asker takes no direct messages.`,
  typeNumber: 'You can also write the number.',
  settingsNotYours: 'Settings are changed in a server, by those who may manage it.',
  settingsAre: 'Settings of this server',
  language: { zh: 'Chinese', en: 'English', asker: 'the asker’s' },
  languageIs: (name) => `Language of answers: ${name}`,
  mutedIs: { on: 'Muted: on (no answers in channels)', off: 'Muted: off' },
  channelsAre: (names) => `Channels with answers: ${names.length === 0 ? 'all' : names.join(' ')}`,
  forumsAre: (names) =>
    `Forums whose new posts are answered: ${names.length === 0 ? 'none' : names.join(' ')}`,
};

export const DISCORD_WORDS: Readonly<Record<Language, DiscordWords>> = Object.freeze({ zh, en });
