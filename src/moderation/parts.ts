import type { Judge, ModerationStore } from './ports.ts';
import type { Action } from './permission.ts';

export interface ModerationParts {
  readonly store: ModerationStore;
  readonly judge: Judge;
  /** Whether a second person approves what is published; an association of one goes without. */
  readonly review: 'second-person' | 'single';
  /** Whether an edited file becomes a draft, or is published as it is. */
  readonly fileEdits: 'draft' | 'live';
  /** Civil date of a moment in the association's time zone. */
  readonly civilDate: (moment: number) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a part of the program may do by itself. */
export const programMay = ({ fileEdits }: ModerationParts): readonly Action[] =>
  fileEdits === 'live' ? ['draft', 'publish'] : ['draft'];
