import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt';

/**
 * Bolt, but what Slack sends is on the disk before it is acknowledged: Bolt itself acknowledges an event before any
 * listener sees it, and what is acknowledged does not come again.
 */
export class DurableApp extends App {
  readonly #firstTime = new WeakSet();

  /** @param keep makes it durable; resolves to whether it came for the first time */
  constructor(
    options: AppOptions,
    private readonly keep: (body: unknown) => Promise<boolean>,
  ) {
    super(options);
  }

  override processEvent(event: ReceiverEvent): Promise<void> {
    const { body, ack } = event;
    const ackWhenKept = async (response?: unknown): Promise<void> => {
      if (await this.keep(body)) this.#firstTime.add(body);
      await ack(response);
    };
    return super.processEvent({ ...event, ack: ackWhenKept });
  }

  /** Not for what Slack sends again. */
  isFirstTime(body: object): boolean {
    return this.#firstTime.has(body);
  }
}
