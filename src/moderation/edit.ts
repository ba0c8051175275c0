import { z } from 'zod';
import { entryId, localized } from '../knowledge/fields.ts';
import { DOCUMENT_KINDS } from '../knowledge/revision.ts';

/** The revision that the edit was made on; the document's last one where it is left out, null for a new document. */
const base = z.int().positive().nullable().optional();
const id = z.string().min(1).max(80);

/** Says anew, wholly. An entry's or guide's id need not be repeated in its body. */
const replace = z.strictObject({
  kind: z.literal('replace'),
  document: z.strictObject({ kind: z.enum(DOCUMENT_KINDS), id }),
  body: z.record(z.string(), z.unknown()),
  base,
});

/** Sets some fields of a document by their dotted path (`shortAnswer.en`, `sources.0.url`); null removes one. */
const set = z.strictObject({
  kind: z.literal('set'),
  document: z.strictObject({ kind: z.enum(['topic', 'entry', 'guide']), id }),
  fields: z.record(z.string().regex(/^\w+(\.\w+)*$/, 'must be a path such as shortAnswer.en'), z.unknown()),
  base,
});

export const withdrawal = z.strictObject({ reason: localized(300), replacedBy: entryId.optional() });

const withdraw = withdrawal.extend({
  kind: z.literal('withdraw'),
  document: z.strictObject({ kind: z.enum(['entry', 'guide']), id }),
  base,
});

/** One term of the glossary: new, changed, or removed where the body is null. */
const term = z.strictObject({
  kind: z.literal('term'),
  id,
  body: z.record(z.string(), z.unknown()).nullable(),
  base,
});

/** One golden question by its text: new, changed, or removed where nothing is expected any more (null). */
const question = z.strictObject({
  kind: z.literal('question'),
  text: z.string().trim().min(1).max(400),
  expect: z.string().nullable(),
  base,
});

/** What someone wants changed, as a form, a file or a command line gives it. */
export const edit = z.discriminatedUnion('kind', [replace, set, withdraw, term, question]);
export type Edit = z.infer<typeof edit>;
