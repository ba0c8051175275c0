import type { ValidityIssue } from '../../engine/outcome.ts';
import type { Language, Localized } from '../../knowledge/fields.ts';
import type { GoldenQuestion } from '../../knowledge/golden.ts';
import type { DiffPart } from './word-diff.ts';

/** A question that someone asked, as the store kept it. */
export interface PastQuestion {
  readonly text: string;
  /** The asker's own language, for text in neither or both. */
  readonly language: Language;
}

/** A question that was replayed; the same text in the same language is replayed once. */
export interface ReplayedQuestion {
  readonly text: string;
  readonly language: Language | undefined;
  /** How often it was asked among the past questions; 0 where it is a golden question only. */
  readonly timesAsked: number;
}

/** What a question gets, as far as an asker would call it another outcome. */
export type Result =
  | { readonly kind: 'answered'; readonly id: string; readonly validity?: ValidityIssue | undefined }
  | { readonly kind: 'withheld'; readonly id: string }
  | { readonly kind: 'guided'; readonly id: string }
  /** In the order shown. */
  | { readonly kind: 'choices'; readonly ids: readonly string[] }
  | { readonly kind: 'not-known' }
  /** A greeting, thanks, a request for another language: nothing that knowledge answers. */
  | { readonly kind: 'no-question' };

/** From the gravest to the least. */
export const EFFECTS = [
  'other-answer',
  'answer-lost',
  'answer-gained',
  /** Choices on either side. */
  'choices-changed',
  /** The same answer, but under another notice of validity, or withheld. */
  'validity-changed',
] as const;
export type Effect = (typeof EFFECTS)[number];

export interface OutcomeChange {
  readonly question: ReplayedQuestion;
  readonly effect: Effect;
  readonly before: Result;
  readonly after: Result;
}

/** A question that keeps its answer, whose text the edit changes. */
export interface RewordedAnswer {
  readonly question: ReplayedQuestion;
  /** Entry or guide. */
  readonly id: string;
}

/** A golden question that comes out wrong on the candidate. */
export interface FailedGolden {
  readonly question: GoldenQuestion;
  readonly before: Result;
  readonly after: Result;
  /** It came out right before: this edit breaks it. */
  readonly isBroken: boolean;
}

export type DocumentKind = 'topic' | 'entry' | 'guide' | 'term' | 'golden question' | 'probe';

export interface FieldDiff {
  /** `answer`, `phrasings`, `sources.0.article`; without the language. */
  readonly field: string;
  /** The language of the text; undefined for what both languages share. */
  readonly language: Language | undefined;
  readonly parts: readonly DiffPart[];
}

export interface DocumentDiff {
  readonly kind: DocumentKind;
  /** Its id; a golden question or probe goes by its text. */
  readonly id: string;
  readonly change: 'added' | 'changed' | 'removed';
  readonly fields: readonly FieldDiff[];
}

/** Something that the edit brings and an editor should look at. */
export type PreviewWarning =
  /** Numbers, dates or articles that only the other language has. */
  | {
      readonly kind: 'marks-differ';
      readonly entry: string;
      readonly field: string;
      /** The language that lacks them. */
      readonly language: Language;
      readonly marks: readonly string[];
    }
  /** The edit brings or takes a "not" in this language alone. */
  | {
      readonly kind: 'negation-differs';
      readonly entry: string;
      readonly field: string;
      readonly language: Language;
    }
  | {
      readonly kind: 'one-language-edited';
      readonly entry: string;
      readonly field: string;
      /** The language that was edited. */
      readonly language: Language;
    }
  /** Asked in almost the same words as another entry. */
  | {
      readonly kind: 'near-duplicate';
      readonly entry: string;
      readonly text: string;
      readonly other: string;
      readonly otherText: string;
    }
  /** Easily taken for another entry, and neither tells the difference to the other. */
  | {
      readonly kind: 'confusable';
      readonly entry: string;
      readonly other: string;
      /** A wording or question that shows it. */
      readonly text: string;
    };

/** What a candidate would change, before it is published. Plain JSON. */
export interface PreviewReport {
  /** Distinct questions that were replayed. */
  readonly replayed: { readonly golden: number; readonly past: number };
  /** Gravest first, then the most often asked. */
  readonly changes: readonly OutcomeChange[];
  readonly reworded: readonly RewordedAnswer[];
  readonly golden: readonly FailedGolden[];
  readonly documents: readonly DocumentDiff[];
  readonly warnings: readonly PreviewWarning[];
  /** Titles of the entries and guides that results name. */
  readonly titles: Readonly<Record<string, Localized>>;
}

export interface PreviewProgress {
  readonly stage: 'indexing' | 'replaying' | 'comparing';
  /** Share of the whole, 0 to 1. */
  readonly done: number;
}
