import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Crew } from '../../../../src/moderation/preview/crew.ts';
import { PLAIN_CALIBRATION, SMALL_KNOWLEDGE } from '../../../fakes/small-knowledge.ts';

const compare = { kind: 'compare', base: SMALL_KNOWLEDGE, candidate: SMALL_KNOWLEDGE } as const;
const replay = {
  kind: 'replay',
  documents: SMALL_KNOWLEDGE,
  calibration: PLAIN_CALIBRATION,
  today: '2026-11-21',
  questions: Array.from({ length: 20_000 }, () => ({ text: '电子签名有效吗', language: undefined })),
} as const;
const untold = (): void => undefined;
const never = new AbortController().signal;
const nothing = { documents: [], warnings: [] };

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
describe('a crew of one', { timeout: 60_000 }, () => {
  let crew: Crew;
  beforeEach(() => {
    crew = new Crew(1);
  });
  afterEach(() => crew.close());

  it('does one job after another', async () => {
    const jobs = [crew.do(compare, untold, never), crew.do(compare, untold, never)];
    expect(await Promise.all(jobs)).toEqual([nothing, nothing]);
  });

  it('leaves a job that waits as soon as it is cancelled, and goes on with the others', async () => {
    const cancelFirst = new AbortController();
    const first = begin(crew, cancelFirst.signal);
    await first.begun;
    const cancel = new AbortController();
    const second = crew.do(compare, untold, cancel.signal);
    const third = crew.do(compare, untold, never);
    cancel.abort(new Error('no more'));
    await expect(second).rejects.toThrow('no more');
    cancelFirst.abort(new Error('nor this'));
    await expect(first.done).rejects.toThrow('nor this');
    expect(await third).toEqual(nothing);
  });

  it('that is closed gives up the job under way, and takes no other', async () => {
    const { begun, done } = begin(crew);
    await begun;
    const waiting = expect(crew.do(compare, untold, never)).rejects.toThrow('the program is closing');
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

  it('tells why a job failed', async () => {
    const broken = { ...replay, documents: { ...SMALL_KNOWLEDGE, entries: [{}] } };
    const job = crew.do(JSON.parse(JSON.stringify(broken)) as typeof replay, untold, never);
    await expect(job).rejects.toMatchObject({
      message: 'the replay job of the preview failed',
      cause: expect.any(Error) as Error,
    });
  });
});
