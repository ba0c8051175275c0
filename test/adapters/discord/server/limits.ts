import { z } from 'zod';

/** What Discord takes of messages, responses and forms; anything else it refuses with 50035. */

const customId = z.string().min(1).max(100);

const button = z.strictObject({
  type: z.literal(2),
  style: z.number().int().min(1).max(4),
  label: z.string().min(1).max(80),
  custom_id: customId,
});

const select = z.strictObject({
  type: z.literal(3),
  custom_id: customId,
  placeholder: z.string().max(150).optional(),
  options: z
    .array(z.strictObject({ label: z.string().min(1).max(100), value: z.string().min(1).max(100) }))
    .min(1)
    .max(25)
    .refine((options) => new Set(options.map(({ value }) => value)).size === options.length, {
      error: 'BASE_TYPE_DUPLICATE values',
    }),
});

const row = z.strictObject({
  type: z.literal(1),
  components: z.union([z.array(button).min(1).max(5), z.array(select).length(1)]),
});

const embed = z.strictObject({
  description: z.string().min(1).max(4_096),
  color: z.number().int().min(0).max(0xffffff),
  footer: z.strictObject({ text: z.string().min(1).max(2_048) }).optional(),
});

/** The least that a message of ours must say of mentions: nobody. */
const nobody = z.strictObject({ parse: z.array(z.never()).length(0) });

const fields = {
  content: z.string().max(2_000).default(''),
  embeds: z.array(embed).max(10).default([]),
  components: z
    .array(row)
    .max(5)
    .refine(
      (rows) => {
        const ids = rows.flatMap(({ components }) => components.map((each) => each.custom_id));
        return new Set(ids).size === ids.length;
      },
      { error: 'COMPONENT_CUSTOM_ID_DUPLICATED' },
    )
    .default([]),
  allowed_mentions: nobody,
};

const isWithin = ({
  content,
  embeds,
}: {
  content: string;
  embeds: readonly z.infer<typeof embed>[];
}): boolean =>
  (content !== '' || embeds.length > 0) &&
  embeds.reduce((sum, each) => sum + each.description.length + (each.footer?.text.length ?? 0), 0) <= 6_000;
const TOO_MUCH = { error: 'an empty message, or embeds of more than 6,000 characters' };

/** What a bot posts into a channel. */
export const channelMessage = z
  .strictObject({
    ...fields,
    nonce: z.string().min(1).max(25),
    enforce_nonce: z.literal(true),
    message_reference: z
      .strictObject({ message_id: z.string(), fail_if_not_exists: z.literal(false) })
      .optional(),
  })
  .refine(isWithin, TOO_MUCH);

/** What edits or follows a response. */
export const webhookMessage = z
  .strictObject({ ...fields, flags: z.literal([0, 64]).optional() })
  .refine(isWithin, TOO_MUCH);

const textInput = z.strictObject({
  type: z.literal(4),
  custom_id: customId,
  label: z.string().min(1).max(45),
  style: z.literal([1, 2]),
  required: z.boolean(),
  min_length: z.number().min(0).max(4_000),
  max_length: z.number().min(1).max(4_000),
});

/** The first response to an interaction. */
export const callback = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal(4),
    data: z.strictObject({ ...fields, flags: z.literal(64) }).refine(isWithin, TOO_MUCH),
  }),
  z.strictObject({ type: z.literal(5), data: z.strictObject({ flags: z.literal([0, 64]) }) }),
  z.strictObject({ type: z.literal(6) }),
  z.strictObject({
    type: z.literal(8),
    data: z.strictObject({
      choices: z
        .array(z.strictObject({ name: z.string().min(1).max(100), value: z.string().min(1).max(100) }))
        .max(25),
    }),
  }),
  z.strictObject({
    type: z.literal(9),
    data: z.strictObject({
      custom_id: customId,
      title: z.string().min(1).max(45),
      components: z
        .array(z.strictObject({ type: z.literal(1), components: z.array(textInput).length(1) }))
        .min(1)
        .max(5),
    }),
  }),
]);
export type Callback = z.infer<typeof callback>;

const NAME = /^[-_\p{L}\p{N}]{1,32}$/u;
const localizations = (pattern: RegExp) =>
  z.record(z.enum(['zh-CN', 'zh-TW']), z.string().regex(pattern)).optional();

/** A command; options are looked at by name and description only. */
export const command = z.looseObject({
  name: z.string().min(1).max(32),
  name_localizations: localizations(/^.{1,32}$/u),
  description: z.string().max(100).optional(),
  description_localizations: localizations(/^.{1,100}$/u),
  type: z.number(),
  options: z
    .array(z.looseObject({ name: z.string().regex(NAME), description: z.string().min(1).max(100) }))
    .max(25)
    .optional(),
});

export const shownMessage = z.object({
  content: z.string(),
  embeds: z.array(embed),
  components: z.array(row),
});
export type ShownMessage = z.infer<typeof shownMessage>;
