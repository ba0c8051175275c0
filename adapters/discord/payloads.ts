import { z } from 'zod';
import { letter } from '../../src/assistant/letter.ts';
import { LANGUAGES } from '../../src/knowledge/fields.ts';

const language = z.enum(LANGUAGES);
const number = z.number().int();

/** What someone wants, as it is kept until it is worked. */
const request = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ask'),
    text: z.string(),
    /** The message replied to, as a destination: it may stand for a case. */
    repliedTo: z.string().optional(),
  }),
  /** A new post of a forum: answered only where there is an answer. */
  z.object({ kind: z.literal('title'), text: z.string() }),
  z.object({ kind: z.literal('go'), choice: z.string(), language: language.optional() }),
  z.object({ kind: z.literal('topics') }),
  z.object({ kind: z.literal('topic'), topic: z.string(), language }),
  z.object({ kind: z.literal('guides') }),
  z.object({
    kind: z.literal('rate'),
    delivery: number,
    verdict: z.enum(['helpful', 'unhelpful']),
    language,
  }),
  z.object({ kind: z.literal('comment'), delivery: number, comment: z.string(), language }),
  z.object({ kind: z.literal('person'), question: number, language }),
  z.object({ kind: z.literal('share'), delivery: number, language }),
  z.object({ kind: z.literal('delete') }),
  z.object({ kind: z.literal('language'), language }),
  z.object({ kind: z.literal('forget'), isConfirmed: z.boolean() }),
  z.object({
    kind: z.literal('settings'),
    change: z.string(),
    value: z.union([z.string(), z.boolean()]).optional(),
    channel: z.string().optional(),
  }),
  z.object({ kind: z.literal('answer'), case: number, text: z.string() }),
  z.object({ kind: z.literal('send'), proposal: number }),
]);
export type Request = z.infer<typeof request>;

/** How what is told gets back to who asked. */
const way = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('interaction'),
    id: z.string(),
    application: z.string(),
    /** Sealed. */
    token: z.string(),
    isEphemeral: z.boolean(),
    /** Milliseconds since 1970, when the token is of no more use. */
    expiresAt: z.number(),
  }),
  z.object({ kind: z.literal('message'), message: z.string() }),
  z.object({ kind: z.literal('channel') }),
]);
export type Way = z.infer<typeof way>;

/** Where something happened. */
const place = z.object({
  /** Undefined in direct messages. */
  guild: z.string().optional(),
  channel: z.string(),
  /** Of a thread: the channel or forum that it belongs to. */
  parent: z.string().optional(),
});
export type Place = z.infer<typeof place>;

/** An event as it is kept in the inbox. */
export const received = z.object({
  request,
  way,
  place,
  user: z.string(),
  /** Discord's name of the language of the asker's client, such as `zh-CN`. */
  locale: z.string().optional(),
});
export type Received = z.infer<typeof received>;

const message = z.object({
  content: z.string(),
  embeds: z.array(z.unknown()),
  components: z.array(z.unknown()),
});

/** A post of ours as it is kept in the outbox; or what the association itself sends. */
export const post = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), message }),
  z.object({
    kind: z.literal('follow-up'),
    application: z.string(),
    interaction: z.string(),
    token: z.string(),
    isEphemeral: z.boolean(),
    user: z.string(),
    isFirst: z.boolean(),
    message,
  }),
  /** Takes away the message whose button was pressed. */
  z.object({
    kind: z.literal('delete'),
    application: z.string(),
    interaction: z.string(),
    token: z.string(),
  }),
  ...letter.options,
]);
export type DiscordPost = z.infer<typeof post>;
