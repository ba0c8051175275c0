import type { Language } from '../../src/knowledge/fields.ts';

/** Why a request gets no reply, told to the person who made it. */
export type RefusalKind =
  | 'no-page'
  | 'no-entry'
  | 'wrong-method'
  | 'too-large'
  | 'too-many'
  | 'cross-site'
  | 'not-json'
  | 'not-utf8'
  | 'not-a-question'
  | 'fault';

/** The words of the page itself; what every platform says is in `src/assistant/wording.ts`. */
interface PageWords {
  readonly name: string;
  readonly claim: string;
  /** Each part stays on one line where there is room. */
  readonly promise: readonly string[];
  readonly skip: string;
  readonly question: string;
  readonly placeholder: string;
  readonly ask: string;
  readonly keys: string;
  readonly samples: string;
  readonly otherLanguage: { readonly language: Language; readonly name: string; readonly label: string };
  readonly about: string;
  readonly guide: string;
  readonly copy: string;
  readonly copied: string;
  readonly copyFailed: string;
  /** `{count}` is filled in by the script. */
  readonly suggestions: string;
  readonly answered: string;
  readonly unreachable: string;
  readonly askAnother: string;
  readonly revision: (number: number) => string;
  readonly privacy: string;
  readonly nothingHere: string;
  readonly perhaps: string;
  readonly sorry: string;
  readonly requestId: string;
  readonly done: string;
  readonly putAway: string;
  readonly changedSince: string;
  readonly pastText: (revision: number, published: string) => string;
  readonly stillStands: string;
  readonly textNow: string;
  readonly withdrawnPage: string;
  readonly withdrawnOn: (day: string) => string;
  readonly readInstead: string;
  /** The question went to a person: the reply is read on this page. */
  readonly passedOn: (id: number) => string;
  readonly refused: Readonly<Record<RefusalKind, string>>;
}

const zh: PageWords = {
  name: '数问',
  claim: '贸易政策问答',
  promise: ['每个答案都写明依据、条款和日期；', '没有答案的，直接告诉您。'],
  skip: '跳到提问框',
  question: '您的问题',
  placeholder: '用一句话提问',
  ask: '提问',
  keys: '按 Enter 提问，Shift+Enter 换行，按 / 回到提问框',
  samples: '可以这样问',
  otherLanguage: { language: 'en', name: 'English', label: 'Switch to English' },
  about: '所答问题',
  guide: '分步判断',
  copy: '复制答案',
  copied: '已复制',
  copyFailed: '未能复制',
  suggestions: '有{count}条建议，用上下键选择',
  answered: '答复',
  unreachable: '没有连上服务器，问题还在框里。请检查网络后再试。',
  askAnother: '提问',
  revision: (number) => `知识库第${number}版`,
  privacy: '只用两个 Cookie：记住语言，以及接上您的追问、显示给您的答复；不作跟踪。',
  nothingHere: '没有这个页面',
  perhaps: '也许您要找的是',
  sorry: '未能处理',
  requestId: '请求编号',
  done: '已收到',
  putAway: '已读，收起',
  changedSince: '您此前看到的下列答案已有更正',
  pastText: (revision, published) => `这是第${revision}版的文字，${published}发布。`,
  stillStands: '至今未改。',
  textNow: '查看现在的文字。',
  withdrawnPage: '这个答案已经撤回',
  withdrawnOn: (day) => `${day}撤回，请不要再以它为依据。原因：`,
  readInstead: '请改看这个答案',
  passedOn: (id) =>
    `您的问题已转给协会的工作人员（编号${id}），不附您的任何身份信息。请过些时候用同一浏览器回到本页，答复会显示在这里。`,
  refused: {
    'no-page': '这个地址没有内容。可以在上面提问，或从下面的问题开始。',
    'no-entry': '没有这个编号的答案，可能是地址不完整。可以在上面提问，或从下面的问题开始。',
    'wrong-method': '这个地址不支持这种请求方式。',
    'too-large': '内容太长：一次最多64 KB。请缩短后再试。',
    'too-many': '提问过于频繁。请稍候一分钟再试。',
    'cross-site': '这个请求来自其他网站，已被拒绝。请在本页提问。',
    'not-json': '请求正文不是有效的JSON。',
    'not-utf8': '请求正文不是有效的UTF-8文本。',
    'not-a-question':
      '请发送{"text": "问题"}或{"choose": "选项"}，另可带"conversation"和"language"（zh或en）。',
    fault: '这里出了差错，已经记录。请稍后再试；如需反映，请附上请求编号。',
  },
};

const en: PageWords = {
  name: 'Shuwen',
  claim: 'Trade-policy answers',
  promise: [
    'Every answer names its instrument, article and date. ',
    'Where there is no answer, you are told so.',
  ],
  skip: 'Skip to the question box',
  question: 'Your question',
  placeholder: 'Ask in a sentence',
  ask: 'Ask',
  keys: 'Enter asks, Shift+Enter breaks the line, / returns to the box',
  samples: 'For instance',
  otherLanguage: { language: 'zh', name: '中文', label: '切换到中文' },
  about: 'Question answered',
  guide: 'Step by step',
  copy: 'Copy answer',
  copied: 'Copied',
  copyFailed: 'Not copied',
  suggestions: '{count} suggestions, choose with the arrow keys',
  answered: 'Reply',
  unreachable:
    'The server could not be reached; your question is still in the box. Check the network and try again.',
  askAnother: 'Ask a question',
  revision: (number) => `Knowledge revision ${number}`,
  privacy:
    'Two cookies only: your language, and your conversation, for follow-up questions and replies to you. No tracking.',
  nothingHere: 'There is no such page',
  perhaps: 'You may be looking for',
  sorry: 'This did not work',
  requestId: 'Request id',
  done: 'Received',
  putAway: 'Read, put it away',
  changedSince: 'Answers you were shown have been corrected since',
  pastText: (revision, published) => `This is the text of revision ${revision}, published ${published}.`,
  stillStands: 'It still stands.',
  textNow: 'Read the text that stands now.',
  withdrawnPage: 'This answer has been withdrawn',
  withdrawnOn: (day) => `Withdrawn on ${day}; please do not rely on it any more. The reason:`,
  readInstead: 'Read this answer instead',
  passedOn: (id) =>
    `Your question has gone to the association’s staff (case ${id}), without anything that identifies you. Return to this page in the same browser after a while: the reply will be shown here.`,
  refused: {
    'no-page': 'Nothing is kept at this address. Ask above, or begin with one of the questions below.',
    'no-entry':
      'There is no answer with this id; the address may be incomplete. Ask above, or begin with one of the questions below.',
    'wrong-method': 'This address does not take this kind of request.',
    'too-large': 'This is too long: 64 KB at most. Shorten it and try again.',
    'too-many': 'Too many questions at once. Wait a minute and try again.',
    'cross-site': 'This request came from another site and was refused. Please ask on this page.',
    'not-json': 'The body is not valid JSON.',
    'not-utf8': 'The body is not valid UTF-8 text.',
    'not-a-question':
      'Send {"text": "a question"} or {"choose": "a choice"}, with "conversation" and "language" (zh or en) if you like.',
    fault:
      'Something went wrong here and has been logged. Try again later; if you report it, quote the request id.',
  },
};

export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = Object.freeze({ zh, en });

/** What `lang` attributes say. */
export const LANGUAGE_TAG: Readonly<Record<Language, string>> = { zh: 'zh-Hans', en: 'en' };
