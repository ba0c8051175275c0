import { setTimeout as wait } from 'node:timers/promises';
import type { Assistant } from '../../src/assistant/assistant.ts';
import type { ChatRecords, Ledger, PersonId, Seal } from '../../src/assistant/ports.ts';
import { InboxWorker } from '../../src/assistant/inbox-worker.ts';
import { OutboxWorker } from '../../src/assistant/outbox-worker.ts';
import { detectLanguage } from '../../src/engine/text/language.ts';
import { webApi } from '@slack/bolt';
import { type Ear, openEar } from './ear.ts';
import type { WorkParts } from './job.ts';
import { Locales } from './locales.ts';
import { destinationTo } from './outgoing.ts';
import { openDelivery } from './open-delivery.ts';
import { type Obstacle, preflight } from './preflight.ts';
import { type Identity, type Reading, keyOf } from './reading.ts';
import { readEvent } from './read-event.ts';
import { readAction } from './read-action.ts';
import { quietLogger } from './quiet-logger.ts';
import type { SlackSettings } from './settings.ts';
import { tellFault, workEvent } from './work.ts';

/** What Slack's adapter is given. */
export interface SlackParts {
  readonly settings: SlackSettings;
  readonly ledger: Ledger<ChatRecords>;
  readonly assistant: Assistant<ChatRecords>;
  readonly seal: Seal;
  readonly forget: WorkParts['forget'];
  readonly answerCase: WorkParts['answerCase'];
  /** Ids of the entries that changed last, newest first. */
  readonly changedLately?: (most: number) => Promise<readonly string[]>;
  /** Told once it is known which workspace it is: where moderators see cases. */
  readonly onDesk: (destination: string) => void;
  /** For whoever looks after the program. */
  readonly log: (line: string) => void;
  readonly onFault: (subject: string, error: unknown) => void;
  /** Nothing will come from Slack any more: the process should say why and end. */
  readonly onDeaf: (reason: string) => void;
  /** Between two posts to one channel; Slack allows about one a second. */
  readonly intervalMs?: number;
  /** How long Slack may be away before it counts as gone. */
  readonly patienceMs?: number;
}

const INTERVAL_MS = 1_000;
const PATIENCE_MS = 10 * 60_000;
const CALL_MS = 10_000;
const AT_ONCE = 60;
const FIRST_WAIT_MS = 500;
const LAST_WAIT_MS = 30_000;

/** Slack, from the first look at its settings until it is stopped. */
export class Slack {
  readonly #client: webApi.WebClient;
  #fault: string | undefined = 'starting 正在启动';
  #isStopped = false;
  #ear: Ear | undefined;
  #workers: readonly { stop(): Promise<void> }[] = [];

  constructor(private readonly parts: SlackParts) {
    const { settings, log } = parts;
    this.#client = new webApi.WebClient(settings.botToken, {
      slackApiUrl: settings.apiUrl,
      // Waiting and trying again are the outbox's: one busy channel holds no other back.
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: CALL_MS,
      maxRequestConcurrency: AT_ONCE,
      logger: quietLogger(log),
    });
  }

  /** What is wrong, for whoever looks after the program; undefined while all is well. */
  get fault(): string | undefined {
    return this.#fault ?? this.#ear?.fault;
  }

  /** The port of HTTP mode. */
  get port(): number | undefined {
    return this.#ear?.port;
  }

  /** Resolves when questions are taken, or never will be: then `onDeaf` was told why. */
  async start(): Promise<void> {
    const identity = await this.#identify();
    if (!identity || this.#isStopped) return;
    const { settings, onDesk } = this.parts;
    if (settings.moderationChannel !== undefined)
      onDesk(destinationTo(identity.team, settings.moderationChannel));
    const { inbox, outbox } = this.#openWorkers(identity);
    this.#workers = [inbox, outbox];
    outbox.start();
    inbox.start();
    const keep = this.#keeper(identity, inbox);
    this.#ear = openEar({
      ...this.parts,
      client: this.#client,
      identity,
      ...keep,
      patienceMs: this.#patienceMs,
    });
    await this.#ear.start();
    this.#fault = undefined;
  }

  /** Takes nothing new, ends what was begun. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#fault = 'stopped 已停止';
    await this.#ear?.stop();
    for (const worker of this.#workers) await worker.stop();
  }

  get #patienceMs(): number {
    return this.parts.patienceMs ?? PATIENCE_MS;
  }

  /** Who the app is; tries until Slack can be reached, or until it is clear that it never will. */
  async #identify(): Promise<Identity | undefined> {
    const until = Date.now() + this.#patienceMs;
    for (let waitMs = FIRST_WAIT_MS; !this.#isStopped; waitMs = Math.min(LAST_WAIT_MS, waitMs * 2)) {
      const { identity, obstacles } = await preflight(this.#client, this.parts.settings);
      for (const { text } of obstacles) this.parts.log(`Slack: ${text}`);
      const standing = obstacles.filter(({ isFatal }) => isFatal);
      if (standing.length === 0) return identity;
      this.#fault = standing.map(({ text }) => text).join('; ');
      if (!standing.every(isPassing) || Date.now() + waitMs > until) {
        this.parts.onDeaf(this.#fault);
        return undefined;
      }
      await wait(waitMs, undefined, { ref: false });
    }
    return undefined;
  }

  #openWorkers(identity: Identity) {
    const { ledger, assistant, forget, answerCase, onFault } = this.parts;
    const platform = 'slack';
    const locales = new Locales(this.#client, Date.now);
    const languageOf: WorkParts['languageOf'] = async ({ user }, person: PersonId, text) => {
      const chosen = await ledger.read.people.languageOf(person);
      return chosen ?? (detectLanguage(text) ? undefined : locales.languageOf(user));
    };
    const parts: WorkParts = { ledger, assistant, forget, answerCase, homeTeam: identity.team, languageOf };
    const delivery = openDelivery({ ...this.parts, client: this.#client, identity, locales });
    const outbox = new OutboxWorker({
      ledger,
      platform,
      deliver: delivery.deliver,
      onFault,
      intervalMs: this.parts.intervalMs ?? INTERVAL_MS,
    });
    const inbox = new InboxWorker({
      ledger,
      platform,
      work: (work) => workEvent(work, parts),
      giveUp: (event, records) => tellFault(event, records, identity.team),
      onFault,
      onWorked: () => {
        outbox.wake();
      },
    });
    return { inbox, outbox };
  }

  #keeper(identity: Identity, inbox: InboxWorker) {
    const { ledger, settings, seal } = this.parts;
    const reading: Reading = { identity, settings, seal, now: Date.now, keyOf };
    const read = (body: unknown) => readEvent(body, reading) ?? readAction(body, reading);
    const keep = async (body: unknown): Promise<boolean> => {
      const received = read(body);
      if (!received) return false;
      const { event, incoming } = received;
      const isNew = await ledger.write((records) =>
        records.inbox.receive({ event, payload: JSON.stringify(incoming) }),
      );
      if (isNew) inbox.wake();
      return isNew;
    };
    return { keep, read };
  }
}

const isPassing = (obstacle: Obstacle): boolean => obstacle.isPassing === true;
