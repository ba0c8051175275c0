import { z } from 'zod';
import { type BoostedTrees, type Calibration, SIGNALS, type Tree } from '../confidence.ts';
import { EVIDENCE } from '../evidence.ts';

const tree: z.ZodType<Tree> = z.lazy(() =>
  z.union([z.number(), z.tuple([z.enum(SIGNALS), z.number(), tree, tree])]),
);
const boostedTrees: z.ZodType<BoostedTrees> = z.strictObject({ start: z.number(), trees: z.array(tree) });

const featureStatistics = z.strictObject({
  labelCount: z.number().int().positive(),
  meanLength: z.number().positive(),
  common: z.array(z.string()),
  counts: z.record(z.string().regex(/^\d+ \d+$/), z.string()),
});
const statistics = z.strictObject({
  phrasings: featureStatistics,
  content: featureStatistics,
  words: z.strictObject({
    wordings: z.number().int().positive(),
    counts: z.record(z.string().regex(/^\d+$/), z.string()),
  }),
});

/** A calibration as it is stored: the engine takes it as it is. */
export const calibration: z.ZodType<Calibration> = z.strictObject({
  version: z.number().int().positive(),
  fitted: z.iso.date(),
  evidence: z.record(z.enum(EVIDENCE), z.number().nonnegative()),
  right: boostedTrees,
  within: boostedTrees,
  answerFrom: z.number().min(0).max(1),
  offerFrom: z.number().min(0).max(1),
  statistics: statistics.optional(),
});
