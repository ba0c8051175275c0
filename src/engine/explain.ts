import type { Agreement } from './agreement.ts';
import { probability, type Calibration } from './confidence.ts';
import type { ExplainedCandidate, Explanation, Resolution } from './engine.ts';
import type { Named } from './entities/names.ts';
import type { Match, Matching } from './matcher.ts';

const MOST = 5;

const list = (names: readonly Named[]): string => names.map(({ zh, en }) => `${zh} / ${en}`).join(', ');

function disagreementsOf({ missing, passing, foreign, counts, wrongDirection }: Agreement): string[] {
  const found: string[] = [];
  if (missing.length > 0) found.push(`excluded: does not speak of ${list(missing)}`);
  if (passing.length > 0) found.push(`mentions only in passing: ${list(passing)}`);
  if (foreign) found.push('is about another jurisdiction, and the question names none');
  if (counts === 'differ') found.push('is about other counts');
  if (wrongDirection) found.push('is about the other direction (import/export)');
  return found;
}

const explainMatch = ({ profile: { candidate }, score, evidence, agreement }: Match): ExplainedCandidate => ({
  id: candidate.kind === 'entry' ? candidate.entry.id : candidate.guide.id,
  score,
  nearest: evidence.nearest,
  disagreements: disagreementsOf(agreement),
});

/** What speaks for and against each candidate, and how confidence came about. */
export function explain(resolution: Resolution, matching: Matching, calibration: Calibration): Explanation {
  const { asked, matches, excluded, signals } = matching;
  const candidates = [...matches, ...excluded].sort((a, b) => b.score - a.score).slice(0, MOST);
  return {
    resolution,
    candidates: candidates.map(explainMatch),
    named: [...asked.jurisdictions.values(), ...asked.instruments.values()].map(
      ({ zh, en }) => `${zh} / ${en}`,
    ),
    signals,
    right: probability(calibration.right, signals),
    within: probability(calibration.within, signals),
    answerFrom: calibration.answerFrom,
    offerFrom: calibration.offerFrom,
  };
}
