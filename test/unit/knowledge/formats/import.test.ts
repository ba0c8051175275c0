import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { compare, countChanges } from '../../../../src/knowledge/formats/comparison.ts';
import { formatOf, readFormat, writeFormat } from '../../../../src/knowledge/formats/formats.ts';
import { FormatError } from '../../../../src/knowledge/formats/format-error.ts';
import type { Imported } from '../../../../src/knowledge/formats/imported.ts';
import { KnowledgeError, describeProblem } from '../../../../src/knowledge/problem.ts';
import { aGoldenQuestion, aGuide, aTerm, anEntry, documentsOf } from '../../../fakes/builders.ts';

const knowledge = documentsOf({
  entries: [anEntry({ related: ['seal'] }), anEntry({ id: 'seal' })],
  terms: [aTerm()],
  golden: [aGoldenQuestion('印章算数吗', 'seal')],
});

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The CSV of the knowledge with its cells, headings first, changed. */
async function csvWith(change: (rows: string[][]) => void, documents = knowledge): Promise<Uint8Array> {
  const rows = parse(Buffer.from(await writeFormat('csv', documents)), { bom: true });
  change(rows);
  return encode(stringify(rows));
}

const setCell = (rows: string[][], row: number, name: string, value: string): void => {
  const at = rows[0]?.findIndex((heading) => heading.endsWith(` ${name}`)) ?? -1;
  const cells = rows[row - 1];
  if (!cells || at < 0) throw new Error(`there is no cell ${name} in row ${row}`);
  cells[at] = value;
};

async function problemsOf(reading: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await reading.catch((reason: unknown) => reason);
  if (!(error instanceof KnowledgeError)) throw new Error('it was read', { cause: error });
  return error.problems.map(describeProblem);
}

test('a fault is told with its row, column and cell', async () => {
  const source = await csvWith((rows) => {
    setCell(rows, 2, 'shortAnswer.en', '');
    setCell(rows, 3, 'jurisdictions', 'CN\nchina');
    setCell(rows, 3, 'answer.zh', '一\n\n# 标题');
  });
  expect(await problemsOf(readFormat('csv', 'a.csv', source))).toEqual([
    'a.csv:2:11 cell K2: entry legal-effect: shortAnswer.en is missing',
    'a.csv:3:3 cell C3: entry seal: jurisdictions #2 must be an ISO 3166 code, EU, ASEAN, APEC or INT',
  ]);
  const markdown = await csvWith((rows) => {
    setCell(rows, 3, 'answer.zh', '一\n\n# 标题');
  });
  expect(await problemsOf(readFormat('csv', 'a.csv', markdown))).toEqual([
    'a.csv:3:12 cell L3: entry seal: answer.zh: line 3: heading is not allowed; use paragraphs, flat lists, **bold** and https links',
  ]);
});

test.each<[string, (rows: string[][]) => void, RegExp]>([
  ['a column that is missing', (rows) => { rows.forEach((row) => row.pop()); }, /^a.csv:1:1 cell A1: the heading lacks "易混 confusableWith"/],
  ['a column that nobody knows', (rows) => { rows.forEach((row) => row.push('x')); }, /cell Y1: "x" is no column/],
  ['a cell under no heading', (rows) => rows[1]?.push('note'), /^a.csv:2:25 cell Y2: this cell stands under no heading/],
  ['a source that is no field', (rows) => { setCell(rows, 2, 'sources', 'title: ESL\n第14条'); }, /cell N2: sources: the line "第14条" is not "field: value"/],
  ['a row that is there twice', (rows) => rows.push([...(rows[1] ?? [])]), /^a.csv:4:1 entry legal-effect is there twice, first at a.csv:2/],
  ['a topic that is nowhere', (rows) => { setCell(rows, 2, 'topic', 'trade'); }, /^a.csv:2:2 entry legal-effect: topic trade is not known/],
])('%s is refused', async (_what, change, told) => {
  const source = await csvWith(change);
  const problems = await problemsOf(readFormat('csv', 'a.csv', source).then((read) => compare(knowledge, read)));
  expect(problems.join('\n')).toMatch(told);
});

test('a cell that would be run as a formula is harmless, and comes back as it was', async () => {
  const documents = documentsOf({ entries: [anEntry({ reviewer: '=HYPERLINK("https://evil.example")', keywords: ['-2+3', '+86'] })] });
  const source = await writeFormat('csv', documents);
  const cells = parse(Buffer.from(source), { bom: true }).flat();
  expect(cells).toContain(`'=HYPERLINK("https://evil.example")`);
  expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
  expect((await readFormat('csv', 'a.csv', source)).documents.entries).toEqual(documents.entries);
});

test('Excel finds UTF-8 and line ends of its own in a CSV file', async () => {
  const source = Buffer.from(await writeFormat('csv', knowledge));
  expect([...source.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(source.toString()).toMatch(/^\ufeff"编号 id",.*\r\n/);
});

test('a file as Excel saves it is read: semicolons, dates of its own, an empty row', async () => {
  const rows = parse(Buffer.from(await writeFormat('csv', knowledge)), { bom: true });
  setCell(rows, 2, 'reviewedOn', '2026/3/9');
  rows.splice(2, 0, rows[0]?.map(() => '') ?? []);
  const saved = stringify(rows, { delimiter: ';', record_delimiter: 'windows' });
  const { documents, placeAt } = await readFormat('csv', 'a.csv', encode(saved));
  expect(documents.entries?.[0]?.reviewedOn).toBe('2026-03-09');
  expect(placeAt(['entries', 1, 'id']).line).toBe(4);
});

test('a CSV file that a Chinese Excel saved in its own encoding is read, and said to be', async () => {
  const ascii = documentsOf({ entries: [anEntry({ question: { zh: '有', en: 'Any?' } })] });
  const text = Buffer.from(await writeFormat('csv', ascii)).toString().slice(1);
  // 有 in GB 18030; everything else in the row is replaced by what ASCII has.
  const saved = Buffer.from(text.replace(/(?!有)[^\p{ASCII}]/gu, 'x').replaceAll('有', '\u00d3\u00d0'), 'latin1');
  const { documents, notes } = await readFormat('csv', 'a.csv', saved);
  expect(documents.entries?.[0]?.question.zh).toBe('有');
  expect(notes).toEqual(['a.csv is not UTF-8: it was read as GB 18030']);
});

test('a workbook with dates, numbers and a sheet of the editor is read', async () => {
  const rows = parse(Buffer.from(await writeFormat('csv', documentsOf({ entries: [anEntry({ keywords: ['14'] })] }))), { bom: true });
  setCell(rows, 2, 'reviewedOn', 'a date');
  const sheet = rows.map((row) => row.map((cell) => {
    if (cell === 'a date') return { value: new Date(Date.UTC(2026, 2, 9)), type: Date, format: 'yyyy-mm-dd' };
    return cell === '14' ? { value: 14, type: Number } : { value: cell, type: String };
  }));
  const source = await writeXlsxFile([
    { sheet: 'Entries', data: sheet },
    { sheet: '备注', data: [[{ value: 'to do', type: String }]] },
  ]).toBuffer();
  const { documents, notes } = await readFormat('xlsx', 'a.xlsx', source);
  expect(documents.entries?.[0]).toMatchObject({ reviewedOn: '2026-03-09', keywords: ['14'] });
  expect(notes).toEqual(['the sheet "备注" was left alone: it has no name of ours']);
});

test('a fault in a workbook names its sheet', async () => {
  const source = await writeFormat('xlsx', { ...knowledge, golden: [aGoldenQuestion('一', 'nothing')] });
  const read = await readFormat('xlsx', 'a.xlsx', source);
  expect(read.placeAt(['golden', 0, 'expect'])).toEqual({ file: 'a.xlsx [golden 标准问题]', line: 2, column: 2 });
});

test('what is no workbook, and text that does not fit a cell, are refused in words', async () => {
  expect(await problemsOf(readFormat('xlsx', 'a.xlsx', encode('id,topic')))).toEqual([
    expect.stringContaining('no XLSX workbook'),
  ]);
  const phrasings = Array.from({ length: 400 }, (_, index) => `${index}${'问'.repeat(150)}`);
  const long = documentsOf({ entries: [anEntry({ phrasings: { zh: phrasings, en: ['x'] } })] });
  await expect(writeFormat('xlsx', long)).rejects.toThrow(FormatError);
  await expect(writeFormat('xlsx', long)).rejects.toThrow(/legal-effect: phrasings.zh has \d+ characters.*YAML/);
});

test('YAML and JSON tell line and column', async () => {
  const yaml = 'entries:\n  - id: seal\n    topic: e-signature\n    answr: {}\n';
  expect((await problemsOf(readFormat('yaml', 'a.yaml', encode(yaml))))).toContain(
    'a.yaml:4:5 entry seal: has an unknown field `answr`; did you mean `answer`?',
  );
  expect((await problemsOf(readFormat('json', 'a.json', encode('{"entries": [\n{"id": 7}]}'))))).toContain(
    'a.json:2:8 entry #1: id must be text, not a number: put it in quotes',
  );
});

test('an import is told as added, changed, unchanged and missing; what is missing is kept', async () => {
  const current = documentsOf({ ...knowledge, guides: [aGuide()] });
  const source = await csvWith((rows) => {
    setCell(rows, 2, 'shortAnswer.en', 'No.');
    setCell(rows, 3, 'id', 'stamp');
    setCell(rows, 3, 'related', 'seal');
  });
  const imported = await readFormat('csv', 'a.csv', source);
  const { items, after } = compare(current, imported);
  expect(items).toEqual([
    { kind: 'entry', name: 'legal-effect', change: 'changed' },
    { kind: 'entry', name: 'seal', change: 'missing' },
    { kind: 'entry', name: 'stamp', change: 'added' },
  ]);
  expect(countChanges(items)).toEqual({ added: 1, changed: 1, unchanged: 0, missing: 1 });
  expect(after.documents.entries.map(({ id }) => id)).toEqual(['legal-effect', 'seal', 'stamp']);
  expect(after.documents.guides).toEqual(current.guides);
  const places = (id: 'stamp' | 'seal') => {
    const entry = after.documents.entries.find((other) => other.id === id);
    return entry && after.places.placeOf({ kind: 'entry', id: entry.id }, ['related', 0]);
  };
  expect(places('stamp')).toEqual({ file: 'a.csv', line: 3, column: 23 });
  expect(places('seal')?.file).toBe('the store');
});

test('golden questions go by their text, wherever they stand', () => {
  const [one, two] = [aGoldenQuestion('一', 'seal'), aGoldenQuestion('二', 'nothing')];
  const imported: Imported = {
    documents: { golden: [aGoldenQuestion('三', 'seal'), aGoldenQuestion('二', 'seal')] },
    placeAt: ([, index]) => ({ file: 'a.csv', line: Number(index) + 2, column: 1 }),
    notes: [],
  };
  const { after } = compare(documentsOf({ golden: [one, two] }), imported);
  expect(after.documents.golden.map(({ text, expect: wanted }) => `${text} ${wanted}`)).toEqual(['一 seal', '二 seal', '三 seal']);
  expect([0, 1, 2].map((index) => after.places.placeOf({ kind: 'golden question', index }).line)).toEqual([1, 3, 2]);
});

test('a guide may not take the id of an entry', () => {
  const imported: Imported = {
    documents: { guides: [aGuide({ id: 'seal' })] },
    placeAt: () => ({ file: 'a.yaml', line: 2, column: 9 }),
    notes: [],
  };
  expect(() => compare(knowledge, imported)).toThrow('a.yaml:2:9 guide seal: an entry has that id');
});

test('a format is known by the end of the name', () => {
  expect(['a.YAML', 'b.yml', 'c.json', 'd.csv', 'e.xlsx', 'f.xls', 'yaml'].map(formatOf)).toEqual([
    'yaml',
    'yaml',
    'json',
    'csv',
    'xlsx',
    undefined,
    undefined,
  ]);
});
