import type { EntryId, Language } from '../knowledge/fields.ts';
import type { Snapshot } from '../knowledge/snapshot.ts';
import { probability, type Calibration, type Signals } from './confidence.ts';
import { decide, type Occasion } from './decide.ts';
import { readAskedTime, speaksOfPast } from './entities/dates.ts';
import { explain } from './explain.ts';
import { completeFollowUp, readReference } from './follow-up.ts';
import { LegalTime } from './legal-time.ts';
import { Matcher, type Matching } from './matcher.ts';
import type { Localizable, Outcome } from './outcome.ts';
import type { ReadQuestion } from './question-text.ts';
import { socialClassifier } from './social.ts';
import { Suggester, type Suggestion } from './suggester.ts';
import { detectLanguage } from './text/language.ts';
import { clean, normalise } from './text/normalise.ts';
import { splitRuns } from './text/tokens.ts';

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

/** Why an utterance gets its outcome, for editors. */
export interface Explanation {
  readonly resolution: Resolution;
  readonly candidates: readonly ExplainedCandidate[];
  /** What the question was seen to name. */
  readonly named: readonly Localizable[];
  readonly signals: Signals;
  /** Calibrated probabilities, and the cut-offs they are held against. */
  readonly right: number;
  readonly within: number;
  readonly answerFrom: number;
  readonly offerFrom: number;
}

export interface ExplainedCandidate {
  /** Id of the entry or guide. */
  readonly id: string;
  readonly score: number;
  /** Cosine to its nearest phrasing. */
  readonly nearest: number;
  /** What of the question it does not share. Empty when they agree. */
  readonly disagreements: readonly Disagreement[];
}

/** `not-covered` excludes a candidate; the others cost it some of its score. */
export type Disagreement =
  | { readonly kind: 'not-covered' | 'in-passing'; readonly names: readonly Localizable[] }
  | { readonly kind: 'foreign' | 'other-counts' | 'other-direction' };

/** Resolves utterances against one Snapshot: pure, the same in always gives the same out. */
export class Engine {
  readonly #matcher: Matcher;
  #suggester: Suggester | undefined;
  readonly #time: LegalTime;
  readonly #social = socialClassifier();

  constructor(
    readonly snapshot: Snapshot,
    readonly calibration: Calibration,
    read?: ReadQuestion,
  ) {
    this.#matcher = new Matcher(snapshot, calibration.evidence, { read, statistics: calibration.statistics });
    this.#time = new LegalTime(snapshot.entries);
  }

  /** From an utterance to an Outcome. */
  resolve(utterance: Utterance): Resolution {
    return this.#consider(utterance).resolution;
  }

  explain(utterance: Utterance): Explanation {
    const { resolution, matching } = this.#consider(utterance);
    return explain(resolution, matching, this.calibration);
  }

  /** Titles and terms that fit what has been typed so far, best first. */
  suggest(typed: string, language: Language, most: number): readonly Suggestion[] {
    // Not everyone who resolves suggests: previews never do.
    this.#suggester ??= new Suggester(this.snapshot);
    return this.#suggester.suggest(typed, language, most);
  }

  #consider({ text, today, language: own, context = {} }: Utterance): {
    readonly resolution: Resolution;
    readonly matching: Matching;
  } {
    const asked = clean(text);
    const language = detectLanguage(asked) ?? own ?? 'zh';
    const normal = normalise(asked);
    const standalone = this.#matcher.match(normal);
    const done = (outcome: Outcome, matching = standalone, question = asked) => ({
      resolution: { outcome, question },
      matching,
    });
    if (splitRuns(normal).length === 0)
      return done({ kind: 'abstained', reason: { kind: 'no-words' }, nearest: [], confidence: 0, language });
    const reference = readReference(normal, context, this.#matcher);
    if (reference?.kind === 'choice') return done({ kind: 'chosen', choice: reference.choice, language });
    if (reference?.kind === 'language') return done({ kind: 'language', language: reference.language });
    const act = this.#social.classify(normal);
    if (act) return done({ kind: 'social', act, language });
    const time = readAskedTime(normal, today);
    const { matching, question } = completeFollowUp(
      { asked, normal, standalone, context, time },
      this.#matcher,
      this.calibration,
    );
    const isCompleted = question !== asked;
    const understood = isCompleted ? normalise(question) : normal;
    const occasion = {
      language,
      today,
      asked: time ?? (isCompleted ? readAskedTime(understood, today) : undefined),
      ofPast: speaksOfPast(understood),
    };
    const found = this.#apartFromTime(matching, occasion);
    return done(decide(found, occasion, this.calibration, this.#time), found, question);
  }

  /** A date is no word that an answer must speak of, where the answer's own interval says whether it applied. */
  #apartFromTime(matching: Matching, { asked, today }: Occasion): Matching {
    if (!asked) return matching;
    const { right, answerFrom } = this.calibration;
    const before = probability(right, matching);
    if (before >= answerFrom) return matching;
    const apart = this.#matcher.match(asked.rest);
    const candidate = apart.matches[0]?.profile.candidate;
    const isDated =
      candidate?.kind === 'entry' && this.#time.choose(candidate.entry, asked, today) !== undefined;
    return isDated && probability(right, apart) > before ? apart : matching;
  }
}
