import { afterEach, beforeEach, expect, test } from 'vitest';
import { CrewJudge } from '../../../src/moderation/judge.ts';
import { PLAIN_CALIBRATION, SMALL_KNOWLEDGE } from '../../fakes/small-knowledge.ts';

let judge: CrewJudge;
let faults: unknown[];
let told: Promise<void>;

beforeEach(() => {
  faults = [];
  told = new Promise((resolve) => {
    judge = new CrewJudge({
      calibration: PLAIN_CALIBRATION,
      today: () => '2026-11-21',
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
  const questions = Array.from({ length: 2_000 }, (_, at) => ({
    text: `备案 ${at}`,
    language: 'zh' as const,
  }));
  judge.expectPreview(() =>
    Promise.resolve({ base: SMALL_KNOWLEDGE, candidate: SMALL_KNOWLEDGE, questions }),
  );
  await judge.close();
  expect(faults).toEqual([]);
});
