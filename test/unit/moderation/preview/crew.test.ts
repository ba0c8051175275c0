import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UnpackedProfiles } from '../../../../src/engine/packed-profiles.ts';
import { readKept } from '../../../../src/knowledge/files/kept-file.ts';
import { createSnapshot } from '../../../../src/knowledge/snapshot.ts';
import { Crew } from '../../../../src/moderation/preview/crew.ts';
import { aStop, stopReplay } from '../../../../src/moderation/preview/job.ts';
import { PLAIN_CALIBRATION, SMALL_KNOWLEDGE } from '../../../fakes/small-knowledge.ts';

const compare = { kind: 'compare', base: SMALL_KNOWLEDGE, candidate: SMALL_KNOWLEDGE } as const;
const replay = {
  kind: 'replay',
  version: 'small',
  documents: SMALL_KNOWLEDGE,
  calibration: PLAIN_CALIBRATION,
  today: '2026-11-21',
  questions: Array.from({ length: 20_000 }, () => ({ text: '电子签名有效吗', language: undefined })),
} as const;
const short = { ...replay, questions: [] } as const;
const untold = (): void => undefined;
const never = new AbortController().signal;
const nothing = { documents: [], warnings: [] };

/** Imported by every thread that gets the options of the program. */
const MAIN_THREAD_ONLY = `data:text/javascript,${encodeURIComponent(
  `import { isMainThread } from 'node:worker_threads'; if (!isMainThread) throw new Error('an option too many');`,
)}`;
const COMPARE = `
  import { createRequire } from 'node:module';
  import { register } from 'tsx/cjs/api';
  register();
  const { Crew } = createRequire(import.meta.url)('./src/moderation/preview/crew.ts');
  const crew = new Crew();
  const job = ${JSON.stringify(compare)};
  console.log(JSON.stringify(await crew.do(job, () => undefined, new AbortController().signal)));
  await crew.close();
`;

/** A long job, once it is under way. */
function begin(crew: Crew, signal = never) {
  let done: Promise<unknown> = Promise.resolve();
  const begun = new Promise<void>((resolve) => {
    done = crew.do(
      replay,
      () => {
        resolve();
      },
      signal,
    );
    done.catch(resolve);
  });
  return { begun, done };
}

// Threads load the whole program, which a busy machine takes its time for.
describe('a crew', { timeout: 60_000 }, () => {
  let crew: Crew;
  beforeEach(() => {
    crew = new Crew();
  });
  afterEach(() => crew.close());

  it('does one job after another', async () => {
    const jobs = [crew.do(compare, untold, never), crew.do(compare, untold, never)];
    expect(await Promise.all(jobs)).toEqual([nothing, nothing]);
  });

  it('reads texts while it replays', async () => {
    const cancel = new AbortController();
    const { begun, done } = begin(crew, cancel.signal);
    await begun;
    expect(await crew.do(compare, untold, never)).toEqual(nothing);
    cancel.abort(new Error('enough'));
    await expect(done).rejects.toThrow('enough');
  });

  it('stops replaying when it is told to, with what it has', async () => {
    const stop = aStop();
    const stopIt = (): void => {
      stopReplay(stop);
    };
    const results = await crew.do({ ...replay, stop }, stopIt, never);
    expect(results.length).toBeLessThan(replay.questions.length);
    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(results.length > 0 ? ['answered'] : []));
  });

  it('leaves a job that waits as soon as it is cancelled, and goes on with the others', async () => {
    const cancelFirst = new AbortController();
    const first = begin(crew, cancelFirst.signal);
    await first.begun;
    const cancel = new AbortController();
    const second = crew.do(short, untold, cancel.signal);
    const third = crew.do(short, untold, never);
    cancel.abort(new Error('no more'));
    await expect(second).rejects.toThrow('no more');
    cancelFirst.abort(new Error('nor this'));
    await expect(first.done).rejects.toThrow('nor this');
    expect(await third).toEqual([]);
  });

  it('that is closed gives up the job under way, and takes no other', async () => {
    const { begun, done } = begin(crew);
    await begun;
    const waiting = expect(crew.do(short, untold, never)).rejects.toThrow('the program is closing');
    await crew.close();
    await expect(done).rejects.toThrow('was ended before it was done');
    await waiting;
    await expect(crew.do(compare, untold, never)).rejects.toThrow('the program is closing');
  });

  it('that is closed while nothing is to do takes no other job', async () => {
    await crew.do(compare, untold, never);
    await crew.close();
    await expect(crew.do(compare, untold, never)).rejects.toThrow('the program is closing');
    expect(() => {
      crew.start();
    }).toThrow('the program is closing');
  });

  it('started ahead, does the job that comes', async () => {
    crew.start();
    crew.start();
    expect(await crew.do(compare, untold, never)).toEqual(nothing);
  });

  /** By the engine that the worker had, if it is still there: the documents are others. */
  const isStillThere = async (other: Crew): Promise<boolean> => {
    const documents = { ...SMALL_KNOWLEDGE, entries: [] };
    const [result] = await other.do(
      { ...replay, documents, questions: replay.questions.slice(0, 1) },
      untold,
      never,
    );
    return result?.kind === 'answered';
  };

  it('ends its workers when they are idle, but for those that are to stay', async () => {
    for (const isToStay of [false, true]) {
      const other = new Crew(undefined, 20);
      other.stay(isToStay);
      await other.do(short, untold, never);
      await setTimeout(500);
      expect(other.isReady('replaying')).toBe(isToStay);
      expect(await isStillThere(other)).toBe(isToStay);
      await other.close();
    }
  });

  it('ends one that stayed once it is not to stay any more', async () => {
    const other = new Crew(undefined, 20);
    other.stay(true);
    await other.do(short, untold, never);
    for (let times = 0; times < 40; times++) {
      other.stay(false);
      await setTimeout(10);
    }
    expect(other.isReady('replaying')).toBe(false);
    await other.close();
  });

  it('cancels a replay that can be stopped without ending its worker', async () => {
    const cancel = new AbortController();
    const abort = (): void => {
      cancel.abort(new Error('enough'));
    };
    await expect(crew.do({ ...replay, stop: aStop() }, abort, cancel.signal)).rejects.toThrow('enough');
    expect(await isStillThere(crew)).toBe(true);
  });

  it('keeps what it read of the knowledge where nothing was kept', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shuwen-crew-'));
    const kept = { file: join(folder, 'profiles.bin'), stamp: 'test' };
    const unpack = (): UnpackedProfiles | undefined => {
      const bytes = readKept(kept, console.error);
      return bytes && new UnpackedProfiles(bytes);
    };
    for (const entries of [SMALL_KNOWLEDGE.entries, SMALL_KNOWLEDGE.entries.slice(1)]) {
      const reader = new Crew(kept);
      await reader.do({ ...short, documents: { ...SMALL_KNOWLEDGE, entries } }, untold, never);
      await reader.close();
      // Of the first: what is kept by then is not written again for every draft.
      expect(unpack()?.giveTo(createSnapshot(SMALL_KNOWLEDGE, 1))).toBe(true);
    }
    await rm(folder, { recursive: true });
  });

  it('does not start its workers with the options that the program was started with', async () => {
    const options = ['--import', MAIN_THREAD_ONLY, '--input-type=module', '--eval', COMPARE];
    const { stdout } = await promisify(execFile)(process.execPath, options);
    expect(JSON.parse(stdout)).toEqual(nothing);
  });

  it('tells why a job failed', async () => {
    const broken = { ...replay, documents: { ...SMALL_KNOWLEDGE, entries: [{}] } };
    const job = crew.do(JSON.parse(JSON.stringify(broken)) as typeof replay, untold, never);
    await expect(job).rejects.toMatchObject({
      message: 'the replay job of the preview failed',
      cause: expect.any(Error) as Error,
    });
  });
});
