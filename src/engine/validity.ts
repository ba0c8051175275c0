import type { Entry } from '../knowledge/entry.ts';
import type { ValidityIssue } from './outcome.ts';

/** Whether a day lies outside the legal interval of an entry; both ends of the interval belong to it. */
export function validityOn({ valid }: Entry, day: string): ValidityIssue | undefined {
  if (valid.from !== undefined && day < valid.from) return 'not-yet-in-force';
  if (valid.until !== undefined && day > valid.until) return 'no-longer-in-force';
  return undefined;
}

/** How many legal intervals have begun and how many have ended by a day: on days that have as many, all apply alike. */
export const countTurns = (entries: readonly Entry[], day: string): number =>
  entries.reduce((turns, { valid: { from, until } }) => {
    const [hasBegun, hasEnded] = [from !== undefined && from <= day, until !== undefined && until < day];
    return turns + Number(hasBegun) + Number(hasEnded);
  }, 0);
