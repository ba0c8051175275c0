import { z } from 'zod';
import { homeView, messageContent, modalView } from './limits.ts';
import { BOT, type HeldMessage, TEAM, type Workspace } from './state.ts';

type Body = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>> & { readonly ok: boolean };

const refuse = (error: string): Answer => ({ ok: false, error });

const posting = messageContent.extend({
  channel: z.string().min(1),
  thread_ts: z
    .string()
    .regex(/^\d+\.\d{6}$/)
    .optional(),
  metadata: z
    .strictObject({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) })
    .optional(),
  unfurl_links: z.literal('false'),
  unfurl_media: z.literal('false'),
});

/** Form fields arrive as text; structures as JSON in it. */
const JSON_FIELDS = ['blocks', 'metadata', 'view', 'prompts'];
const structured = (body: Body): Body =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      JSON_FIELDS.includes(name) && typeof value === 'string' ? (JSON.parse(value) as unknown) : value,
    ]),
  );

function read<T>(schema: z.ZodType<T>, method: string, body: Body, workspace: Workspace): T | undefined {
  const parsed = schema.safeParse(structured(body));
  if (parsed.success) return parsed.data;
  workspace.complaints.push(`${method}: ${z.prettifyError(parsed.error)}`);
  return undefined;
}

function post(body: Body, workspace: Workspace): Answer {
  const asked = read(posting, 'chat.postMessage', body, workspace);
  if (!asked) return refuse('invalid_blocks');
  // Slack opens the direct messages of a user's id.
  const id = /^[UW]/.test(asked.channel) ? `D${asked.channel}` : asked.channel;
  const channel = workspace.channelOf(id);
  if (channel.isArchived) return refuse('is_archived');
  if (!channel.isMember) return refuse(channel.isPrivate ? 'channel_not_found' : 'not_in_channel');
  const { ts } = workspace.add({
    channel: id,
    thread: asked.thread_ts,
    user: BOT,
    text: asked.text,
    blocks: asked.blocks,
    metadata: workspace.keepsMetadata ? asked.metadata : undefined,
    onlyFor: undefined,
    by: undefined,
  });
  return { ok: true, channel: id, ts };
}

function postEphemeral(body: Body, workspace: Workspace): Answer {
  const asked = read(
    messageContent.extend({ channel: z.string(), user: z.string(), thread_ts: z.string().optional() }),
    'chat.postEphemeral',
    body,
    workspace,
  );
  if (!asked) return refuse('invalid_blocks');
  const { channel, user: onlyFor, text, blocks, thread_ts: thread } = asked;
  workspace.add({ channel, thread, user: BOT, text, blocks, metadata: undefined, onlyFor, by: undefined });
  return { ok: true };
}

function update(body: Body, workspace: Workspace): Answer {
  const asked = read(
    messageContent.extend({ channel: z.string(), ts: z.string() }),
    'chat.update',
    body,
    workspace,
  );
  if (!asked) return refuse('invalid_blocks');
  const held = workspace.messages.find(({ ts, channel }) => ts === asked.ts && channel === asked.channel);
  if (!held) return refuse('message_not_found');
  held.text = asked.text;
  held.blocks = asked.blocks;
  held.edits += 1;
  workspace.changed();
  return { ok: true, ts: held.ts };
}

const told = ({ ts, thread, user, text, blocks, metadata }: HeldMessage) => ({
  type: 'message',
  ts,
  user,
  text,
  blocks,
  ...(thread !== undefined && { thread_ts: thread }),
  ...(metadata && { metadata }),
});

const history = (body: Body, { messages }: Workspace): Answer => ({
  ok: true,
  messages: messages
    .filter(
      ({ channel, thread, onlyFor }) =>
        channel === body['channel'] && thread === undefined && onlyFor === undefined,
    )
    .map(told)
    .reverse(),
});

const replies = (body: Body, { messages }: Workspace): Answer => ({
  ok: true,
  messages: messages
    .filter(({ channel, thread, ts }) => channel === body['channel'] && (thread ?? ts) === body['ts'])
    .map(told),
});

function info(body: Body, workspace: Workspace): Answer {
  const channel = workspace.channels.get(String(body['channel']));
  if (!channel || (channel.isPrivate && !channel.isMember)) return refuse('channel_not_found');
  return {
    ok: true,
    channel: { id: channel.id, is_member: channel.isMember, is_archived: channel.isArchived },
  };
}

function publish(body: Body, workspace: Workspace): Answer {
  const asked = read(z.object({ user_id: z.string(), view: homeView }), 'views.publish', body, workspace);
  if (!asked) return refuse('invalid_arguments');
  workspace.views.push({ user: asked.user_id, view: asked.view });
  workspace.changed();
  return { ok: true };
}

function open(body: Body, workspace: Workspace): Answer {
  const asked = read(z.object({ trigger_id: z.string(), view: modalView }), 'views.open', body, workspace);
  if (!asked) return refuse('invalid_arguments');
  const id = `V${workspace.modals.length}`;
  workspace.modals.push({ id, view: asked.view });
  workspace.changed();
  return { ok: true, view: { id } };
}

const prompts = z
  .array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) }))
  .min(1)
  .max(4);

function setPrompts(body: Body, workspace: Workspace): Answer {
  const asked = z.object({ channel_id: z.string(), thread_ts: z.string(), prompts });
  return read(asked, 'assistant.threads.setSuggestedPrompts', body, workspace)
    ? { ok: true }
    : refuse('invalid_arguments');
}

type Method = (body: Body, workspace: Workspace) => Answer;

/** The methods that the server knows; others are refused as Slack does. */
export const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': () => ({ ok: true, team_id: TEAM, user_id: BOT, bot_id: 'BBOT' }),
  'chat.postMessage': post,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.info': info,
  'conversations.open': (body) => ({ ok: true, channel: { id: `D${String(body['users'])}` } }),
  'views.publish': publish,
  'views.open': open,
  'users.info': ({ user }, { locales }) => ({
    ok: true,
    user: { id: user, locale: locales.get(String(user)) },
  }),
  'assistant.threads.setStatus': () => ({ ok: true }),
  'assistant.threads.setTitle': () => ({ ok: true }),
  'assistant.threads.setSuggestedPrompts': setPrompts,
};
