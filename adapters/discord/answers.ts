import {
  ComponentType,
  InteractionResponseType,
  MessageFlags,
  REST,
  RequestMethod,
  Routes,
  TextInputStyle,
} from 'discord.js';
import { CODE, isCode, isOffline } from './faults.ts';
import { LIMITS } from './limits.ts';
import type { Acknowledgement } from './reaction.ts';
import { sendByToken } from './send.ts';

/** Which interaction is answered. */
interface Interaction {
  readonly id: string;
  readonly token: string;
}

/** Discord takes the first response within 3 s; an attempt must leave time for another. */
const ATTEMPT_MS = 1_400;
const ATTEMPTS = 2;

interface Form {
  readonly customId: string;
  readonly title: string;
  readonly label: string;
}

/** First responses to interactions: they have no rate limit of their own and cannot wait. */
export class Answers {
  readonly #rest: REST;

  constructor(apiUrl: string) {
    this.#rest = new REST({
      api: apiUrl,
      retries: 0,
      timeout: ATTEMPT_MS,
      globalRequestsPerSecond: Infinity,
    });
  }

  /** @returns false when Discord does not take a response to it any more */
  acknowledge(interaction: Interaction, how: Acknowledgement): Promise<boolean> {
    if (how === 'silent')
      return this.#respond(interaction, { type: InteractionResponseType.DeferredMessageUpdate });
    const flags = how === 'ephemeral' ? MessageFlags.Ephemeral : 0;
    return this.#respond(interaction, {
      type: InteractionResponseType.DeferredChannelMessageWithSource,
      data: { flags },
    });
  }

  suggest(interaction: Interaction, choices: readonly { readonly name: string; readonly value: string }[]) {
    return this.#respond(interaction, {
      type: InteractionResponseType.ApplicationCommandAutocompleteResult,
      data: { choices },
    });
  }

  /** Tells the one who pressed, and nobody else. @param content escaped */
  say(interaction: Interaction, content: string): Promise<boolean> {
    return this.#respond(interaction, {
      type: InteractionResponseType.ChannelMessageWithSource,
      data: { content, flags: MessageFlags.Ephemeral, allowed_mentions: { parse: [] } },
    });
  }

  ask(interaction: Interaction, { customId, title, label }: Form): Promise<boolean> {
    const input = {
      type: ComponentType.TextInput,
      custom_id: 'text',
      label,
      style: TextInputStyle.Paragraph,
      required: true,
      min_length: 1,
      max_length: LIMITS.modalInput,
    };
    const components = [{ type: ComponentType.ActionRow, components: [input] }];
    return this.#respond(interaction, {
      type: InteractionResponseType.Modal,
      data: { custom_id: customId, title, components },
    });
  }

  async #respond({ id, token }: Interaction, body: unknown): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const route = Routes.interactionCallback(id, token);
        await sendByToken(this.#rest, { method: RequestMethod.Post, route, body });
        return true;
      } catch (error) {
        // Someone has acknowledged it: an attempt whose answer was lost, or another process.
        if (isCode(error, CODE.alreadyAcknowledged)) return true;
        if (isCode(error, CODE.unknownInteraction)) return false;
        if (attempt === ATTEMPTS || !(isOffline(error) || isServerFault(error))) throw error;
      }
    }
  }
}

const isServerFault = (error: unknown): boolean =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status >= 500;
