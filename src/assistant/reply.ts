import type { AbstainReason, SocialAct, ValidityIssue } from '../engine/outcome.ts';
import type { Block } from '../knowledge/markdown.ts';
import type { Source } from '../knowledge/entry.ts';
import type { EntryId, Jurisdiction, Language, TopicId } from '../knowledge/fields.ts';

/** What a choice stands for: an entry's id, or a guide's id followed by the options taken so far (`guide-id/0/2`). */
export type ChoiceId = string;

export interface Choice {
  readonly id: ChoiceId;
  readonly label: string;
  /** What sets this choice apart from the others. */
  readonly difference: string | undefined;
}

/** The question asked for the law of another time than today. */
export interface AsOfNotice {
  readonly kind: 'as-of';
  readonly relation: 'in' | 'before';
  /** As asked: `2023`, `2024-03`, `2024-03-22`. */
  readonly date: string;
  /** Whether the rule shown applied then; where none did, the current one is shown. */
  readonly holds: boolean;
  /** Whether the rule shown applies today. */
  readonly isCurrent: boolean;
  /** The legal interval of the rule shown. */
  readonly from: string | undefined;
  readonly until: string | undefined;
  /** The rule that applied in the first part of that time, where it changed meanwhile. */
  readonly earlier: EntryLink | undefined;
  /** The rule that applies today, where it is another one, and since when. */
  readonly current: (EntryLink & { readonly since: string | undefined }) | undefined;
}

interface EntryLink {
  readonly id: EntryId;
  readonly label: string;
}

/** Something the reader must know before the answer. */
export type Notice =
  | { readonly kind: 'unconfirmed' }
  | AsOfNotice
  | { readonly kind: ValidityIssue; readonly from: string | undefined; readonly until: string | undefined }
  | { readonly kind: 'replaced'; readonly by: EntryLink }
  | { readonly kind: 'review-overdue'; readonly since: string };

/** A vetted entry as shown in one language. */
export interface ShownEntry {
  readonly id: EntryId;
  readonly revision: number;
  readonly topic: TopicId;
  readonly jurisdictions: readonly Jurisdiction[];
  readonly basis: readonly string[];
  readonly question: string;
  readonly shortAnswer: string;
  /** The full answer as written: a small closed Markdown. */
  readonly text: string;
  readonly body: readonly Block[];
  readonly sources: readonly ShownSource[];
  /** The day the text was last reviewed, or else the day its sources were last read. */
  readonly asOf: string;
  readonly reviewer: string | undefined;
  /** Absolute address of the entry's page; absent without `PUBLIC_URL`. */
  readonly permalink: string | undefined;
  readonly related: readonly Choice[];
  readonly confusable: readonly Choice[];
}

export interface ShownSource extends Pick<Source, 'title' | 'confirmed' | 'accessed'> {
  readonly instrument: string;
  readonly article: string | undefined;
  readonly url: string | undefined;
  readonly published: string | undefined;
}

export interface TrailStep {
  readonly question: string;
  readonly answer: string;
  /** Choosing it goes back to this step. */
  readonly id: ChoiceId;
}

interface Common {
  readonly language: Language;
  /** Calibrated, 0 to 1; 1 for what was chosen rather than asked. */
  readonly confidence: number;
}

interface TopicShown {
  readonly id: TopicId;
  readonly title: string;
}

/** The answer: a vetted text, with what the reader must know first and, out of a guide, the way that led to it. */
export interface AnsweredReply extends Common {
  readonly kind: 'answered';
  readonly entry: ShownEntry;
  readonly notices: readonly Notice[];
  readonly trail: readonly TrailStep[];
}

/** The rule is known, but not in force on the day: its text is not shown, by the entry's own setting. */
export interface WithheldReply extends Common {
  readonly kind: 'withheld';
  readonly entry: ShownEntry;
  readonly notices: readonly Notice[];
}

/** More than one entry may be meant. */
interface AmbiguousReply extends Common {
  readonly kind: 'ambiguous';
  readonly choices: readonly Choice[];
}

/** One step of a guide. */
interface GuidedReply extends Common {
  readonly kind: 'guided';
  readonly title: string;
  readonly question: string;
  readonly help: string | undefined;
  readonly options: readonly Choice[];
  readonly trail: readonly TrailStep[];
}

/** Not known. `nearest` may be looked at but is not vouched for; `topics` is what is covered. */
export interface AbstainedReply extends Common {
  readonly kind: 'abstained';
  readonly reason: AbstainReason;
  readonly nearest: readonly Choice[];
  readonly topics: readonly TopicShown[];
}

interface SocialReply extends Common {
  readonly kind: 'social';
  readonly act: SocialAct;
}

/** What an asker is told. Meaning, never layout: each platform renders every kind. */
export type Reply =
  AnsweredReply | WithheldReply | AmbiguousReply | GuidedReply | AbstainedReply | SocialReply;
