import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEnglishMarks } from '../../src/knowledge/checks/marks/en.ts';
import { findLacking } from '../../src/knowledge/checks/marks/mark.ts';
import { readChineseMarks } from '../../src/knowledge/checks/marks/zh.ts';

const expectSame = (zh: string, en: string): void => {
  expect(findLacking(readChineseMarks(zh), readEnglishMarks(en)), `${zh} | ${en}`).toEqual([]);
  expect(findLacking(readEnglishMarks(en), readChineseMarks(zh)), `${zh} | ${en}`).toEqual([]);
};

const count = fc.integer({ min: 1, max: 9999 });
const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });

describe('what is written rightly in both languages', () => {
  it('agrees for every count of ten thousands', () => {
    fc.assert(
      fc.property(count, (n) => {
        expectSame(`超过${n}万人`, `over ${(n * 10_000).toLocaleString('en')} people`);
      }),
    );
  });

  it('agrees for every count of hundred millions', () => {
    fc.assert(
      fc.property(count, (n) => {
        expectSame(`${n}亿美元`, `USD ${n / 10} billion`);
      }),
    );
  });

  it('agrees for every day', () => {
    fc.assert(
      fc.property(day, (date) => {
        const format = (locale: string): string =>
          date.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' });
        expectSame(`自${format('zh-CN')}起施行`, `in force from ${format('en-GB')}`);
        expectSame(`自${format('zh-CN')}起施行`, `in force from ${format('en-US')}`);
      }),
    );
  });
});

describe('what differs', () => {
  it('is found for every two different counts', () => {
    fc.assert(
      fc.property(count, count, (a, b) => {
        fc.pre(a !== b);
        expect(
          findLacking(
            readChineseMarks(`超过${a}人`),
            readEnglishMarks(`over ${b.toLocaleString('en')} people`),
          ),
        ).toHaveLength(1);
      }),
    );
  });
});
