import type { Disagreement } from '../../src/engine/engine.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import type { Language } from '../../src/knowledge/fields.ts';

/** An explanation in words that an editor follows. Shares are written as percentages. */
interface ExplainWording {
  readonly outcome: Readonly<Record<Outcome['kind'], string>>;
  readonly takenFor: (question: string) => string;
  readonly named: (names: readonly string[]) => string;
  readonly candidates: string;
  readonly noCandidates: string;
  readonly similarity: (score: string, nearest: string) => string;
  readonly agrees: string;
  readonly disagreement: Readonly<Record<Disagreement['kind'], string>>;
  readonly confidence: string;
  readonly right: (share: string, cutOff: string, isReached: boolean) => string;
  readonly within: (share: string, cutOff: string, isReached: boolean) => string;
  readonly coverage: (covered: string, known: string) => string;
  readonly calibration: (version: number, fitted: string) => string;
}

const zh: ExplainWording = {
  outcome: {
    answered: '结果：直接作答。',
    withheld: '结果：找到了规则，但今天不适用，按条目设置不显示内容。',
    ambiguous: '结果：请提问者从几个选项中选择。',
    guided: '结果：开始一项指引。',
    abstained: '结果：不作答。',
    social: '结果：寒暄或求助，不查找答案。',
    chosen: '结果：提问者选取了先前的一个选项。',
    language: '结果：提问者要求换一种语言。',
  },
  takenFor: (question) => `结合上文理解为：${question}`,
  named: (names) =>
    names.length === 0
      ? '问题没有指明法域、法规或协定。'
      : `问题指明了：${names.join('；')}。答案必须谈到它们。`,
  candidates: '候选（最好的在前）',
  noCandidates: '没有候选。',
  similarity: (score, nearest) => `综合得分 ${score}；与其最接近的问法相似度 ${nearest}`,
  agrees: '与问题所指一致',
  disagreement: {
    'not-covered': '已排除：没有谈到',
    'in-passing': '只是顺带提到',
    foreign: '问题没有指明法域，而它是另一法域的规则',
    'other-counts': '讲的是另外的数量',
    'other-direction': '进出口方向相反',
  },
  confidence: '把握',
  right: (share, cutOff, isReached) =>
    `未被排除的首位候选正确的概率为 ${share}；达到 ${cutOff} 才直接作答：${isReached ? '已达到' : '未达到'}。`,
  within: (share, cutOff, isReached) =>
    `正确答案在前三位的概率为 ${share}；达到 ${cutOff} 才给出选项：${isReached ? '已达到' : '未达到'}。`,
  coverage: (covered, known) =>
    `问题的用词（按稀有程度加权）：未被排除的首位候选谈到 ${covered}，全部知识的问法谈到 ${known}。`,
  calibration: (version, fitted) => `以上按第 ${version} 版校准（${fitted}）计算。`,
};

const reached = (isReached: boolean): string => (isReached ? 'reached' : 'not reached');

const en: ExplainWording = {
  outcome: {
    answered: 'Outcome: answered.',
    withheld:
      'Outcome: the rule was found, but does not apply today; by its entry’s setting its text is not shown.',
    ambiguous: 'Outcome: the asker is offered choices.',
    guided: 'Outcome: a guide is begun.',
    abstained: 'Outcome: not answered.',
    social: 'Outcome: a greeting or the like; nothing is looked up.',
    chosen: 'Outcome: the asker took a choice offered before.',
    language: 'Outcome: the asker wants another language.',
  },
  takenFor: (question) => `With what was said before, taken for: ${question}`,
  named: (names) =>
    names.length === 0
      ? 'The question names no jurisdiction, instrument or agreement.'
      : `The question names: ${names.join('; ')}. An answer must speak of them.`,
  candidates: 'Candidates, best first',
  noCandidates: 'There are no candidates.',
  similarity: (score, nearest) => `score ${score}; similarity to its nearest phrasing ${nearest}`,
  agrees: 'agrees with what the question names',
  disagreement: {
    'not-covered': 'excluded: does not speak of',
    'in-passing': 'mentions only in passing',
    foreign: 'is about another jurisdiction, and the question names none',
    'other-counts': 'is about other counts',
    'other-direction': 'is about the other direction (import/export)',
  },
  confidence: 'Confidence',
  right: (share, cutOff, isReached) =>
    `The first candidate that is not excluded is right with a probability of ${share}; it is answered from ${cutOff}: ${reached(isReached)}.`,
  within: (share, cutOff, isReached) =>
    `The right one is among the first three with a probability of ${share}; choices are offered from ${cutOff}: ${reached(isReached)}.`,
  coverage: (covered, known) =>
    `Of the question’s words, by rarity, the text of that candidate speaks of ${covered}, and the phrasings of all the knowledge of ${known}.`,
  calibration: (version, fitted) => `By calibration ${version} of ${fitted}.`,
};

export const EXPLAIN_WORDING: Readonly<Record<Language, ExplainWording>> = { zh, en };

/** What a candidate does not share with the question, in words. */
export function describeDisagreement(disagreement: Disagreement, language: Language): string {
  const told = EXPLAIN_WORDING[language].disagreement[disagreement.kind];
  if (!('names' in disagreement)) return told;
  const names = disagreement.names.map((name) => name[language]).join(language === 'zh' ? '、' : ', ');
  return language === 'zh' ? `${told}${names}` : `${told} ${names}`;
}
