import type { Entry } from '../knowledge/entry.ts';
import type { ValidityIssue } from './outcome.ts';

/** Whether a day lies outside the legal interval of an entry; both ends of the interval belong to it. */
export function validityOn({ valid }: Entry, day: string): ValidityIssue | undefined {
  if (valid.from !== undefined && day < valid.from) return 'not-yet-in-force';
  if (valid.until !== undefined && day > valid.until) return 'no-longer-in-force';
  return undefined;
}
