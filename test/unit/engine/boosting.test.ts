import { expect, it } from 'vitest';
import { fitBoostedTrees } from '../../../src/engine/calibration/boosting.ts';
import { SIGNALS, calibration, probability, type Signals } from '../../../src/engine/confidence.ts';

const signals = (some: Partial<Signals>): Signals => ({
  ...(Object.fromEntries(SIGNALS.map((signal) => [signal, 0])) as Signals),
  ...some,
});

/** Right where one signal is high, unless another is as well. */
const observations = Array.from({ length: 400 }, (_, at) => {
  const [coverage, share] = [at % 2, Math.floor(at / 2) % 2];
  return {
    signals: signals({ coverage, share: share * 5 }),
    truth: coverage === 1 && share === 0,
    weight: 1,
  };
});
const model = fitBoostedTrees(observations.filter((_, at) => at % 7 !== 0));
const chanceOf = (some: Partial<Signals>, isSettled = false) =>
  probability(model, { signals: signals(some), isSettled });

it('learns what one signal means beside another', () => {
  expect(chanceOf({ coverage: 1 })).toBeGreaterThan(0.7);
  expect(chanceOf({ share: 5 })).toBeLessThan(0.3);
  expect(chanceOf({ coverage: 1, share: 5 })).toBeLessThan(0.3);
  expect(chanceOf({})).toBeLessThan(0.3);
});

it('fits the same trees to the same observations, and they survive being stored', () => {
  expect(fitBoostedTrees(observations)).toEqual(fitBoostedTrees(observations));
  expect(calibration.shape.right.parse(JSON.parse(JSON.stringify(model)))).toEqual(model);
});

it('has no doubt about a phrasing, whatever the signals', () => {
  expect(chanceOf({}, true)).toBe(1);
});
