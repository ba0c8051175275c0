import { z } from 'zod';
import { PARTS, type Evidence, type Part } from './ranker.ts';

/** What each part's evidence counts for in the fused score; a part at 0 is not even built. */
export const fusionWeights = z.record(z.enum(PARTS), z.number().nonnegative());
export type FusionWeights = Readonly<Record<Part, number>>;

/** For phrasings without a calibration of their own; chosen on public intent sets (docs/engine.md). */
export const INTENT_WEIGHTS: FusionWeights = {
  bm25: 4,
  nearest: 1,
  centroid: 12,
  language: 2,
  linear: 2,
  body: 0,
};

/** The fused score: higher is likelier, unbounded, comparable within one knowledge only. */
export const fuse = (evidence: Evidence, weights: FusionWeights): number =>
  PARTS.reduce((sum, part) => sum + weights[part] * evidence[part], 0);

/** Where learning the weights of a knowledge starts: titles, phrasings and whole texts, no classifier. */
export const FAQ_WEIGHTS: FusionWeights = {
  bm25: 8,
  nearest: 8,
  centroid: 8,
  language: 2,
  linear: 0,
  body: 12,
};
