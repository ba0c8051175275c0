/** The time whose law a question asks for. */
export interface AskedTime {
  readonly relation: 'in' | 'before';
  /** Known to the day, the month or the year: `2024-03-22`, `2024-03`, `2024`. */
  readonly date: string;
  /** The days meant, both inclusive: civil dates. */
  readonly from: string;
  readonly to: string;
  /** Whether the question speaks of rules, and does not only mention the date. */
  readonly isExplicit: boolean;
  /** The question without the words of time. */
  readonly rest: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const YEAR = String.raw`(?:19|20)\d\d`;
// A year is no part of a longer number, code or interval: 2019.90, 2021/914, GB/T 43697-2024, 1998年至2026年.
const ALONE = String.raw`(?<![\d./\-〔[(（第]|[到至] ?)`;
const ENDS = String.raw`(?![\d/〕\]]|[.-]\d)`;
const NUMERIC = String.raw`(?<ny>${YEAR})(?:[-./](?<nm>\d{1,2})(?:[-./](?<nd>\d{1,2}))?)?`;
const ZH_DATE =
  String.raw`${ALONE}(?:(?<y>${YEAR}) ?年(?: ?(?<m>\d{1,2}) ?月(?:份)?(?: ?(?<d>\d{1,2}) ?[日号])?)?|` +
  String.raw`${NUMERIC}(?=之前|以前|前|时|的时候)|(?<ago>去年|前年))(?! ?\d{1,2} ?[月日号到至]| ?[到至~—-] ?\d|.{0,3}前后)`;
const EN_DATE =
  String.raw`(?:(?:(?<d>\d{1,2})(?:st|nd|rd|th)? (?:of )?)?(?<month>${MONTH})\.?,? (?:(?<d2>\d{1,2})(?:st|nd|rd|th)?,? )?(?<y>${YEAR})${ENDS}|` +
  String.raw`${NUMERIC}${ENDS}|(?<ago>last year|the year before last))`;

// Behind a year: what makes it part of an instrument's name, or the day of an event.
const ZH_NAME_OR_EVENT =
  String.raw`(?! ?(?:《|版|文本|修[订正改]|发布|公布|出台|通过|印发|颁布|施行|实施|生效|起施行|起实施|签[署订]|成立|批准|启用|新规|第 ?\d|\d+ ?号|` +
  String.raw`(?:(?![有什的要怎是哪])[一-鿿]){0,12}(?:法(?!律)|条例|办法|规定|公告|通知|方案|目录|清单|协定)))`;
const EN_NAME_OR_EVENT = String.raw`(?! ?(?:revision|amendment|amended|version|edition|text|acts?|law|regulations?|provisions|measures|directive|list|guide|announcement|plan|no\.))`;

const BEFORE: readonly RegExp[] = [
  new RegExp(
    String.raw`${ZH_DATE}(?:的?(?:修[订正改]|新规|施行|实施|生效))?(?:之前|以前|前(?![往景提述端台期后几一二三四五六七八九十\d]))`,
  ),
  new RegExp(String.raw`\b(?:before|prior to|until|up to) (?:the )?${EN_DATE}${EN_NAME_OR_EVENT}`),
];
const IN: readonly RegExp[] = [
  new RegExp(
    String.raw`(?:在|截至|截止到?|到)?${ZH_DATE}${ZH_NAME_OR_EVENT}(?:的?时候|那时候?|当时|那会儿?|期间|底|初|时)?(?! ?(?:之后|以后|后|起|以来|开始))`,
  ),
  new RegExp(
    String.raw`(?:\b(?:as of|as at|back in|in|on|during|throughout|at the end of|at the start of) (?:(?:early|mid|late)[ -])?|\b(?=last year|the year before last))${EN_DATE}${EN_NAME_OR_EVENT}`,
  ),
];

/** A question on when something happened, or how much of it: its date is no time to judge by. */
const ASKS_FACTS =
  /何时|什么时候|几时|啥时|哪一?[年月天日]|几月|几号|多久|第几|谁|哪[几些个]?(?:个)?部门|多少(?:亿|家|个|项|次|种|条|国|篇|万亿|美元)|几(?:个|家|次|项|条|部|种|章)|生效日期|施行日期|\bwhen (?:did|do|does|is|was|were|will|are|has|had)\b|\b(?:since|from) when\b|\bwhen\s*\??$|\b(?:which|what) (?:date|day|month|year)\b|\bhow (?:many|long|fast)\b|\bwho\b|\beffective date\b/;
/** "the rules published in 2024" */
const EVENT_BEFORE =
  /\b(?:published|issued|adopted|enacted|passed|signed|amended|revised|updated|changed|introduced|launched|established|founded|held|released|effective|start(?:s|ed|ing)?|began|begins|concluded|joined|approved|created|set up|announced|completed|made|(?:took|takes?|taking) (?:place|effect)|(?:comes?|came|coming|enter(?:s|ed)?|went|goes) into (?:force|effect)|end(?:s|ed)?|expire[sd]?|abolish(?:ed)?|repealed) (?:only |again |first )?$/;
const EVENT_AFTER =
  /^[^，,。？?]{0,6}?(?:发布|公布|出台|通过|印发|颁布|签署|签订|成立|批准|生效|施行|失效|废止|取消|修[订正改])/;
const SPEAKS_OF_RULES =
  /适用|当时|那时|时候|年时|月时|门槛|规则|规定|要求|免税|税率|有效|合法|算数|允许|需要|要不要|能不能|能否|可不可以|\b(?:appl(?:y|ied|ies)|rules?|thresholds?|limits?|requirements?|valid|legal|lawful(?:ly)?|allowed|required?|needed|ha[ds] to|have to|in force|exempt|duty[- ]free)\b/;
/** Several dates are several times: none of them is the one to judge by. */
const ANY_DATE = new RegExp(
  String.raw`${ALONE}${YEAR}(?=年)|\b(?:in|on|${MONTH})\.? (?:\d{1,2},? )?${YEAR}${ENDS}`,
  'g',
);
/** What stands between title marks or quotes names something. */
const TITLES = /《[^》]*》|“[^”]*”|"[^"]*"/g;

/** Not "之前" and "until" alone: a deadline has them too. */
const OF_PAST =
  /旧|原来|原先|以前|从前|过去|曾经|当时|当年|那时|历史|老(?:规定?|法|版|政策)|\b(?:old|former(?:ly)?|previous(?:ly)?|earlier|used to|original(?:ly)?|history|was|were|did|had)\b|(?<!\d)(?:19|20)\d\d(?!\d)/;

/** Whether a question speaks of what was, whether or not it says when. @param text normalised */
export const speaksOfPast = (text: string): boolean => OF_PAST.test(text);

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

const NAMES_YEAR = new RegExp([YEAR, ...YEARS_AGO.keys()].join('|'));

/** Whether a question names a year: of no other does the day on which it is asked tell the time. @param text normalised */
export const namesYear = (text: string): boolean => NAMES_YEAR.test(text);

type Groups = Readonly<Record<string, string | undefined>>;

/** A date as far as it is known; undefined for one that no calendar has. */
function dateOf({ y, ny, m, nm, month, d, d2, nd, ago }: Groups, today: string): string | undefined {
  if (ago !== undefined) return String(Number(today.slice(0, 4)) - (YEARS_AGO.get(ago) ?? 0));
  const year = y ?? ny;
  const monthNumber = month === undefined ? (m ?? nm) : String(MONTHS.indexOf(month.slice(0, 3)) + 1);
  if (year === undefined || monthNumber === undefined) return year;
  if (Number(monthNumber) < 1 || Number(monthNumber) > 12) return undefined;
  const ofMonth = `${year}-${pad(monthNumber)}`;
  const day = d ?? d2 ?? nd;
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

/** A time found in a question; undefined where it means today, or is still to come: today's rule is told with its end. */
function toAsked(
  relation: AskedTime['relation'],
  text: string,
  { 0: found, index, groups }: RegExpExecArray,
  today: string,
): AskedTime | undefined {
  const date = dateOf(groups ?? {}, today);
  if (date === undefined) return undefined;
  const [first, last] = spanOf(date);
  const [from, to] = relation === 'before' ? [FIRST_DAY, dayBefore(first)] : [first, last];
  if (today <= to) return undefined;
  const isExplicit = relation === 'before' || SPEAKS_OF_RULES.test(text);
  const rest = `${text.slice(0, index)} ${text.slice(index + found.length)}`.trim();
  return { relation, date, from, to, isExplicit, rest };
}

const findFirst = (patterns: readonly RegExp[], text: string): RegExpExecArray | undefined =>
  patterns.map((pattern) => pattern.exec(text)).find((match) => match !== null);

/**
 * The time whose law a question asks for ("what applied in 2023?", "2024年3月之前的门槛"); undefined where it gives none,
 * where it is not past, and where its date belongs to a name or is itself what is asked.
 * @param text normalised
 * @param today civil date
 */
export function readAskedTime(text: string, today: string): AskedTime | undefined {
  const plain = text.replace(TITLES, (title) => '《'.repeat(title.length));
  const before = findFirst(BEFORE, plain);
  if (before) return toAsked('before', text, before, today);
  if (ASKS_FACTS.test(plain) || [...plain.matchAll(ANY_DATE)].length > 1) return undefined;
  const match = findFirst(IN, plain);
  if (!match) return undefined;
  const [left, right] = [plain.slice(0, match.index), plain.slice(match.index + match[0].length)];
  return EVENT_BEFORE.test(left) || EVENT_AFTER.test(right) ? undefined : toAsked('in', text, match, today);
}
