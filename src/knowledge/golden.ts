import { z } from 'zod';
import { entryId } from './fields.ts';

/**
 * A question with a known right outcome: its entry, or `nothing`: no answer may be given. Golden questions must come
 * out right at every publish; probes, of the same form and as hard as real questions, are what confidence is
 * calibrated on, and are not expected to come out right.
 */
const goldenQuestion = z.strictObject({
  text: z.string().trim().min(1).max(400),
  expect: z.union([z.literal('nothing'), entryId]),
});
export type GoldenQuestion = z.infer<typeof goldenQuestion>;

export const goldenFile = z.strictObject({ questions: z.array(goldenQuestion) });
