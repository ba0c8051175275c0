import { type Marks, type Reading, type Rule, bareNumber, date, number, readMarks } from './mark.ts';

const SCALES: ReadonlyMap<string, number> = new Map([
  ['百', 1e2],
  ['千', 1e3],
  ['万', 1e4],
  ['十万', 1e5],
  ['百万', 1e6],
  ['千万', 1e7],
  ['亿', 1e8],
  ['十亿', 1e9],
  ['百亿', 1e10],
  ['千亿', 1e11],
  ['万亿', 1e12],
]);
const SCALE = '万亿|[十百千]?[万亿]|[百千]';

const YEAR = '(?:1[89]|2[01])\\d\\d';

/** 10万, 3.5亿, 100多万; the 10 of "10至100万" may be 10万. */
function readScaled([digits = '', scale, rangeScale]: readonly (string | undefined)[]): Reading[] {
  const value = Number(digits.replaceAll(',', ''));
  const scales = [scale, rangeScale].flatMap((name) => SCALES.get(name ?? '') ?? []);
  const scaled = scales.map((times) => number(Number((value * times).toPrecision(12))));
  return scale === undefined ? [...scaled, ...bareNumber(digits)] : scaled;
}

const RULES: readonly Rule[] = [
  {
    pattern: new RegExp(`(${YEAR})\\s*年\\s*(?:(\\d{1,2})\\s*月(?!内)\\s*(?:(\\d{1,2})\\s*[日号])?)?`, 'y'),
    read: ([year, month, day]) => [date(year, month, day)],
  },
  {
    pattern: /(\d{4})-(\d\d)(?:-(\d\d))?(?![\d-])/y,
    read: ([year, month, day]) => [date(year, month, day)],
  },
  { pattern: /(\d{1,2})\s*月\s*(?:(\d{1,2})\s*[日号])?/y, read: ([month, day]) => [date(undefined, month, day)] },
  {
    pattern: /(\d{1,2})(?=\s*[、和及至到\-—–~]\s*\d{1,2}\s*月)/y,
    read: ([month = '']) => [number(Number(month)), date(undefined, month)],
  },
  {
    pattern: /(\d{1,2})(?=(?:[、和及至到\-—–~]\s*\d{1,2})*\s*[日号])/y,
    read: ([day = '']) => [number(Number(day)), date(undefined, undefined, day)],
  },
  {
    pattern: /第([零〇一二三四五六七八九十百]+)(?=[条章])/y,
    read: ([numeral = '']) => readNumerals(numeral).slice(0, 1).map(number),
  },
  { pattern: /(?!RMB|USD|EUR|CNY|GBP|HKD)[A-Za-z][A-Za-z-]*(\d+(?:\.\d+)?)[A-Za-z]*/y, read: ([digits = '']) => bareNumber(digits), spelled: true },
  { pattern: /(?<![\d第A-Za-z])\((\d{1,2})\)/y, read: ([digits = '']) => bareNumber(digits), spelled: true },
  {
    pattern: new RegExp(
      `(\\d{1,3}(?:,\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)(?:[多余]?(${SCALE}))?(?=(?:\\s*[至到\\-—–~]\\s*[\\d.,]+(${SCALE}))?)`,
      'y',
    ),
    read: readScaled,
  },
  { pattern: /半年/y, read: () => [number(6), number(0.5)], spelled: true },
  { pattern: /[半双]/y, read: () => [number(0.5), number(2)], spelled: true },
  {
    pattern: /([零〇一二三四五六七八九十百千万亿两]+)/y,
    read: ([numeral = '']) => readNumerals(numeral).flatMap((value) => [...bareNumber(String(value)), date(undefined, value)]),
    spelled: true,
  },
];

export const readChineseMarks = (text: string): Marks => readMarks(text, RULES);

const DIGITS: ReadonlyMap<string, number> = new Map(
  Array.from('零一二三四五六七八九', (digit, value): [string, number] => [digit, value]).concat([
    ['〇', 0],
    ['两', 2],
  ]),
);
const UNITS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** The numbers of a run of numerals: 二十四 is 24, 二〇二四 is 2024, 十四五 is 14 and 5. */
export function readNumerals(run: string): number[] {
  const values = Array.from(run, (character) => DIGITS.get(character));
  if (run.length > 1 && values.every((value) => value !== undefined))
    return [Number(values.join('')), ...values];
  const found: number[] = [];
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const character of run) {
    const value = DIGITS.get(character);
    const unit = UNITS.get(character);
    if (value !== undefined) {
      // A digit upon a digit begins the next number; a nought only holds a place.
      if (digit) {
        found.push(total + section + digit);
        total = section = 0;
      }
      digit = value;
    } else if (unit !== undefined) {
      section += (digit ?? 1) * unit;
      digit = undefined;
    } else {
      const before = section + (digit ?? 0);
      if (character === '万' && total >= 1e8) total += before * 1e4;
      else total = (total + before || 1) * (character === '万' ? 1e4 : 1e8);
      section = 0;
      digit = undefined;
    }
  }
  return [...found, total + section + (digit ?? 0)];
}
