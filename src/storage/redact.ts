/** What stands in the place of what was taken out. */
type Placeholder = '[email]' | '[phone]' | '[id]' | '[passport]' | '[card]';

interface Rule {
  readonly placeholder: Placeholder;
  readonly pattern: RegExp;
  /** Looks closer at what has the right shape. */
  readonly isPersonal?: (found: string, before: string, after: string) => boolean;
}

/** Not within a longer run of Latin letters or digits. Chinese has no spaces, so a Han character may adjoin. */
const alone = (pattern: string, adjoining = ''): RegExp =>
  new RegExp(`(?:(?<![A-Za-z0-9_]|\\d[.,])${adjoining})(?:${pattern})(?![A-Za-z0-9_]|[.,]\\d)`, 'giu');

const digitsOf = (text: string): number[] => Array.from(text.replace(/\D/g, ''), Number);

/** ISO/IEC 7812-1: every second digit from the right is doubled. */
function passesLuhn(text: string): boolean {
  const sum = digitsOf(text)
    .reverse()
    .reduce(
      (total, digit, index) => total + (index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
      0,
    );
  return sum % 10 === 0;
}

/** The number ranges of UnionPay, Visa, Mastercard, American Express, JCB, Discover, Diners Club and old ICBC cards. */
const CARD_RANGES =
  /^(?:62\d{14,17}|4\d{15}|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|35\d{14}|6(?:011|5\d\d|4[4-9]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|9558\d{15})$/;

const isCard = (found: string): boolean => CARD_RANGES.test(digitsOf(found).join('')) && passesLuhn(found);

/** GB 11643-1999: region, birth date, sequence, and a check character by ISO 7064 MOD 11-2. */
function isResidentId(found: string): boolean {
  const characters = found.replace(/[\s-]/g, '').toUpperCase();
  const date = `${characters.slice(6, 10)}-${characters.slice(10, 12)}-${characters.slice(12, 14)}`;
  if (Number.isNaN(Date.parse(date)) || !new Date(date).toISOString().startsWith(date)) return false;
  const sum = Array.from(characters.slice(0, 17)).reduce(
    (total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11),
    0,
  );
  return '10X98765432'[sum % 11] === characters[17] && !isSocialCreditCode(characters);
}

/** GB 32100-2015, a firm's number, which is no person's: a check character by MOD 31. */
function isSocialCreditCode(characters: string): boolean {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const values = Array.from(characters, (character) => alphabet.indexOf(character));
  const [kind, last] = [characters[0] ?? '', values[17]];
  if (!'159Y'.includes(kind) || values.includes(-1)) return false;
  const sum = values.slice(0, 17).reduce((total, value, index) => total + value * (3 ** index % 31), 0);
  return (31 - (sum % 31)) % 31 === last;
}

/** After them, digits are a telephone number whatever their number. Bare "手机 85171300" is a tariff code. */
const NAMES_A_PHONE =
  /(?:(?:tel|telephone|phone|mobile|cell|fax|whatsapp|手机|电话|座机|传真|热线)\s*(?:号码?|number|no\.?)?\s*(?:is|是|为|[:：])|(?:手机|电话|座机|传真)号码?|(?:phone|mobile|fax) (?:number|no\.?)|致电|拨打|call (?:me|us)(?: at| on)?|\btel\.?)\s*$/iu;
const NAMES_A_PASSPORT =
  /(?:passport|护照|通行证|回乡证|台胞证)(?:\s*(?:number|no\.?|num|is|号码?|是|为|[:：#]))*\s*$/iu;
const NAMES_AN_ID =
  /(?:身份证|id card|identity card|resident id)(?:\s*(?:number|no\.?|is|号码?|是|为|[:：#]))*\s*$/iu;
/** An amount, not a telephone. */
const IS_AMOUNT =
  /^\s*(?:元|美元|欧元|人民币|人|条|件|吨|千克|公斤|台|万|亿|yuan|rmb|usd|eur|cny|dollars?|people|tonnes?|kg|units?)/iu;
const IS_MONEY = /(?:[¥￥$€]|rmb|usd|cny|eur)\s*$/iu;

const NAMES_A_CODE = /(?:代码|编号|编码|发票|invoice|code)s?[\s:：]*$/iu;

const isNoAmount = (_found: string, before: string, after: string): boolean =>
  !IS_AMOUNT.test(after) && !IS_MONEY.test(before) && !NAMES_A_CODE.test(before);

/** In order: what an earlier rule took out, a later one does not see. */
const RULES: readonly Rule[] = [
  { placeholder: '[email]', pattern: /[A-Za-z0-9._%+-]+ ?@ ?(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}/gu },
  {
    placeholder: '[id]',
    pattern: alone('[1-9]\\d{5}[ -]?(?:18|19|20)\\d{6}[ -]?\\d{3}[\\dXx]'),
    isPersonal: isResidentId,
  },
  // Issued before 1999, without a check character: only where it is said to be one.
  {
    placeholder: '[id]',
    pattern: alone('[1-9]\\d{14}'),
    isPersonal: (_found, before) => NAMES_AN_ID.test(before),
  },
  { placeholder: '[card]', pattern: alone('\\d(?:[ -]?\\d){13,18}'), isPersonal: isCard },
  // China's own passports have a shape of their own; others are known by the word before.
  { placeholder: '[passport]', pattern: alone('[EG]\\d{8}|E[A-HJ-NP-Z]\\d{7}') },
  {
    placeholder: '[passport]',
    pattern: alone('(?=(?:[A-Za-z]*\\d){5})[A-Za-z0-9]{6,11}'),
    isPersonal: (_found, before) => NAMES_A_PASSPORT.test(before),
  },
  {
    placeholder: '[phone]',
    pattern: alone('(?:(?:\\+|00)?86[ -]?)?1[3-9]\\d(?:[ -]?\\d{4}){2}', '|(?<=tel|phone|mob|wx|vx)'),
    isPersonal: isNoAmount,
  },
  {
    placeholder: '[phone]',
    pattern: alone('(?:\\+|00)[1-9]\\d{0,2}[ .-]?(?:\\(\\d{1,4}\\)[ .-]?)?\\d(?:[ .-]?\\d){6,12}'),
    isPersonal: isNoAmount,
  },
  // Area code and number: 11 or 12 digits, so that no tariff code of up to 10 is one.
  {
    placeholder: '[phone]',
    pattern: alone(
      '(?:0(?:10|2\\d)[ -]?\\d{4}[ -]?\\d{4}|0[3-9]\\d{2}[ -]?\\d{3,4}[ -]?\\d{4})(?:\\s?(?:转|-|ext\\.?) ?\\d{1,5})?',
    ),
    isPersonal: isNoAmount,
  },
  { placeholder: '[phone]', pattern: alone('\\(0\\d{2,3}\\) ?\\d{3,4}[ -]?\\d{4}') },
  {
    placeholder: '[phone]',
    pattern: alone(
      '(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[.-])[1-9]\\d{2}[ .-]\\d{4}|[48]00[ -]\\d{3,4}[ -]?\\d{3,4}',
    ),
  },
  {
    placeholder: '[phone]',
    pattern: alone('\\d(?:[ -]?\\d){6,14}'),
    isPersonal: (_found, before) => NAMES_A_PHONE.test(before),
  },
];

/** Full-width letters, digits and signs as plain ones, each in its place. */
const narrow = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');

/**
 * A text without telephone numbers, e-mail addresses and the numbers of resident IDs, passports and bank cards; codes
 * of goods, articles, notices and firms are kept. Numbers with a check character are taken out only where it is right.
 */
export function redact(text: string): string {
  return RULES.reduce((rest, { placeholder, pattern, isPersonal }) => {
    const shown = narrow(rest);
    let redacted = '';
    let end = 0;
    for (const { 0: found, index } of shown.matchAll(pattern)) {
      const next = index + found.length;
      if (
        isPersonal &&
        !isPersonal(found, shown.slice(Math.max(0, index - 40), index), shown.slice(next, next + 20))
      )
        continue;
      redacted += rest.slice(end, index) + placeholder;
      end = next;
    }
    return redacted + rest.slice(end);
  }, text);
}
