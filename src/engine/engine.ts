import type { EntryId, Language } from '../knowledge/fields.ts';
import type { Snapshot } from '../knowledge/snapshot.ts';
import type { Candidate, Outcome } from './outcome.ts';

/** What the turns before leave to refer to. */
export interface Context {
  /** The last question, as it was understood. */
  readonly question?: string | undefined;
  /** The last entry shown. */
  readonly entry?: EntryId | undefined;
  /** The choices last offered, in the order shown: entry ids or guide paths. */
  readonly choices?: readonly string[] | undefined;
}

export interface Utterance {
  readonly text: string;
  /** Civil date in the association's time zone. */
  readonly today: string;
  /** The asker's own language, for text that is in neither or both. */
  readonly language?: Language | undefined;
  readonly context?: Context | undefined;
}

/** What the engine made of an utterance, and the question it took it for: a follow-up is completed from its context. */
export interface Resolution {
  readonly outcome: Outcome;
  readonly question: string;
}

export interface ExplainedCandidate {
  readonly candidate: Candidate;
  readonly score: number;
  /** In words: what of the question's names, counts and direction it does not share. */
  readonly disagreements: readonly string[];
}
