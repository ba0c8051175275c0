import type { Language } from '../knowledge/fields.ts';
import { nameDocument } from '../knowledge/revision.ts';
import type { CaseClosed } from './cases.ts';
import type { Refusal } from './commit.ts';
import type { Role } from './ports.ts';
import type { Reach } from './reach.ts';

/** Everything that a use case answers instead of doing what was asked. */
export type Trouble = Refusal | CaseClosed | { readonly kind: 'unknown-person'; readonly name?: string };

type Told<K extends Trouble['kind']> = (trouble: Extract<Trouble, { readonly kind: K }>) => string;

interface ModerationWording {
  readonly trouble: { readonly [K in Trouble['kind']]: Told<K> };
  /** "will tell 412 people in 37 channels" */
  readonly reach: (reach: Reach) => string;
}

const ROLE_ZH: Readonly<Record<Role, string>> = { asker: '提问者', moderator: '编辑', publisher: '发布者' };

const rolesZh = (roles: readonly Role[]): string => roles.map((role) => ROLE_ZH[role]).join('或');
const rolesEn = (roles: readonly Role[]): string => roles.map((role) => `a ${role}`).join(' or ');

const zh: ModerationWording = {
  trouble: {
    denied: ({ reason, needs }) =>
      ({
        'unknown-person': '系统不认识这个账号：请管理员用 shuwen moderators add 添加。',
        'bad-token': '令牌无效、已过期或已撤销：请管理员重新签发。',
        'no-role': `没有权限：此操作需要${rolesZh(needs)}身份。`,
        'own-draft': '自己参与编写的草稿，须由他人审核。',
      })[reason],
    'not-open': ({ draft }) => {
      if (!draft) return '没有这份草稿。';
      if (draft.state === 'published') return `草稿 ${draft.id} 已经发布。`;
      if (draft.state === 'discarded') return `草稿 ${draft.id} 已经作废。`;
      return `草稿 ${draft.id} 已改到第 ${draft.version} 版：请先看新版。`;
    },
    'stale-base': ({ document, base, since }) =>
      `${nameDocument(document)} 在此期间已被改动（依据的是修订 ${base ?? '—'}，其后有修订 ${since.map(({ number }) => number).join('、')}）：请看差异后重新起草。`,
    unapproved: ({ reason, draft }) =>
      ({
        'not-reviewed': `草稿 ${draft.id} 尚未经他人审核。`,
        lapsed: `草稿 ${draft.id} 的批准已失效：批准后草稿有改动，或批准人不再是编辑。请重新审核。`,
        'changes-requested': `审核人要求修改草稿 ${draft.id}。`,
      })[reason],
    invalid: ({ faults }) => `有 ${faults.length} 处错误，未保存。`,
    'broken-questions': ({ questions }) =>
      `${questions.length} 个基准问题会答错：若有意如此，请在同一草稿中一并修改。`,
    'needs-confirmation': ({ reach }) => `${zh.reach(reach)}。请确认后再发布。`,
    unchanged: () => '与现行内容相同，无需改动。',
    'no-such-revision': () => '该文档没有这一修订，或该修订没有正文。',
    'case-closed': () => '该问题已有人答复或已关闭。',
    'unknown-person': ({ name: who }) => (who === undefined ? '没有这个人。' : `没有名为 ${who} 的人。`),
  },
  reach: ({ people, channels, web }) =>
    `将通知 ${people} 人，涉及 ${channels} 个频道${web > 0 ? `，另有 ${web} 个浏览器在下次打开时显示` : ''}`,
};

const en: ModerationWording = {
  trouble: {
    denied: ({ reason, needs }) =>
      ({
        'unknown-person':
          'Nobody is known by this account: who runs the program adds people with shuwen moderators add.',
        'bad-token': 'The token is unknown, expired or revoked: ask who runs the program for a new one.',
        'no-role': `Not allowed: this takes ${rolesEn(needs)}.`,
        'own-draft': 'Another person must review a draft that you wrote a part of.',
      })[reason],
    'not-open': ({ draft }) => {
      if (!draft) return 'There is no such draft.';
      if (draft.state !== 'open') return `Draft ${draft.id} was ${draft.state} already.`;
      return `Draft ${draft.id} is at version ${draft.version} by now: look at that one first.`;
    },
    'stale-base': ({ document, base, since }) =>
      `${nameDocument(document)} was changed meanwhile (yours is on revision ${base ?? 'none'}; since then came ${since.map(({ number }) => number).join(', ')}): look at the difference and draft again.`,
    unapproved: ({ reason, draft }) =>
      ({
        'not-reviewed': `Nobody else has reviewed draft ${draft.id} yet.`,
        lapsed: `The approval of draft ${draft.id} has lapsed: it changed since, or who approved it is no moderator any more. Have it reviewed again.`,
        'changes-requested': `A reviewer requested changes to draft ${draft.id}.`,
      })[reason],
    invalid: ({ faults }) => `Nothing was saved: ${counted(faults.length, 'error')}.`,
    'broken-questions': ({ questions }) =>
      `${counted(questions.length, 'golden question')} would come out wrong: if that is meant, change them in the same draft.`,
    'needs-confirmation': ({ reach }) => `${en.reach(reach)}. Confirm it to publish.`,
    unchanged: () => 'It says this already: there is nothing to change.',
    'no-such-revision': () => 'The document has no such revision, or that revision has no text.',
    'case-closed': () => 'Someone has answered or closed this case already.',
    'unknown-person': ({ name: who }) =>
      who === undefined ? 'There is no such person.' : `There is nobody by the name of ${who}.`,
  },
  reach: ({ people, channels, web }) =>
    `Will tell ${people} ${people === 1 ? 'person' : 'people'} in ${counted(channels, 'channel')}${web > 0 ? `, and ${counted(web, 'browser')} on the next visit` : ''}`,
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const MODERATION_WORDING: Readonly<Record<Language, ModerationWording>> = { zh, en };

/** Why nothing was done and what to do about it, in one or two sentences. */
export function describeTrouble<K extends Trouble['kind']>(
  trouble: Extract<Trouble, { readonly kind: K }> & { readonly kind: K },
  language: Language,
): string {
  const told: Told<K> = MODERATION_WORDING[language].trouble[trouble.kind];
  return told(trouble);
}

/** Tells what was refused from what was done. */
export const isTrouble = (result: { readonly kind: string }): result is Trouble => result.kind in zh.trouble;
