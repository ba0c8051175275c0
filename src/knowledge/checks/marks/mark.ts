/** What a number in a text may mean. */
export type Reading =
  | { readonly kind: 'number'; readonly value: number }
  /** A day, a month or a year; what the text leaves to be understood is absent. */
  | { readonly kind: 'date'; readonly year?: number; readonly month?: number; readonly day?: number };

/** A number, date or article number in a text, which the other language must have too in one of its readings. */
interface Mark {
  readonly shown: string;
  readonly readings: readonly Reading[];
}

/** The numbers of a text. */
export interface Marks {
  readonly marks: readonly Mark[];
  /** What is written out in words, or part of a name: it need not be matched, but may match. */
  readonly spelled: readonly Reading[];
}

/** A way to read a number at one place of a text. */
export interface Rule {
  /** Sticky and global to nothing else: `/…/y`. */
  readonly pattern: RegExp;
  readonly read: (groups: readonly (string | undefined)[]) => readonly Reading[];
  readonly spelled?: true;
}

export const number = (value: number): Reading => ({ kind: 'number', value });

export const date = (
  year: string | undefined,
  month?: string | number,
  day?: string,
): Reading => ({
  kind: 'date',
  ...(year === undefined ? {} : { year: Number(year) }),
  ...(month === undefined ? {} : { month: Number(month) }),
  ...(day === undefined ? {} : { day: Number(day) }),
});

/** A bare number: 2024 may be a year. */
export const bareNumber = (digits: string): Reading[] => {
  const value = Number(digits.replaceAll(',', ''));
  return /^(1[89]|2[01])\d\d$/.test(digits) ? [number(value), date(digits)] : [number(value)];
};

/** Reads a text from left to right; at each place the first rule that fits takes its words. */
export function readMarks(text: string, rules: readonly Rule[]): Marks {
  // NFKC would make "679，2021" one number with a thousands comma.
  const plain = text.replaceAll('，', ', ').normalize('NFKC');
  const marks: Mark[] = [];
  const spelled: Reading[] = [];
  for (let at = 0; at < plain.length; ) {
    const end = rules.reduce((found, { pattern, read, spelled: inWords }) => {
      if (found > at) return found;
      pattern.lastIndex = at;
      const [shown, ...groups] = pattern.exec(plain) ?? [];
      if (!shown) return at;
      if (inWords) spelled.push(...read(groups));
      else marks.push({ shown: shown.trim(), readings: read(groups) });
      return at + shown.length;
    }, at);
    at = Math.max(end, at + 1);
  }
  return { marks, spelled };
}

/** The marks of one text that the other lacks. */
export function findLacking(of: Marks, other: Marks): string[] {
  const found = [...other.marks.flatMap(({ readings }) => readings), ...other.spelled];
  const lacking = of.marks.filter(
    ({ readings }) => !readings.some((reading) => found.some((candidate) => covers(candidate, reading))),
  );
  return [...new Set(lacking.map(({ shown }) => shown))];
}

/** Whether `found` says what `wanted` says: equal in its finest part, and nowhere different. */
function covers(found: Reading, wanted: Reading): boolean {
  if (found.kind === 'number' || wanted.kind === 'number')
    return found.kind === 'number' && wanted.kind === 'number' && found.value === wanted.value;
  const finest = (['day', 'month', 'year'] as const).find((part) => wanted[part] !== undefined);
  if (!finest || found[finest] === undefined) return false;
  return (['year', 'month', 'day'] as const).every(
    (part) => found[part] === undefined || wanted[part] === undefined || found[part] === wanted[part],
  );
}
