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
  /** Entries whose answer settles it as well. */
  also: z.array(entryId).min(1).optional(),
});
export type GoldenQuestion = z.infer<typeof goldenQuestion>;

/** Whether an answer is right. @param answer id of an entry, or `nothing` */
export const accepts = ({ expect, also = [] }: GoldenQuestion, answer: string): boolean =>
  [expect, ...also].some((id) => id === answer);

export const goldenFile = z.strictObject({ questions: z.array(goldenQuestion) });
