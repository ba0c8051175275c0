import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CrewJudge } from '../../../src/moderation/judge.ts';
import { Crew } from '../../../src/moderation/preview/crew.ts';
import type { Job, JobOf, JobResults, Tell } from '../../../src/moderation/preview/job.ts';
import { aGoldenQuestion } from '../../fakes/builders.ts';
import { PLAIN_CALIBRATION, SMALL_KNOWLEDGE } from '../../fakes/small-knowledge.ts';

/** Tells what it is given to replay, when it does, and how often it is through. */
class WatchedCrew extends Crew {
  readonly asked: number[] = [];
  /** The numbers of those that were replayed to forget all others. */
  readonly practised: number[] = [];
  checks = 0;
  replayed = 0;
  #begin: () => void = () => undefined;
  readonly begun = new Promise<void>((resolve) => {
    this.#begin = resolve;
  });

  override async do<K extends Job['kind']>(
    job: JobOf<K>,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<JobResults[K]> {
    if (job.kind === 'check') this.checks++;
    if ('questions' in job) this.asked.push(job.questions.length);
    if ('questions' in job && job.forgetsOthers === true) this.practised.push(job.questions.length);
    const watched: Tell = (stage, count) => {
      tell(stage, count);
      if (stage === 'replaying') this.#begin();
    };
    const results = await super.do(job, watched, signal);
    if ('questions' in job) this.replayed++;
    return results;
  }
}

const parts = { calibration: PLAIN_CALIBRATION, today: () => '2026-11-21' };
const questions = Array.from({ length: 20_000 }, (_, at) => ({
  text: `备案 ${at}`,
  language: 'zh' as const,
}));
const expected = { base: SMALL_KNOWLEDGE, candidate: SMALL_KNOWLEDGE, questions };

const golden = [aGoldenQuestion('电子签名有效吗', 'cn-esign')];

let crew: WatchedCrew;
let judge: CrewJudge;
let faults: unknown[];
let told: Promise<void>;

beforeEach(() => {
  faults = [];
  crew = new WatchedCrew();
  told = new Promise((resolve) => {
    judge = new CrewJudge({
      ...parts,
      crew,
      onFault: (fault) => {
        faults.push(fault);
        resolve();
      },
    });
  });
});
afterEach(() => judge.close());

test('what fails while a preview is only expected is told, and the next one is got ready for', async () => {
  const broken = new Error('the store is gone');
  judge.expectPreview(() => Promise.reject(broken));
  await told;
  expect(faults).toEqual([broken]);
  const read = new Promise<void>((resolve) => {
    judge.expectPreview(() => {
      resolve();
      return Promise.resolve({ base: SMALL_KNOWLEDGE, candidate: SMALL_KNOWLEDGE, questions: [] });
    });
  });
  await read;
});

test('closing ends what is only expected, which is no fault', async () => {
  judge.expectPreview(() => Promise.resolve(expected));
  await judge.close();
  expect(faults).toEqual([]);
});

test('what was replayed until the program is closed, the next one need not replay', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shuwen-judge-'));
  const keptResults = { file: join(folder, 'results.bin'), stamp: 'test' };
  const open = (crew: Crew) => new CrewJudge({ ...parts, crew, keptResults, onFault: console.error });
  const [first, second] = [new WatchedCrew(), new WatchedCrew()];
  const before = open(first);
  before.expectPreview(() => Promise.resolve(expected));
  await first.begun;
  await before.close();
  const after = open(second);
  await after.preview(expected);
  const [all = 0, rest = 0] = [first.asked[0], second.asked[0]];
  expect(rest).toBeGreaterThan(0);
  expect(rest).toBeLessThan(all);
  await after.close();
  await rm(folder, { recursive: true });
}, 60_000);

test('a preview that is not expected any more is not got ready for', async () => {
  const expectNone = judge.expectPreview(() => Promise.resolve(expected));
  await crew.begun;
  expectNone();
  // Its turn comes when what was under way is over.
  await judge.judgeGolden({ ...SMALL_KNOWLEDGE, golden });
  expect(crew.asked).toEqual([questions.length, golden.length]);
}, 60_000);

describe('what stands by', () => {
  const base = { ...SMALL_KNOWLEDGE, golden };
  const standBy = (asked: number): Promise<void> =>
    new Promise((resolve) => {
      judge.standBy(() => {
        resolve();
        return Promise.resolve({ base, questions: questions.slice(0, asked) });
      });
    });
  const until = (check: () => void) => vi.waitFor(check, { timeout: 30_000 });
  const replays = (times: number) =>
    until(() => {
      expect(crew.replayed).toBe(times);
    });

  test('replays what a preview would ask, and again once something else was asked', async () => {
    await standBy(3);
    await replays(1);
    await standBy(3);
    await standBy(2);
    await replays(2);
    expect(crew.practised).toEqual([golden.length + 3, golden.length + 2]);
    expect(crew.checks).toBe(1);
  }, 60_000);

  test('forgets what was replayed meanwhile and is asked no more', async () => {
    await standBy(3);
    await replays(1);
    await judge.preview({ base, candidate: base, questions: questions.slice(0, 4) });
    await standBy(3);
    await replays(3);
    expect(crew.asked).toEqual([golden.length + 3, 1, golden.length + 3]);
    expect(crew.practised).toEqual([golden.length + 3, golden.length + 3]);
  }, 60_000);

  test('goes on when it has made way', async () => {
    void standBy(questions.length);
    await crew.begun;
    await judge.judgeGolden({ ...base, golden: [aGoldenQuestion('数据出境', 'nothing')] });
    await until(() => {
      expect(crew.practised.length).toBe(2);
    });
    expect(crew.asked[1]).toBe(1);
  }, 60_000);

  test('comes after a draft', async () => {
    const expectNone = judge.expectPreview(() => Promise.resolve(expected));
    await crew.begun;
    void standBy(3);
    expectNone();
    await replays(2);
    expect(crew.asked).toEqual([questions.length, golden.length + 3]);
  }, 60_000);

  test('is not tried for ever where it fails', async () => {
    let tries = 0;
    judge.standBy(() => {
      tries++;
      return Promise.reject(new Error('the store is gone'));
    });
    await told;
    await setTimeout(50);
    expect(tries).toBe(1);
  });
});

test('what is judged comes before what is only expected', async () => {
  judge.expectPreview(() => Promise.resolve(expected));
  await crew.begun;
  await judge.judgeGolden({ ...SMALL_KNOWLEDGE, golden });
  expect(crew.asked.slice(0, 2)).toEqual([questions.length, golden.length]);
}, 60_000);
