import { readFile, readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { renderManifest, scopes } from '../../../adapters/slack/manifest.ts';

const shape = z.object({
  features: z.object({ slash_commands: z.array(z.object({ command: z.string() })) }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    socket_mode_enabled: z.boolean(),
    event_subscriptions: z.object({ bot_events: z.array(z.string()), request_url: z.string().optional() }),
  }),
});

const read = (options: Parameters<typeof renderManifest>[0]) => shape.parse(parse(renderManifest(options)));

it('the manifest in the repository is the one that the code makes', async () => {
  const kept = await readFile(new URL('../../../adapters/slack/manifest.yaml', import.meta.url), 'utf8');
  expect(kept).toBe(renderManifest({ command: '/ask', threadFollowups: false }));
});

it('names the command, the events of follow-ups and the address of HTTP mode as they are set', () => {
  const made = read({ command: '/wen', threadFollowups: true, requestUrl: 'https://a.example/slack/events' });
  expect(made.features.slash_commands).toEqual([expect.objectContaining({ command: '/wen' })]);
  expect(made.settings.event_subscriptions.bot_events).toContain('message.channels');
  expect(made.settings.socket_mode_enabled).toBe(false);
  expect(made.settings.event_subscriptions.request_url).toBe('https://a.example/slack/events');
});

/** https://docs.slack.dev/reference/methods: what each method that the bot calls asks for. */
const SCOPE_OF: Readonly<Record<string, string | undefined>> = {
  'auth.test': undefined,
  'apps.connections.open': undefined,
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'conversations.history': 'channels:history',
  'conversations.replies': 'channels:history',
  'conversations.info': 'channels:read',
  'conversations.open': 'im:write',
  'users.info': 'users:read',
  'views.open': undefined,
  'views.publish': undefined,
  'assistant.threads.setStatus': 'assistant:write',
  'assistant.threads.setTitle': 'assistant:write',
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
};

/** https://docs.slack.dev/reference/events: what each event asks for. */
const SCOPE_FOR: Readonly<Record<string, string | undefined>> = {
  app_home_opened: undefined,
  app_mention: 'app_mentions:read',
  assistant_thread_started: 'assistant:write',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  'message.channels': 'channels:history',
};

it('asks for the scopes of every method that the code calls and of every event, and for no others', async () => {
  const folder = new URL('../../../adapters/slack/', import.meta.url);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  const code = (await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')))).join('\n');
  const called = [
    ...code.matchAll(/client\s*\.((?:auth|apps|chat|conversations|users|views|assistant)(?:\.\w+)+)\(/g),
  ].map(([, method = '']) => method);
  for (const method of called) expect(Object.keys(SCOPE_OF)).toContain(method);
  const { bot_events: events } = read({ command: '/ask', threadFollowups: true }).settings
    .event_subscriptions;
  for (const event of events) expect(Object.keys(SCOPE_FOR)).toContain(event);
  const needed = [
    ...called.map((method) => SCOPE_OF[method]),
    ...events.map((event) => SCOPE_FOR[event]),
    // Of the command and the shortcut; of the channels that are private or not joined.
    ...['commands', 'groups:read', 'chat:write.public'],
  ].filter((scope) => scope !== undefined);
  expect([...scopes()].sort()).toEqual([...new Set(needed)].sort());
});
