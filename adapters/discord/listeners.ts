import type { Assistant } from '../../src/assistant/assistant.ts';
import { CHAT_WORDING } from '../../src/assistant/chat-wording.ts';
import type { ChatRecords, Ledger, Seal } from '../../src/assistant/ports.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import { type Act, writeAct } from './act.ts';
import type { Answers } from './answers.ts';
import {
  type IncomingInteraction,
  incomingInteraction,
  incomingMessage,
  incomingThread,
} from './incoming.ts';
import { LIMITS } from './limits.ts';
import { escapeText } from './markup.ts';
import { shorten } from './message.ts';
import type { Moderators } from './moderators.ts';
import type { Place, Received, Request, Way } from './payloads.ts';
import { accountOf } from './people.ts';
import { type Acknowledgement, languageOfLocale, reactTo, userOf } from './reaction.ts';
import { DISCORD_WORDS } from './words.ts';

export interface ListenersParts {
  readonly ledger: Ledger<ChatRecords>;
  readonly assistant: Assistant<ChatRecords>;
  readonly seal: Seal;
  readonly answers: Answers;
  readonly moderators: Moderators;
  /** The bot's own user id, once it is known. */
  readonly self: () => string | undefined;
  /** The channel that a thread belongs to; undefined for what is no thread, or not known. */
  readonly parentOf: (channel: string) => string | undefined;
  /** Acknowledgements under way, by interaction: what follows them waits. */
  readonly acknowledging: Map<string, Promise<unknown>>;
  readonly onReceived: () => void;
  readonly now: () => number;
}

/** A token is of use for 15 minutes; the last post sets out a little before. */
const TOKEN_MS = 15 * 60_000 - 10_000;
const THREAD_TYPES = [10, 11, 12];

/** Receives events of the gateway: each is durable before it is acknowledged, and worked afterwards. */
export class Listeners {
  constructor(private readonly parts: ListenersParts) {}

  async onInteraction(raw: unknown): Promise<void> {
    const interaction = incomingInteraction.parse(raw);
    try {
      await this.#react(interaction);
    } catch (error) {
      const words = CHAT_WORDING[languageOfLocale(interaction.locale) ?? 'zh'];
      // Where it was acknowledged already, this is not shown.
      await this.parts.answers.say(interaction, escapeText(words.failed));
      throw error;
    }
  }

  async onMessage(raw: unknown): Promise<void> {
    const message = incomingMessage.parse(raw);
    const { author, content, mentions, message_reference: reference } = message;
    const self = this.parts.self();
    if (self === undefined || author.id === self || author.bot || message.webhook_id != null) return;
    const guild = message.guild_id ?? undefined;
    const isAddressed = guild === undefined || mentions.some(({ id }) => id === self);
    // 0 is what people write, 19 a reply; the others tell of joins, boosts, pins.
    if (!isAddressed || ![0, 19].includes(message.type)) return;
    const place = this.#placeOf(guild, message.channel_id);
    const text = content.replace(/<@[!&]?\d+>|<#\d+>|<a?:\w+:\d+>/g, ' ').trim();
    const repliedTo =
      reference?.message_id == null
        ? undefined
        : `discord:${guild ?? '@me'}/${message.channel_id}/${reference.message_id}`;
    await this.#receive(message.id, {
      request: { kind: 'ask', text, repliedTo },
      way: { kind: 'message', message: message.id },
      place,
      user: author.id,
    });
    this.parts.onReceived();
  }

  async onThread(raw: unknown): Promise<void> {
    const {
      id,
      guild_id: guild,
      parent_id: parent,
      owner_id: owner,
      name,
      newly_created,
    } = incomingThread.parse(raw);
    if (!newly_created || guild == null || parent == null || owner == null || owner === this.parts.self())
      return;
    await this.#receive(id, {
      request: { kind: 'title', text: name },
      way: { kind: 'channel' },
      place: { guild, channel: id, parent },
      user: owner,
    });
    this.parts.onReceived();
  }

  async #react(interaction: IncomingInteraction): Promise<void> {
    const { answers, moderators } = this.parts;
    const reaction = reactTo(interaction);
    const language = languageOfLocale(interaction.locale) ?? 'zh';
    switch (reaction?.kind) {
      case 'work':
        await this.#work(interaction, reaction.request, reaction.acknowledgement);
        return;
      case 'suggest':
        await answers.suggest(interaction, this.#suggestions(reaction.typed, reaction.language));
        return;
      case 'ask-why':
        await this.#ask(interaction, reaction.act, DISCORD_WORDS[reaction.act.language].tellWhy);
        return;
      case 'ask-answer':
        if (await moderators.has(userOf(interaction), interaction.guild_id ?? undefined))
          await this.#ask(interaction, reaction.act, DISCORD_WORDS[reaction.act.language].yourAnswer);
        else await answers.say(interaction, escapeText(CHAT_WORDING[language].notModerator));
        return;
      case 'say':
        await answers.say(interaction, escapeText(reaction.text));
        return;
      case undefined:
        await answers.say(interaction, escapeText(CHAT_WORDING[language].gone));
    }
  }

  /** Receives what an interaction asks for, acknowledges it, and lets it be worked. */
  async #work(interaction: IncomingInteraction, request: Request, how: Acknowledgement): Promise<void> {
    const { answers, acknowledging, onReceived } = this.parts;
    const { id } = interaction;
    if (acknowledging.has(id)) return;
    const acknowledged = this.#receive(id, this.#toEvent(interaction, request, how)).then(
      (isNew) => isNew && answers.acknowledge(interaction, how),
    );
    acknowledging.set(id, acknowledged);
    try {
      await acknowledged;
    } finally {
      acknowledging.delete(id);
      onReceived();
    }
  }

  #toEvent(interaction: IncomingInteraction, request: Request, how: Acknowledgement): Received {
    const { seal, now } = this.parts;
    const { id, token, application_id: application, channel, locale } = interaction;
    const guild = interaction.guild_id ?? undefined;
    const user = userOf(interaction);
    const channelId = interaction.channel_id ?? channel?.id;
    if (user === undefined || channelId === undefined)
      throw new Error(`interaction ${id} names no user or channel`);
    const isThread = THREAD_TYPES.includes(channel?.type ?? 0) && channel?.parent_id != null;
    const place: Place = isThread
      ? { guild, channel: channelId, parent: channel.parent_id ?? undefined }
      : this.#placeOf(guild, channelId);
    const way: Way = {
      kind: 'interaction',
      id,
      application,
      token: seal.seal(token),
      isEphemeral: how === 'ephemeral',
      expiresAt: now() + TOKEN_MS,
    };
    return { request, way, place, user, locale: locale ?? undefined };
  }

  /** @returns false for an event that is already known */
  #receive(id: string, event: Received): Promise<boolean> {
    return this.parts.ledger.write(async ({ inbox, people }) => {
      // Who wants to be forgotten must not be made known for it.
      const person =
        event.request.kind === 'forget' ? undefined : await people.identify(accountOf(event.user));
      return inbox.receive({ event: `discord:${id}`, payload: JSON.stringify(event), person });
    });
  }

  #placeOf(guild: string | undefined, channel: string): Place {
    return { guild, channel, parent: guild === undefined ? undefined : this.parts.parentOf(channel) };
  }

  #suggestions(typed: string, language: Language) {
    const found = this.parts.assistant.engine.suggest(typed, language, LIMITS.autocompleteChoices);
    return found.flatMap(({ id, text }) => {
      const isWhole = text.length <= LIMITS.autocompleteName;
      // A long title is sent back as the id of its entry, and asked whole.
      const value = isWhole ? text : id && `#${id}`;
      return value === undefined ? [] : [{ name: shorten(text, LIMITS.autocompleteName), value }];
    });
  }

  async #ask(interaction: IncomingInteraction, act: Act, label: string): Promise<void> {
    const customId = writeAct(act);
    if (customId !== undefined) await this.parts.answers.ask(interaction, { customId, title: label, label });
  }
}
