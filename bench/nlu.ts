// npm run bench:nlu -- [--json] [--peers] SET.json …
// Runs the engine's features and ranking on public intent sets: a label is an entry, its training texts the phrasings.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { FEATURE_RANKER, PEERS, type Contender, type Ranking } from './contenders.ts';
import { areaUnderRoc, bestThreshold, percentile } from './statistics.ts';

const rows = z.array(z.object({ text: z.string(), label: z.string() }));
const intentSet = z.object({
  train: rows,
  val: rows.default([]),
  test: rows,
  oos_val: rows.default([]),
  oos_test: rows.default([]),
});
type IntentSet = z.infer<typeof intentSet>;

interface Result {
  readonly questions: number;
  readonly top1: number;
  readonly right: number;
  readonly recall3: number;
  /** Strangers told from questions by the best score; absent where the set has none. */
  readonly auroc?: number;
  /** At the threshold that serves the validation texts best. */
  readonly inScopeAtThreshold?: number;
  readonly oosRecall?: number;
  readonly buildMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly heapMb: number;
}

const share = (items: readonly Ranking[], holds: (item: Ranking, at: number) => boolean): number =>
  items.filter(holds).length / items.length;

/** Strangers: what the best score tells of whether a question belongs to the set at all. */
function judgeStrangers(
  set: IntentSet,
  rank: (text: string) => Ranking,
  test: readonly Ranking[],
): Partial<Result> {
  if (set.oos_test.length === 0) return {};
  const scores = (some: z.infer<typeof rows>) => some.map(({ text }) => rank(text).score);
  const strangers = scores(set.oos_test);
  const auroc = areaUnderRoc(
    test.map(({ score }) => score),
    strangers,
  );
  const validation = set.val.map(({ text, label }) => {
    const ranking = rank(text);
    return { score: ranking.score, right: ranking.labels[0] === label };
  });
  const threshold = bestThreshold(validation, scores(set.oos_val));
  const inScopeAtThreshold = share(
    test,
    (ranking, at) => ranking.score >= threshold && ranking.labels[0] === set.test[at]?.label,
  );
  return {
    auroc,
    inScopeAtThreshold,
    oosRecall: strangers.filter((score) => score < threshold).length / strangers.length,
  };
}

function run(contender: Contender, set: IntentSet): Result {
  globalThis.gc?.();
  const heapBefore = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  const start = performance.now();
  const rank = contender.build(set.train);
  const buildMs = performance.now() - start;
  globalThis.gc?.();
  const heapMb = (process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers - heapBefore) / 2 ** 20;
  const times: number[] = [];
  const rankings = set.test.map(({ text }) => {
    const asked = performance.now();
    const ranking = rank(text);
    times.push(performance.now() - asked);
    return ranking;
  });
  const top1 = share(rankings, ({ labels }, at) => labels[0] === set.test[at]?.label);
  return {
    questions: set.test.length,
    top1,
    right: Math.round(top1 * set.test.length),
    recall3: share(rankings, ({ labels }, at) => labels.slice(0, 3).includes(set.test[at]?.label ?? '')),
    ...judgeStrangers(set, rank, rankings),
    buildMs,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    heapMb,
  };
}

const percent = (value: number | undefined): string => (value === undefined ? '–' : (value * 100).toFixed(1));

function printRow(set: string, name: string, result: Result): void {
  const cells = [
    set.padEnd(22),
    name.padEnd(11),
    `${result.right}/${result.questions}`.padStart(10),
    percent(result.top1).padStart(6),
    percent(result.recall3).padStart(6),
    (result.auroc?.toFixed(4) ?? '–').padStart(7),
    `${percent(result.inScopeAtThreshold)}/${percent(result.oosRecall)}`.padStart(11),
    result.buildMs.toFixed(0).padStart(9),
    result.p50Ms.toFixed(2).padStart(8),
    result.p99Ms.toFixed(2).padStart(8),
    result.heapMb.toFixed(0).padStart(6),
  ];
  console.log(cells.join(' '));
}

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, peers: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (positionals.length === 0) {
  console.error('usage: npm run bench:nlu -- [--json] [--peers] SET.json …');
  process.exit(2);
}
console.log(
  'set                    contender        right   top1    r@3   AUROC  in/oos at t  build ms   p50 ms   p99 ms    MB',
);
const report: Record<string, Result> = {};
for (const file of positionals) {
  const set = intentSet.parse(JSON.parse(readFileSync(file, 'utf8')));
  for (const contender of values.peers ? [FEATURE_RANKER, ...PEERS] : [FEATURE_RANKER]) {
    const result = run(contender, set);
    printRow(basename(file), contender.name, result);
    if (contender === FEATURE_RANKER) report[basename(file)] = result;
  }
}
if (values.json) console.log(JSON.stringify(report));
