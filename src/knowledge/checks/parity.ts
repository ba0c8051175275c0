import type { Entry } from '../entry.ts';
import type { Language, Localized } from '../fields.ts';
import { parseMarkdown, plainText } from '../markdown.ts';
import type { FieldPath } from '../places.ts';
import { type Check, warningAt } from './check.ts';
import { readEnglishMarks } from './marks/en.ts';
import { findLacking } from './marks/mark.ts';
import { readChineseMarks } from './marks/zh.ts';

interface Pair {
  readonly path: FieldPath;
  readonly texts: Localized;
}

/** Without list markers and addresses, whose numbers say nothing. */
const shown = (answer: Localized): Localized => ({
  zh: plainText(parseMarkdown(answer.zh)),
  en: plainText(parseMarkdown(answer.en)),
});

const pairsOf = (entry: Entry): Pair[] => [
  { path: ['question'], texts: entry.question },
  { path: ['shortAnswer'], texts: entry.shortAnswer },
  { path: ['answer'], texts: shown(entry.answer) },
  ...entry.sources.flatMap(({ article }, index) =>
    article ? [{ path: ['sources', index, 'article'], texts: article }] : [],
  ),
  ...entry.confusableWith.map(({ difference }, index) => ({
    path: ['confusableWith', index, 'difference'],
    texts: difference,
  })),
];

/** What one language of a field says in numbers, dates and articles and the other lacks. */
interface ParityGap {
  /** Of both languages. */
  readonly path: FieldPath;
  /** The language that lacks the marks. */
  readonly language: Language;
  readonly marks: readonly string[];
}

export const findParityGaps = (entry: Entry): ParityGap[] =>
  pairsOf(entry).flatMap(({ path, texts }) => {
    const zh = readChineseMarks(texts.zh);
    const en = readEnglishMarks(texts.en);
    const lacking: readonly ParityGap[] = [
      { path, language: 'zh', marks: findLacking(en, zh) },
      { path, language: 'en', marks: findLacking(zh, en) },
    ];
    return lacking.filter(({ marks }) => marks.length > 0);
  });

/** Both languages say the same numbers, dates and articles. */
export const checkParity: Check = (documents, places) =>
  documents.entries.flatMap((entry) =>
    findParityGaps(entry).map(({ path, language, marks }) =>
      warningAt(
        places,
        { kind: 'entry', id: entry.id },
        [...path, language],
        `${path.join('.')}.${language} lacks ${marks.join(', ')}, which the other language has: make both say the same`,
      ),
    ),
  );
