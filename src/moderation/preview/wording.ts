import type { Language, Localized } from '../../knowledge/fields.ts';
import type { Effect, PreviewProgress, PreviewWarning, Result } from './report.ts';

type Told<K extends PreviewWarning['kind']> = (
  warning: Extract<PreviewWarning, { readonly kind: K }>,
) => string;

interface PreviewWording {
  /** What is being done. */
  readonly stage: Readonly<Record<PreviewProgress['stage'], string>>;
  readonly replayed: (golden: number, past: number) => string;
  readonly changes: (count: number) => string;
  readonly noChanges: string;
  readonly effect: Readonly<Record<Effect, string>>;
  readonly timesAsked: (times: number) => string;
  readonly answered: (title: string) => string;
  readonly withheld: (title: string) => string;
  readonly choices: (titles: readonly string[]) => string;
  readonly notKnown: string;
  readonly noQuestion: string;
  readonly reworded: (count: number) => string;
  readonly broken: (count: number) => string;
  /** Wrong before the edit as well. */
  readonly stillWrong: (count: number) => string;
  readonly warnings: (count: number) => string;
  readonly warning: { readonly [K in PreviewWarning['kind']]: Told<K> };
}

const LANGUAGES_ZH: Localized = { zh: '中文', en: '英文' };
const LANGUAGES_EN: Localized = { zh: 'Chinese', en: 'English' };

const zh: PreviewWording = {
  stage: { indexing: '读取知识', replaying: '重放问题', comparing: '比较文字' },
  replayed: (golden, past) => `已在两个版本上重放 ${golden} 个基准问题和 ${past} 个真实问题`,
  changes: (count) => `${count} 个问题的结果会改变`,
  noChanges: '没有问题的结果会改变',
  effect: {
    'other-answer': '换成另一条答案',
    'answer-lost': '不再有答案',
    'answer-gained': '新得到答案',
    'choices-changed': '选项改变',
    'validity-changed': '效力提示改变',
  },
  timesAsked: (times) => `问过 ${times} 次`,
  answered: (title) => `答案：${title}`,
  withheld: (title) => `答案不显示：${title}`,
  choices: (titles) => `请选择：${titles.join('；')}`,
  notKnown: '没有答案',
  noQuestion: '不是提问',
  reworded: (count) => `${count} 个问题的答案不变，文字改变`,
  broken: (count) => `${count} 个基准问题会因此答错`,
  stillWrong: (count) => `${count} 个基准问题原来就答错，仍然答错`,
  warnings: (count) => `${count} 处请核对`,
  warning: {
    'marks-differ': ({ entry, field, language, marks }) =>
      `${entry}：${field} 的${LANGUAGES_ZH[language]}缺少${marks.join('、')}，另一种语言有：两种语言须说法一致。`,
    'negation-differs': ({ entry, field, language }) =>
      `${entry}：${field} 只有${LANGUAGES_ZH[language]}增减了否定词：请核对两种语言的意思是否相反。`,
    'one-language-edited': ({ entry, field, language }) =>
      `${entry}：${field} 只改了${LANGUAGES_ZH[language]}：请把另一种语言也改过来，或确认不必改。`,
    'near-duplicate': ({ entry, text, other, otherText }) =>
      `${entry}：“${text}”与 ${other} 的“${otherText}”几乎相同：请改写其一，或写明两者的不同。`,
    confusable: ({ entry, text, other }) =>
      `${entry}：“${text}”容易与 ${other} 混淆：请在 confusableWith 中用一句话写明区别。`,
  },
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const en: PreviewWording = {
  stage: {
    indexing: 'Reading the knowledge',
    replaying: 'Replaying the questions',
    comparing: 'Comparing the texts',
  },
  replayed: (golden, past) =>
    `${counted(golden, 'golden question')} and ${counted(past, 'real question')} replayed on both versions`,
  changes: (count) => `The outcome of ${counted(count, 'question')} would change`,
  noChanges: 'No question would get another outcome',
  effect: {
    'other-answer': 'another answer',
    'answer-lost': 'no longer answered',
    'answer-gained': 'newly answered',
    'choices-changed': 'other choices',
    'validity-changed': 'another notice of validity',
  },
  timesAsked: (times) => `asked ${times === 1 ? 'once' : `${times} times`}`,
  answered: (title) => `Answer: ${title}`,
  withheld: (title) => `Answer not shown: ${title}`,
  choices: (titles) => `Choices: ${titles.join(' / ')}`,
  notKnown: 'Not known',
  noQuestion: 'No question',
  reworded: (count) => `${counted(count, 'question')} would keep the answer, in other words`,
  broken: (count) => `${counted(count, 'golden question')} would come out wrong by this edit`,
  stillWrong: (count) => `${counted(count, 'golden question')} came out wrong before and still would`,
  warnings: (count) => `${counted(count, 'thing')} to look at`,
  warning: {
    'marks-differ': ({ entry, field, language, marks }) =>
      `${entry}: the ${LANGUAGES_EN[language]} ${field} lacks ${marks.join(', ')}, which the other language has. Make both say the same.`,
    'negation-differs': ({ entry, field, language }) =>
      `${entry}: a “not” came or went in the ${LANGUAGES_EN[language]} ${field} alone. Check that the languages do not contradict each other.`,
    'one-language-edited': ({ entry, field, language }) =>
      `${entry}: only the ${LANGUAGES_EN[language]} ${field} was edited. Edit the other language too, or make sure that it needs no change.`,
    'near-duplicate': ({ entry, text, other, otherText }) =>
      `${entry}: “${text}” is nearly “${otherText}” of ${other}. Reword one, or name what sets them apart.`,
    confusable: ({ entry, text, other }) =>
      `${entry}: “${text}” is easily taken for ${other}. Tell the difference in one line under confusableWith.`,
  },
};

export const PREVIEW_WORDING: Readonly<Record<Language, PreviewWording>> = { zh, en };

/** What a question gets, as a line. @param titles of the report that holds the result */
export function describeResult(
  result: Result,
  titles: Readonly<Record<string, Localized>>,
  language: Language,
): string {
  const words = PREVIEW_WORDING[language];
  const titleOf = (id: string): string => titles[id]?.[language] ?? id;
  switch (result.kind) {
    case 'answered':
    case 'guided':
      return words.answered(titleOf(result.id));
    case 'withheld':
      return words.withheld(titleOf(result.id));
    case 'choices':
      return words.choices(result.ids.map(titleOf));
    case 'not-known':
      return words.notKnown;
    case 'no-question':
      return words.noQuestion;
  }
}

/** A warning as a sentence that says what to do. */
export function describeWarning<K extends PreviewWarning['kind']>(
  warning: Extract<PreviewWarning, { readonly kind: K }> & { readonly kind: K },
  language: Language,
): string {
  const told: Told<K> = PREVIEW_WORDING[language].warning[warning.kind];
  return told(warning);
}
