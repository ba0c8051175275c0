import { type Callback, type ShownMessage, callback, shownMessage, webhookMessage } from './limits.ts';
import { type Answer, refuse } from './wire.ts';

/** A message that belongs to an interaction: its response, or what follows. */
export interface Shown extends ShownMessage {
  readonly id: string;
  readonly isEphemeral: boolean;
}

const FIRST_RESPONSE_MS = 3_000;
const TOKEN_MS = 15 * 60_000;

/** One interaction as Discord keeps it: what was responded, and what it shows by now. */
export class Interaction {
  readonly responses: Callback[] = [];
  readonly messages: Shown[] = [];
  /** How long the first response took. */
  tookMs: number | undefined;
  /** How long it took until there was something to read. */
  answeredMs: number | undefined;
  isDeleted = false;
  readonly #since: number;

  constructor(
    readonly id: string,
    readonly token: string,
    private readonly now: () => number,
    private readonly nextId: () => string,
  ) {
    this.#since = now();
  }

  respond(body: unknown): Answer {
    const parsed = callback.safeParse(body);
    if (!parsed.success) return refuse(400, 50_035, `Invalid Form Body ${parsed.error.message}`);
    if (this.now() - this.#since > FIRST_RESPONSE_MS) return refuse(404, 10_062, 'Unknown interaction');
    if (this.responses.length > 0) return refuse(400, 40_060, 'Interaction has already been acknowledged.');
    this.tookMs = this.now() - this.#since;
    this.responses.push(parsed.data);
    if (parsed.data.type === 4)
      this.messages.push({
        id: this.nextId(),
        isEphemeral: true,
        ...shownMessage.parse(strip(parsed.data.data)),
      });
    return { status: 204 };
  }

  /** Edits the response, or shows it for the first time after it was deferred. */
  edit(body: unknown): Answer {
    const refused = this.#refuse(body);
    if (refused) return refused;
    const [first] = this.responses;
    const isEphemeral = first?.type === 5 && first.data.flags === 64;
    const shown = {
      id: this.messages[0]?.id ?? this.nextId(),
      isEphemeral,
      ...shownMessage.parse(strip(body)),
    };
    this.messages[0] = shown;
    this.answeredMs ??= this.now() - this.#since;
    return { status: 200, body: { ...shown, channel_id: '0' } };
  }

  follow(body: unknown): Answer {
    const refused = this.#refuse(body);
    if (refused) return refused;
    const { flags } = webhookMessage.parse(body);
    const shown = { id: this.nextId(), isEphemeral: flags === 64, ...shownMessage.parse(strip(body)) };
    this.messages.push(shown);
    return { status: 200, body: { ...shown, channel_id: '0' } };
  }

  delete(): Answer {
    if (this.responses.length === 0) return refuse(404, 10_015, 'Unknown Webhook');
    this.isDeleted = true;
    return { status: 204 };
  }

  /** What everyone or the asker reads, all of it. */
  get text(): string {
    return this.messages.map(textOf).join('\n');
  }

  #refuse(body: unknown): Answer | undefined {
    if (this.now() - this.#since > TOKEN_MS) return refuse(401, 50_027, 'Invalid Webhook Token');
    if (this.responses.length === 0) return refuse(404, 10_015, 'Unknown Webhook');
    const parsed = webhookMessage.safeParse(body);
    return parsed.success ? undefined : refuse(400, 50_035, `Invalid Form Body ${parsed.error.message}`);
  }
}

/** What a reader sees of a message: the backslashes of the markup are not among it. */
export const textOf = ({ content, embeds }: ShownMessage): string =>
  [content, ...embeds.flatMap(({ description, footer }) => [description, footer?.text ?? ''])]
    .join('\n')
    .replace(/\\([^0-9A-Za-z\s])/g, '$1');

const strip = (body: unknown) => ({ content: '', embeds: [], components: [], ...(body as object) });
