/** The time whose law a question asks for. */
export interface AskedTime {
  readonly relation: 'in' | 'before';
  /** Known to the day, the month or the year: `2024-03-22`, `2024-03`, `2024`. */
  readonly date: string;
  /** The days meant, both inclusive: civil dates. */
  readonly from: string;
  readonly to: string;
  /** The question without the words of time. */
  readonly rest: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const YEAR = '(?:19|20)\\d\\d';
/** No part of a longer number, code or name: 2019.90, 2021/914, GB/T 43697-2024. */
const ALONE = { before: '(?<![\\d.\\/\\-〔\\[(（第])', after: '(?![\\d\\/〕\\]]|[.-]\\d)' };
const NUMERIC = `(?<ny>${YEAR})(?:[-./](?<nm>\\d{1,2})(?:[-./](?<nd>\\d{1,2}))?)?`;

const ZH_DATE = `${ALONE.before}(?<![到至] ?)(?:(?<y>${YEAR}) ?年(?: ?(?<m>\\d{1,2}) ?月(?:份)?(?: ?(?<d>\\d{1,2}) ?[日号])?)?|${NUMERIC}(?=(?:之前|以前|前|时|的时候|之后|以后|起))${ALONE.after}|(?<ago>去年|前年))(?! ?\\d{1,2} ?[月日号到至]| ?[到至~—-] ?\\d)`;
const EN_DATE = `(?:(?:(?<d>\\d{1,2})(?:st|nd|rd|th)? (?:of )?)?(?<month>${MONTH})\\.?,? (?:(?<d2>\\d{1,2})(?:st|nd|rd|th)?,? )?(?<y>${YEAR})${ALONE.after}|${NUMERIC}${ALONE.after}|(?<ago>last year|the year before last))`;

// Words behind a year that make it part of an instrument's name, or the day of an event.
const NAME_OR_EVENT = `(?! ?(?:《|修订|修正|修改|版|文本|发布|公布|出台|通过|印发|颁布|施行|实施|生效|起施行|起实施|签署|签订|成立|批准|启用|规定|办法|条例|公告|通知|新规|法(?!律)|令|方案|意见|决定|目录|清单|指引|第 ?\\d|\\d+ ?号|(?:${MONTH}|\\d)?\\s?(?:revision|amendment|amended|version|edition|text|acts?|law|regulations?|provisions|measures|directive|list|guide|announcement|plan|no\\.))\\b)`;
const ZH_NAME_OR_EVENT = NAME_OR_EVENT.replace(/\\b\)$/, ')');

const BEFORE_ZH = new RegExp(`${ZH_DATE}(?:的?(?:修改|修订|修正|新规|施行|实施|生效)?)(?:之前|以前|前(?![往景提述端台期后几一二三四五六七八九十\\d]))`);
const IN_ZH = new RegExp(`(?:在|截至|截止到?|到)?${ZH_DATE}${ZH_NAME_OR_EVENT}(?:的时候|时候|那时候?|当时|那会儿?|期间|底|初|时)?(?! ?(?:之后|以后|后|起|以来|开始))`);
const BEFORE_EN = new RegExp(`\\b(?:before|prior to|until|up to) (?:the )?${EN_DATE}${NAME_OR_EVENT}`);
const IN_EN = new RegExp(
  `(?:\\b(?:as of|as at|back in|in|on|during|throughout|at the end of|at the start of) (?:(?:early|mid|late)[ -])?|\\b(?=last year|the year before last))${EN_DATE}${NAME_OR_EVENT}`,
);

/** A question on when something happened, or how much of it: its date is no time to judge by. */
const ASKS_FACTS =
  /何时|什么时候|几时|啥时|哪一?[年月天日]|几月|几号|多久|第几|谁|哪[几些个]?(?:个)?部门|多少(?:亿|家|个|项|次|种|条|国|篇|万亿|美元)|几(?:个|家|次|项|条|部|种|章)|生效日期|施行日期|\bwhen (?:did|do|does|is|was|were|will|are|has|had)\b|\bsince when\b|\bfrom when\b|\bwhen\s*\??$|\bwhat date\b|\b(?:which|what) (?:date|day|month|year)\b|\bhow (?:many|long|fast)\b|\bwho\b|\beffective date\b/;
/** What happened then: "the rules published in 2024", "在2024年7月声明". */
const EVENT_BEFORE_EN =
  /\b(?:published|issued|adopted|enacted|passed|signed|amended|revised|updated|changed|introduced|launched|established|founded|held|released|effective|start(?:s|ed|ing)?|began|begins|concluded|joined|approved|created|set up|announced|completed|made|(?:took|take|takes) place|(?:comes?|came|coming|enter(?:s|ed)?|went|goes) into (?:force|effect)|(?:took|takes?|taking) effect|end(?:s|ed)?|expire[sd]?|abolish(?:ed)?|repealed) (?:only |again |first )?$/;
const EVENT_AFTER_ZH = /^[^，,。？?]{0,6}?(?:发布|公布|出台|通过|印发|颁布|签署|签订|成立|批准|生效|施行|失效|废止|取消|修改|修订|修正)/;

const pad = (part: string | number): string => String(part).padStart(2, '0');

const lastDayOf = (year: string, month: string): string =>
  pad(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate());

function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

const YEARS_AGO: ReadonlyMap<string, number> = new Map([
  ['去年', 1],
  ['last year', 1],
  ['前年', 2],
  ['the year before last', 2],
]);

type Groups = Readonly<Record<string, string | undefined>>;

/** A date as far as it is known; undefined for one that no calendar has. */
function dateOf({ y, ny, m, nm, month, d, d2, nd, ago }: Groups, today: string): string | undefined {
  if (ago !== undefined) return String(Number(today.slice(0, 4)) - (YEARS_AGO.get(ago) ?? 0));
  const year = y ?? ny;
  if (year === undefined) return undefined;
  const monthNumber = month === undefined ? (m ?? nm) : String(MONTHS.indexOf(month.slice(0, 3)) + 1);
  if (monthNumber === undefined) return year;
  const day = d ?? d2 ?? nd;
  if (Number(monthNumber) < 1 || Number(monthNumber) > 12) return undefined;
  const ofMonth = `${year}-${pad(monthNumber)}`;
  if (day === undefined) return ofMonth;
  const isDay = Number(day) >= 1 && pad(day) <= lastDayOf(year, monthNumber);
  return isDay ? `${ofMonth}-${pad(day)}` : undefined;
}

/** The first and the last day of a date. */
function spanOf(date: string): readonly [string, string] {
  const [year = '', month, day] = date.split('-');
  if (day !== undefined) return [date, date];
  if (month !== undefined) return [`${date}-01`, `${date}-${lastDayOf(year, month)}`];
  return [`${date}-01-01`, `${date}-12-31`];
}

const FIRST_DAY = '0000-01-01';

/** Two dates in one question are two times, or an interval: none of them is the one to judge by. */
const ANY_DATE = new RegExp(`${ALONE.before}${YEAR}(?=年)|\\b(?:in|on|${MONTH})\\.? (?:\\d{1,2},? )?${YEAR}${ALONE.after}`, 'g');

function toAsked(relation: AskedTime['relation'], text: string, match: RegExpExecArray, today: string): AskedTime | undefined {
  const date = dateOf(match.groups ?? {}, today);
  if (date === undefined) return undefined;
  const [first, last] = spanOf(date);
  const [from, to] = relation === 'before' ? [FIRST_DAY, dayBefore(first)] : [first, last];
  // What is asked of today is asked as ever.
  if (from <= today && today <= to) return undefined;
  const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`.trim();
  return { relation, date, from, to, rest };
}

/** What stands between title marks or quotes names something. */
const TITLES = /《[^》]*》|“[^”]*”|"[^"]*"/g;

/**
 * The time whose law a question asks for ("what applied in 2023?", "2024年3月之前的门槛"); undefined where it gives none,
 * where it means today, and where its date belongs to a name or is itself what is asked.
 * @param text normalised
 * @param today civil date
 */
export function readAskedTime(text: string, today: string): AskedTime | undefined {
  const plain = text.replace(TITLES, (title) => '《'.repeat(title.length));
  for (const pattern of [BEFORE_ZH, BEFORE_EN]) {
    const match = pattern.exec(plain);
    if (match) return toAsked('before', text, match, today);
  }
  if (ASKS_FACTS.test(plain) || [...plain.matchAll(ANY_DATE)].length > 1) return undefined;
  for (const pattern of [IN_ZH, IN_EN]) {
    const match = pattern.exec(plain);
    if (!match) continue;
    const [before, after] = [plain.slice(0, match.index), plain.slice(match.index + match[0].length)];
    if (EVENT_BEFORE_EN.test(before) || EVENT_AFTER_ZH.test(after)) return undefined;
    return toAsked('in', text, match, today);
  }
  return undefined;
}
