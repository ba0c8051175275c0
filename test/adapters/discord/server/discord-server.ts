import { EventEmitter } from 'node:events';
import { z } from 'zod';
import { Clients } from './clients.ts';
import { Interaction, type Shown, textOf } from './interaction.ts';
import { type ShownMessage, channelMessage, shownMessage } from './limits.ts';
import { Registry } from './registry.ts';
import { type Answer, type Call, Wire, refuse } from './wire.ts';
import {
  APPLICATION,
  ASKER,
  BOT,
  CHANNEL,
  FORUM,
  GUILD,
  HOME,
  LONG_AGO,
  TOKEN,
  channelKinds,
  directChannelOf,
  userNamed,
} from './world.ts';

export interface Posted extends ShownMessage {
  readonly id: string;
  readonly channel: string;
  readonly replyTo: string | undefined;
  readonly nonce: string;
}

/** Someone in a place. */
export interface Who {
  readonly user?: string;
  /** Undefined in direct messages. */
  readonly guild?: string | undefined;
  readonly channel?: string;
  readonly locale?: string;
  readonly permissions?: string;
}

type Route = (call: Call, ...ids: readonly (string | undefined)[]) => Answer;

/**
 * A small Discord: the HTTP API and the gateway over real sockets. It refuses what Discord refuses, and shows to
 * tests what people would see.
 */
export class DiscordServer {
  readonly posts: Posted[] = [];
  /** Form bodies that were over a limit, or wrong: there should be none. */
  readonly malformed: string[] = [];
  readonly calls: string[] = [];
  readonly closedTo = new Set<string>();
  readonly goneChannels = new Set<string>();
  /** The one server there is. */
  home: Readonly<Record<string, unknown>> & { readonly id: string } = HOME;
  readonly gateway: Clients;
  readonly wire: Wire;
  readonly #registry = new Registry(() => this.#nextId());
  readonly #interactions = new Map<string, Interaction>();
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #lastId = 300_000_000_000_000_000n;
  #ahead = 0;

  constructor() {
    this.wire = new Wire({
      handle: (call) => this.#handle(call),
      upgrade: (request, socket, head) => {
        this.gateway.upgrade(request, socket, head);
      },
    });
    this.gateway = new Clients({
      token: TOKEN,
      self: { user: BOT, application: APPLICATION },
      guilds: () => [this.home],
      url: () => `ws://127.0.0.1:${this.wire.port}`,
      onChange: () => this.#changes.emit('change'),
    });
  }

  get commands() {
    return this.#registry.all;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.wire.port}/api`;
  }

  /** Makes Discord's clock run ahead. */
  advance(ms: number): void {
    this.#ahead += ms;
  }

  async stop(): Promise<void> {
    this.gateway.stop();
    await this.wire.stop();
  }

  /** Resolves when something has come about: looked at after every change. */
  async until<T>(look: () => T | undefined | false): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined && found !== false) return found;
      await new Promise((resolve) => this.#changes.once('change', resolve));
    }
  }

  /** A command, as someone gives it. */
  gives(name: string, options: readonly unknown[] = [], who: Who = {}): Interaction {
    return this.#interact(2, { id: '1', name, type: 1, options }, who);
  }

  asks(question: string, who: Who = {}): Interaction {
    return this.gives('ask', [{ name: 'question', type: 3, value: question }], who);
  }

  /** What is offered while someone types. */
  types(typed: string, who: Who = {}): Interaction {
    const options = [{ name: 'question', type: 3, value: typed, focused: true }];
    return this.#interact(4, { id: '1', name: 'ask', type: 1, options }, who);
  }

  asksAbout(content: string, who: Who = {}): Interaction {
    const message = { id: this.#nextId(), content };
    const data = { id: '2', name: 'Ask about this message', type: 3, target_id: message.id };
    return this.#interact(2, { ...data, resolved: { messages: { [message.id]: message } } }, who);
  }

  /** Presses the button whose label contains some words. */
  presses(under: Shown | Posted, words: string, who: Who = {}): Interaction {
    const found = partsOf(under).find((each) => 'label' in each && each.label.includes(words));
    if (!found) throw new Error(`there is no button "${words}" under: ${textOf(under)}`);
    return this.#press({ component_type: 2, custom_id: found.custom_id }, under, who);
  }

  /** Chooses, in a menu, the option whose label contains some words. */
  selects(under: Shown | Posted, words: string, who: Who = {}): Interaction {
    for (const menu of partsOf(under)) {
      const option = 'options' in menu && menu.options.find(({ label }) => label.includes(words));
      if (option)
        return this.#press(
          { component_type: 3, custom_id: menu.custom_id, values: [option.value] },
          under,
          who,
        );
    }
    throw new Error(`there is no option "${words}" under: ${textOf(under)}`);
  }

  /** Fills in the form that a response showed. */
  fillsIn(form: Interaction, text: string, who: Who = {}): Interaction {
    const [first] = form.responses;
    if (first?.type !== 9) throw new Error('no form was shown');
    const components = [{ type: 1, components: [{ type: 4, custom_id: 'text', value: text }] }];
    return this.#interact(5, { custom_id: first.data.custom_id, components }, who);
  }

  /** Delivers an interaction once more. */
  repeats(event: Interaction): void {
    this.gateway.dispatch('INTERACTION_CREATE', this.#sent.get(event.id));
  }

  /** Writes a message. @returns its id */
  says(content: string, { mentions = [], replyTo, ...who }: Who & Writing = {}): string {
    const { user = ASKER, guild, channel = guild === undefined ? directChannelOf(user) : CHANNEL } = who;
    const message = {
      id: this.#nextId(),
      type: replyTo === undefined ? 0 : 19,
      channel_id: channel,
      guild_id: guild,
      author: userNamed(user),
      member: guild === undefined ? undefined : { roles: [], joined_at: LONG_AGO, deaf: false, mute: false },
      content,
      mentions: mentions.map(userNamed),
      message_reference: replyTo === undefined ? undefined : { message_id: replyTo, channel_id: channel },
      ...{ attachments: [], embeds: [], mention_roles: [], components: [], timestamp: LONG_AGO },
      ...{ edited_timestamp: null, tts: false, mention_everyone: false, pinned: false },
    };
    this.gateway.dispatch('MESSAGE_CREATE', message);
    return message.id;
  }

  /** Opens a post in the forum. @returns its id */
  opensPost(title: string, user = ASKER): string {
    const id = this.#nextId();
    const thread = { id, type: 11, guild_id: GUILD, parent_id: FORUM, owner_id: user, name: title };
    const metadata = {
      archived: false,
      auto_archive_duration: 60,
      archive_timestamp: LONG_AGO,
      locked: false,
    };
    this.gateway.dispatch('THREAD_CREATE', { ...thread, thread_metadata: metadata, newly_created: true });
    return id;
  }

  /** What the bot has posted into a channel. */
  postsIn(channel: string): readonly Posted[] {
    return this.posts.filter((post) => post.channel === channel);
  }

  readonly #sent = new Map<string, unknown>();

  #interact(type: number, data: unknown, who: Who, message?: unknown): Interaction {
    const { user = ASKER, guild, locale = 'en-US', permissions = '0' } = who;
    const channel = who.channel ?? (guild === undefined ? directChannelOf(user) : CHANNEL);
    const id = this.#nextId();
    const event = new Interaction(
      id,
      `token-${id}`,
      () => Date.now() + this.#ahead,
      () => this.#nextId(),
    );
    this.#interactions.set(id, event);
    const sender =
      guild === undefined
        ? { user: userNamed(user), context: 1 }
        : {
            member: { user: userNamed(user), roles: [], permissions, joined_at: LONG_AGO },
            guild_id: guild,
            context: 0,
          };
    const sent = {
      ...{ id, application_id: APPLICATION, type, token: event.token, version: 1, data, message, locale },
      ...{ channel_id: channel, channel: { id: channel, ...channelKinds[channel] }, ...sender },
      ...{ entitlements: [], authorizing_integration_owners: {}, app_permissions: '0' },
    };
    this.#sent.set(id, sent);
    this.gateway.dispatch('INTERACTION_CREATE', sent);
    return event;
  }

  #press(data: unknown, under: Shown | Posted, who: Who): Interaction {
    const isEphemeral = 'isEphemeral' in under && under.isEphemeral;
    const message = {
      ...{ id: under.id, type: 0, channel_id: CHANNEL, author: userNamed(BOT), content: under.content },
      ...{ components: under.components, embeds: under.embeds, flags: isEphemeral ? 64 : 0, mentions: [] },
      ...{ attachments: [], mention_roles: [], timestamp: LONG_AGO, edited_timestamp: null, tts: false },
    };
    return this.#interact(3, data, who, message);
  }

  #nextId = (): string => String((this.#lastId += 1n));

  #handle(call: Call): Answer {
    this.calls.push(`${call.method} ${call.path}`);
    const answer = this.#route(call);
    if (answer.status === 400 && JSON.stringify(answer.body).includes('50035'))
      this.malformed.push(JSON.stringify(answer.body));
    setImmediate(() => this.#changes.emit('change'));
    return answer;
  }

  #route(call: Call): Answer {
    for (const [pattern, route] of this.#routes) {
      const ids = pattern.exec(`${call.method} ${call.path}`)?.slice(1);
      if (!ids) continue;
      const isOpen = /^(?:\w+) \/(?:interactions|webhooks)\//.test(`${call.method} ${call.path}`);
      if (!isOpen && call.token !== TOKEN) return refuse(401, 0, '401: Unauthorized');
      return route(call, ...ids);
    }
    return refuse(404, 0, '404: Not Found');
  }

  readonly #routes: readonly (readonly [RegExp, Route])[] = [
    [/^GET \/gateway\/bot$/, () => this.#gatewayInformation()],
    [
      /^GET \/applications\/[^/]+(?:\/guilds\/(\d+))?\/commands$/,
      (_call, guild) => this.#registry.list(guild),
    ],
    [
      /^POST \/applications\/[^/]+(?:\/guilds\/(\d+))?\/commands$/,
      (call, guild) => this.#registry.add(call, guild),
    ],
    [
      /^(PATCH|DELETE) \/applications\/[^/]+(?:\/guilds\/\d+)?\/commands\/(\d+)$/,
      (call, method, id) => this.#registry.change(call, method, id),
    ],
    [
      /^POST \/interactions\/(\d+)\/[^/]+\/callback$/,
      ({ body }, id) => this.#interaction(id)?.respond(body) ?? UNKNOWN,
    ],
    [
      /^PATCH \/webhooks\/\d+\/token-(\d+)\/messages\/@original$/,
      ({ body }, id) => this.#interaction(id)?.edit(body) ?? UNKNOWN,
    ],
    [
      /^DELETE \/webhooks\/\d+\/token-(\d+)\/messages\/@original$/,
      (_call, id) => this.#interaction(id)?.delete() ?? UNKNOWN,
    ],
    [/^POST \/webhooks\/\d+\/token-(\d+)$/, ({ body }, id) => this.#interaction(id)?.follow(body) ?? UNKNOWN],
    [
      /^POST \/users\/@me\/channels$/,
      ({ body }) => ({
        status: 200,
        body: { id: directChannelOf(recipient.parse(body).recipient_id), type: 1 },
      }),
    ],
    [/^POST \/channels\/(\d+)\/messages$/, ({ body }, channel) => this.#post(body, channel ?? '')],
  ];

  #interaction(id = ''): Interaction | undefined {
    return this.#interactions.get(id);
  }

  #gatewayInformation(): Answer {
    const limit = { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 };
    return {
      status: 200,
      body: { url: `ws://127.0.0.1:${this.wire.port}`, shards: 1, session_start_limit: limit },
    };
  }

  #post(body: unknown, channel: string): Answer {
    const parsed = channelMessage.safeParse(body);
    if (!parsed.success) return refuse(400, 50_035, `Invalid Form Body ${parsed.error.message}`);
    if (this.goneChannels.has(channel)) return refuse(404, 10_003, 'Unknown Channel');
    if (this.closedTo.has(channel)) return refuse(403, 50_007, 'Cannot send messages to this user');
    const { nonce, message_reference } = parsed.data;
    const same = this.posts.find((each) => each.nonce === nonce);
    if (same) return { status: 200, body: same };
    const posted: Posted = {
      ...shownMessage.parse(parsed.data),
      ...{ id: this.#nextId(), channel, nonce, replyTo: message_reference?.message_id },
    };
    this.posts.push(posted);
    return { status: 200, body: { ...posted, channel_id: channel } };
  }
}

interface Writing {
  readonly mentions?: readonly string[];
  readonly replyTo?: string | undefined;
}

type Part = ShownMessage['components'][number]['components'][number];

const partsOf = ({ components }: ShownMessage): readonly Part[] =>
  components.flatMap((row): readonly Part[] => row.components);

const UNKNOWN = refuse(404, 10_062, 'Unknown interaction');
const recipient = z.object({ recipient_id: z.string() });
