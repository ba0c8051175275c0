import type { webApi } from '@slack/bolt';
import type { Message } from './message.ts';
import type { Destination } from './outgoing.ts';
import { readFailure } from './slack-errors.ts';

interface Posted {
  readonly ts?: string;
  readonly text?: string;
  readonly user?: string;
  readonly metadata?: { readonly event_payload?: Readonly<Record<string, unknown>> };
}

type LookedUp =
  | { readonly kind: 'there'; readonly ts: string }
  | { readonly kind: 'not-there' }
  /** Nobody can tell whether it is there. */
  | { readonly kind: 'unknown'; readonly reason: string };

interface Looking {
  readonly client: webApi.WebClient;
  readonly self: string;
}

/** A server that keeps no metadata still shows who wrote what. */
const isIt = ({ metadata, text, user }: Posted, id: string, message: Message, self: string): boolean =>
  metadata?.event_payload === undefined
    ? user === self && text === message.text
    : metadata.event_payload['id'] === id;

/**
 * Whether a post is there already, by the id in its metadata.
 * @throws what is to be tried again later
 */
export async function lookUp(
  id: string,
  message: Message,
  to: Destination,
  { client, self }: Looking,
): Promise<LookedUp> {
  try {
    const found = (await postsAt(to, client)).find((post) => isIt(post, id, message, self));
    return found?.ts === undefined ? { kind: 'not-there' } : { kind: 'there', ts: found.ts };
  } catch (error) {
    const { attempt } = readFailure(error);
    if (attempt.kind === 'retry') throw error;
    const reason = `it may have arrived, and Slack does not let the app look (${attempt.reason})`;
    return { kind: 'unknown', reason };
  }
}

const MOST = 200;

async function postsAt(
  { channel, thread }: Destination,
  client: webApi.WebClient,
): Promise<readonly Posted[]> {
  const asked = { channel: await channelOf(channel, client), include_all_metadata: true, limit: MOST };
  const { messages = [] } =
    thread === undefined
      ? await client.conversations.history(asked)
      : await client.conversations.replies({ ...asked, ts: thread });
  return messages;
}

/** A user's id stands for the direct messages with them. */
async function channelOf(channel: string, client: webApi.WebClient): Promise<string> {
  if (!/^[UW]/.test(channel)) return channel;
  const { channel: opened } = await client.conversations.open({ users: channel });
  return opened?.id ?? channel;
}
