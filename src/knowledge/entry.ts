import { z } from 'zod';
import { civilDate, entryId, httpsUrl, jurisdiction, localized, partialDate, termId, topicId } from './fields.ts';

/** Where a statement comes from: the instrument, the place in it, and how well it is confirmed. */
const source = z.strictObject({
  instrument: localized(200),
  /** The place in the instrument: "第14条" / "Art. 14". */
  article: localized(80).optional(),
  title: z.string().trim().min(1).max(120),
  url: httpsUrl.optional(),
  published: partialDate.optional(),
  accessed: civilDate,
  confirmed: z.enum(['primary', 'secondary', 'unconfirmed']),
});
export type Source = z.infer<typeof source>;

const phrasing = z.string().trim().min(1).max(200);

/** One vetted answer: one rule, over one interval of legal time. */
export const entry = z.strictObject({
  id: entryId,
  jurisdictions: z.array(jurisdiction).min(1),
  /** Ids of glossary terms of kind instrument or agreement that this entry is about. */
  instruments: z.array(termId).default([]),
  question: localized(200),
  phrasings: z.strictObject({ zh: z.array(phrasing).min(1), en: z.array(phrasing).min(1) }),
  keywords: z.array(z.string().trim().min(1).max(60)).default([]),
  shortAnswer: localized(300),
  answer: localized(2800),
  sources: z.array(source).min(1).max(6),
  /** Ids in the editors' fact register, for instance DF-062. */
  basis: z.array(z.string().regex(/^[A-Z]{2}-\d{3}$/, 'must be a fact id such as DF-062')).min(1),
  /** Legal time: in force from the first day, until the last day, both inclusive. */
  valid: z.strictObject({ from: civilDate.optional(), until: civilDate.optional() }).default({}),
  /** Outside `valid`, show the answer under a notice, or withhold it. */
  outsideValidity: z.enum(['notice', 'withhold']).default('notice'),
  replaces: entryId.optional(),
  reviewer: z.string().trim().min(1).max(80).optional(),
  reviewedOn: civilDate.optional(),
  reviewDue: civilDate.optional(),
  related: z.array(entryId).max(5).default([]),
  confusableWith: z.array(z.strictObject({ id: entryId, difference: localized(150) })).default([]),
});
export type Entry = z.infer<typeof entry> & { readonly topic: Topic['id'] };

const topic = z.strictObject({ id: topicId, title: localized(60), description: localized(200) });
export type Topic = z.infer<typeof topic>;

/** One YAML file of `knowledge/`: a topic and its entries. */
export const topicFile = z.strictObject({ topic, entries: z.array(entry) });
