import { describe, expect, it } from 'vitest';
import { tabulate } from '../../../src/engine/text/feature-table.ts';
import { Spelling } from '../../../src/engine/text/spelling.ts';
import { readRuns } from '../../../src/engine/text/tokens.ts';
import { readVocables } from '../../../src/engine/text/vocables.ts';

const tableOf = (text: string) => tabulate([readVocables(readRuns(text))]);
const kept = tableOf('a contract is signed by both of them before any goods are sent 合同双方签字之后发货');
const taken = tableOf('customs 口岸');

describe('spelling', () => {
  it.each([
    ['custims', 'customs'],
    ['kouan', '口岸'],
    ['口案', '口岸'],
  ])('mends %s only while a text uses %s', (slip, meant) => {
    const corrections = [[kept, taken], [kept], [kept, taken]].map((texts) =>
      new Spelling(texts).correct(slip),
    );
    expect(corrections).toEqual([meant, undefined, meant]);
  });
});
