import {
  Client,
  type ClientOptions,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  Options,
  Partials,
  Status,
} from 'discord.js';
import { z } from 'zod';
import { isUnauthorised } from './faults.ts';
import { describeClose, describeRefusedToken } from './preflight.ts';

export interface GatewayParts {
  readonly token: string;
  readonly apiUrl: string;
  /** Reads at once what it needs of the event. */
  readonly onInteraction: (raw: unknown) => Promise<void>;
  readonly onMessage: (raw: unknown) => Promise<void>;
  readonly onThread: (raw: unknown) => Promise<void>;
  readonly onReady: (ready: Ready) => void;
  /** The servers that the bot is in have told of themselves. */
  readonly onGuilds: () => void;
  /** Nothing will come in any more until someone changes something: what, in plain words. */
  readonly onDeaf: (reason: string) => void;
  readonly onFault: (subject: string, error: unknown) => void;
  /** How long a client may be without a connection before another one takes its place. */
  readonly silenceMs: number;
  readonly firstBackoffMs: number;
}

const ready = z.object({
  user: z.object({ id: z.string() }),
  application: z.object({ id: z.string() }).nullish(),
});
/** As what Discord knows the bot. */
export type Ready = z.infer<typeof ready>;

const LAST_BACKOFF_MS = 60_000;

const OPTIONS: ClientOptions = {
  // None of them is privileged: mentions, replies that ping the bot and direct messages bring their text along.
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
  partials: [Partials.Channel],
  shards: 'auto',
  allowedMentions: { parse: [] },
  makeCache: Options.cacheWithLimits({
    ...Options.DefaultMakeCacheSettings,
    MessageManager: 0,
    GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
    UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user.id },
  }),
};

/** The connection to Discord: kept up as long as it is wanted, by one client after another. */
export class Gateway {
  #client: Client | undefined;
  #self: string | undefined;
  #isWanted = false;
  #retry: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;
  #silentSince: number | undefined;

  constructor(private readonly parts: GatewayParts) {}

  /** Whether events come in. */
  get isLive(): boolean {
    const { shards } = this.#client?.ws ?? {};
    return shards !== undefined && shards.size > 0 && shards.every(({ status }) => HEARS.includes(status));
  }

  /** The bot's own user. */
  get self(): string | undefined {
    return this.#self;
  }

  /** What is known of servers and channels; undefined while there is no connection. */
  get client(): Client | undefined {
    return this.#client;
  }

  /** The channel that a thread belongs to. */
  parentOf(channel: string): string | undefined {
    const known = this.#client?.channels.cache.get(channel);
    return known?.isThread() ? (known.parentId ?? undefined) : undefined;
  }

  open(): void {
    this.#isWanted = true;
    this.#watch = setInterval(() => void this.#check(), this.parts.silenceMs / 4);
    void this.#connect(this.parts.firstBackoffMs);
  }

  async close(): Promise<void> {
    this.#isWanted = false;
    clearInterval(this.#watch);
    clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = undefined;
    await client?.destroy();
  }

  async #connect(backoffMs: number): Promise<void> {
    const client = this.#createClient();
    this.#client = client;
    try {
      await client.login(this.parts.token);
    } catch (error) {
      if (!this.#isWanted || this.#client !== client) return;
      if (isRefusedToken(error)) {
        this.parts.onDeaf(describeRefusedToken());
        return;
      }
      this.parts.onFault(`login, tried again in ${Math.round(backoffMs / 1000)} s`, error);
      this.#retry = setTimeout(() => {
        this.#retry = undefined;
        void this.#connect(Math.min(backoffMs * 2, LAST_BACKOFF_MS));
      }, backoffMs);
    }
  }

  #createClient(): Client {
    const { parts } = this;
    const client = new Client({ ...OPTIONS, rest: { api: parts.apiUrl } });
    const receive = (subject: string, handle: (raw: unknown) => Promise<void>) => (raw: unknown) => {
      if (this.#client === client)
        handle(raw).catch((error: unknown) => {
          parts.onFault(subject, error);
        });
    };
    // As they come, not as discord.js shows them: nothing waits until every server has been heard of.
    client.ws.on(GatewayDispatchEvents.InteractionCreate, receive('an interaction', parts.onInteraction));
    client.ws.on(GatewayDispatchEvents.InteractionCreate, withhold);
    client.ws.on(GatewayDispatchEvents.MessageCreate, receive('a message', parts.onMessage));
    client.ws.on(GatewayDispatchEvents.ThreadCreate, receive('a thread', parts.onThread));
    client.ws.on(GatewayDispatchEvents.Ready, (raw: unknown) => {
      const known = ready.safeParse(raw);
      fillInReady(raw);
      if (!known.success) {
        parts.onFault('what Discord says of the bot', known.error);
        return;
      }
      this.#self = known.data.user.id;
      parts.onReady(known.data);
    });
    client.on(Events.ClientReady, () => {
      if (this.#client === client) parts.onGuilds();
    });
    client.on(Events.Error, (error) => {
      parts.onFault('client', error);
    });
    client.on(Events.ShardError, (error) => {
      parts.onFault('connection', error);
    });
    client.on(Events.ShardDisconnect, ({ code }) => {
      if (this.#isWanted && this.#client === client) parts.onDeaf(describeClose(code));
    });
    return client;
  }

  /** discord.js reconnects by itself; if it has given up, another client is better than a deaf one. */
  async #check(): Promise<void> {
    const client = this.#client;
    if (!client || this.#retry || this.isLive) {
      this.#silentSince = undefined;
      return;
    }
    this.#silentSince ??= Date.now();
    if (Date.now() - this.#silentSince < this.parts.silenceMs) return;
    this.#silentSince = undefined;
    await client.destroy();
    if (this.#isWanted && this.#client === client) await this.#connect(this.parts.firstBackoffMs);
  }
}

const HEARS: readonly Status[] = [Status.Ready, Status.WaitingForGuilds];

const isRefusedToken = (error: unknown): boolean =>
  isUnauthorised(error) || (error instanceof Error && 'code' in error && error.code === 'TokenInvalid');

/**
 * Keeps an interaction that has been received from discord.js, which would make objects of it that nobody uses, and
 * throw where a server leaves out a field that it reads.
 */
function withhold(interaction: unknown): void {
  if (typeof interaction === 'object' && interaction !== null)
    Object.assign(interaction, { type: 0, channel: undefined });
}

/** discord.js reads this without looking whether it is there. */
function fillInReady(raw: unknown): void {
  if (typeof raw === 'object' && raw !== null && !('application' in raw && raw.application))
    Object.assign(raw, { application: {} });
}
