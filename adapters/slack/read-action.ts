import { z } from 'zod';
import { type Place, type Received, incoming } from './incoming.ts';
import { readTyped } from './mrkdwn.ts';
import type { Reading } from './reading.ts';

/** Slack takes posts to a response address for 30 minutes; what is later is lost. */
const RESPOND_MS = 29 * 60_000;

const id = z.object({ id: z.string() });
const user = z.object({ id: z.string(), team_id: z.string().nullish() });

const command = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string().optional(),
  channel_id: z.string(),
  channel_name: z.string().optional(),
  user_id: z.string(),
  response_url: z.string().optional(),
  trigger_id: z.string().optional(),
});

const click = z.object({
  type: z.literal('block_actions'),
  user,
  team: id.nullish(),
  channel: id.nullish(),
  container: z
    .object({
      type: z.string().optional(),
      channel_id: z.string().optional(),
      message_ts: z.string().optional(),
      thread_ts: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .default({}),
  message: z.object({ ts: z.string().optional(), thread_ts: z.string().optional() }).nullish(),
  actions: z
    .array(
      z.object({ action_id: z.string(), value: z.string().default(''), action_ts: z.string().optional() }),
    )
    .min(1),
  response_url: z.string().optional(),
  trigger_id: z.string().optional(),
});
type Click = z.infer<typeof click>;

const shortcut = z.object({
  type: z.literal('message_action'),
  user,
  team: id.nullish(),
  channel: id,
  message: z.object({
    text: z.string().default(''),
    ts: z.string().optional(),
    thread_ts: z.string().optional(),
  }),
  response_url: z.string().optional(),
  trigger_id: z.string().optional(),
  action_ts: z.string().optional(),
});

const submission = z.object({
  type: z.literal('view_submission'),
  user,
  team: id.nullish(),
  view: z.object({
    id: z.string(),
    hash: z.string().optional(),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), z.looseObject({}))) }),
  }),
});

/** What a command, click, shortcut or form asks for; undefined for what is nothing to us. */
export function readAction(body: unknown, reading: Reading): Received | undefined {
  const typed = command.safeParse(body).data;
  if (typed) return readCommand(typed, reading);
  const clicked = click.safeParse(body).data;
  if (clicked) return readClick(clicked, reading);
  const chosen = shortcut.safeParse(body).data;
  if (chosen) return readShortcut(chosen, reading);
  const sent = submission.safeParse(body).data;
  return sent && readSubmission(sent, reading);
}

const respondBy = (url: string | undefined, isCommand: boolean, { seal, now }: Reading) =>
  url === undefined ? {} : { respond: { sealed: seal.seal(url), until: now() + RESPOND_MS, isCommand } };

const isDirect = (channel: string): boolean => channel.startsWith('D');

function readCommand(typed: z.infer<typeof command>, reading: Reading): Received {
  const { user_id: who, channel_id: channel, channel_name: name, response_url: url } = typed;
  const team = typed.team_id ?? reading.identity.team;
  const canShare = !isDirect(channel) && name !== 'directmessage';
  const place: Place = { kind: 'aside', channel, user: who, canShare, ...respondBy(url, true, reading) };
  return {
    event: reading.keyOf('command', typed.trigger_id, who, channel, typed.text, url),
    incoming: {
      kind: 'question',
      text: readTyped(typed.text),
      asker: { team, user: who },
      place,
      conversation: `slack:${team}/${who}`,
    },
  };
}

function readShortcut(chosen: z.infer<typeof shortcut>, reading: Reading): Received {
  const { channel, message, response_url: url } = chosen;
  const who = chosen.user.id;
  const team = chosen.user.team_id ?? chosen.team?.id ?? reading.identity.team;
  const place: Place = {
    kind: 'aside',
    channel: channel.id,
    user: who,
    canShare: !isDirect(channel.id),
    ...(message.thread_ts !== undefined && { thread: message.thread_ts }),
    ...respondBy(url, false, reading),
  };
  return {
    event: reading.keyOf('shortcut', chosen.trigger_id, who, channel.id, message.ts, chosen.action_ts),
    incoming: {
      kind: 'question',
      text: readTyped(message.text),
      asker: { team, user: who },
      place,
      conversation: `slack:${team}/${who}`,
    },
  };
}

/** Where a click was made: the reply to it goes to the same readers. */
function placeOf(clicked: Click, reading: Reading): Place {
  const { container, message } = clicked;
  const channel = clicked.channel?.id ?? container.channel_id;
  const who = clicked.user.id;
  if (channel === undefined) return { kind: 'open', channel: who };
  const at = message?.ts ?? container.message_ts;
  const under = message?.thread_ts ?? container.thread_ts;
  const inThread = under === undefined ? {} : { thread: under };
  if (container.is_ephemeral)
    return {
      kind: 'aside',
      channel,
      user: who,
      canShare: !isDirect(channel),
      ...inThread,
      ...respondBy(clicked.response_url, false, reading),
    };
  if (isDirect(channel) || at === undefined) return { kind: 'open', channel, ...inThread };
  return { kind: 'open', channel, thread: under ?? at };
}

/** The action id is the verb and a number: `choose-3`. */
export const verbOf = (actionId: string): string => actionId.replace(/-\d+$/, '');

/** What can be clicked twice in earnest and must happen once: told apart by what it is about, not by the click. */
const ONCE = new Set(['person', 'share']);

function readClick(clicked: Click, reading: Reading): Received | undefined {
  const [action] = clicked.actions;
  if (!action) return undefined;
  const kind = verbOf(action.action_id);
  const [subject = '', language] = action.value.split(' ');
  const place = placeOf(clicked, reading);
  const who = clicked.user.id;
  const workspace = clicked.team?.id ?? reading.identity.team;
  const team = clicked.user.team_id ?? workspace;
  const at = clicked.message?.ts ?? clicked.container.message_ts;
  const isOwn = place.kind === 'aside' || (isDirect(place.channel) && place.thread === undefined);
  const isHome = place.kind === 'open' && place.channel === who;
  const { data } = incoming.safeParse({
    kind,
    ...subjectOf(kind, subject),
    language,
    ...(at !== undefined && { at }),
    asker: { team, user: who },
    place,
    conversation:
      isOwn || isHome
        ? `slack:${workspace}/${who}`
        : `slack:${workspace}/${place.channel}/${place.thread ?? who}`,
  });
  if (!data) return undefined;
  const event = ONCE.has(kind)
    ? reading.keyOf(kind, who, place.channel, subject)
    : reading.keyOf('click', clicked.trigger_id, who, at, action);
  return { event, incoming: data };
}

/** What the first word of a button's value is, by what the button does. */
function subjectOf(kind: string, subject: string): Readonly<Record<string, string>> {
  switch (kind) {
    case 'choose':
    case 'step':
      return { choice: subject };
    case 'more':
      return { entry: subject };
    case 'person':
      return { question: subject };
    case 'send':
      return { proposal: subject };
    case 'home':
      return subject === '' ? {} : { topic: subject };
    default:
      return { delivery: subject };
  }
}

/** The incoming that a form was opened for rides in its metadata; what was written in the form is added. */
function readSubmission(
  { user: who, view }: z.infer<typeof submission>,
  reading: Reading,
): Received | undefined {
  const written = Object.values(view.state.values)
    .flatMap((fields) => Object.values(fields))
    .flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
    .join('\n');
  const opened = incoming.safeParse(JSON.parse(view.private_metadata)).data;
  if (opened?.kind !== 'unhelpful') return undefined;
  return {
    event: reading.keyOf('form', view.id, view.hash, who.id),
    incoming: { ...opened, comment: written },
  };
}
