/** A count that a text names, as the interval it speaks of: "10万人以下" is [0, 100000), "3 million" is [3e6, 3e6]. */
export interface CountRange {
  readonly from: number;
  readonly to: number;
  /** Whether the upper end itself belongs to it. */
  readonly includesTo: boolean;
}

const HAN_DIGITS: ReadonlyMap<string, number> = new Map([
  ...Array.from('零一二三四五六七八九', (digit, value): [string, number] => [digit, value]),
  ['两', 2],
]);
const HAN_UNITS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);
const MYRIADS: ReadonlyMap<string, number> = new Map([
  ['万', 1e4],
  ['亿', 1e8],
]);
const ENGLISH_SCALES: ReadonlyMap<string, number> = new Map([
  ['hundred', 1e2],
  ['thousand', 1e3],
  ['k', 1e3],
  ['million', 1e6],
  ['mn', 1e6],
  ['m', 1e6],
  ['billion', 1e9],
  ['bn', 1e9],
]);
const ENGLISH_WORDS: ReadonlyMap<string, number> = new Map(
  'zero one two three four five six seven eight nine ten'
    .split(' ')
    .map((word, value): [string, number] => [word, value])
    .concat([
      ['a', 1],
      ['half a', 0.5],
    ]),
);

/** Reads a Chinese numeral, in characters or with digits in it: 一百二十, 两, 9万8千, 1.5亿; undefined when it is none. */
export function readHanNumber(text: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const token of text.match(/\d+(?:\.\d+)?|./gu) ?? []) {
    const value = HAN_DIGITS.get(token) ?? (/^\d/.test(token) ? Number(token) : undefined);
    const unit = HAN_UNITS.get(token);
    const myriad = MYRIADS.get(token);
    if (value !== undefined) digit = value;
    else if (unit !== undefined) {
      section += (digit ?? 1) * unit;
      digit = undefined;
    } else if (myriad !== undefined) {
      total += (section + (digit ?? 0)) * myriad;
      section = 0;
      digit = undefined;
    } else return undefined;
  }
  return total + section + (digit ?? 0);
}

const ENGLISH_NUMBER = `(?:\\d+(?:\\.\\d+)?|half a|${[...ENGLISH_WORDS.keys()].join('|')})`;
const HAN_NUMBER = '(?:\\d+(?:\\.\\d+)?|[零一二两三四五六七八九十百千]+)';
const HAN_PART = (units: string): string => `(?:零?(?:\\d+|[一二两三四五六七八九])[${units}](?![万亿]))`;
/** What is counted, or up to how many: a number of less than ten thousand must say that it counts, as 5千元 does not. */
const HAN_COUNTED = `(?=[多余]?\\s?(?:个?人(?!民币)|名|条(?![款例])|位(?!数)|份|个?(?:用户|客户|员工|会员|买家|消费者))|以[上下内]|(?:至|到|-|~)${HAN_NUMBER}[万千])`;
/** A warning, and no number, but in 上千万 and the like. */
const BEWARE =
  '(?<![上超过近数几达满到])千万(?:可?别|请?勿|请?不要|不[能可得]|莫|记得|要记|小心|当心|注意|留意)';
const COUNT = new RegExp(
  [
    `(?!${BEWARE})(?<han>${HAN_NUMBER}[十百千]?[万亿](?:(?:\\d+|[一二两三四五六七八九十百千]+)千?万)?${HAN_PART('千百十')}*)`,
    `(?<thousands>(?:\\d+(?:\\.\\d+)?|[一二两三四五六七八九])千${HAN_PART('百十')}*)${HAN_COUNTED}`,
    `\\b(?<english>${ENGLISH_NUMBER})[\\s-]?(?<hundred>hundred[\\s-])?(?<scale>hundred|thousand|million|billion|mn|bn|k|m)\\b`,
    `(?<![\\d.a-z])(?<plain>\\d{4,})(?![\\d.年月号a-z-])(?=\\s?(?:人|个人|名|条|people|persons|individuals|users|customers|subjects|records|employees|and \\d|to \\d|or more|or fewer))`,
  ].join('|'),
  'g',
);

const BELOW_BEFORE =
  /(?:under|below|fewer than|less than|up to|不满|不足|不到|少于|低于|未满|小于|没到|没有到)\s?$/;
const ABOVE_BEFORE =
  /(?:over|above|more than|at least|exceed(?:s|ing)?|beyond|超过|超|大于|多于|高于|至少|达到|满|到了)\s?$/;
const BELOW_AFTER =
  /^\s?(?:个|名|多)?(?:人|条|people|users|individuals)?\s?(?:以下|以内|之内|or (?:less|fewer))/;
const ABOVE_AFTER =
  /^\s?(?:个|名)?(?:多|人|条|people|users|individuals|\+)?\s?(?:以上|及以上|or more|and (?:more|above|over)|plus|\+)/;
const TO_NEXT =
  /^\s?(?:人|people)?\s?(?:以上)?\s?(?:至|到|-|–|~|to|and|[,，]?\s?(?:不满|but (?:under|below|fewer than|less than)))\s?$/;

/** How far a word that makes a count an interval may stand from it, in UTF-16 units. */
const REACH_BEFORE = 14;
const REACH_AFTER = 24;

/** A number in a text that counts something. */
interface CountMention {
  readonly start: number;
  readonly end: number;
  readonly value: number;
}

function valueOf(groups: Record<string, string | undefined>): number | undefined {
  const { han, thousands, english, hundred, scale, plain } = groups;
  if (plain !== undefined) return Number(plain);
  const chinese = han ?? thousands;
  if (chinese !== undefined) return readHanNumber(chinese);
  const base = ENGLISH_WORDS.get(english ?? '') ?? Number(english);
  return base * (hundred === undefined ? 1 : 100) * (ENGLISH_SCALES.get(scale ?? '') ?? 1);
}

function findCountMentions(text: string): CountMention[] {
  const mentions: CountMention[] = [];
  for (const match of text.matchAll(COUNT)) {
    const value = valueOf(match.groups ?? {});
    if (value !== undefined && Number.isFinite(value))
      mentions.push({ start: match.index, end: match.index + match[0].length, value });
  }
  return mentions;
}

const point = (value: number): CountRange => ({ from: value, to: value, includesTo: true });

function rangeOf(text: string, { start, end, value }: CountMention): CountRange {
  const before = text.slice(Math.max(0, start - REACH_BEFORE), start);
  const after = text.slice(end, end + REACH_AFTER);
  if (BELOW_BEFORE.test(before) || BELOW_AFTER.test(after)) return { from: 0, to: value, includesTo: false };
  if (ABOVE_BEFORE.test(before) || ABOVE_AFTER.test(after))
    return { from: value, to: Number.POSITIVE_INFINITY, includesTo: true };
  return point(value);
}

/** The counts of 1,000 and more that normalised text names, in Chinese or English. */
export function findCounts(text: string): CountRange[] {
  const mentions = findCountMentions(text);
  const ranges: CountRange[] = [];
  for (let at = 0; at < mentions.length; at++) {
    const mention = mentions[at];
    const next = mentions[at + 1];
    if (!mention) continue;
    if (next && next.value > mention.value && TO_NEXT.test(text.slice(mention.end, next.start))) {
      ranges.push({ from: mention.value, to: next.value, includesTo: false });
      at++;
    } else ranges.push(rangeOf(text, mention));
  }
  return ranges;
}

const isPoint = (range: CountRange): boolean => range.from === range.to;

export const isRange = (range: CountRange): boolean => !isPoint(range);

/** Where normalised text names counts, with the words that make them an interval ("不满10万人", "over 1 million"). */
export function findCountSpans(text: string): { readonly start: number; readonly end: number }[] {
  return findCountMentions(text).map(({ start, end }) => {
    const before = text.slice(Math.max(0, start - REACH_BEFORE), start);
    const after = text.slice(end, end + REACH_AFTER);
    const opening = BELOW_BEFORE.exec(before) ?? ABOVE_BEFORE.exec(before);
    const closing = BELOW_AFTER.exec(after) ?? ABOVE_AFTER.exec(after);
    return { start: start - (opening?.[0].length ?? 0), end: end + (closing?.[0].length ?? 0) };
  });
}

/** Whether a count in a question can be one that the other range speaks of. */
export function overlaps(asked: CountRange, covered: CountRange): boolean {
  if (isPoint(asked))
    return (
      asked.from >= covered.from &&
      (asked.from < covered.to || (covered.includesTo && asked.from === covered.to))
    );
  if (isPoint(covered)) return overlaps(covered, asked);
  return asked.from < covered.to && covered.from < asked.to;
}
