import { z } from 'zod';
import { entryId, guideId, localized, stepId, topicId } from './fields.ts';

const option = z.union([
  z.strictObject({ label: localized(75), goto: stepId }),
  z.strictObject({ label: localized(75), entry: entryId }),
]);

const step = z.strictObject({
  id: stepId,
  question: localized(300),
  help: localized(600).optional(),
  options: z.array(option).min(2).max(5),
});
export type GuideStep = z.infer<typeof step>;

/** A decision tree whose leaves are entries; one file of `knowledge/guides/`. The first step is the start. */
export const guide = z.strictObject({
  id: guideId,
  topic: topicId,
  title: localized(120),
  phrasings: z.strictObject({ zh: z.array(z.string().trim().min(1)).min(1), en: z.array(z.string().trim().min(1)).min(1) }),
  steps: z.array(step).min(1),
});
export type Guide = z.infer<typeof guide>;
