import type { Language } from '../../../src/knowledge/fields.ts';

interface Labels {
  readonly draft: (id: number, version: number) => string;
  readonly states: Readonly<Record<'open' | 'published' | 'discarded', string>>;
  readonly verdicts: Readonly<Record<'approved' | 'changes-requested', string>>;
  readonly drafted: string;
  /** The preview of a draft that was saved failed. */
  readonly noEffect: (draft: number) => string;
  readonly consequence: string;
  readonly reviewed: string;
  readonly discarded: string;
  readonly published: (from: number, to: number) => string;
  readonly nobodyTold: string;
  readonly nothing: string;
  readonly heads: Readonly<
    Record<'draft' | 'history' | 'overdue' | 'cases' | 'moderators' | 'tokens', readonly string[]>
  >;
  readonly withdrawn: string;
  /** The text of an earlier revision stands again. */
  readonly again: (revision: number) => string;
  readonly answered: (isPosted: boolean) => string;
  readonly closed: string;
  readonly token: string;
  readonly revokedTokens: (count: number) => string;
  readonly told: Readonly<Record<'answer' | 'correction', string>>;
  readonly sha: string;
}

export const LABELS: Readonly<Record<Language, Labels>> = {
  zh: {
    draft: (id, version) => `草稿 ${id}，第 ${version} 版`,
    states: { open: '待审', published: '已发布', discarded: '已作废' },
    verdicts: { approved: '批准', 'changes-requested': '要求修改' },
    drafted: '已保存',
    noEffect: (draft) => `草稿 ${draft} 已保存；影响未能算出：`,
    consequence: '连带改动',
    reviewed: '审核意见已记录',
    discarded: '草稿已作废',
    published: (from, to) => `已发布：修订 ${from === to ? to : `${from}–${to}`}`,
    nobodyTold: '无人需要通知',
    nothing: '没有',
    heads: {
      draft: ['草稿', '版本', '状态', '作者', '文档'],
      history: ['修订', '时间', '何人', '性质', '说明'],
      overdue: ['到期', '条目', '审核人'],
      cases: ['编号', '时间', '问题'],
      moderators: ['姓名', '身份', '账号'],
      tokens: ['姓名', '用途', '到期', '状态'],
    },
    withdrawn: '已撤下',
    again: (revision) => `恢复为修订 ${revision} 的文本`,
    answered: (isPosted) => (isPosted ? '已答复，正在发送' : '已答复，对方下次打开网页时看到'),
    closed: '已关闭',
    token: '令牌（只显示这一次）',
    revokedTokens: (count) => `已撤销 ${count} 个令牌`,
    told: { answer: '答复', correction: '更正' },
    sha: '证据校验值 SHA-256',
  },
  en: {
    draft: (id, version) => `Draft ${id}, version ${version}`,
    states: { open: 'open', published: 'published', discarded: 'discarded' },
    verdicts: { approved: 'approved', 'changes-requested': 'changes requested' },
    drafted: 'saved',
    noEffect: (draft) => `Draft ${draft} is saved; what it changes could not be found out:`,
    consequence: 'follows from it',
    reviewed: 'The review is recorded',
    discarded: 'The draft is discarded',
    published: (from, to) => `Published as ${from === to ? `revision ${to}` : `revisions ${from} to ${to}`}`,
    nobodyTold: 'Nobody has to be told',
    nothing: 'None',
    heads: {
      draft: ['draft', 'version', 'state', 'by', 'documents'],
      history: ['revision', 'when', 'who', 'weight', 'note'],
      overdue: ['due', 'entry', 'reviewer'],
      cases: ['case', 'since', 'question'],
      moderators: ['name', 'roles', 'accounts'],
      tokens: ['name', 'token', 'expires', 'state'],
    },
    withdrawn: 'withdrawn',
    again: (revision) => `the text of ${revision} again`,
    answered: (isPosted) =>
      isPosted ? 'Answered; it is on its way' : 'Answered; it shows on their next visit',
    closed: 'Closed',
    token: 'The token, shown this once',
    revokedTokens: (count) => `Revoked ${count} token${count === 1 ? '' : 's'}`,
    told: { answer: 'answer', correction: 'correction' },
    sha: 'SHA-256 of the evidence',
  },
};
