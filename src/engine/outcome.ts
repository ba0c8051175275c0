import type { Entry } from '../knowledge/entry.ts';
import type { Language } from '../knowledge/fields.ts';
import type { Term } from '../knowledge/glossary.ts';
import type { Guide } from '../knowledge/guide.ts';
import type { AsOf } from './legal-time.ts';

/** Something that can be picked: an entry, or the start of a guide. */
export type Candidate =
  { readonly kind: 'entry'; readonly entry: Entry } | { readonly kind: 'guide'; readonly guide: Guide };

export type SocialAct = 'greeting' | 'thanks' | 'goodbye' | 'help' | 'person' | 'acknowledgement';

/** Why nothing is answered. */
export type AbstainReason =
  /** Nothing in the knowledge is near enough. */
  | { readonly kind: 'unknown' }
  /** The question names a jurisdiction, instrument or agreement that nothing on its subject covers. */
  | { readonly kind: 'not-covered'; readonly names: readonly Localizable[] }
  /** No words to search for: empty, only symbols or emoji. */
  | { readonly kind: 'no-words' };

/** A name that can be shown in either language. */
export type Localizable = Pick<Term, 'zh' | 'en'>;

/** Where the asked day lies outside the legal interval of the answer. */
export type ValidityIssue = 'not-yet-in-force' | 'no-longer-in-force';

/** What the engine makes of an utterance. Confidence is calibrated: the share of such answers that are right. */
export type Outcome =
  | {
      readonly kind: 'answered';
      readonly entry: Entry;
      readonly confidence: number;
      readonly language: Language;
      /** On the day that was asked for, today unless the question gives another. */
      readonly validity: ValidityIssue | undefined;
      /** Where the question asks for the law of another time. */
      readonly asOf: AsOf | undefined;
    }
  | {
      readonly kind: 'withheld';
      readonly entry: Entry;
      readonly confidence: number;
      readonly language: Language;
      readonly validity: ValidityIssue;
    }
  | {
      readonly kind: 'ambiguous';
      readonly choices: readonly Candidate[];
      readonly confidence: number;
      readonly language: Language;
    }
  | {
      readonly kind: 'guided';
      readonly guide: Guide;
      readonly confidence: number;
      readonly language: Language;
    }
  | {
      readonly kind: 'abstained';
      readonly reason: AbstainReason;
      /** Nearest candidates, best first: to look at, not vouched for. */
      readonly nearest: readonly Candidate[];
      readonly confidence: number;
      readonly language: Language;
    }
  | { readonly kind: 'social'; readonly act: SocialAct; readonly language: Language }
  /** "the second one": one of the choices offered before, an entry id or guide path. */
  | { readonly kind: 'chosen'; readonly choice: string; readonly language: Language }
  /** "English please": what was shown before is wanted in this language. */
  | { readonly kind: 'language'; readonly language: Language };
