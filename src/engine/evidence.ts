import type { Agreement } from './agreement.ts';
import type { WordStatistics } from './coverage.ts';
import { PARTS, type Evidence as PartEvidence, type RankerStatistics } from './ranking/ranker.ts';

/** What speaks for a candidate. */
const SUPPORTS = [
  ...PARTS,
  /** Share of what the question says, by rarity, that the candidate's whole text speaks of. */
  'coverage',
  /** All that the question names stands in the candidate's heading. */
  'named',
  /** It is about the counts that the question gives. */
  'sameCount',
] as const;

/** What speaks against it. */
export const OBJECTIONS = [
  /** Something that the question names is mentioned only in passing. */
  'passing',
  /** The question names no jurisdiction, and the candidate is about another one than the asker's. */
  'foreign',
  /** It is about other counts. */
  'otherCount',
  /** Imports were asked and it is about exports only, or the other way about. */
  'wrongDirection',
] as const;

export const EVIDENCE = [...SUPPORTS, ...OBJECTIONS] as const;
export type EvidenceName = (typeof EVIDENCE)[number];
export type Evidence = Readonly<Record<EvidenceName, number>>;

/** What each kind of evidence counts for; objections are taken off. */
export type EvidenceWeights = Readonly<Record<EvidenceName, number>>;

/** How common features and words are: what tells a question's rare words from its common ones. */
export interface EvidenceStatistics extends RankerStatistics {
  readonly words: WordStatistics;
}

/** Where learning starts (docs/engine.md). What an objection costs at least is a decision: learning only adds to it. */
export const START_WEIGHTS: EvidenceWeights = {
  bm25: 8,
  nearest: 8,
  centroid: 8,
  language: 2,
  linear: 0,
  body: 12,
  coverage: 2,
  named: 1,
  sameCount: 1,
  passing: 1,
  foreign: 3,
  otherCount: 2,
  wrongDirection: 3,
};

/** The fused score: higher is likelier, unbounded, comparable within one knowledge only. */
export const scoreOf = (evidence: Evidence, weights: EvidenceWeights): number =>
  SUPPORTS.reduce((sum, name) => sum + weights[name] * evidence[name], 0) -
  OBJECTIONS.reduce((sum, name) => sum + weights[name] * evidence[name], 0);

const flag = (holds: boolean): number => (holds ? 1 : 0);

export function gatherEvidence(parts: PartEvidence, agreement: Agreement, coverage: number): Evidence {
  const { named, passing, foreign, counts, wrongDirection } = agreement;
  const { bm25, nearest, centroid, language, linear, body } = parts;
  // Written out: a spread object is slow to read, and this is read most.
  return {
    bm25,
    nearest,
    centroid,
    language,
    linear,
    body,
    coverage,
    named: flag(named),
    sameCount: flag(counts === 'agree'),
    passing: flag(passing.length > 0),
    foreign: flag(foreign),
    otherCount: flag(counts === 'differ' || counts === 'apart'),
    wrongDirection: flag(wrongDirection),
  };
}
