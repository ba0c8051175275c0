import { z } from 'zod';

/** The two languages of every vetted text. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const slug = z.string().max(80).regex(SLUG, 'must be lower-case words joined by hyphens');

export const entryId = slug.brand<'EntryId'>();
export type EntryId = z.infer<typeof entryId>;

export const guideId = slug.brand<'GuideId'>();
export type GuideId = z.infer<typeof guideId>;

export const termId = slug.brand<'TermId'>();
export type TermId = z.infer<typeof termId>;

export const topicId = slug.brand<'TopicId'>();
export type TopicId = z.infer<typeof topicId>;

export const stepId = slug.brand<'StepId'>();

/** ISO 3166 code of a country or province, or a group of economies: `CN`, `CN-ZJ`, `EU`, `ASEAN`; `INT` is worldwide. */
export const jurisdiction = z
  .string()
  .regex(
    /^(INT|ASEAN|APEC|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/,
    'must be an ISO 3166 code, EU, ASEAN, APEC or INT',
  )
  .brand<'Jurisdiction'>();
export type Jurisdiction = z.infer<typeof jurisdiction>;

/** A civil date, `YYYY-MM-DD`, without a time zone. */
export const civilDate = z.iso.date('must be a date such as 2024-03-22');
/** A date known to the day, the month or only the year. */
export const partialDate = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'must be a quoted date: 2024, 2024-03 or 2024-03-22');

/** One text in both languages; `max` counts UTF-16 units. */
export const localized = (max: number) =>
  z.strictObject({ zh: z.string().trim().min(1).max(max), en: z.string().trim().min(1).max(max) });
export type Localized = Readonly<Record<Language, string>>;

export const httpsUrl = z
  .string()
  .max(300)
  .refine((url) => URL.canParse(url) && new URL(url).protocol === 'https:', 'must be an https address');
