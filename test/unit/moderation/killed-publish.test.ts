import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../../src/storage/open-store.ts';
import { openDesk } from '../../contract/moderation-desk.ts';
import { sqlite } from '../../contract/harness.ts';

const PUBLISHER = fileURLToPath(new URL('publisher.ts', import.meta.url));
const RUN = ['--import', 'tsx', PUBLISHER] as const;

let root: string;
/** A store with an approved draft, and someone who was shown the text before. */
let before: string;
let draft: number;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'shuwen-killed-'));
  before = join(root, 'before');
  const place = { config: { dataDir: before }, discard: () => Promise.resolve() };
  const desk = await openDesk({ ...sqlite, prepare: () => Promise.resolve(place) });
  await desk.tell('cn-esign', 'slack:T1/C1', await desk.anAsker('ann'));
  draft = await desk.approved('cn-esign', { 'shortAnswer.en': 'It has the effect of ink.' });
  await desk.fixture.close();
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Everything that a publish writes. */
async function readWritten(dataDir: string) {
  const store = await openStore({ dataDir });
  const { revisions, drafts, corrections, audit } = store.read;
  const written = {
    faults: await revisions.findFaults(),
    revisions: (await revisions.history({ kind: 'entry', id: 'cn-esign' })).length,
    state: (await drafts.find(draft))?.state,
    became: (await drafts.find(draft))?.published !== undefined,
    told: (await corrections.toldTo({ destination: 'slack:T1/C1' }, 0, Number.MAX_SAFE_INTEGER)).length,
    posts: (await store.health()).outboxWaiting,
    deeds: (await audit.since(0, 1_000)).filter(({ action }) => action === 'published').length,
  };
  await store.close();
  return written;
}

const UNPUBLISHED = { faults: [], revisions: 1, state: 'open', became: false, told: 1, posts: 0, deeds: 0 };
const PUBLISHED = { faults: [], revisions: 2, state: 'published', became: true, told: 2, posts: 1, deeds: 1 };

async function killAt(step: number): Promise<string> {
  const dataDir = join(root, `killed-${step}`);
  await cp(before, dataDir, { recursive: true });
  const child = spawn(process.execPath, [...RUN, dataDir, String(draft), String(step)], { stdio: 'inherit' });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return dataDir;
}

test('a publish that is killed between any two of its steps is wholly there or not at all', async () => {
  const whole = join(root, 'whole');
  await cp(before, whole, { recursive: true });
  const { stdout } = await promisify(execFile)(process.execPath, [...RUN, whole, String(draft)]);
  const steps = stdout.trim().split('\n');
  expect(await readWritten(whole)).toEqual(PUBLISHED);
  expect(steps).toEqual(
    expect.arrayContaining([
      'drafts.settle',
      'revisions.append',
      'corrections.record',
      'outbox.post',
      'audit.record',
    ]),
  );
  expect(steps.at(-1)).toBe('tell that it is published');
  for (const [index, step] of steps.entries()) {
    const left = await readWritten(await killAt(index + 1));
    expect({ step, left }).toEqual({ step, left: index === steps.length - 1 ? PUBLISHED : UNPUBLISHED });
  }
}, 300_000);
