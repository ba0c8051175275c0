import { InteractionType } from 'discord.js';
import { z } from 'zod';

/** Events of the gateway, as much of each as is used: what a server leaves out or adds does not matter. */

const user = z.object({ id: z.string(), bot: z.boolean().nullish() });

interface Option {
  readonly name: string;
  readonly value?: unknown;
  readonly focused?: boolean | undefined;
  readonly options?: Option[] | undefined;
}
const option: z.ZodType<Option> = z.object({
  name: z.string(),
  value: z.unknown().optional(),
  focused: z.boolean().optional(),
  get options() {
    return z.array(option).optional();
  },
});

export const incomingInteraction = z.object({
  id: z.string(),
  application_id: z.string(),
  token: z.string(),
  /** Undefined for one that is not known yet. */
  type: z.enum(InteractionType).optional().catch(undefined),
  guild_id: z.string().nullish(),
  channel_id: z.string().nullish(),
  channel: z
    .object({ id: z.string(), type: z.number().nullish(), parent_id: z.string().nullish() })
    .nullish(),
  member: z.object({ user, permissions: z.string().nullish() }).nullish(),
  user: user.nullish(),
  locale: z.string().nullish(),
  context: z.number().nullish(),
  data: z
    .object({
      name: z.string().optional(),
      options: z.array(option).optional(),
      target_id: z.string().optional(),
      resolved: z
        .object({ messages: z.record(z.string(), z.object({ content: z.string().nullish() })).optional() })
        .optional(),
      custom_id: z.string().optional(),
      values: z.array(z.string()).optional(),
      components: z.unknown().optional(),
    })
    .nullish(),
  message: z
    .object({ id: z.string(), flags: z.number().nullish(), components: z.unknown().optional() })
    .nullish(),
});
export type IncomingInteraction = z.infer<typeof incomingInteraction>;

export const incomingMessage = z.object({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().nullish(),
  author: user,
  content: z.string().default(''),
  mentions: z.array(z.object({ id: z.string() })).default([]),
  webhook_id: z.string().nullish(),
  message_reference: z.object({ message_id: z.string().nullish() }).nullish(),
  type: z.number().default(0),
});

export const incomingThread = z.object({
  id: z.string(),
  guild_id: z.string().nullish(),
  parent_id: z.string().nullish(),
  owner_id: z.string().nullish(),
  name: z.string().default(''),
  newly_created: z.boolean().nullish(),
});
