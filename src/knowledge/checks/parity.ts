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

/** Both languages say the same numbers, dates and articles. */
export const checkParity: Check = (documents, places) =>
  documents.entries.flatMap((entry) =>
    pairsOf(entry).flatMap(({ path, texts }) => {
      const zh = readChineseMarks(texts.zh);
      const en = readEnglishMarks(texts.en);
      const lacking: readonly [Language, string[]][] = [
        ['zh', findLacking(en, zh)],
        ['en', findLacking(zh, en)],
      ];
      return lacking
        .filter(([, marks]) => marks.length > 0)
        .map(([language, marks]) =>
          warningAt(
            places,
            { kind: 'entry', id: entry.id },
            [...path, language],
            `${path.join('.')}.${language} lacks ${marks.join(', ')}, which the other language has: make both say the same`,
          ),
        );
    }),
  );
