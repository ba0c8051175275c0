import { expect, it } from 'vitest';
import { fitBoostedTrees } from '../../../src/engine/calibration/boosting.ts';
import { calibration } from '../../../src/engine/calibration/stored.ts';
import { SIGNALS, leafOf, probability, type Signals, type Tree } from '../../../src/engine/confidence.ts';
import { PLAIN_CALIBRATION } from '../../fakes/small-knowledge.ts';

const signals = (some: Partial<Signals>): Signals => ({
  ...(Object.fromEntries(SIGNALS.map((signal) => [signal, 0])) as Signals),
  ...some,
});

/** Right where one signal is high, unless another is as well. */
const observations = Array.from({ length: 400 }, (_, at) => {
  const [named, foreign] = [at % 2, Math.floor(at / 2) % 2];
  return {
    signals: signals({ named, foreign }),
    truth: named === 1 && foreign === 0,
    weight: 1,
  };
});
const model = fitBoostedTrees(observations.filter((_, at) => at % 7 !== 0));
const chanceOf = (some: Partial<Signals>, isSettled = false) =>
  probability(model, { signals: signals(some), isSettled });

it('learns what one signal means beside another', () => {
  expect(chanceOf({ named: 1 })).toBeGreaterThan(0.7);
  expect(chanceOf({ foreign: 1 })).toBeLessThan(0.3);
  expect(chanceOf({ named: 1, foreign: 1 })).toBeLessThan(0.3);
  expect(chanceOf({})).toBeLessThan(0.3);
});

it('fits the same trees to the same observations, and they survive being stored', () => {
  expect(fitBoostedTrees(observations)).toEqual(fitBoostedTrees(observations));
  const stored: unknown = JSON.parse(JSON.stringify({ ...PLAIN_CALIBRATION, right: model }));
  expect(calibration.parse(stored).right).toEqual(model);
});

it('asks of a model what its trees say one by one', () => {
  const high = signals({ named: 1, coverage: 0.5 });
  const lopsided: Tree[] = [
    0.25,
    ['coverage', 0.5, ['named', 0, -1, ['foreign', 0, 2, 3]], 4],
    ['named', 1, 5, ['coverage', 0.25, 6, 7]],
  ];
  for (const { start, trees } of [model, { start: -0.5, trees: lopsided }])
    for (const asked of [signals({}), high, signals({ named: 1, foreign: 1 }), signals({ coverage: 0.75 })]) {
      const logit = trees.reduce<number>((sum, tree) => sum + leafOf(tree, asked), start);
      const chance = probability({ start, trees }, { signals: asked, isSettled: false });
      expect(chance).toBe(1 / (1 + Math.exp(-logit)));
    }
});

it('has no doubt about a phrasing, whatever the signals', () => {
  expect(chanceOf({}, true)).toBe(1);
});

it('never takes less to be covered, or more to be missed, for a better sign, whatever the observations say', () => {
  const contrary = fitBoostedTrees(
    Array.from({ length: 400 }, (_, at) => ({
      signals: signals({ coverage: (at % 20) / 20, missed: at % 7, known: at % 3 }),
      truth: at % 20 < 8 || at % 7 > 4,
      weight: 1,
    })),
  );
  const chances = (given: (step: number) => Partial<Signals>) =>
    Array.from({ length: 20 }, (_, step) =>
      probability(contrary, { signals: signals(given(step)), isSettled: false }),
    );
  for (const known of [0, 1, 2]) {
    const rising = chances((step) => ({ coverage: step / 20, known, missed: 3 }));
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    const falling = chances((step) => ({ missed: step, known, coverage: 0.5 }));
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
  }
});
