import type { Language } from '../knowledge/fields.ts';

/** The words of buttons and of what is said around answers in chat. Plain text: each platform escapes it. */
interface ChatWording {
  readonly helpful: string;
  readonly unhelpful: string;
  readonly whyUnhelpful: string;
  readonly thanksForRating: string;
  readonly askPerson: string;
  /** The question went to a person: under this number. */
  readonly passedOn: (id: number) => string;
  readonly fullAnswer: string;
  readonly relatedMore: string;
  readonly share: string;
  readonly shared: string;
  readonly continued: string;
  /** What a button speaks of is not on record any more. */
  readonly gone: string;
  readonly failed: string;
  readonly languageSet: string;
  readonly forgetMe: string;
  readonly forgetConfirm: string;
  readonly forgotten: string;
  readonly caseOpened: (id: number) => string;
  readonly howToAnswerCase: string;
  readonly sendToAsker: string;
  readonly sendConfirm: string;
  readonly sent: string;
  readonly alreadyAnswered: string;
  readonly notModerator: string;
  readonly personalReply: string;
  readonly personalReplyTo: (question: string) => string;
  readonly corrected: string;
  readonly withdrawn: string;
  readonly topics: string;
  readonly changedLately: string;
  readonly myQuestions: string;
  readonly noQuestions: string;
}

const zh: ChatWording = {
  helpful: '有帮助',
  unhelpful: '没帮助',
  whyUnhelpful: '哪里没有帮助？',
  thanksForRating: '谢谢，已记下您的意见。',
  askPerson: '转人工',
  passedOn: (id) =>
    `您的问题已转给协会的工作人员（编号${id}），不附您的姓名和企业名称。答复会作为人工答复发到这里。`,
  fullAnswer: '全文',
  relatedMore: '更多相关问题',
  share: '分享到频道',
  shared: '已分享到频道。',
  continued: '（续）',
  gone: '这条记录已不存在，请重新提问。',
  failed: '程序出错，这个问题没有得到处理。请稍后再问一次。',
  languageSet: '好的，以后用中文回答。',
  forgetMe: '删除我的记录',
  forgetConfirm: '将删除您的提问文字、评价、订阅和对话，只留下不含身份的计数。此操作不能撤销。',
  forgotten: '已删除您的记录。',
  caseOpened: (id) => `待答问题${id}`,
  howToAnswerCase: '请在本消息的讨论串中答复；确认后，答复会作为人工答复发给提问者。',
  sendToAsker: '发给提问者',
  sendConfirm: '把这段话作为人工答复发给提问者吗？',
  sent: '已发给提问者。',
  alreadyAnswered: '这个问题已经答复或关闭。',
  notModerator: '只有协会指定的管理员可以这样做。',
  personalReply: '协会工作人员的人工答复（不是知识库中经审核的答案）',
  personalReplyTo: (question) => `您的问题：${question}`,
  corrected: '您此前看到的一个答案已经更正，现在的内容如下。',
  withdrawn: '您此前看到的一个答案已经撤回，请不要再以它为依据。',
  topics: '主题',
  changedLately: '最近的变化',
  myQuestions: '我的提问',
  noQuestions: '还没有提问。',
};

const en: ChatWording = {
  helpful: 'Helpful',
  unhelpful: 'Not helpful',
  whyUnhelpful: 'What was not helpful?',
  thanksForRating: 'Thank you, noted.',
  askPerson: 'Ask a person',
  passedOn: (id) =>
    `Your question has gone to the association’s staff (case ${id}), without your name or your firm’s. Their reply will come here, marked as a personal reply.`,
  fullAnswer: 'Full answer',
  relatedMore: 'Related questions',
  share: 'Share in channel',
  shared: 'Shared in the channel.',
  continued: '(continued)',
  gone: 'This is not on record any more. Please ask again.',
  failed: 'Something went wrong and this question was not dealt with. Please ask again a little later.',
  languageSet: 'Good. Answers will be in English from now on.',
  forgetMe: 'Forget me',
  forgetConfirm:
    'This deletes the text of your questions, your ratings, subscriptions and conversations; only counts without any identity stay. It cannot be undone.',
  forgotten: 'Your records have been deleted.',
  caseOpened: (id) => `Case ${id}: a question without an answer`,
  howToAnswerCase:
    'Reply in the thread of this message; once you confirm it, your reply goes to the asker as a personal reply.',
  sendToAsker: 'Send to the asker',
  sendConfirm: 'Send this text to the asker as a personal reply?',
  sent: 'Sent to the asker.',
  alreadyAnswered: 'This case has been answered or closed.',
  notModerator: 'Only moderators named by the association can do this.',
  personalReply: 'A personal reply from the association’s staff (not a vetted answer from the knowledge)',
  personalReplyTo: (question) => `Your question: ${question}`,
  corrected: 'An answer you were shown has been corrected. It now reads:',
  withdrawn: 'An answer you were shown has been withdrawn. Please do not rely on it any more.',
  topics: 'Topics',
  changedLately: 'Changed lately',
  myQuestions: 'My questions',
  noQuestions: 'No questions yet.',
};

export const CHAT_WORDING: Readonly<Record<Language, ChatWording>> = Object.freeze({ zh, en });
