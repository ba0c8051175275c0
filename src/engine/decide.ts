import type { Language } from '../knowledge/fields.ts';
import { probability, type Calibration } from './confidence.ts';
import type { Entry } from '../knowledge/entry.ts';
import type { AskedTime } from './entities/dates.ts';
import type { Named } from './entities/names.ts';
import type { LegalTime } from './legal-time.ts';
import { CLEAR_LEAD, type Match, type Matching } from './matcher.ts';
import type { AbstainReason, Candidate, Outcome } from './outcome.ts';
import { validityOn } from './validity.ts';

/** Choices shown, and how far behind the best one may be, in units of the fused score. */
const MOST_CHOICES = 4;
const MOST_NEAREST = 3;

export interface Occasion {
  readonly language: Language;
  /** Civil date. */
  readonly today: string;
  /** Where the question asks for the law of another time. */
  readonly asked: AskedTime | undefined;
  /** Whether it speaks of what was, dated or not. */
  readonly ofPast: boolean;
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

/**
 * What is meant where no other time is spoken of: of a rule and the one that replaced it, unless what is asked fits the
 * old one clearly better ("the exemption of 800 dollars"), the rule in force.
 */
function meantToday(
  matching: Matching,
  { today, asked, ofPast }: Occasion,
  time: LegalTime,
): readonly Match[] {
  const { matches, isSettled, isVague } = matching;
  if (asked || ofPast || isSettled) return matches;
  const isReplaced = ({ profile: { candidate }, score }: Match): boolean => {
    if (candidate.kind !== 'entry') return false;
    const rule = time.inForce(candidate.entry, today);
    return (
      rule !== candidate.entry &&
      matches.some(
        (other) =>
          other.profile.candidate.kind === 'entry' &&
          other.profile.candidate.entry === rule &&
          (isVague || score - other.score < CLEAR_LEAD),
      )
    );
  };
  return matches.filter((match) => !isReplaced(match));
}

/** An entry as the answer: the rule of its line that the time asked for chooses, withheld where it says so. */
function answer(
  found: Entry,
  confidence: number,
  { language, today, asked }: Occasion,
  time: LegalTime,
): Outcome {
  const chosen = asked && time.choose(found, asked, today);
  const { entry, asOf } = chosen ?? { entry: found, asOf: undefined };
  const common = { entry, confidence, language };
  const validity = asOf?.holds === true ? undefined : validityOn(entry, today);
  if (validity && entry.outsideValidity === 'withhold') return { kind: 'withheld', ...common, validity };
  return { kind: 'answered', ...common, validity, asOf };
}

/** Choices that a time leaves no choice among: all are rules of one line. */
function onlyLine(choices: readonly Candidate[], time: LegalTime): Entry | undefined {
  const [first] = choices;
  if (first?.kind !== 'entry') return undefined;
  const line = new Set(time.lineOf(first.entry));
  return choices.every((choice) => choice.kind === 'entry' && line.has(choice.entry))
    ? first.entry
    : undefined;
}

/**
 * Thresholds decide which rule applies: where the best one speaks of a range that no number asked for lies in, and the
 * next one of theirs, the best may be meant and is not the answer.
 */
const speaksOfOtherCounts = ([best, next]: readonly Match[]): boolean =>
  best?.agreement.counts === 'apart' && next?.agreement.counts === 'agree';

/** Answers when it is right often enough, offers choices when the right one is among them often enough, else abstains. */
export function decide(
  matching: Matching,
  occasion: Occasion,
  calibration: Calibration,
  time: LegalTime,
): Outcome {
  const { language } = occasion;
  const matches = meantToday(matching, occasion, time);
  const [best] = matches;
  const right = probability(calibration.right, matching);
  if (!best) return abstain(matching, 0, language);
  const isElsewhere = speaksOfOtherCounts(matches);
  if (right >= calibration.answerFrom && !matching.isVague && !isElsewhere) {
    const { candidate } = best.profile;
    if (candidate.kind === 'guide')
      return { kind: 'guided', guide: candidate.guide, confidence: right, language };
    return answer(candidate.entry, right, occasion, time);
  }
  const isOffered = matching.isVague || probability(calibration.within, matching) >= calibration.offerFrom;
  if (!isOffered) return abstain(matching, right, language);
  const choices = candidatesOf(matches, MOST_CHOICES);
  const only = occasion.asked && !isElsewhere && onlyLine(choices.slice(0, 2), time);
  if (only) return answer(only, right, occasion, time);
  return { kind: 'ambiguous', choices, confidence: right, language };
}
