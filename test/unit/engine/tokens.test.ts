import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { readRuns } from '../../../src/engine/text/tokens.ts';

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

function heapMb(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

it('what is kept of a word keeps no text that it stood in', () => {
  const filler = '. '.repeat(20_000);
  const before = heapMb();
  for (let count = 0; count < 1_000; count++) readRuns(`${filler} uncommonword${count}`);
  // The texts take 40 MB.
  expect(heapMb() - before).toBeLessThan(10);
});
