import { EventEmitter } from 'node:events';
import type { ServerBlock } from './limits.ts';

/** A message as the server holds it. */
export interface HeldMessage {
  readonly ts: string;
  readonly channel: string;
  readonly thread: string | undefined;
  readonly user: string;
  text: string;
  blocks: readonly ServerBlock[];
  readonly metadata:
    { readonly event_type: string; readonly event_payload: Record<string, unknown> } | undefined;
  /** Seen by this user alone. */
  readonly onlyFor: string | undefined;
  /** The response address by which it came. */
  readonly by: string | undefined;
  edits: number;
}

export interface Channel {
  readonly id: string;
  isArchived: boolean;
  isMember: boolean;
  isPrivate: boolean;
}

/** What the next calls of a method meet. */
export interface Trouble {
  readonly method: string;
  readonly channel?: string;
  readonly kind: 'refused' | 'busy' | 'broken' | 'drop-before' | 'drop-after';
  readonly code?: string;
  readonly retryAfter?: number;
  times: number;
}

export const BOT = 'UBOT';
export const TEAM = 'T1';

/** What a workspace holds, and what was wrong with what was asked of it. */
export class Workspace extends EventEmitter {
  readonly channels = new Map<string, Channel>();
  readonly messages: HeldMessage[] = [];
  readonly views: { readonly user: string; readonly view: unknown }[] = [];
  readonly modals: { readonly id: string; readonly view: { readonly private_metadata: string } }[] = [];
  readonly locales = new Map<string, string>();
  readonly calls: { readonly method: string; readonly body: Readonly<Record<string, unknown>> }[] = [];
  /** Calls that a Slack server would refuse as malformed or over a limit. */
  readonly complaints: string[] = [];
  readonly troubles: Trouble[] = [];
  scopes: string | undefined;
  keepsMetadata = true;
  #clock = 1_700_000_000_000_000;

  nextTs(): string {
    this.#clock += 1;
    const digits = String(this.#clock);
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }

  channelOf(id: string): Channel {
    const known = this.channels.get(id);
    if (known) return known;
    const made = { id, isArchived: false, isMember: true, isPrivate: false };
    this.channels.set(id, made);
    return made;
  }

  add(message: Omit<HeldMessage, 'ts' | 'edits'>): HeldMessage {
    const held = { ...message, ts: this.nextTs(), edits: 0 };
    this.messages.push(held);
    this.changed();
    return held;
  }

  changed(): void {
    this.emit('changed');
  }

  /** Resolves with what is looked for as soon as it is there. */
  async until<T>(look: () => T | undefined | false): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined && found !== false) return found;
      await new Promise((resolve) => this.once('changed', resolve));
    }
  }

  /** The trouble that this call meets, if any. */
  meet(method: string, channel: unknown): Trouble | undefined {
    const met = this.troubles.find(
      (trouble) => trouble.method === method && (trouble.channel ?? channel) === channel && trouble.times > 0,
    );
    if (met) met.times -= 1;
    return met;
  }

  /** What the bot said in a channel, in order. */
  said(channel: string): HeldMessage[] {
    return this.messages.filter((message) => message.channel === channel && message.user === BOT);
  }
}
