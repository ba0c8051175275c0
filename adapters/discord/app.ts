import { randomUUID } from 'node:crypto';
import { REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Assistant } from '../../src/assistant/assistant.ts';
import { InboxWorker } from '../../src/assistant/inbox-worker.ts';
import { OutboxWorker } from '../../src/assistant/outbox-worker.ts';
import type { ChatRecords, Ledger, Seal } from '../../src/assistant/ports.ts';
import { Answers } from './answers.ts';
import { registerCommands } from './commands.ts';
import { Delivery } from './deliver.ts';
import type { ErrandParts } from './errand.ts';
import { Gateway, type Ready } from './gateway.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import { Listeners } from './listeners.ts';
import { Moderators } from './moderators.ts';
import { describeObstacles, readSpots } from './permissions.ts';
import { giveWayTo } from './precedence.ts';
import { describeMissingApplication, describeRefusedToken, inviteLinks } from './preflight.ts';
import { type DiscordSettings, desksOf } from './settings.ts';
import { tellFailure, workEvent } from './work.ts';

export interface DiscordParts extends Pick<ErrandParts, 'forget' | 'answerCase'> {
  readonly settings: DiscordSettings;
  readonly ledger: Ledger<ChatRecords>;
  readonly assistant: Assistant<ChatRecords>;
  readonly seal: Seal;
  /** Discord cannot be heard any more until someone changes something: what, in plain words. End the process. */
  readonly onDeaf: (reason: string) => void;
  readonly onFault: (subject: string, error: unknown) => void;
  /** What whoever runs the program should read. */
  readonly log: (text: string) => void;
  readonly now?: () => number;
  readonly timing?: Partial<Timing>;
}

interface Timing {
  /** How long a process that died keeps others from taking over. */
  readonly leaseMs: number;
  readonly silenceMs: number;
  readonly firstBackoffMs: number;
}

/** How soon it is seen that channels were set otherwise. */
const PLACES_MS = 5 * 60_000;

const TIMING: Timing = { leaseMs: 15_000, silenceMs: 60_000, firstBackoffMs: 1_000 };

/** Serving Discord. */
export class DiscordApp {
  readonly #gateway: Gateway;
  readonly #lease: LeaseKeeper;
  readonly #inbox: InboxWorker;
  readonly #outbox: OutboxWorker;
  readonly #rest: REST;

  readonly #parts: DiscordParts;
  #isDeaf = false;
  #spots: Awaited<ReturnType<typeof readSpots>> = [];
  #looking: NodeJS.Timeout | undefined;

  constructor(given: DiscordParts) {
    const parts = { ...given, onDeaf: this.#onceDeaf(given.onDeaf) };
    this.#parts = parts;
    const { settings, ledger } = parts;
    const timing = { ...TIMING, ...parts.timing };
    const moderators = new Moderators(ledger, settings.guild);
    const acknowledging = new Map<string, Promise<unknown>>();
    this.#rest = new REST({ api: settings.apiUrl }).setToken(settings.token);
    this.#outbox = this.#createOutbox(acknowledging);
    this.#inbox = this.#createInbox(moderators, acknowledging);
    this.#gateway = this.#createGateway(timing, this.#createListeners(moderators, acknowledging));
    this.#lease = this.#createLease(timing);
  }

  /** Returns at once: what earlier processes left behind is worked, and the connection is made, in the background. */
  start(): void {
    this.#inbox.start();
    this.#outbox.start();
    this.#lease.start();
    this.#looking = setInterval(() => void this.#lookAtPlaces(), PLACES_MS);
  }

  /** Resolves when what was begun is done and another process may take over. */
  async stop(): Promise<void> {
    clearInterval(this.#looking);
    await this.#gateway.close();
    await this.#lease.stop();
    await this.#inbox.stop();
    await this.#outbox.stop();
  }

  get state(): 'live' | 'connecting' | 'standing by' {
    if (!this.#lease.isHeld) return 'standing by';
    return this.#gateway.isLive ? 'live' : 'connecting';
  }

  /** What is wrong, in words for who looks after the program. */
  get fault(): string | undefined {
    return this.state === 'connecting' ? 'Discord is not connected: nothing is heard from it' : undefined;
  }

  /** What keeps the bot from speaking somewhere: the rest of it works. */
  get warning(): string | undefined {
    const { client } = this.#gateway;
    const obstacles = client ? describeObstacles(client, this.#spots) : [];
    return obstacles.length === 0 ? undefined : obstacles.join('\n');
  }

  /** Several shards and posts may find out about the same thing. */
  readonly #onceDeaf =
    (onDeaf: (reason: string) => void) =>
    (reason: string): void => {
      if (this.#isDeaf) return;
      this.#isDeaf = true;
      onDeaf(reason);
    };

  #createOutbox(acknowledging: ReadonlyMap<string, Promise<unknown>>): OutboxWorker {
    const { settings, ledger, assistant, seal, onFault, onDeaf } = this.#parts;
    const { apiUrl, token } = settings;
    const onUnauthorised = (): void => {
      onDeaf(describeRefusedToken());
    };
    const desks = desksOf(settings);
    const { deliver } = new Delivery({
      ...{ apiUrl, token, ledger, assistant, seal, desks, acknowledging, onUnauthorised },
    });
    // Discord itself says when a channel is written to too fast.
    return new OutboxWorker({ ledger, platform: 'discord', deliver, onFault, intervalMs: 0 });
  }

  #createInbox(moderators: Moderators, acknowledging: ReadonlyMap<string, unknown>): InboxWorker {
    const { ledger, onFault } = this.#parts;
    return new InboxWorker({
      ledger,
      platform: 'discord',
      giveWay: () => giveWayTo(acknowledging),
      work: (work) => workEvent({ ...this.#parts, moderators }, work),
      giveUp: tellFailure,
      onFault,
      onWorked: () => {
        this.#outbox.wake();
      },
    });
  }

  #createListeners(moderators: Moderators, acknowledging: Map<string, Promise<unknown>>): Listeners {
    const { settings, ledger, assistant, seal, now = Date.now } = this.#parts;
    return new Listeners({
      ...{ ledger, assistant, seal, moderators, acknowledging, now },
      answers: new Answers(settings.apiUrl),
      self: () => this.#gateway.self,
      parentOf: (channel) => this.#gateway.parentOf(channel),
      onReceived: () => {
        this.#inbox.wake();
      },
    });
  }

  #createGateway(timing: Timing, listeners: Listeners): Gateway {
    const { settings, onDeaf, onFault } = this.#parts;
    const { token, apiUrl } = settings;
    return new Gateway({
      ...{ token, apiUrl, onDeaf, onFault, ...timing },
      onInteraction: (raw) => listeners.onInteraction(raw),
      onMessage: (raw) => listeners.onMessage(raw),
      onThread: (raw) => listeners.onThread(raw),
      onReady: (ready) => void this.#register(ready),
      onGuilds: () => void this.#lookAtPlaces(),
    });
  }

  #createLease({ leaseMs }: Timing): LeaseKeeper {
    const { ledger, onFault, now = Date.now } = this.#parts;
    return new LeaseKeeper({
      ...{ ledger, onFault, now, name: 'discord-gateway', holder: randomUUID(), forMs: leaseMs },
      onTaken: () => {
        this.#gateway.open();
      },
      onLost: () => {
        this.#gateway.close().catch((error: unknown) => {
          onFault('connection', error);
        });
      },
    });
  }

  /** Whether the bot may speak where it was set to, for the log and the program's health. */
  async #lookAtPlaces(): Promise<void> {
    const { settings, ledger, log, onFault } = this.#parts;
    const { client } = this.#gateway;
    if (!client) return;
    try {
      const before = this.warning;
      this.#spots = await readSpots(settings, ledger.read, [...client.guilds.cache.keys()]);
      const { warning } = this;
      if (warning !== undefined && warning !== before) log(`Discord: ${warning}`);
    } catch (error) {
      onFault('permissions', error);
    }
  }

  /** Brings the commands up to date, at each connection; a fault of it keeps nobody from being answered. */
  async #register(ready: Ready): Promise<void> {
    const { settings, onFault, log } = this.#parts;
    try {
      const application = ready.application?.id ?? settings.application ?? (await this.#readApplication());
      const guild = settings.commands === 'guild' ? settings.guild : undefined;
      const changes = await registerCommands(this.#rest, application, guild);
      const { server, user } = inviteLinks(application);
      log(`Discord: ${changes} commands written. Add to a server: ${server} · to an account: ${user}`);
      // What was registered there while developing would be offered twice.
      if (guild === undefined && settings.guild !== undefined)
        await registerCommands(this.#rest, application, settings.guild, []);
    } catch (error) {
      onFault('commands', error);
    }
  }

  async #readApplication(): Promise<string> {
    const parsed = z
      .object({ id: z.string() })
      .safeParse(await this.#rest.get(Routes.currentApplication()).catch(() => undefined));
    if (!parsed.success) throw new Error(describeMissingApplication());
    return parsed.data.id;
  }
}
