import type { webApi } from '@slack/bolt';
import type { Attempt, ClaimedPost, Seal } from '../../src/assistant/ports.ts';
import { lookUp } from './look-up.ts';
import type { Message } from './message.ts';
import { type Destination, type Outgoing, type SlackPost, outgoing, readDestination } from './outgoing.ts';
import { respond } from './respond.ts';
import { readFailure } from './slack-errors.ts';

type Letter = Exclude<Outgoing, SlackPost>;
type PostOf<K extends SlackPost['kind']> = Extract<SlackPost, { readonly kind: K }>;

export interface DeliverParts {
  readonly client: webApi.WebClient;
  readonly seal: Seal;
  /** The app's own user, by which its posts are known. */
  readonly self: string;
  readonly showHome: (post: PostOf<'home'>) => Promise<webApi.ViewsPublishArguments['view']>;
  readonly showPrompts: (
    post: PostOf<'prompts'>,
  ) => webApi.AssistantThreadsSetSuggestedPromptsArguments['prompts'];
  readonly showLetter: (letter: Letter) => readonly Message[];
  /** A letter stands in a channel now. */
  readonly onPosted: (letter: Letter, destination: Destination, ts: string) => Promise<void>;
}

/** One attempt at a post. */
interface Trial {
  readonly id: string;
  readonly to: Destination;
  /** Something of the post may be there already: look before posting. */
  mayHaveArrived: boolean;
}

const DELIVERED: Attempt = { kind: 'delivered' };
const EVENT_TYPE = 'shuwen_post';

/** Delivers what was promised to Slack, once: what may have arrived is looked for before it is sent again. */
export class Delivery {
  /** Posts of which surely nothing has arrived, although they were tried. */
  readonly #untouched = new Set<string>();

  constructor(private readonly parts: DeliverParts) {}

  deliver = async ({ id, destination, payload, attempts }: ClaimedPost): Promise<Attempt> => {
    const post = outgoing.parse(JSON.parse(payload));
    const mayHaveArrived = attempts > 1 && !this.#untouched.delete(id);
    const trial: Trial = { id, to: readDestination(destination), mayHaveArrived };
    try {
      return await this.#send(post, trial);
    } catch (error) {
      const { attempt, code, mayHaveHappened } = readFailure(error);
      // An aside cannot be looked up: an error of the server's counts as not posted.
      const isLost = post.kind === 'aside' && code?.startsWith('HTTP') === true;
      trial.mayHaveArrived ||= mayHaveHappened && !isLost;
      return this.#remember(trial, attempt);
    }
  };

  #remember({ id, mayHaveArrived }: Trial, attempt: Attempt): Attempt {
    if (attempt.kind === 'retry' && !mayHaveArrived) this.#untouched.add(id);
    return attempt;
  }

  async #send(post: Outgoing, trial: Trial): Promise<Attempt> {
    const { client, showHome, showPrompts, showLetter, onPosted } = this.parts;
    const { channel } = trial.to;
    switch (post.kind) {
      case 'message':
        return this.#post([post], trial);
      case 'share':
        return this.#share(post, trial);
      case 'update':
        await client.chat.update({ channel, ts: post.at, ...wire(post) });
        return DELIVERED;
      case 'aside':
        // A repetition would be seen twice; what is lost can be asked for again.
        if (!trial.mayHaveArrived)
          await client.chat.postEphemeral({ channel, user: post.user, ...inThread(trial.to), ...wire(post) });
        return DELIVERED;
      case 'respond':
        return this.#respond(post, trial);
      case 'home':
        await client.views.publish({ user_id: post.user, view: await showHome(post) });
        return DELIVERED;
      case 'prompts': {
        const thread = inThread(trial.to);
        await client.assistant.threads.setSuggestedPrompts({
          channel_id: channel,
          ...thread,
          prompts: showPrompts(post),
        });
        return DELIVERED;
      }
      case 'case':
      case 'personal-reply':
      case 'correction':
        return this.#post(showLetter(post), trial, (ts) => onPosted(post, trial.to, ts));
    }
  }

  /** Posts what is not there yet; each of several messages has an id of its own. */
  async #post(
    messages: readonly Message[],
    trial: Trial,
    onPosted?: (ts: string) => Promise<void>,
  ): Promise<Attempt> {
    for (const [at, message] of messages.entries()) {
      const id = at === 0 ? trial.id : `${trial.id}.${at}`;
      const found = trial.mayHaveArrived ? await lookUp(id, message, trial.to, this.parts) : undefined;
      if (found?.kind === 'unknown') return { kind: 'refused', reason: found.reason };
      const ts = found?.kind === 'there' ? found.ts : await this.#postOne(id, message, trial.to);
      trial.mayHaveArrived ||= at + 1 < messages.length;
      if (at === 0 && ts !== undefined) await onPosted?.(ts);
    }
    return DELIVERED;
  }

  async #postOne(id: string, message: Message, to: Destination): Promise<string | undefined> {
    const { ts } = await this.parts.client.chat.postMessage({
      channel: to.channel,
      ...inThread(to),
      ...wire(message),
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: EVENT_TYPE, event_payload: { id } },
    });
    return ts;
  }

  /** Where the app is no member of the channel, the response address of the click still reaches it. */
  async #share(post: PostOf<'share'>, trial: Trial): Promise<Attempt> {
    const { sealed } = post;
    try {
      return await this.#post([post], trial);
    } catch (error) {
      const { code } = readFailure(error);
      const isOutside = code === 'not_in_channel' || code === 'channel_not_found';
      if (!isOutside || sealed === undefined) throw error;
      return this.#respond({ ...post, sealed, how: 'share' }, trial);
    }
  }

  async #respond(
    {
      sealed,
      ...post
    }: Message & { readonly sealed: string; readonly how: Parameters<typeof respond>[1]['how'] },
    trial: Trial,
  ): Promise<Attempt> {
    const url = this.parts.seal.open(sealed);
    const { attempt, mayHaveHappened } = await respond(url, post, trial.mayHaveArrived);
    trial.mayHaveArrived ||= mayHaveHappened;
    return this.#remember(trial, attempt);
  }
}

const wire = ({ text, blocks }: Message) => ({ text, blocks: [...blocks] });

const inThread = ({ thread }: Destination) => (thread === undefined ? {} : { thread_ts: thread });
