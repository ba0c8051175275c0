import { z } from 'zod';
import { letter } from '../../src/assistant/letter.ts';
import type { ChatRecords, PersonId } from '../../src/assistant/ports.ts';
import { LANGUAGES } from '../../src/knowledge/fields.ts';
import type { Place } from './incoming.ts';
import type { Message, SlackBlock } from './message.ts';

const block = z.custom<SlackBlock>((value) => z.looseObject({ type: z.string() }).safeParse(value).success);
const content = { text: z.string(), blocks: z.array(block).readonly() };

/** The payload of an outbox row that Slack's adapter wrote. */
const slackPost = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), ...content }),
  /** Takes the place of a message. */
  z.object({ kind: z.literal('update'), at: z.string(), ...content }),
  /** Seen by one person in a channel. */
  z.object({ kind: z.literal('aside'), user: z.string(), ...content }),
  /** The same, by the response address that came with a command or a click. */
  z.object({
    kind: z.literal('respond'),
    sealed: z.string(),
    /** `replace` puts it in place of what was clicked; a command's answer may be sent again in its own place. */
    how: z.enum(['replace', 'add', 'command']),
    ...content,
  }),
  /** To the channel; by the response address where the app is no member. */
  z.object({ kind: z.literal('share'), sealed: z.string().optional(), ...content }),
  z.object({ kind: z.literal('home'), user: z.string(), topic: z.string().optional() }),
  z.object({ kind: z.literal('prompts'), language: z.enum(LANGUAGES) }),
]);
export type SlackPost = z.infer<typeof slackPost>;

/** Every payload that can be waiting for Slack. */
export const outgoing = z.union([slackPost, letter]);
export type Outgoing = z.infer<typeof outgoing>;

/** Where a post goes: `slack:T1/C2`, `slack:T1/C2/1700.1`. A user's id in place of the channel's is their direct message. */
export interface Destination {
  readonly team: string;
  readonly channel: string;
  readonly thread: string | undefined;
}

export const destinationTo = (team: string, channel: string, thread?: string): string =>
  `slack:${team}/${channel}${thread === undefined ? '' : `/${thread}`}`;

export function readDestination(destination: string): Destination {
  const [team = '', channel = '', thread] = destination.replace(/^slack:/, '').split('/');
  return { team, channel, thread };
}

/** Writes posts in a transaction. */
export class Posting {
  constructor(
    private readonly records: ChatRecords,
    private readonly team: string,
    private readonly user: string,
    private readonly person: PersonId | undefined,
  ) {}

  async post(destination: string, payload: SlackPost, expiresAt?: number): Promise<void> {
    const { records, person } = this;
    await records.outbox.post({ destination, payload: JSON.stringify(payload), person, expiresAt });
  }

  /** To those who see the place. */
  async reply(place: Place, messages: readonly Message[]): Promise<void> {
    for (const message of messages) await this.#one(place, message, 'add');
  }

  /** In place of the message that was clicked. */
  async replace(place: Place, at: string | undefined, [first, ...rest]: readonly Message[]): Promise<void> {
    if (!first) return;
    if (place.kind === 'aside') await this.#one(place, first, 'replace');
    else if (at === undefined) await this.#one(place, first, 'add');
    else await this.post(this.#destinationOf(place), { kind: 'update', at, ...first });
    await this.reply(place, rest);
  }

  /** To the asker alone, wherever they clicked. */
  async whisper(place: Place, messages: readonly Message[]): Promise<void> {
    const { user } = this;
    if (place.kind === 'aside' || /^[DUW]/.test(place.channel)) return this.reply(place, messages);
    const { channel, thread } = place;
    await this.reply(
      { kind: 'aside', channel, user, canShare: false, ...(thread !== undefined && { thread }) },
      messages,
    );
  }

  async #one(place: Place, message: Message, how: 'add' | 'replace'): Promise<void> {
    const respond = place.kind === 'aside' ? place.respond : undefined;
    if (respond) {
      const { sealed, until, isCommand } = respond;
      // A lane of its own: it does not wait for the channel's.
      const destination = destinationTo(this.team, `respond-${sealed.slice(0, 16)}`);
      const way = isCommand ? 'command' : how;
      return this.post(destination, { kind: 'respond', sealed, how: way, ...message }, until);
    }
    const destination = this.#destinationOf(place);
    await (place.kind === 'aside'
      ? this.post(destination, { kind: 'aside', user: place.user, ...message })
      : this.post(destination, { kind: 'message', ...message }));
  }

  #destinationOf = ({ channel, thread }: Place): string => destinationTo(this.team, channel, thread);
}
