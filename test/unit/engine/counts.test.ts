import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCounts, overlaps, readHanNumber, type CountRange } from '../../../src/engine/entities/counts.ts';
import { normalise } from '../../../src/engine/text/normalise.ts';

const exactly = (value: number): CountRange => ({ from: value, to: value, includesTo: true });
const below = (value: number): CountRange => ({ from: 0, to: value, includesTo: false });
const from = (value: number): CountRange => ({ from: value, to: Number.POSITIVE_INFINITY, includesTo: true });
const between = (low: number, high: number): CountRange => ({ from: low, to: high, includesTo: false });

describe('findCounts', () => {
  it.each<[string, readonly CountRange[]]>([
    ['10万人以下要做什么', [below(1e5)]],
    ['不满10万人', [below(1e5)]],
    ['低于十萬人', [below(1e5)]],
    ['100万以上呢', [from(1e6)]],
    ['达到1万人', [from(1e4)]],
    ['一百二十万人', [exactly(1.2e6)]],
    ['两万客户', [exactly(2e4)]],
    ['10万人以上不满100万人', [between(1e5, 1e6)]],
    ['10万到100万', [between(1e5, 1e6)]],
    ['1.5亿用户', [exactly(1.5e8)]],
    ['9万8千人的敏感信息', [exactly(98_000)]],
    ['十二万五千人', [exactly(125_000)]],
    ['1万2千以上', [from(12_000)]],
    ['一万零五百人', [exactly(10_500)]],
    ['8千人', [exactly(8_000)]],
    ['不到八千人', [below(8_000)]],
    ['3千5百个用户', [exactly(3_500)]],
    ['8千到1万人', [between(8_000, 1e4)]],
    ['处理千万人以上的信息', [from(1e7)]],
    ['近千万用户', [exactly(1e7)]],
    ['用户超千万要做安全评估吗', [from(1e7)]],
    ['1亿2千万用户', [exactly(1.2e8)]],
    ['一亿五千万人', [exactly(1.5e8)]],
    ['8千以下', [below(8_000)]],
    ['8千 人', [exactly(8_000)]],
    ['2千万人', [exactly(2e7)]],
    ['100,000 people', [exactly(1e5)]],
    ['under 100k', [below(1e5)]],
    ['fewer than 10,000 individuals', [below(1e4)]],
    ['more than 1 million users', [from(1e6)]],
    ['3 million mainland users', [exactly(3e6)]],
    ['between 100,000 and 1 million people', [between(1e5, 1e6)]],
    ['half a million', [exactly(5e5)]],
    ['two hundred thousand records', [exactly(2e5)]],
  ])('reads %j', (text, counts) => {
    expect(findCounts(normalise(text))).toEqual(counts);
  });

  it.each([
    '千万不要传',
    '千万可别传',
    '罚款5千元',
    '5千人民币',
    '5千条款',
    'customs code 9810',
    '2024年3月22日',
    'Article 38',
    '第14条',
    'GB/T 42574-2023',
  ])('%j counts nothing', (text) => {
    expect(findCounts(normalise(text))).toEqual([]);
  });

  it('reads what it is given to read, in digits and in either language', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (value) => {
        expect(findCounts(`${value}万人`)).toEqual([exactly(value * 1e4)]);
        expect(findCounts(`${value} million people`)).toEqual([exactly(value * 1e6)]);
      }),
    );
  });
});

it.each([
  ['十', 10],
  ['一百二十', 120],
  ['三千', 3000],
  ['两', 2],
  ['人', undefined],
])('readHanNumber(%j) is %s', (text, value) => {
  expect(readHanNumber(text)).toBe(value);
});

describe('overlaps', () => {
  it.each<[string, CountRange, CountRange, boolean]>([
    ['20,000 is under 100,000', exactly(2e4), below(1e5), true],
    ['100,000 is not under 100,000', exactly(1e5), below(1e5), false],
    ['1 million is from 1 million on', exactly(1e6), from(1e6), true],
    ['500,000 is between', exactly(5e5), between(1e5, 1e6), true],
    ['under 100,000 and over 1 million are apart', below(1e5), from(1e6), false],
  ])('%s', (_name, asked, covered, together) => {
    expect(overlaps(asked, covered)).toBe(together);
    expect(overlaps(covered, asked)).toBe(together);
  });
});
