import { describe, expect, it } from 'vitest';
import { readAskedTime } from '../../../src/engine/entities/dates.ts';
import { normalise } from '../../../src/engine/text/normalise.ts';

const today = '2026-11-21';
const read = (text: string) => {
  const asked = readAskedTime(normalise(text), today);
  return asked && `${asked.relation} ${asked.date}`;
};

describe('the time whose law is asked for', () => {
  it.each([
    ['what applied in 2023?', 'in 2023'],
    ['2023年时数据出境门槛是多少', 'in 2023'],
    ['２０２３年的規定是什麼', 'in 2023'],
    ['2023年3月适用什么规则', 'in 2023-03'],
    ['2024年3月21日要不要申报', 'in 2024-03-21'],
    ['2023-05-01的时候小包免税吗', 'in 2023-05-01'],
    ['What was the threshold before 22 March 2024?', 'before 2024-03-22'],
    ['Before March 22nd, 2024, was an assessment needed?', 'before 2024-03-22'],
    ['2024年3月之前的门槛', 'before 2024-03'],
    ['2019年修改以前，《电子签名法》排除哪些文书', 'before 2019'],
    ['as of March 2023, which volumes needed an assessment?', 'in 2023-03'],
    ['was it duty-free until 2025', 'before 2025'],
    ['2022年前三季度有什么规则', 'in 2022'],
    ['去年的规定是什么', 'in 2025'],
    ['前年小包免税吗', 'in 2024'],
    ['which rule did we have last year?', 'in 2025'],
    ['we e-signed a factory transfer in 2017, was that allowed?', 'in 2017'],
  ])('%j: %s', (text, asked) => {
    expect(read(text)).toBe(asked);
  });

  it.each([
    // The year of an instrument.
    '2019年《电子签名法》修改了什么',
    '《2019年电子签名法》怎么说',
    '2004年电子签名法旧清单有哪四项',
    'Electronic Signature Law 2015 revision: what is new?',
    'What do the 2024 Provisions say?',
    '2024年3月22日施行的规定有哪些要求',
    'rules published in 2024 on data export',
    '国办发〔2025〕33号怎么规定',
    'GB/T 43697-2024 是强制性标准吗',
    'Regulation 2021/914',
    // A code.
    'HS 2009.11 juice: papers for export',
    '9610和9710的规则',
    // When something happened, or how much of it.
    '网络数据安全管理条例从哪天起施行？2025年吗',
    '个人信息出境认证办法2026年几月施行',
    'When did it take effect, in 2024?',
    'How many pilot zones were there in 2020?',
    '2024年服务出口多少亿美元',
    // Today, or since then.
    '2026年的门槛',
    '2024年3月22日以后的门槛',
    'since 2024, which rule applies?',
    // Several times, or none.
    '1998年至2026年间的规则',
    '2015年前后对比，规则有什么变化',
    'exported in 2025 and returned in 2026: which rule applies?',
    '2023年13月的规则',
    '2024年2月31日之前的门槛',
    '数据出境门槛是多少',
  ])('is not read into %j', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('of a month runs to its last day, and ends the day before for "before"', () => {
    expect(readAskedTime('2024年2月的规则', today)).toMatchObject({ from: '2024-02-01', to: '2024-02-29' });
    expect(readAskedTime('2024年3月之前的规则', today)).toMatchObject({ to: '2024-02-29' });
  });
});
