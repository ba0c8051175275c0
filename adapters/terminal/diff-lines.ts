import type { DocumentDiff, DocumentKind, FieldDiff } from '../../src/moderation/preview/report.ts';
import type { DiffPart } from '../../src/moderation/preview/word-diff.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import { type Line, type Span, line, paragraphs } from './line.ts';

const WORDS: Readonly<
  Record<
    Language,
    {
      readonly kinds: Readonly<Record<DocumentKind, string>>;
      readonly changes: Readonly<Record<DocumentDiff['change'], string>>;
      readonly languages: Readonly<Record<Language, string>>;
    }
  >
> = {
  zh: {
    kinds: {
      topic: '主题',
      entry: '条目',
      guide: '指引',
      term: '术语',
      'golden question': '基准问题',
      probe: '校准问题',
    },
    changes: { added: '新增', changed: '修改', removed: '撤下' },
    languages: { zh: '中文', en: '英文' },
  },
  en: {
    kinds: {
      topic: 'topic',
      entry: 'entry',
      guide: 'guide',
      term: 'term',
      'golden question': 'golden question',
      probe: 'probe',
    },
    changes: { added: 'added', changed: 'changed', removed: 'withdrawn' },
    languages: { zh: 'Chinese', en: 'English' },
  },
};

const LOOKS = { same: undefined, added: 'added', removed: 'removed' } as const;
const LEAD: Span = { text: '   ' };
const LEFT_OUT: Line = { lead: LEAD, spans: [{ text: '…', look: 'faint' }] };

/** One row of spans for each line of the text. */
function toRows(parts: readonly DiffPart[]): Span[][] {
  const rows: Span[][] = [[]];
  for (const { kind, text } of parts)
    for (const [at, piece] of text.split('\n').entries()) {
      if (at > 0) rows.push([]);
      if (piece !== '') rows.at(-1)?.push({ text: piece, look: LOOKS[kind] });
    }
  return rows;
}

/** A word diff as lines: those that differ, with a mark where others are left out. */
export function diffLines(parts: readonly DiffPart[]): Line[] {
  const lines: Line[] = [];
  for (const row of toRows(parts)) {
    if (row.length === 0) continue;
    const differs = row.some(({ look }) => look !== undefined);
    if (differs) lines.push({ lead: LEAD, spans: row });
    else if (lines.at(-1) !== LEFT_OUT) lines.push(LEFT_OUT);
  }
  return lines;
}

function fieldLines({ field, language: of, parts }: FieldDiff, language: Language): Line[] {
  const inLanguage = of === undefined ? [] : [WORDS[language].languages[of]];
  return [line([field, ...inLanguage].join(' · '), 'faint'), ...diffLines(parts)];
}

/** What differs between two states of the knowledge, document by document and field by field. */
export const documentDiffLines = (diffs: readonly DocumentDiff[], language: Language): Line[] =>
  paragraphs(
    ...diffs.map(({ kind, id, change, fields }) => [
      line(`${WORDS[language].kinds[kind]} ${id} · ${WORDS[language].changes[change]}`, 'heading'),
      ...fields.flatMap((field) => fieldLines(field, language)),
    ]),
  );
