import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Slack, type SlackParts } from '../../../adapters/slack/slack.ts';
import { readSlackSettings, slackVariables } from '../../../adapters/slack/settings.ts';
import { Assistant } from '../../../src/assistant/assistant.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { answerCase } from '../../../src/moderation/cases.ts';
import type { Role } from '../../../src/moderation/ports.ts';
import { type StoreConfig, openStore } from '../../../src/storage/open-store.ts';
import { createSeal } from '../../../src/storage/seal.ts';
import type { Repositories, Store } from '../../../src/storage/store.ts';
import { smallEngine } from '../../fakes/small-knowledge.ts';
import { People } from './server/people.ts';
import { APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, SlackServer } from './server/slack-server.ts';
import { TEAM, type Workspace } from './server/state.ts';

export type Mode = 'socket' | 'http';
export const MODES: readonly Mode[] = ['socket', 'http'];

export const DESK = 'CDESK';

interface Options {
  readonly mode?: Mode;
  readonly engine?: Engine;
  readonly variables?: Readonly<Record<string, string>>;
  readonly parts?: Partial<SlackParts>;
  readonly server?: SlackServer;
  /** A store of others; a new one without it. */
  readonly config?: StoreConfig;
  /** What is wrong is what the test is about. */
  readonly mayFail?: boolean;
}

/** The bot, its store and the server it talks to. */
export interface ASlack {
  readonly server: SlackServer;
  readonly workspace: Workspace;
  readonly people: People;
  readonly store: Store;
  readonly slack: Slack;
  readonly log: readonly string[];
  readonly faults: readonly unknown[];
  readonly deaf: readonly string[];
  grant(user: string, role: Role): Promise<void>;
  /** Resolves when nothing that came is left undone. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export async function aSlack({
  mode = 'socket',
  engine = smallEngine(),
  ...options
}: Options = {}): Promise<ASlack> {
  const server = options.server ?? (await SlackServer.start());
  server.workspace.channelOf(DESK);
  const dataDir = await mkdtemp(join(tmpdir(), 'shuwen-slack-'));
  const store = await openStore(options.config ?? { dataDir });
  const log: string[] = [];
  const faults: unknown[] = [];
  const deaf: string[] = [];
  const desks: string[] = [];
  const assistant = new Assistant<Repositories>({
    engine: () => engine,
    ledger: store,
    today: () => '2026-11-21',
    publicUrl: 'https://ask.example.org',
    desks: () => desks,
  });
  const slack = new Slack({
    settings: settingsFor(mode, server, options.variables),
    ledger: store,
    assistant,
    seal: createSeal('a secret of the tests'),
    forget: async (person) => {
      await store.forget(person);
    },
    answerCase: (answer) => answerCase({ store }, answer),
    onDesk: (desk) => desks.push(desk),
    log: (line) => log.push(line),
    onFault: (_subject, error) => {
      faults.push(error);
      server.workspace.changed();
    },
    onDeaf: (reason) => {
      deaf.push(reason);
      server.workspace.changed();
    },
    intervalMs: 0,
    ...options.parts,
  });
  await slack.start();
  if (mode === 'http') server.sendTo(slack.port);
  const { workspace } = server;
  return {
    server,
    workspace,
    people: new People(server),
    store,
    slack,
    log,
    faults,
    deaf,
    grant: (user, role) =>
      store.write(async ({ people }) => {
        await people.grant(await people.identify({ platform: 'slack', tenant: TEAM, user }), role);
      }),
    settled: () => settled(store),
    stop: async () => {
      await slack.stop();
      if (!options.server) await server.stop();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function settingsFor(mode: Mode, server: SlackServer, variables: Readonly<Record<string, string>> = {}) {
  const settings = readSlackSettings(
    slackVariables.parse({
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_APP_TOKEN: APP_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_MODE: mode,
      SLACK_PORT: '0',
      SLACK_API_URL: server.apiUrl,
      SLACK_MODERATION_CHANNEL: DESK,
      ...variables,
    }),
  );
  if (!settings || 'missing' in settings) throw new Error('the settings of the test are incomplete');
  return settings;
}

async function settled(store: Store): Promise<void> {
  for (;;) {
    const { inboxWaiting, outboxWaiting } = await store.health();
    if (inboxWaiting + outboxWaiting === 0) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
