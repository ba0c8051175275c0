import type { SocialAct, ValidityIssue } from '../engine/outcome.ts';
import type { Language } from '../knowledge/fields.ts';
import { describeAsOf } from './as-of-wording.ts';
import type { AbstainedReply, Notice, ShownEntry, ShownSource } from './reply.ts';

/** The words around the vetted texts, the same on every platform. Plain text: each platform escapes it. */
export interface Wording {
  /** A date known to the day, the month or the year: `2026-11-21`, `2026-11`, `2026`. */
  readonly date: (iso: string) => string;
  readonly notice: {
    readonly unconfirmed: string;
    readonly replaced: (by: string) => string;
    readonly 'review-overdue': (since: string) => string;
  } & Readonly<Record<ValidityIssue, (day: string | undefined) => string>>;
  /** Stands in place of a text that is withheld outside its interval. */
  readonly withheld: string;
  readonly asOf: (day: string) => string;
  readonly reviewedBy: (reviewer: string) => string;
  readonly notReviewed: string;
  readonly sources: string;
  readonly published: (day: string) => string;
  /** How well a source is confirmed. */
  readonly confirmed: Readonly<Record<ShownSource['confirmed'], string>>;
  readonly legalLine: string;
  readonly permalink: string;
  readonly notKnown: {
    readonly unknown: string;
    readonly 'not-covered': (names: readonly string[]) => string;
    readonly 'no-words': string;
  };
  readonly nearestTopics: string;
  readonly coveredTopics: string;
  readonly askPerson: string;
  readonly howToAskPerson: string;
  readonly social: Readonly<Record<SocialAct, string>>;
  readonly chooseOne: string;
  /** Goes back to a step of a guide, to answer it anew. */
  readonly stepBack: string;
  readonly yourAnswers: string;
  readonly related: string;
  readonly confusable: string;
  readonly difference: string;
  readonly tooLong: (most: number, length: number) => string;
  readonly choiceGone: string;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const split = (iso: string): number[] => iso.split('-').map(Number);

const zhDate = (iso: string): string => {
  const [year = 0, month, day] = split(iso);
  return `${year}年${month === undefined ? '' : `${month}月`}${day === undefined ? '' : `${day}日`}`;
};

const enDate = (iso: string): string => {
  const [year = 0, month, day] = split(iso);
  return [day, month === undefined ? undefined : MONTHS[month - 1], year].filter(Boolean).join(' ');
};

const zh: Wording = {
  date: zhDate,
  notice: {
    unconfirmed: '本答案的部分来源尚待核实，使用前请核对原文。',
    'not-yet-in-force': (from) =>
      from === undefined ? '本规则尚未生效。' : `本规则尚未生效，自${zhDate(from)}起施行。`,
    'no-longer-in-force': (until) =>
      until === undefined ? '本规则已经失效。' : `本规则已经失效，效力截至${zhDate(until)}。`,
    replaced: (by) => `本条已有更新的内容：${by}`,
    'review-overdue': (since) => `本答案应于${zhDate(since)}前复核，目前已逾期，内容可能已有变化。`,
  },
  withheld: '该规则在今天不适用，因此不显示其内容。',
  asOf: (day) => `截至${zhDate(day)}`,
  reviewedBy: (reviewer) => `审核：${reviewer}`,
  notReviewed: '尚未经协会审核',
  sources: '来源',
  published: (day) => `${zhDate(day)}发布`,
  confirmed: { primary: '已核对原文', secondary: '据其他资料，未核对原文', unconfirmed: '尚待核实' },
  legalLine: '一般信息，非法律意见',
  permalink: '固定链接',
  notKnown: {
    unknown: '这个问题暂时没有答案；没有依据的内容，这里不作推测。',
    'not-covered': (names) => `现有资料未涵盖${names.join('、')}在这方面的规定，也不宜用其他规定代答。`,
    'no-words': '没有看到可以查找的文字。请用一句话写出您的问题。',
  },
  nearestTopics: '最接近的内容（未必是您要问的）',
  coveredTopics: '目前涵盖的主题',
  askPerson: '向人询问',
  howToAskPerson: '此处暂时不能转人工，您的问题也不会自动转交；请直接向协会询问。',
  social: {
    greeting: '您好。请用一句话写出您的贸易政策问题；每个答案都注明依据、条款和日期。',
    thanks: '不客气。还有问题，请直接写出。',
    goodbye: '再见。以后有问题，随时再来。',
    help: '请用一句话写出您的贸易政策问题，中文、英文都可以。有答案的，注明依据、条款和日期；可能有几种意思的，请您选择；没有答案的，会直接说明。',
    person: '可以请协会的工作人员来答复您的问题。',
    acknowledgement: '好的。还有问题，请直接写出。',
  },
  chooseOne: '您想问的是哪一个？',
  stepBack: '改选',
  yourAnswers: '您的选择',
  related: '相关问题',
  confusable: '容易混淆的问题',
  difference: '区别',
  tooLong: (most, length) => `问题最多${most}个字符，这里有${length}个。请缩短后再问。`,
  choiceGone: '这个选项已经不存在。请用一句话重新提问。',
};

const en: Wording = {
  date: enDate,
  notice: {
    unconfirmed:
      'Part of this answer rests on a source that still awaits confirmation. Check the original text before you rely on it.',
    'not-yet-in-force': (from) =>
      from === undefined
        ? 'This rule is not yet in force.'
        : `This rule is not yet in force. It applies from ${enDate(from)}.`,
    'no-longer-in-force': (until) =>
      until === undefined
        ? 'This rule is no longer in force.'
        : `This rule is no longer in force. It applied until ${enDate(until)}.`,
    replaced: (by) => `There is a newer answer to this: ${by}`,
    'review-overdue': (since) =>
      `This answer was due for review by ${enDate(since)} and may no longer be current.`,
  },
  withheld: 'This rule does not apply today, so its text is not shown.',
  asOf: (day) => `As of ${enDate(day)}`,
  reviewedBy: (reviewer) => `Reviewed by ${reviewer}`,
  notReviewed: 'Not yet reviewed by the association',
  sources: 'Sources',
  published: (day) => `published ${enDate(day)}`,
  confirmed: {
    primary: 'checked against the original',
    secondary: 'from another source, original not checked',
    unconfirmed: 'awaiting confirmation',
  },
  legalLine: 'General information, not legal advice',
  permalink: 'Permanent link',
  notKnown: {
    unknown: 'There is no answer to this question here yet, and none will be guessed.',
    'not-covered': (names) =>
      `The rules of ${names.join(', ')} on this are not covered here, and another rule should not be given in their place.`,
    'no-words': 'There are no words to look up. Please write your question in a sentence.',
  },
  nearestTopics: 'Nearest topics (they may not be what you mean)',
  coveredTopics: 'Topics covered so far',
  askPerson: 'Ask a person',
  howToAskPerson:
    'Questions cannot be passed on to a person from here yet. Please take yours to the association directly.',
  social: {
    greeting:
      'Hello. Write your trade-policy question in a sentence; every answer names its instrument, article and date.',
    thanks: 'You are welcome. If there is anything else, just ask.',
    goodbye: 'Goodbye. Come back whenever you have a question.',
    help: 'Write your trade-policy question in a sentence, in Chinese or English. An answer names its instrument, article and date; where a question can mean several things you are asked to choose; where there is no answer you are told so.',
    person: 'The association’s staff can answer your question in person.',
    acknowledgement: 'Good. If there is anything else, just ask.',
  },
  chooseOne: 'Which of these do you mean?',
  stepBack: 'Change',
  yourAnswers: 'Your answers',
  related: 'Related questions',
  confusable: 'Easily confused with',
  difference: 'The difference',
  tooLong: (most, length) => `A question may have ${most} characters; this one has ${length}. Shorten it.`,
  choiceGone: 'This choice no longer exists. Please ask again in words.',
};

export const WORDING: Readonly<Record<Language, Wording>> = Object.freeze({ zh, en });

/** A notice as a sentence. */
export function describeNotice(notice: Notice, language: Language): string {
  const { notice: words } = WORDING[language];
  switch (notice.kind) {
    case 'as-of':
      return describeAsOf(notice, language, WORDING[language].date);
    case 'unconfirmed':
      return words.unconfirmed;
    case 'not-yet-in-force':
      return words['not-yet-in-force'](notice.from);
    case 'no-longer-in-force':
      return words['no-longer-in-force'](notice.until);
    case 'replaced':
      return words.replaced(notice.by.label);
    case 'review-overdue':
      return words['review-overdue'](notice.since);
  }
}

/** Why nothing is answered, as a sentence. */
export function describeAbstention({ reason, language }: AbstainedReply): string {
  const { notKnown } = WORDING[language];
  return reason.kind === 'not-covered'
    ? notKnown['not-covered'](reason.names.map((name) => name[language]))
    : notKnown[reason.kind];
}

export const describeReview = ({ reviewer }: ShownEntry, language: Language): string =>
  reviewer === undefined ? WORDING[language].notReviewed : WORDING[language].reviewedBy(reviewer);
