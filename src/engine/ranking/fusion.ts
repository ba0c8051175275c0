import { PARTS, type Evidence, type Part } from './ranker.ts';

/** What each part of the ranking counts for in the fused score; the linear part is not even built at 0. */
export type PartWeights = Readonly<Record<Part, number>>;

/** For phrasings without a calibration of their own; chosen on public intent sets (docs/engine.md). */
export const INTENT_WEIGHTS: PartWeights = {
  bm25: 4,
  nearest: 1,
  centroid: 12,
  language: 2,
  linear: 2,
  body: 0,
};

/** The fused score: higher is likelier, unbounded, comparable within one knowledge only. */
export const fuseParts = (evidence: Evidence, weights: PartWeights): number =>
  PARTS.reduce((sum, part) => sum + weights[part] * evidence[part], 0);
