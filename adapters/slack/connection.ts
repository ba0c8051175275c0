import { setTimeout as wait } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import { socketObstacle } from './preflight.ts';
import { readFailure } from './slack-errors.ts';

interface ConnectionParts {
  /** Made without Bolt's own reconnecting, which gives up by an unhandled rejection. */
  readonly client: SocketModeReceiver['client'];
  readonly log: (line: string) => void;
  /** No events will come any more: says why. Called once. */
  readonly onDeaf: (reason: string) => void;
  /** How long it may be away before it counts as deaf. */
  readonly patienceMs: number;
}

const FIRST_WAIT_MS = 250;
const LAST_WAIT_MS = 15_000;
const CLOSING_MS = 1_000;

/** Keeps a socket to Slack open, and says when that cannot be done. */
export class Connection {
  #isOpen = false;
  #isStopped = false;
  #isConnecting = false;
  #deaf: string | undefined;
  #watch: NodeJS.Timeout | undefined;

  constructor(private readonly parts: ConnectionParts) {
    const { client } = parts;
    client.on('connected', () => {
      this.#isOpen = true;
      clearTimeout(this.#watch);
    });
    client.on('disconnected', () => {
      this.#isOpen = false;
      void this.start();
    });
  }

  /** What is wrong; undefined while events can come. */
  get fault(): string | undefined {
    if (this.#deaf !== undefined) return this.#deaf;
    return this.#isOpen ? undefined : 'the socket to Slack is not open: connecting 正在连接 Slack';
  }

  /** Resolves when events can come, or never will. */
  async start(): Promise<void> {
    if (this.#isConnecting || this.#isStopped) return;
    this.#isConnecting = true;
    this.#awaitConnection();
    for (let waitMs = FIRST_WAIT_MS; this.#mayTry(); waitMs = Math.min(LAST_WAIT_MS, waitMs * 2))
      if (await this.#connect()) break;
      else await wait(waitMs * (0.5 + Math.random() / 2));
    this.#isConnecting = false;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#watch);
    const closed = this.parts.client.disconnect();
    await Promise.race([closed, wait(CLOSING_MS, undefined, { ref: false })]);
    this.#isOpen = false;
  }

  #mayTry = (): boolean => !this.#isStopped && this.#deaf === undefined;

  async #connect(): Promise<boolean> {
    const { client, log } = this.parts;
    try {
      await client.start();
      return true;
    } catch (error) {
      const reason = this.#readWhy(error);
      if (this.#mayTry()) log(`Slack: the socket could not be opened (${reason}); trying again`);
      return false;
    }
  }

  #readWhy(error: unknown): string {
    // A socket that closes before Slack's hello rejects with nothing, or with what the socket said.
    if (!(error instanceof Error) || !error.name.startsWith('WebAPI'))
      return error instanceof Error ? error.message : 'it was closed at once';
    const { attempt, code } = readFailure(error);
    const obstacle = socketObstacle(code);
    if (obstacle !== undefined) this.#giveUp(obstacle);
    return attempt.reason;
  }

  #awaitConnection(): void {
    clearTimeout(this.#watch);
    const { patienceMs } = this.parts;
    this.#watch = setTimeout(() => {
      const seconds = Math.round(patienceMs / 1_000);
      this.#giveUp(`no connection to Slack for ${seconds} s 已有 ${seconds} 秒连不上 Slack`);
    }, patienceMs);
  }

  #giveUp(reason: string): void {
    if (this.#deaf !== undefined || this.#isStopped) return;
    this.#deaf = reason;
    clearTimeout(this.#watch);
    this.parts.onDeaf(reason);
  }
}
