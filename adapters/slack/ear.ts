import { Assistant, HTTPReceiver, SocketModeReceiver, type webApi } from '@slack/bolt';
import type { Server } from 'node:http';
import { Connection } from './connection.ts';
import { DurableApp } from './durable-app.ts';
import type { Received } from './incoming.ts';
import { quietLogger } from './quiet-logger.ts';
import type { Identity } from './reading.ts';
import { verbOf } from './read-action.ts';
import type { SlackSettings } from './settings.ts';
import { readFailure } from './slack-errors.ts';
import { SLACK_WORDING } from './slack-wording.ts';
import { detectLanguage } from '../../src/engine/text/language.ts';
import { split } from './split.ts';
import { WHY_FORM, whyForm } from './why-form.ts';

/** Where events come in. */
export interface Ear {
  readonly fault: string | undefined;
  readonly port: number | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface EarParts {
  readonly settings: SlackSettings;
  readonly client: webApi.WebClient;
  readonly identity: Identity;
  readonly keep: (body: unknown) => Promise<boolean>;
  readonly read: (body: unknown) => Received | undefined;
  readonly log: (line: string) => void;
  readonly onFault: (subject: string, error: unknown) => void;
  readonly onDeaf: (reason: string) => void;
  readonly patienceMs: number;
}

/** A pong may be late when the machine is busy. */
const PONG_MS = 15_000;
const CALL_MS = 10_000;
const LONGEST_TITLE = 100;

export function openEar(parts: EarParts): Ear {
  const { connection } = parts.settings;
  return connection.mode === 'socket'
    ? openSocket(connection.appToken, parts)
    : openHttp(connection.signingSecret, connection.port, parts);
}

function openSocket(appToken: string, parts: EarParts): Ear {
  const { settings, log, onDeaf, patienceMs } = parts;
  const logger = quietLogger(log);
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    clientPingTimeout: PONG_MS,
    installerOptions: {
      clientOptions: { slackApiUrl: settings.apiUrl, retryConfig: { retries: 0 }, timeout: CALL_MS },
    },
  });
  listen(receiver, parts);
  const connection = new Connection({ client: receiver.client, log, onDeaf, patienceMs });
  return {
    get fault() {
      return connection.fault;
    },
    port: undefined,
    start: () => connection.start(),
    stop: () => connection.stop(),
  };
}

function openHttp(signingSecret: string, port: number, parts: EarParts): Ear {
  const receiver = new HTTPReceiver({ signingSecret, port, logger: quietLogger(parts.log) });
  listen(receiver, parts);
  let server: Server | undefined;
  return {
    get fault() {
      return server?.listening === true
        ? undefined
        : 'the port for Slack’s requests is not open 接收端口未打开';
    },
    get port() {
      const address = server?.address();
      return typeof address === 'object' ? address?.port : undefined;
    },
    start: async () => {
      server = await receiver.start(port);
    },
    stop: async () => {
      server?.closeIdleConnections();
      if (server) await receiver.stop();
    },
  };
}

function listen(receiver: SocketModeReceiver | HTTPReceiver, parts: EarParts): void {
  const { settings, identity, keep, log, onFault } = parts;
  const app = new DurableApp(
    {
      receiver,
      logger: quietLogger(log),
      convoStore: false,
      clientOptions: {
        slackApiUrl: settings.apiUrl,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
      },
      authorize: () =>
        Promise.resolve({ botToken: settings.botToken, botUserId: identity.user, teamId: identity.team }),
    },
    keep,
  );
  app.command(/./, ({ ack }) => ack());
  app.shortcut(/./, ({ ack }) => ack());
  app.view(WHY_FORM, ({ ack }) => ack());
  app.action(/./, async ({ ack, body, action }) => {
    await ack();
    if ('action_id' in action && verbOf(action.action_id) === 'unhelpful' && app.isFirstTime(body))
      await openWhyForm(body, parts);
  });
  app.assistant(paneOf(parts));
  app.error((error) => {
    onFault('slack', error);
    // Not acknowledged: Slack sends it again.
    return Promise.reject(error);
  });
}

/** While the click is still warm: the form can be opened for three seconds. */
async function openWhyForm(body: object, { client, read, log }: EarParts): Promise<void> {
  const clicked = read(body)?.incoming;
  if (clicked?.kind !== 'unhelpful' || !('trigger_id' in body) || typeof body.trigger_id !== 'string') return;
  const { trigger_id } = body;
  await ordinarily(log, () => client.views.open({ trigger_id, view: whyForm(clicked) }));
}

/** The pane shows that it is being looked up, and takes the question as its title. */
const paneOf = ({ log }: EarParts): Assistant =>
  new Assistant({
    threadStarted: () => Promise.resolve(),
    threadContextChanged: () => Promise.resolve(),
    userMessage: async ({ message, setStatus, setTitle }) => {
      const text = 'text' in message && typeof message.text === 'string' ? message.text : '';
      if (text === '') return;
      await ordinarily(log, () => setStatus(SLACK_WORDING[detectLanguage(text) ?? 'zh'].looking));
      await ordinarily(log, () => setTitle(split(text, LONGEST_TITLE)[0] ?? text));
    },
  });

/** For what adorns: Slack may refuse it, and the answer comes all the same. */
async function ordinarily(log: (line: string) => void, call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    log(`Slack: ${readFailure(error).attempt.reason}`);
  }
}
