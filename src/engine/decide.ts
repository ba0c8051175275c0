import type { Language } from '../knowledge/fields.ts';
import { probability, type Calibration } from './confidence.ts';
import type { Named } from './entities/names.ts';
import type { Match, Matching } from './matcher.ts';
import type { AbstainReason, Candidate, Outcome } from './outcome.ts';
import { validityOn } from './validity.ts';

/** Choices shown, and how far behind the best one may be, in units of the fused score. */
const MOST_CHOICES = 4;
const MOST_NEAREST = 3;

export interface Occasion {
  readonly language: Language;
  /** Civil date. */
  readonly today: string;
}

const candidatesOf = (matches: readonly Match[], most: number): Candidate[] =>
  matches.slice(0, most).map(({ profile }) => profile.candidate);

/** What the question names and its best excluded candidate does not speak of, where that one leads the rest. */
function notCovered({ matches, excluded }: Matching): readonly Named[] {
  const [best] = excluded;
  if (!best || best.score < (matches[0]?.score ?? -Infinity)) return [];
  return best.agreement.missing;
}

function abstain(matching: Matching, confidence: number, language: Language): Outcome {
  const names = notCovered(matching);
  const reason: AbstainReason = names.length > 0 ? { kind: 'not-covered', names } : { kind: 'unknown' };
  const nearest = candidatesOf(names.length > 0 ? matching.excluded : matching.matches, MOST_NEAREST);
  return { kind: 'abstained', reason, nearest, confidence, language };
}

/** Answers when it is right often enough, offers choices when the right one is among them often enough, else abstains. */
export function decide(matching: Matching, { language, today }: Occasion, calibration: Calibration): Outcome {
  const [best] = matching.matches;
  const right = probability(calibration.right, matching.signals);
  const within = probability(calibration.within, matching.signals);
  if (!best) return abstain(matching, 0, language);
  if (right >= calibration.answerFrom) {
    const { candidate } = best.profile;
    if (candidate.kind === 'guide')
      return { kind: 'guided', guide: candidate.guide, confidence: right, language };
    const validity = validityOn(candidate.entry, today);
    const common = { entry: candidate.entry, confidence: right, language };
    if (validity && candidate.entry.outsideValidity === 'withhold')
      return { kind: 'withheld', ...common, validity };
    return { kind: 'answered', ...common, validity };
  }
  if (within >= calibration.offerFrom)
    return {
      kind: 'ambiguous',
      choices: candidatesOf(matching.matches, MOST_CHOICES),
      confidence: right,
      language,
    };
  return abstain(matching, right, language);
}
