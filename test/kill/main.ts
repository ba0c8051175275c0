/** `npm run test:kill`: what was acknowledged survives SIGKILL and power cuts, and careless mutants do not. */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { writeDurably } from '../../src/knowledge/files/durable-file.ts';
import { anEntry, documentsOf } from '../fakes/builders.ts';
import { type Acknowledgement, MUTANTS, type Mutant } from './acknowledgement.ts';
import { cutPower, findObstacle } from './power-cut.ts';
import { killWriter } from './run-writer.ts';
import { findLosses } from './verify.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    cuts: { type: 'string', default: '15' },
    'mutant-cuts': { type: 'string', default: '3' },
  },
});
const ENTRIES = 40;
const FIRST_KILL_MS = 20;
const LAST_KILL_MS = 400;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const randomMs = (): number => FIRST_KILL_MS + Math.random() * (LAST_KILL_MS - FIRST_KILL_MS);

/** A topic file with some entries, as small knowledge. */
async function writeSeed(folder: string): Promise<void> {
  const [topic] = documentsOf({}).topics;
  const entries = Array.from({ length: ENTRIES }, (_, index) => {
    const { topic: _topic, ...entry } = anEntry({ id: `rule-${index}` });
    return entry;
  });
  await writeDurably(join(folder, 'e-signature.yaml'), stringify({ topic, entries }, { lineWidth: 0 }));
  await writeDurably(join(folder, 'glossary.yaml'), 'terms: []\n');
  await writeDurably(join(folder, 'golden.yaml'), 'questions: []\n');
  await mkdir(join(folder, 'guides'));
}

interface Tally {
  runs: number;
  harmed: number;
  acknowledged: number;
  lost: number;
}
const newTally = (): Tally => ({ runs: 0, harmed: 0, acknowledged: 0, lost: 0 });

function count(tally: Tally, acknowledged: number, losses: readonly string[]): void {
  tally.runs += 1;
  tally.acknowledged += acknowledged;
  tally.lost += losses.length;
  if (losses.length > 0) tally.harmed += 1;
}

/** One store, killed again and again: each recovery starts from the one before. */
async function kill(times: number, seed: string): Promise<Tally> {
  const root = await mkdtemp(join(tmpdir(), 'shuwen-kill-'));
  const folders = { data: join(root, 'data'), knowledge: join(root, 'knowledge') };
  await cp(seed, folders.knowledge, { recursive: true });
  const tally = newTally();
  const all: Acknowledgement[] = [];
  for (let index = 1; index <= times; index += 1) {
    const acknowledged = await killWriter(folders, randomMs());
    all.push(...acknowledged);
    const losses = await findLosses(folders, acknowledged);
    count(tally, acknowledged.length, losses);
    for (const loss of losses.slice(0, 5)) say(`kill ${index}: lost ${loss}`);
    if (index % 20 === 0)
      say(`kill ${index} of ${times}: ${tally.acknowledged} acknowledged, ${tally.lost} lost`);
  }
  // What an early process was told must have survived every later recovery.
  tally.lost += (
    await findLosses(
      folders,
      all.filter(({ kind }) => kind !== 'file'),
    )
  ).length;
  await rm(root, { recursive: true, force: true });
  return tally;
}

async function cut(times: number, seed: string, mutant?: Mutant): Promise<Tally> {
  const tally = newTally();
  for (let index = 1; index <= times; index += 1) {
    let told = 0;
    const losses = await cutPower({
      seed,
      live: async (folders) => {
        const acknowledged = await killWriter(folders, randomMs(), mutant);
        told = acknowledged.length;
        return acknowledged;
      },
      judge: findLosses,
    });
    count(tally, told, losses);
    say(
      `power cut ${index} of ${times}${mutant ? ` with ${mutant}` : ''}: ${told} acknowledged, ${losses.length} lost`,
    );
    if (!mutant) for (const loss of losses.slice(0, 5)) say(`  lost ${loss}`);
  }
  return tally;
}

const describe = (name: string, { runs, acknowledged, lost }: Tally): string =>
  `${runs} ${name}: ${acknowledged} acknowledged, ${lost} lost`;

const root = await mkdtemp(join(tmpdir(), 'shuwen-seed-'));
try {
  await writeSeed(root);
  const kills = await kill(Number(values.kills), root);
  const figures = [describe('kills', kills)];
  let isSound = kills.lost === 0;
  const obstacle = Number(values.cuts) > 0 ? await findObstacle() : 'none were asked for';
  if (obstacle === undefined) {
    const cuts = await cut(Number(values.cuts), root);
    figures.push(describe('power cuts', cuts));
    isSound &&= cuts.lost === 0;
    for (const mutant of MUTANTS) {
      const { runs, harmed } = await cut(Number(values['mutant-cuts']), root, mutant);
      figures.push(`mutant ${mutant} caught in ${harmed} of ${runs}`);
      isSound &&= harmed > 0;
    }
  } else figures.push(`power cuts not run: ${obstacle}`);
  say(`${isSound ? 'sound' : 'NOT SOUND'}; ${figures.join('; ')}`);
  process.exitCode = isSound ? 0 : 1;
} finally {
  await rm(root, { recursive: true, force: true });
}
