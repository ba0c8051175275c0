import type { FieldPath } from '../places.ts';
import { readBlocks, readList, readText, writeBlocks, writeList, writeText } from './cell-text.ts';

type CellKind = 'text' | 'date' | 'list' | 'blocks';

/** One column of a table: a field of the thing that a row is. */
export interface Column {
  readonly path: readonly string[];
  /** What stands before the field's own name in the heading. */
  readonly zh: string;
  readonly kind: CellKind;
  /** In characters, for the formats that have widths. */
  readonly width: number;
}

/** One kind of thing in the knowledge, as a table: a row each. */
export interface Table {
  /** As in KnowledgeDocuments. */
  readonly section: 'entries' | 'topics' | 'terms' | 'golden' | 'probes';
  readonly sheet: string;
  readonly columns: readonly Column[];
}

const column = (zh: string, name: string, width = 20, kind: CellKind = 'text'): Column => ({
  path: name.split('.'),
  zh,
  kind,
  width,
});
const list = (zh: string, name: string, width = 20): Column => column(zh, name, width, 'list');
const date = (zh: string, name: string): Column => column(zh, name, 12, 'date');
const both = (zh: string, name: string, width: number): Column[] => [
  column(`${zh}（中文）`, `${name}.zh`, width),
  column(`${zh}（英文）`, `${name}.en`, width),
];

const ENTRY: readonly Column[] = [
  column('编号', 'id', 24),
  column('主题', 'topic', 16),
  list('法域', 'jurisdictions', 10),
  list('文件', 'instruments'),
  ...both('问题', 'question', 32),
  list('问法（中文）', 'phrasings.zh', 40),
  list('问法（英文）', 'phrasings.en', 40),
  list('关键词', 'keywords'),
  ...both('简答', 'shortAnswer', 40),
  ...both('答复', 'answer', 60),
  column('来源', 'sources', 50, 'blocks'),
  list('依据', 'basis', 10),
  date('施行', 'valid.from'),
  date('失效', 'valid.until'),
  column('有效期外', 'outsideValidity', 10),
  column('取代', 'replaces'),
  column('审核人', 'reviewer', 14),
  date('审核日期', 'reviewedOn'),
  date('应复审', 'reviewDue'),
  list('相关', 'related'),
  column('易混', 'confusableWith', 40, 'blocks'),
];

const QUESTIONS: readonly Column[] = [
  column('问句', 'text', 60),
  column('应答', 'expect', 30),
  list('亦可应答', 'also', 30),
];

export const TABLES = [
  { section: 'entries', sheet: 'entries 条目', columns: ENTRY },
  {
    section: 'topics',
    sheet: 'topics 主题',
    columns: [column('编号', 'id'), ...both('名称', 'title', 30), ...both('说明', 'description', 50)],
  },
  {
    section: 'terms',
    sheet: 'glossary 术语',
    columns: [
      column('编号', 'id', 24),
      column('类别', 'kind', 12),
      column('中文', 'zh', 30),
      column('英文', 'en', 40),
      list('别名', 'aliases', 40),
      column('法域', 'jurisdiction', 10),
      column('释义条目', 'explainedBy', 30),
      list('成员', 'members', 10),
    ],
  },
  { section: 'golden', sheet: 'golden 标准问题', columns: QUESTIONS },
  { section: 'probes', sheet: 'probes 试探问题', columns: QUESTIONS },
] as const satisfies readonly Table[];

export const nameColumn = ({ path }: Column): string => path.join('.');

/** 「问题（中文） question.zh」 */
export const headingOf = (column: Column): string => `${column.zh} ${nameColumn(column)}`;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldAt = (thing: unknown, path: readonly string[]): unknown =>
  path.reduce((value, step) => (isFields(value) ? value[step] : undefined), thing);

/** The texts within a thing, by their paths: `article.zh`. */
const flatten = (thing: unknown, before = ''): [string, string][] =>
  isFields(thing)
    ? Object.entries(thing).flatMap(([name, value]) => flatten(value, before === '' ? name : `${before}.${name}`))
    : typeof thing === 'string'
      ? [[before, thing]]
      : [];

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** What a field is in its cell; empty where the thing has no such field. */
export function writeCell({ path, kind }: Column, thing: unknown): string {
  const value = fieldAt(thing, path);
  if (kind === 'list') return writeList(textsOf(value));
  if (kind === 'blocks')
    return writeBlocks(Array.isArray(value) ? value.map((item: unknown) => new Map(flatten(item))) : []);
  return typeof value === 'string' ? writeText(value) : '';
}

type ReadCell = { readonly value: unknown } | { readonly fault: string };

/** Spreadsheets write a date their own way: 2026/11/2. */
const SPREADSHEET_DATE = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/;

const readDate = (text: string): string => {
  const [, year = '', month = '', day = ''] = SPREADSHEET_DATE.exec(text.trim()) ?? [];
  return year === '' ? text : [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
};

/** What a cell that is not empty says of its field. */
export function readCell({ kind }: Column, cell: string): ReadCell {
  if (kind === 'list') return { value: readList(cell) };
  if (kind === 'date') return { value: readDate(readText(cell)) };
  if (kind === 'text') return { value: readText(cell) };
  const blocks = readBlocks(cell);
  if ('badLine' in blocks)
    return {
      fault: `the line ${JSON.stringify(blocks.badLine)} is not "field: value" with a field of its own: mend it, with an empty line between two`,
    };
  return {
    value: blocks.map((fields) => {
      const thing = {};
      for (const [name, value] of fields) setField(thing, name.split('.'), value);
      return thing;
    }),
  };
}

/** Puts a value at a path of a plain thing; names are those of columns, or were read from a cell. */
export function setField(thing: object, [name, ...rest]: readonly string[], value: unknown): void {
  if (name === undefined) return;
  if (rest.length === 0) {
    Object.defineProperty(thing, name, { value, enumerable: true, configurable: true, writable: true });
    return;
  }
  const inner: unknown = Object.getOwnPropertyDescriptor(thing, name)?.value;
  if (typeof inner === 'object' && inner !== null) {
    setField(inner, rest, value);
    return;
  }
  const added = {};
  setField(thing, [name], added);
  setField(added, rest, value);
}

/** Whether a field lies in a column: `sources.0.title` in `sources`; or the column is a part of it. */
export const isIn = (column: Column, path: FieldPath): boolean =>
  column.path.every((step, index) => index >= path.length || path[index] === step);
