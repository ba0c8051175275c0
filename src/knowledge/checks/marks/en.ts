import { type Marks, type Reading, type Rule, bareNumber, date, number, readMarks } from './mark.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b\\.?)';
const YEAR = '(?:1[89]|2[01])\\d\\d';
const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

const SCALES: ReadonlyMap<string, number> = new Map([
  ['thousand', 1e3],
  ['k', 1e3],
  ['million', 1e6],
  ['mn', 1e6],
  ['m', 1e6],
  ['billion', 1e9],
  ['bn', 1e9],
  ['trillion', 1e12],
]);
const SCALE = '(?:thousand|million|billion|trillion|mn|bn|[km])\\b';
const DIGITS = '(?:\\d{1,3}(?:,\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)';

/** 100,000, 3 billion, 25th; the 10 of "10 to 20 million" may be 10 million. */
function readScaled([digits = '', scale, rangeScale]: readonly (string | undefined)[]): Reading[] {
  const value = Number(digits.replaceAll(',', ''));
  const scales = [scale, rangeScale].flatMap((name) => SCALES.get(name?.toLowerCase() ?? '') ?? []);
  const scaled = scales.map((times) => number(Number((value * times).toPrecision(12))));
  return scale === undefined ? [...scaled, ...bareNumber(digits)] : scaled;
}

const WORDS: ReadonlyMap<string, number> = new Map(
  [
    'zero no nil|0',
    'one first once single sole|1',
    'two second twice both double pair half|2',
    'three third thirds triple|3',
    'four fourth quarter quarters|4',
    'five fifth|5',
    'six sixth|6',
    'seven seventh|7',
    'eight eighth|8',
    'nine ninth|9',
    'ten tenth|10',
    'eleven eleventh|11',
    'twelve twelfth dozen|12',
    'thirteen thirteenth|13',
    'fourteen fourteenth|14',
    'fifteen fifteenth|15',
    'sixteen sixteenth|16',
    'seventeen seventeenth|17',
    'eighteen eighteenth|18',
    'nineteen nineteenth|19',
    'twenty twentieth|20',
    'thirty thirtieth|30',
    'forty|40',
    'fifty|50',
    'sixty|60',
    'seventy|70',
    'eighty|80',
    'ninety|90',
  ].flatMap((line) => {
    const [names = '', value] = line.split('|');
    return names.split(' ').map((name): [string, number] => [name, Number(value)]);
  }),
);
const LARGE: ReadonlyMap<string, number> = new Map([
  ['hundred', 1e2],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);

/** "twenty-four" is 24, "two hundred and fifty thousand" is 250,000; each word also stands for itself. */
function readNumberWords(words: string): number[] {
  const parts = words.toLowerCase().split(/[\s-]+/);
  let total = 0;
  let section = 0;
  for (const part of parts) {
    const large = LARGE.get(part);
    if (part === 'hundred') section = (section || 1) * 100;
    else if (large !== undefined) {
      total += (section || 1) * large;
      section = 0;
    } else section += WORDS.get(part) ?? 0;
  }
  return [total + section, ...parts.flatMap((part) => WORDS.get(part) ?? [])];
}

const ROMAN: ReadonlyMap<string, number> = new Map([
  ['I', 1],
  ['V', 5],
  ['X', 10],
]);

function readRoman(numeral: string): number {
  const values = Array.from(numeral).map((letter) => ROMAN.get(letter) ?? 0);
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}

const NUMBER_WORD = `(?:${[...WORDS.keys(), ...LARGE.keys()].join('|')})`;

const RULES: readonly Rule[] = [
  {
    // The end of "2023-24", or the month of "2024-03".
    pattern: /(?<=(1[89]|2[01])\d\d[-–])(\d\d)(?![\d-])/y,
    read: ([century = '', end = '']) => [date(`${century}${end}`), date(undefined, end)],
  },
  { pattern: /(\d{4})-(\d\d)-(\d\d)(?!\d)/y, read: ([year, month, day]) => [date(year, month, day)] },
  {
    pattern: new RegExp(`(\\d{1,2})(?:(?:st|nd|rd|th)(?:\\s+of)?)?\\s+(${MONTH})(?:,?\\s+(${YEAR})(?![\\d,]))?`, 'y'),
    read: ([day, month = '', year]) => [date(year, monthOf(month), day)],
  },
  {
    pattern: new RegExp(`(\\d{1,2})(?=(?:\\s*(?:[-–,&]|and|to|or)(?:\\s+as|\\s+on)?\\s*\\d{1,2})+\\s+(${MONTH}))`, 'y'),
    read: ([day = '', month = '']) => [number(Number(day)), date(undefined, monthOf(month), day)],
  },
  {
    pattern: new RegExp(`(${MONTH})\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s+(${YEAR})(?![\\d,]))?`, 'y'),
    read: ([month = '', day, year]) => [date(year, monthOf(month), day)],
  },
  {
    pattern: new RegExp(`(${MONTH})(?:\\s+of)?,?\\s+(${YEAR})(?![\\d,])`, 'y'),
    read: ([month = '', year]) => [date(year, monthOf(month))],
  },
  { pattern: new RegExp(`(${MONTH})`, 'y'), read: ([month = '']) => [date(undefined, monthOf(month))], spelled: true },
  { pattern: /(?!RMB|USD|EUR|CNY|GBP|HKD)[A-Za-z][A-Za-z-]*(\d+(?:\.\d+)?)[A-Za-z]*/y, read: ([digits = '']) => bareNumber(digits), spelled: true },
  { pattern: /(?<![\dA-Za-z])\((\d{1,2})\)/y, read: ([digits = '']) => bareNumber(digits), spelled: true },
  {
    pattern: new RegExp(
      `(${DIGITS})(?:st|nd|rd|th)?(?:[\\s-]*(${SCALE}))?(?=(?:\\s*(?:[-–]|to|and|or)\\s*${DIGITS}\\s*(${SCALE}))?)`,
      'iy',
    ),
    read: readScaled,
  },
  {
    pattern: new RegExp(`(${NUMBER_WORD}(?:(?:[\\s-]+|\\s+and\\s+)${NUMBER_WORD})*)\\b`, 'iy'),
    read: ([words = '']) => readNumberWords(words).map(number),
    spelled: true,
  },
  { pattern: /([IVX]+)[A-Z]?\b/y, read: ([numeral = '']) => [number(readRoman(numeral))], spelled: true },
  { pattern: /[A-Za-z]+/y, read: () => [], spelled: true },
];

export const readEnglishMarks = (text: string): Marks => readMarks(text, RULES);
