import { z } from 'zod';
import { LANGUAGES, entryId } from '../knowledge/fields.ts';

const language = z.enum(LANGUAGES);

/** A question that waits for a person of the association, as its moderators see it: not who asked. */
const openedCase = z.object({
  kind: z.literal('case'),
  case: z.number().int(),
  question: z.string(),
  language,
});

/** What a person of the association answers to a case. */
const personalReply = z.object({
  kind: z.literal('personal-reply'),
  case: z.number().int(),
  question: z.string(),
  text: z.string(),
  language,
});

/** A text that someone was shown has changed since. */
const correction = z.object({
  kind: z.literal('correction'),
  entry: entryId,
  /** The revision that was shown, and the one that stands now. */
  from: z.number().int(),
  to: z.number().int(),
  language: language.optional(),
});

/**
 * What the association itself sends, unasked: the payload of an outbox row that says what, not how. Each platform
 * renders every kind when it is delivered.
 */
export const letter = z.discriminatedUnion('kind', [openedCase, personalReply, correction]);
export type Letter = z.infer<typeof letter>;
