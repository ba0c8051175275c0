import { MessageFlags, REST, RequestMethod, Routes } from 'discord.js';
import { z } from 'zod';
import type { Assistant } from '../../src/assistant/assistant.ts';
import type { Letter } from '../../src/assistant/letter.ts';
import type { Attempt, ChatRecords, ClaimedPost, Ledger, Seal } from '../../src/assistant/ports.ts';
import { readDestination } from './destination.ts';
import { CODE, isCode, isUnauthorised, toAttempt } from './faults.ts';
import { renderLetter } from './letters.ts';
import { plainMessage } from './message.ts';
import { type DiscordPost, post as discordPost } from './payloads.ts';
import { sendByToken } from './send.ts';
import { DISCORD_WORDS } from './words.ts';

interface DeliveryParts {
  readonly apiUrl: string;
  readonly token: string;
  readonly ledger: Ledger<ChatRecords>;
  readonly assistant: Assistant<ChatRecords>;
  readonly seal: Seal;
  readonly desks: readonly string[];
  readonly acknowledging: ReadonlyMap<string, Promise<unknown>>;
  /** Discord refuses the token: nothing can be sent any more. */
  readonly onUnauthorised: () => void;
}

type FollowUp = Extract<DiscordPost, { readonly kind: 'follow-up' }>;
type Deletion = Extract<DiscordPost, { readonly kind: 'delete' }>;

const DELIVERED: Attempt = { kind: 'delivered' };
const QUIET = { allowed_mentions: { parse: [] } };
const created = z.object({ id: z.string() });
/** Another process may be about to acknowledge an interaction that is not known yet. */
const ATTEMPTS_UNKNOWN = 3;
const UNKNOWN_WAIT_MS = 700;
/** Each interaction has a queue of its own in discord.js, which would keep them for an hour. */
const SWEEP_MS = 60_000;

/** Delivers posts to Discord: once each, by the outbox's own pace. */
export class Delivery {
  readonly #rest: REST;
  /** Follow-ups of interactions are outside the bot's own rate. */
  readonly #webhooks: REST;
  readonly #direct = new Map<string, string>();

  constructor(private readonly parts: DeliveryParts) {
    const options = { api: parts.apiUrl, retries: 0, rejectOnRateLimit: () => true };
    this.#rest = new REST(options).setToken(parts.token);
    this.#webhooks = new REST({
      ...options,
      globalRequestsPerSecond: Infinity,
      handlerSweepInterval: SWEEP_MS,
    });
  }

  readonly deliver = async (claimed: ClaimedPost): Promise<Attempt> => {
    const post = discordPost.parse(JSON.parse(claimed.payload));
    try {
      return await this.#send(post, claimed);
    } catch (error) {
      if (isUnauthorised(error)) this.parts.onUnauthorised();
      return toAttempt(error);
    }
  };

  #send(post: DiscordPost, claimed: ClaimedPost): Promise<Attempt> {
    switch (post.kind) {
      case 'follow-up':
        return this.#followUp(post, claimed);
      case 'delete':
        return this.#delete(post);
      case 'message':
        return this.#message(post.message, claimed).then(() => DELIVERED);
      case 'case':
      case 'personal-reply':
      case 'correction':
        return this.#letter(post, claimed);
    }
  }

  async #followUp(post: FollowUp, { attempts }: ClaimedPost): Promise<Attempt> {
    await this.parts.acknowledging.get(post.interaction)?.catch(() => undefined);
    const token = this.parts.seal.open(post.token);
    const body = { ...post.message, ...QUIET };
    try {
      await sendByToken(
        this.#webhooks,
        post.isFirst
          ? { method: RequestMethod.Patch, route: Routes.webhookMessage(post.application, token), body }
          : {
              method: RequestMethod.Post,
              route: Routes.webhook(post.application, token),
              body: { ...body, flags: post.isEphemeral ? MessageFlags.Ephemeral : 0 },
              query: new URLSearchParams({ wait: 'true' }),
            },
      );
      return DELIVERED;
    } catch (error) {
      if (
        !isCode(
          error,
          CODE.unknownWebhook,
          CODE.badWebhookToken,
          CODE.unknownMessage,
          CODE.unknownInteraction,
        )
      )
        throw error;
      if (attempts < ATTEMPTS_UNKNOWN)
        return { kind: 'retry', reason: 'Discord does not know the interaction', afterMs: UNKNOWN_WAIT_MS };
      return this.#answerDirectly(post);
    }
  }

  /** The interaction ran out before it was answered: the asker gets the answer as a direct message. */
  async #answerDirectly({ user, message }: FollowUp): Promise<Attempt> {
    const payload: DiscordPost = { kind: 'message', message };
    await this.parts.ledger.write(({ outbox }) =>
      outbox.post({ destination: `discord:user/${user}`, payload: JSON.stringify(payload) }),
    );
    return DELIVERED;
  }

  async #delete({ application, token, interaction }: Deletion): Promise<Attempt> {
    await this.parts.acknowledging.get(interaction)?.catch(() => undefined);
    try {
      const route = Routes.webhookMessage(application, this.parts.seal.open(token));
      await sendByToken(this.#webhooks, { method: RequestMethod.Delete, route });
    } catch (error) {
      if (!isCode(error, CODE.unknownMessage)) throw error;
    }
    return DELIVERED;
  }

  async #letter(letter: Letter, claimed: ClaimedPost): Promise<Attempt> {
    const messages = renderLetter(letter, this.parts.assistant);
    try {
      for (const [at, message] of messages.entries()) {
        const sent = await this.#message(message, claimed, at);
        if (letter.kind === 'case')
          await this.parts.ledger.write(({ cases }) =>
            cases.recordPost(`${channelOf(claimed.destination)}/${sent}`, letter.case),
          );
      }
      return DELIVERED;
    } catch (error) {
      if (letter.kind === 'personal-reply' && toAttempt(error).kind === 'refused')
        await this.#tellDesks(DISCORD_WORDS[letter.language].dmClosed(letter.case));
      throw error;
    }
  }

  /** A personal reply could not be delivered: whoever wrote it must know. */
  async #tellDesks(text: string): Promise<void> {
    const { content, embeds, components } = plainMessage(text);
    const payload: DiscordPost = {
      kind: 'message',
      message: { content, embeds: [...embeds], components: [...components] },
    };
    await this.parts.ledger.write(async ({ outbox }) => {
      for (const destination of this.parts.desks)
        await outbox.post({ destination, payload: JSON.stringify(payload) });
    });
  }

  /** @returns the id of the message: the same however often it is sent */
  async #message(
    message: Pick<FollowUp['message'], 'content'> & {
      readonly embeds: unknown;
      readonly components: unknown;
    },
    { id, destination }: ClaimedPost,
    part = 0,
  ): Promise<string> {
    const to = readDestination(destination);
    const channel = to.kind === 'user' ? await this.#directChannel(to.user) : to.channel;
    const reference =
      to.kind === 'channel' && to.replyTo !== undefined
        ? { message_reference: { message_id: to.replyTo, fail_if_not_exists: false } }
        : {};
    const nonce = part === 0 ? id : `${id}.${part}`;
    const body = { ...message, ...QUIET, ...reference, nonce, enforce_nonce: true };
    return created.parse(await this.#rest.post(Routes.channelMessages(channel), { body })).id;
  }

  async #directChannel(user: string): Promise<string> {
    const known = this.#direct.get(user);
    if (known !== undefined) return known;
    const { id } = created.parse(
      await this.#rest.post(Routes.userChannels(), { body: { recipient_id: user } }),
    );
    this.#direct.set(user, id);
    return id;
  }
}

const channelOf = (destination: string): string => destination.split('/').slice(0, 2).join('/');
