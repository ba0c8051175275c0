import { PARTS, type Evidence, type Part } from './ranker.ts';

/** What each part's evidence counts for in the fused score. */
export type FusionWeights = Readonly<Record<Part, number>>;

/** Learning these from held-out phrasings gained nothing on any set (docs/adr/0004-fixed-fusion-weights.md). */
export const FUSION_WEIGHTS: FusionWeights = { bm25: 4, nearest: 1, centroid: 12, language: 2, linear: 2 };

/** The fused score: higher is likelier, unbounded, comparable within one knowledge only. */
export const fuse = (evidence: Evidence): number =>
  PARTS.reduce((sum, part) => sum + FUSION_WEIGHTS[part] * evidence[part], 0);
