import { describe, expect, it } from 'vitest';
import { readEnglishMarks } from '../../../../src/knowledge/checks/marks/en.ts';
import { findLacking } from '../../../../src/knowledge/checks/marks/mark.ts';
import { readChineseMarks, readNumerals } from '../../../../src/knowledge/checks/marks/zh.ts';

const lacking = (zh: string, en: string): { zh: string[]; en: string[] } => {
  const chinese = readChineseMarks(zh);
  const english = readEnglishMarks(en);
  return { zh: findLacking(english, chinese), en: findLacking(chinese, english) };
};

describe('the same in both languages', () => {
  it.each([
    ['10万人', '100,000 people'],
    ['100万', '1 million'],
    ['1.5亿元', 'RMB 150 million'],
    ['2.11万亿元', 'RMB 2.11 trillion'],
    ['30亿美元', 'USD 3 billion'],
    ['100多万户', 'over 1m households'],
    ['10至100万人', '100,000 to 1 million people'],
    ['1000万至2000万', '10 to 20 million'],
    ['30%', '30 per cent'],
    ['百分之三十', '30%'],
    ['2024年3月22日', '22 March 2024'],
    ['2024年3月22日', 'March 22, 2024'],
    ['2024-03-22', '22 March 2024'],
    ['2024年3月22日发布，7月1日施行', 'published on 22 March, in force on 1 July 2024'],
    ['2024年3月22日至24日', '22–24 March 2024'],
    ['2024年3月', 'March 2024'],
    ['2024年3月22日', 'the 22nd of March 2024'],
    ['2020年4月首批12家', 'the first 12 of April 2020'],
    ['2024年1月11日或1月12日', '11 or as 12 January 2024'],
    ['2024年1至7月', 'January to July 2024'],
    ['2023—2024年', '2023-24'],
    ['2024-03', '2024-03'],
    ['2024年规定', 'the 2024 Provisions'],
    ['2023至2025年', 'from 2023 to 2025'],
    ['第14条', 'Art. 14'],
    ['第十四条第二款', 'Art. 14(2)'],
    ['第13、14条', 'Arts 13 and 14'],
    ['第38条至第40条', 'Articles 38–40'],
    ['第7条', 'Section 7'],
    ['《2016/679号条例》，2021/914号决定', 'Regulation (EU) 2016/679, Decision 2021/914'],
    ['三年内', 'within 3 years'],
    ['3年内', 'within three years'],
    ['两个月', 'two months'],
    ['十二个月', '12 months'],
    ['15日内', 'within 15 days'],
    ['半年', '6 months'],
    ['二〇二四年', '2024'],
    ['第25次会议', 'the 25th meeting'],
    ['第三轮谈判', 'the 3rd round'],
    ['第2批', 'the second batch'],
    ['“十四五”规划', 'the 14th Five-Year Plan'],
    ['（1）合同；（2）评估', 'first, a contract; second, an assessment'],
    ['第四编', 'Part IV'],
    ['一般数据', 'general data'],
    ['B2B出口', 'exports between firms'],
  ])('%s = %s', (zh, en) => {
    expect(lacking(zh, en)).toEqual({ zh: [], en: [] });
  });
});

describe('not the same in both languages', () => {
  it.each([
    ['10万人', '10,000 people', ['10,000'], ['10万']],
    ['100万', '1 billion', ['1 billion'], ['100万']],
    ['30%', 'some', [], ['30']],
    ['2024年3月22日', '23 March 2024', ['23 March 2024'], ['2024年3月22日']],
    ['2024年3月22日', '22 March 2025', ['22 March 2025'], ['2024年3月22日']],
    ['2024年3月', '22 March 2024', ['22 March 2024'], []],
    ['3月1日', 'on 1 April', ['1 April'], ['3月1日']],
    ['第14条', 'Art. 15', ['15'], ['14']],
    ['第十四条', 'Art. 15', ['15'], ['第十四']],
    ['若干年', 'within 3 years', ['3'], []],
    ['三年内', 'within 5 years', ['5'], []],
  ])('%s / %s', (zh, en, inZh, inEn) => {
    expect(lacking(zh, en)).toEqual({ zh: inZh, en: inEn });
  });
});

describe('Chinese numerals', () => {
  it.each([
    ['十', [10]],
    ['二十四', [24]],
    ['一百零五', [105]],
    ['两千万', [20_000_000]],
    ['一亿二千万', [120_000_000]],
    ['十四五', [14, 5]],
    ['二〇二四', [2024, 2, 0, 2, 4]],
  ])('%s is %j', (numeral, values) => {
    expect(readNumerals(numeral)).toEqual(values);
  });
});
