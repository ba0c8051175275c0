import type { Agreement } from './agreement.ts';
import { probability, type Calibration } from './confidence.ts';
import type { Disagreement, ExplainedCandidate, Explanation, Resolution } from './engine.ts';
import type { Match, Matching } from './matcher.ts';

const MOST = 5;

function disagreementsOf({ missing, passing, foreign, counts, wrongDirection }: Agreement): Disagreement[] {
  const found: Disagreement[] = [];
  if (missing.length > 0) found.push({ kind: 'not-covered', names: missing });
  else if (passing.length > 0) found.push({ kind: 'in-passing', names: passing });
  if (foreign) found.push({ kind: 'foreign' });
  if (counts === 'differ' || counts === 'apart') found.push({ kind: 'other-counts' });
  if (wrongDirection) found.push({ kind: 'other-direction' });
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
    named: [...asked.jurisdictions.values(), ...asked.instruments.values()],
    signals,
    right: probability(calibration.right, matching),
    within: probability(calibration.within, matching),
    answerFrom: calibration.answerFrom,
    offerFrom: calibration.offerFrom,
  };
}
