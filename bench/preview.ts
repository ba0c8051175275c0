// npm run bench:preview -- [--json] [--entries 180] [--questions 2000]
// What a draft's preview costs, by what was there before it, and what the event loop feels; beside the same work done
// plainly, one after the other in this thread. It is to take less than 3 s. Trust the ratios: machines are busy.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readCalibration } from '../adapters/terminal/calibration-file.ts';
import { Engine } from '../src/engine/engine.ts';
import type { Entry } from '../src/knowledge/entry.ts';
import { readKnowledge } from '../src/knowledge/read-folder.ts';
import { type KnowledgeDocuments, createSnapshot } from '../src/knowledge/snapshot.ts';
import { Crew } from '../src/moderation/preview/crew.ts';
import { Previewer } from '../src/moderation/preview/preview.ts';
import type { PastQuestion, PreviewProgress } from '../src/moderation/preview/report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    entries: { type: 'string', default: '180' },
    questions: { type: 'string', default: '2000' },
  },
});
const today = '2026-11-21';
const { documents } = await readKnowledge('knowledge');
const calibration = await readCalibration('knowledge');

/** Every nth of all, so that every topic has its share. */
const some = <T>(items: readonly T[], most: number): T[] => {
  const step = Math.max(1, items.length / most);
  return Array.from(
    { length: Math.min(most, items.length) },
    (_, at) => items[Math.floor(at * step)],
  ).flatMap((item) => item ?? []);
};

const entries = some(documents.entries, Number(values.entries));
const base: KnowledgeDocuments = { ...documents, entries, golden: [] };
const left = documents.entries.filter((entry) => !entries.includes(entry));
/** Golden questions and probes, then what entries that are not in the base would be asked by. */
const texts = [
  ...[...documents.golden, ...documents.probes].map(({ text }) => text),
  ...left.flatMap(({ phrasings }) => [...phrasings.zh, ...phrasings.en]),
];
const questions = [...new Set(texts)]
  .slice(0, Number(values.questions))
  .map((text): PastQuestion => ({ text, language: 'zh' }));

const reword = (entry: Entry, count: number): Entry => ({
  ...entry,
  shortAnswer: {
    zh: `${entry.shortAnswer.zh}（第${count}稿）`,
    en: `${entry.shortAnswer.en} (draft ${count})`,
  },
});
const rephrase = (entry: Entry, count: number): Entry => ({
  ...reword(entry, count),
  phrasings: { ...entry.phrasings, zh: [...entry.phrasings.zh, `第${count}稿怎么问`] },
});
const draft = (count: number, edit = rephrase): KnowledgeDocuments => ({
  ...base,
  entries: base.entries.map((entry, at) => (at === count * 7 ? edit(entry, count) : entry)),
});

interface Measured {
  readonly name: string;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** The longest that the event loop was held up. */
  readonly stallMs: number;
  readonly steps: readonly string[];
}

async function measure(
  name: string,
  work: (tell: (step: string) => void) => Promise<void> | void,
): Promise<Measured> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const cpu = process.cpuUsage();
  const start = performance.now();
  const steps: string[] = [];
  delay.enable();
  await work((step) => steps.push(`${step} ${(performance.now() - start).toFixed(0)}`));
  delay.disable();
  const { user, system } = process.cpuUsage(cpu);
  return {
    name,
    wallMs: performance.now() - start,
    cpuMs: (user + system) / 1000,
    stallMs: delay.max / 1e6,
    steps,
  };
}

function plainly(candidate: KnowledgeDocuments, tell: (step: string) => void): void {
  for (const each of [base, candidate]) {
    const engine = new Engine(createSnapshot(structuredClone(each), 1), calibration);
    tell('indexed');
    for (const { text, language } of questions) engine.resolve({ text, language, today });
    tell('replayed');
  }
}

/** What a command takes at least to open the store. */
const OPENING_MS = 500;
/** Of workers that are to have ended. */
const IDLE_MS = 50;

const common = { base, calibration, today };
const folder = await mkdtemp(join(tmpdir(), 'shuwen-bench-'));
const keptAt = (name: string) => ({ file: join(folder, name), stamp: 'bench' });
const [profiles, results] = [keptAt('profiles.bin'), keptAt('results.bin')];

/** As a process that finds what those before it kept. */
const start = (idleMs?: number): Previewer =>
  new Previewer({ crew: new Crew(profiles, idleMs), kept: results });

const preview =
  (previewer: Previewer, candidate: KnowledgeDocuments, asked = questions) =>
  async (tell: (step: string) => void) => {
    let last: PreviewProgress['stage'] | undefined;
    const onProgress = ({ stage, done }: PreviewProgress): void => {
      if (stage !== last) tell(`${stage} ${(done * 100).toFixed(0)}% at`);
      last = stage;
    };
    const report = await previewer.preview({ ...common, candidate, questions: asked, onProgress });
    tell(`${report.changes.length} changes, ${report.reworded.length} reworded at`);
  };

/** What the machine does today, to judge the others by: a quiet one of 2.6 GHz takes about 120 ms. */
function yardstick(): void {
  const sums = new Float64Array(1_000_000);
  for (let turn = 0; turn < 100; turn++)
    for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) * 0.5 + at;
}

const rows: Measured[] = [];
rows.push(await measure('yardstick: 10^8 additions', yardstick));

const first = start();
rows.push(await measure('nothing ever read', preview(first, draft(1))));
await first.close();

const second = start();
const asked = questions.slice(50);
rows.push(await measure('drafted by another process', preview(second, draft(2), asked)));
await second.close();

// A command starts them before it opens the store.
const early = new Crew(profiles);
early.start();
await setTimeout(OPENING_MS);
const command = new Previewer({ crew: early, kept: results });
rows.push(await measure('the same, workers started before', preview(command, draft(8), asked)));
await command.close();
await early.close();

/** Drafts one thing after another: each is checked, and replayed until that is done; that moment the preview comes. */
async function draftAndPreview(
  standsBy: boolean,
  drafts: readonly (readonly [name: string, candidate: KnowledgeDocuments])[],
): Promise<void> {
  const crew = new Crew(profiles);
  const previewer = new Previewer({ crew, kept: results });
  if (standsBy) await previewer.practise({ ...common, questions });
  for (const [name, candidate] of drafts) {
    const gettingReady = previewer.getReady({ ...common, candidate, questions: asked });
    const job = { kind: 'check', documents: candidate, edited: new Set<string>(), today } as const;
    const start = performance.now();
    await crew.do(job, () => undefined, new AbortController().signal);
    const checked = `checked in ${(performance.now() - start).toFixed(0)} before`;
    const row = await measure(name, preview(previewer, candidate, asked));
    rows.push({ ...row, steps: [checked, ...row.steps] });
    await gettingReady;
  }
  await previewer.close();
}
await draftAndPreview(false, [['that moment, not standing by', draft(9)]]);
await draftAndPreview(true, [
  ['that moment, standing by', draft(12)],
  ['that moment, standing by, the next draft', draft(14)],
]);
await draftAndPreview(true, [
  ['that moment, standing by, reworded', draft(13, reword)],
  ['that moment, standing by, reworded again', draft(15, reword)],
]);

const third = start(IDLE_MS);
await third.getReady({ ...common, candidate: draft(3), questions: asked });
await setTimeout(10 * IDLE_MS);
rows.push(await measure('seconds later, workers ended', preview(third, draft(3), asked)));
await third.close();

const fourth = start();
await fourth.getReady({ ...common, candidate: draft(4), questions: asked });
rows.push(await measure('seconds later', preview(fourth, draft(4), asked)));
rows.push(await measure('seconds later, 50 asked since', preview(fourth, draft(4))));
await fourth.close();

const fifth = start();
rows.push(await measure('seconds later, in a new process', preview(fifth, draft(4))));
await fifth.close();
await rm(folder, { recursive: true });
rows.push(
  await measure('plainly, in this thread', (tell) => {
    plainly(draft(7), tell);
  }),
);

const plain = rows.at(-1)?.wallMs ?? 1;
if (values.json) console.log(JSON.stringify({ entries: entries.length, questions: questions.length, rows }));
else {
  console.log(`${entries.length} entries, ${questions.length} questions, ${availableParallelism()} cores`);
  console.log(`${''.padEnd(42)}   wall ms    cpu ms  of plain  stall ms`);
  for (const { name, wallMs, cpuMs, stallMs, steps } of rows) {
    const cells = [wallMs.toFixed(0), cpuMs.toFixed(0), (wallMs / plain).toFixed(2), stallMs.toFixed(0)];
    console.log(`${name.padEnd(42)}${cells.map((cell) => cell.padStart(10)).join('')}`);
    console.log(`    ${steps.join(' · ')}`);
  }
}
