/** `npm run bench:store`: what the store costs, beside lowdb's own save in the same run. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { stringify } from 'yaml';
import type { Entry } from '../src/knowledge/entry.ts';
import { Checkpoint } from '../src/knowledge/files/checkpoint.ts';
import { writeDurably } from '../src/knowledge/files/durable-file.ts';
import { openStore } from '../src/storage/open-store.ts';
import type { Store } from '../src/storage/store.ts';
import { anEntry, documentsOf } from '../test/fakes/builders.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    questions: { type: 'string', default: '1000000' },
  },
});
const EDITS = 15;
/** About as many as the largest shipped topic has. */
const ENTRIES_A_TOPIC = 100;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN;

interface Cost {
  readonly medianMs: number;
  /** The longest time that nothing else could run. */
  readonly stallMs: number;
}

async function measure(times: number, work: (index: number) => Promise<unknown>): Promise<Cost> {
  // Once for the compiler of the machine code.
  await work(-1);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const taken: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const from = performance.now();
    await work(index);
    taken.push(performance.now() - from);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  delay.disable();
  return { medianMs: median(taken), stallMs: delay.max / 1e6 };
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'shuwen-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const record = (store: Store, index: number) =>
  store.write(({ questions }) =>
    questions.record({
      text: `May we send the data of ${index} customers abroad?`,
      outcome: 'answered',
      confidence: 0.9,
      entry: undefined,
      revision: 1,
      language: 'en',
      person: undefined,
      conversation: `web:${index}`,
    }),
  );

/** Rows a second that are on the disk when they are acknowledged. */
const benchRows = () =>
  inFolder(async (folder) => {
    const store = await openStore({ dataDir: folder });
    const rate = async (rows: number, atOnce: number): Promise<number> => {
      const from = performance.now();
      for (let index = 0; index < rows; index += atOnce)
        await Promise.all(Array.from({ length: atOnce }, (_, offset) => record(store, index + offset)));
      return rows / ((performance.now() - from) / 1_000);
    };
    await rate(200, 50);
    say(
      `durable rows a second: ${(await rate(1_000, 1)).toFixed(0)} one after another, ${(await rate(10_000, 200)).toFixed(0)} with 200 askers at once`,
    );
    await store.close();
  });

const edited = (entry: Entry, index: number): Entry => ({
  ...entry,
  shortAnswer: { zh: `第${index}次`, en: `Edit ${index}.` },
});

/** An edit acknowledged, then its readable file written behind it. */
async function benchStore(folder: string, entries: readonly Entry[]): Promise<{ edit: Cost; file: Cost }> {
  const store = await openStore({ dataDir: join(folder, 'data') });
  await store.write(({ revisions }) =>
    revisions.append(
      entries.map((body) => ({ kind: 'entry', id: body.id, base: null, body, weight: 'substantive' })),
      'bench',
    ),
  );
  const [first] = entries;
  const [topic] = documentsOf({}).topics;
  if (!first || !topic) throw new Error('there is nothing to edit');
  const file = {
    topic,
    entries: entries.slice(0, ENTRIES_A_TOPIC).map(({ topic: _topic, ...entry }) => entry),
  };
  await writeDurably(join(folder, `${topic.id}.yaml`), stringify(file, { lineWidth: 0 }));
  const checkpoint = new Checkpoint(folder, {
    find: (name) => store.read.checkpointFiles.find(name),
    record: (name, known) => store.write(({ checkpointFiles }) => checkpointFiles.record(name, known)),
  });
  const key = { kind: 'entry', id: first.id } as const;
  const edit = await measure(EDITS, async (index) => {
    const base = (await store.read.revisions.headOf(key)) ?? null;
    const result = await store.write(({ revisions }) =>
      revisions.append([{ ...key, base, body: edited(first, index), weight: 'substantive' }], 'bench'),
    );
    if (result.kind !== 'appended') throw new Error('nobody else edits');
  });
  const written = await measure(EDITS, async (index) => {
    const behind = await checkpoint.write({ kind: 'entry', entry: edited(first, index) });
    if (behind) throw new Error(behind.reason);
  });
  await store.close();
  return { edit, file: written };
}

/** All entries in one JSON file, as lowdb saves it: whole, and without a flush. */
async function benchLowdb(folder: string, entries: readonly Entry[]): Promise<Cost> {
  const low = new Low(new JSONFile<{ entries: Entry[] }>(join(folder, 'lowdb.json')), {
    entries: [...entries],
  });
  const [first] = entries;
  if (!first) throw new Error('there is nothing to edit');
  return measure(EDITS, (index) =>
    low.update((data) => {
      data.entries[0] = edited(first, index);
    }),
  );
}

const benchEdits = (size: number) =>
  inFolder(async (folder) => {
    const entries = Array.from({ length: size }, (_, index) => anEntry({ id: `rule-${index}` }));
    const lowdb = await benchLowdb(folder, entries);
    const { edit, file } = await benchStore(folder, entries);
    const stallMs = Math.max(edit.stallMs, file.stallMs);
    say(
      `${size} entries: edit acknowledged in ${ms(edit.medianMs)}, lowdb ${ms(lowdb.medianMs)} (${(lowdb.medianMs / edit.medianMs).toFixed(1)} times); ` +
        `stall ${ms(edit.stallMs)}, with the readable file ${ms(file.stallMs)}, lowdb ${ms(lowdb.stallMs)} (${(lowdb.stallMs / stallMs).toFixed(1)} times); file behind in ${ms(file.medianMs)}`,
    );
  });

/** Puts questions in place without the program, which would take minutes; one in ten is unanswered. */
function fill(folder: string, rows: number): void {
  const database = new Database(join(folder, 'shuwen.db'));
  const insert = database.prepare(
    `insert into questions (text, unanswered_key, outcome, confidence, entry, revision, language, conversation, at)
     values (?, ?, ?, 0.5, null, 1, 'en', ?, ?)`,
  );
  const insertAll = database.transaction(() => {
    for (let index = 0; index < rows; index += 1) {
      const isUnanswered = index % 10 === 0;
      const subject = Math.floor(Math.random() ** 3 * (rows / 20));
      insert.run(
        `How about case ${subject}?`,
        isUnanswered ? `key-${subject}` : null,
        isUnanswered ? 'abstained' : 'answered',
        `web:${index}`,
        index,
      );
    }
  });
  insertAll();
  database.exec(`insert into unanswered (key, text, count, last_at)
    select unanswered_key, max(text), count(*), max(at) from questions where unanswered_key is not null group by unanswered_key`);
  database.close();
}

const benchQuestions = (rows: number) =>
  inFolder(async (folder) => {
    await (await openStore({ dataDir: folder })).close();
    fill(folder, rows);
    const from = performance.now();
    const store = await openStore({ dataDir: folder });
    const startMs = performance.now() - from;
    const top = await measure(50, () => store.read.questions.topUnanswered(20));
    const write = await measure(50, (index) => record(store, index));
    const bytes = (await stat(join(folder, 'shuwen.db'))).size;
    say(
      `${rows} questions: start-up ${ms(startMs)}; the 20 most unanswered in ${ms(top.medianMs)}; one more written in ${ms(write.medianMs)}; ${(bytes / 2 ** 20).toFixed(0)} MB`,
    );
    await store.close();
  });

await benchRows();
for (const size of values.sizes.split(',')) await benchEdits(Number(size));
await benchQuestions(Number(values.questions));
