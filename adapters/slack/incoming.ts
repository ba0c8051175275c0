import { z } from 'zod';
import { LANGUAGES } from '../../src/knowledge/fields.ts';

/** Who did it, by Slack's ids; the workspace is the person's own. */
const asker = z.object({ team: z.string(), user: z.string() });
export type Asker = z.infer<typeof asker>;

const place = z.discriminatedUnion('kind', [
  /** A conversation that others may read: a thread of a channel, a direct message, the assistant pane. */
  z.object({ kind: z.literal('open'), channel: z.string(), thread: z.string().optional() }),
  /** Seen by the asker alone, beside a channel: after a command, or a click under such a message. */
  z.object({
    kind: z.literal('aside'),
    channel: z.string(),
    thread: z.string().optional(),
    user: z.string(),
    /** The response address, sealed, and until when it may be used. */
    respond: z.object({ sealed: z.string(), until: z.number(), isCommand: z.boolean() }).optional(),
    canShare: z.boolean(),
  }),
]);
/** Where the reply goes. */
export type Place = z.infer<typeof place>;

const common = { asker, place, conversation: z.string() };
const language = z.enum(LANGUAGES);
const record = z.coerce.number().int();

/** What came from Slack, as it is kept until it is worked: what the work needs and no more. */
export const incoming = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('question'), text: z.string(), ...common }),
  z.object({ kind: z.literal('choose'), choice: z.string(), language, ...common }),
  /** A choice that takes the place of the message it was made in. */
  z.object({ kind: z.literal('step'), choice: z.string(), language, at: z.string().optional(), ...common }),
  z.object({ kind: z.literal('more'), entry: z.string(), language, ...common }),
  z.object({ kind: z.literal('helpful'), delivery: record, language, ...common }),
  z.object({
    kind: z.literal('unhelpful'),
    delivery: record,
    language,
    comment: z.string().optional(),
    ...common,
  }),
  z.object({ kind: z.literal('person'), question: record, language, ...common }),
  z.object({ kind: z.literal('share'), delivery: record, language, ...common }),
  /** Written in a thread without a mention: a question where the app takes part in the conversation. */
  z.object({ kind: z.literal('follow-up'), text: z.string(), ...common }),
  /** Written in a thread of the moderation channel: a reply to a case, if it stands there. */
  z.object({ kind: z.literal('case-reply'), text: z.string(), isMention: z.boolean(), ...common }),
  z.object({ kind: z.literal('send'), proposal: record, language, at: z.string(), ...common }),
  z.object({ kind: z.literal('pane'), ...common }),
  /** App Home was opened, or goes to a topic. */
  z.object({ kind: z.literal('home'), topic: z.string().optional(), ...common }),
  z.object({ kind: z.literal('language'), language, ...common }),
  z.object({ kind: z.literal('forget'), ...common }),
]);
export type Incoming = z.infer<typeof incoming>;
export type IncomingOf<K extends Incoming['kind']> = Extract<Incoming, { readonly kind: K }>;

/** An event under the id by which a repetition of it is known. */
export interface Received {
  readonly event: string;
  readonly incoming: Incoming;
}
