import { z } from 'zod';
import type { Received } from './incoming.ts';
import { readTyped } from './mrkdwn.ts';
import type { Reading } from './reading.ts';

const text = z.string().default('');

const envelope = z.object({
  type: z.literal('event_callback'),
  event_id: z.string().optional(),
  team_id: z.string().optional(),
  event: z.looseObject({ type: z.string() }),
});

const message = z.object({
  type: z.enum(['message', 'app_mention']),
  channel: z.string(),
  channel_type: z.string().optional(),
  user: z.string(),
  user_team: z.string().optional(),
  source_team: z.string().optional(),
  team: z.string().optional(),
  text,
  ts: z.string(),
  thread_ts: z.string().optional(),
  subtype: z.string().optional(),
  bot_id: z.string().nullish(),
  hidden: z.boolean().optional(),
});
type MessageEvent = z.infer<typeof message>;

const paneOpened = z.object({
  type: z.literal('assistant_thread_started'),
  assistant_thread: z.object({ user_id: z.string(), channel_id: z.string(), thread_ts: z.string() }),
});

const homeOpened = z.object({
  type: z.literal('app_home_opened'),
  user: z.string(),
  tab: z.string().default('home'),
});

/** Ways of writing that are somebody's new words; the others tell of edits, deletions, joins and the like. */
const WRITTEN = new Set<string | undefined>([undefined, 'file_share', 'thread_broadcast']);

/** What an event of the Events API asks for; undefined for what is nothing to us. */
export function readEvent(body: unknown, reading: Reading): Received | undefined {
  const { data } = envelope.safeParse(body);
  if (!data) return undefined;
  const { event, event_id: id } = data;
  const team = data.team_id ?? reading.identity.team;
  const under = id === undefined ? reading.keyOf('event', event) : `slack:${id}`;
  const written = message.safeParse(event).data;
  if (written) return readMessage(written, team, under, reading);
  const pane = paneOpened.safeParse(event).data?.assistant_thread;
  if (pane) {
    const { user_id: user, channel_id: channel, thread_ts: thread } = pane;
    const conversation = `slack:${team}/${channel}/${thread}`;
    const place = { kind: 'open' as const, channel, thread };
    return { event: under, incoming: { kind: 'pane', asker: { team, user }, place, conversation } };
  }
  const home = homeOpened.safeParse(event).data;
  if (home?.tab !== 'home') return undefined;
  const { user } = home;
  const place = { kind: 'open' as const, channel: user };
  return {
    event: under,
    incoming: { kind: 'home', asker: { team, user }, place, conversation: `slack:${team}/${user}` },
  };
}

function readMessage(
  written: MessageEvent,
  workspace: string,
  event: string,
  { identity, settings }: Reading,
): Received | undefined {
  const { channel, user, ts, thread_ts: thread, subtype } = written;
  // Our own, other programs', and system messages ask nothing.
  if (written.bot_id != null || user === identity.user || written.hidden || !WRITTEN.has(subtype))
    return undefined;
  const asker = { team: written.user_team ?? written.source_team ?? written.team ?? workspace, user };
  const typed = readTyped(written.text);
  const isMention = written.type === 'app_mention';
  const isDirect = channel.startsWith('D') || written.channel_type === 'im';
  if (isDirect) {
    if (isMention) return undefined;
    const place = { kind: 'open' as const, channel, ...(thread !== undefined && { thread }) };
    const conversation = `slack:${workspace}/${thread === undefined ? user : `${channel}/${thread}`}`;
    return { event, incoming: { kind: 'question', text: typed, asker, place, conversation } };
  }
  const place = { kind: 'open' as const, channel, thread: thread ?? ts };
  const common = { asker, place, conversation: `slack:${workspace}/${channel}/${place.thread}` };
  const isInThread = thread !== undefined && thread !== ts;
  // A mention comes twice where the app reads the channel: as itself, and as a message.
  const mentionsUs = written.text.includes(`<@${identity.user}`);
  if (mentionsUs && !isMention) return undefined;
  if (channel === settings.moderationChannel && isInThread)
    return { event, incoming: { kind: 'case-reply', isMention, text: typed, ...common } };
  if (isMention) return { event, incoming: { kind: 'question', text: typed, ...common } };
  if (!isInThread) return undefined;
  return settings.threadFollowups
    ? { event, incoming: { kind: 'follow-up', text: typed, ...common } }
    : undefined;
}
