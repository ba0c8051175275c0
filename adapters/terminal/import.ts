import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { findErrors } from '../../src/knowledge/checks/index.ts';
import { type ItemChange, compare, countChanges } from '../../src/knowledge/formats/comparison.ts';
import { readFormat } from '../../src/knowledge/formats/formats.ts';
import { KnowledgeError, type Problem, describeProblem } from '../../src/knowledge/problem.ts';
import type { KnowledgeDocuments } from '../../src/knowledge/snapshot.ts';
import { readFormatOption } from './export.ts';
import { type ExitCode, type Terminal, UsageError } from './terminal.ts';
import { tellProgress } from './progress.ts';
import { parseOptions } from './usage.ts';
import { write } from './write.ts';

/** The knowledge that a file is imported into. */
export interface ImportTarget {
  readonly current: KnowledgeDocuments;
  /** Whether what is imported is published at once; drafted otherwise. */
  readonly isLive: boolean;
  /** @returns what could not be taken over, with the reason */
  readonly take: (after: KnowledgeDocuments) => Promise<readonly string[]>;
}

interface Told {
  readonly items: readonly ItemChange[];
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
  readonly refused: readonly string[];
  readonly isWritten: boolean;
}

/** Reads a file into the knowledge: shows what it would change, and does so when told to. */
export async function importKnowledge(
  args: readonly string[],
  terminal: Terminal,
  open: () => Promise<ImportTarget>,
): Promise<ExitCode> {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      write: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw new UsageError('what to import is not told: give one file, or - for standard input');
  if (values.write && values['dry-run'])
    throw new UsageError('--write and --dry-run contradict each other: give one');
  const format = readFormatOption(values.format, file);
  const progress = tellProgress(terminal);
  progress.tell('reading 正在读取');
  const source = await readSource(file, terminal);
  const target = await open();
  const told = await importInto(
    target,
    () => readFormat(format, basename(file), source),
    values.write,
    progress.tell,
  );
  progress.erase();
  const text = values.json ? toJson(told) : render(told, target.isLive);
  await write(terminal.output, text);
  return told.problems.length + told.refused.length > 0 ? 1 : 0;
}

async function readSource(file: string, { input, cwd }: Terminal): Promise<Uint8Array> {
  if (file === '-') return buffer(input);
  return readFile(resolve(cwd, file)).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${file} cannot be read (${code}): check its name and permissions`, {
      cause: error,
    });
  });
}

async function importInto(
  { current, take }: ImportTarget,
  read: () => ReturnType<typeof readFormat>,
  isWritten: boolean,
  tell: (told: string) => void,
): Promise<Told> {
  const nothing = { items: [], notes: [], problems: [], refused: [], isWritten: false };
  try {
    const imported = await read();
    const { items, after } = compare(current, imported);
    const { notes } = imported;
    tell('checking 正在检查');
    const problems = findErrors(after);
    const isChanged = items.some(({ change }) => change === 'added' || change === 'changed');
    if (problems.length > 0 || !isWritten || !isChanged) return { ...nothing, items, notes, problems };
    tell('writing 正在写入');
    return { items, notes, problems, refused: await take(after.documents), isWritten };
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    return { ...nothing, problems: error.problems };
  }
}

const toJson = ({ items, ...told }: Told): string =>
  `${JSON.stringify({ ...countChanges(items), items: items.filter(({ change }) => change !== 'unchanged'), ...told })}\n`;

const CHANGES: Readonly<Record<ItemChange['change'], string>> = {
  added: 'added 新增',
  changed: 'changed 修改',
  unchanged: 'unchanged 未变',
  missing: 'not in the file, kept 文件中没有，保留',
};

function render({ items, notes, problems, refused, isWritten }: Told, isLive: boolean): string {
  if (problems.length > 0)
    return [...problems.map(describeProblem), 'nothing was imported 未导入', ''].join('\n');
  const counts = countChanges(items);
  const names = (['added', 'changed', 'missing'] as const).flatMap((change) =>
    items
      .filter((item) => item.change === change)
      .map(({ kind, name }) => `${change.padEnd(9)}${kind} ${name}`),
  );
  const written = isLive ? 'published 已发布' : 'drafted, to be reviewed 已存为草稿，待审核';
  return [
    ...notes,
    ...names,
    ...(['added', 'changed', 'unchanged', 'missing'] as const).map(
      (change) => `${String(counts[change]).padStart(6)} ${CHANGES[change]}`,
    ),
    ...refused.map((reason) => `not taken over 未采纳: ${reason}`),
    outcomeOf(counts.added + counts.changed, isWritten, refused.length, written),
    '',
  ].join('\n');
}

function outcomeOf(changes: number, isWritten: boolean, refused: number, written: string): string {
  if (changes === 0) return 'nothing to import 没有需要导入的内容';
  if (!isWritten) return 'nothing was written yet; --write imports this 尚未写入；加 --write 即导入';
  return refused === 0 ? written : `${written}, except what is named above 上列除外`;
}
