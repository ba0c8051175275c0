import { z } from 'zod';
import { entryId, jurisdiction, termId } from './fields.ts';

/** A pair of terms with its abbreviations and other names, in both languages. */
const term = z.strictObject({
  id: termId,
  /**
   * Jurisdictions, instruments and agreements must agree between a question and its answer; the others only help to
   * find it. A concept is a matter that can be asked about; a word ("fee", "deadline") is asked of many matters.
   */
  kind: z.enum(['jurisdiction', 'instrument', 'agreement', 'authority', 'concept', 'word']),
  zh: z.string().trim().min(1).max(80),
  en: z.string().trim().min(1).max(120),
  aliases: z.array(z.string().trim().min(1).max(120)).default([]),
  /** The jurisdiction that a term of kind jurisdiction names, or whose law an instrument is. */
  jurisdiction: jurisdiction.optional(),
  /** The entry that tells what it is: a question that asks no more is answered with it. */
  explainedBy: entryId.optional(),
  /** For a group of economies or an agreement: whom its rules cover. */
  members: z.array(jurisdiction).default([]),
});
export type Term = z.infer<typeof term>;

export const glossaryFile = z.strictObject({ terms: z.array(term) });
