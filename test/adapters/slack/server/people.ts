import type { SlackServer } from './slack-server.ts';
import { type HeldMessage, BOT, TEAM } from './state.ts';

interface Said {
  readonly channel?: string;
  readonly user?: string;
  readonly text: string;
  readonly thread?: string;
}

const authorizations = [{ team_id: TEAM, user_id: BOT, is_bot: true }];

/** What people in the workspace do. */
export class People {
  #count = 0;

  constructor(private readonly server: SlackServer) {}

  /** An event as the Events API wraps it; the same id is the same event. */
  event(event: Readonly<Record<string, unknown>>, id = this.#next('Ev')) {
    return {
      type: 'events_api' as const,
      body: { type: 'event_callback', team_id: TEAM, api_app_id: 'A1', event_id: id, event, authorizations },
    };
  }

  /** Writes in a channel, thread or direct message; the server tells the bot if it is concerned. */
  async say({ channel = 'C1', user = 'U1', text, thread }: Said): Promise<string> {
    const ts = this.hold(channel, user, text, thread);
    const isMention = text.includes(`<@${BOT}>`);
    const common = { channel, user, text, ts, ...(thread !== undefined && { thread_ts: thread }) };
    if (isMention) await this.server.send(this.event({ type: 'app_mention', ...common }));
    else {
      const kind = channel.startsWith('D') ? 'im' : 'group';
      await this.server.send(this.event({ type: 'message', channel_type: kind, ...common }));
    }
    return ts;
  }

  mention(said: Said): Promise<string> {
    return this.say({ ...said, text: `<@${BOT}> ${said.text}` });
  }

  hold(channel: string, user: string, text: string, thread?: string): string {
    const { workspace } = this.server;
    workspace.channelOf(channel);
    return workspace.add({
      channel,
      user,
      text,
      thread,
      blocks: [],
      metadata: undefined,
      onlyFor: undefined,
      by: undefined,
    }).ts;
  }

  /** @returns the response address, under which what the asker sees is held */
  async command(text: string, { user = 'U1', channel = 'C1', command = '/ask' } = {}): Promise<string> {
    const responseUrl = this.server.responseUrl();
    const body = {
      command,
      text,
      team_id: TEAM,
      channel_id: channel,
      channel_name: 'general',
      user_id: user,
      response_url: responseUrl,
      trigger_id: this.#next('trigger'),
    };
    await this.server.send({ type: 'slash_commands', body });
    return new URL(responseUrl).pathname;
  }

  /** The envelope of a click on a button, told by its verb or its label; the n-th of those. */
  clickOn(message: HeldMessage, button: string, { user = 'U1', team = TEAM, nth = 0 } = {}) {
    const isAside = message.onlyFor !== undefined;
    const responseUrl = this.server.responseUrl();
    const thread = message.thread === undefined ? {} : { thread_ts: message.thread };
    const body = {
      type: 'block_actions',
      user: { id: user, team_id: team },
      team: { id: TEAM },
      channel: { id: message.by === undefined ? message.channel : 'C1' },
      container: { type: 'message', message_ts: message.ts, is_ephemeral: isAside, ...thread },
      ...(!isAside && { message: { type: 'message', ts: message.ts, ...thread } }),
      actions: [
        { type: 'button', block_id: 'b', action_ts: '1.1', ...this.#buttonOn(message.blocks, button, nth) },
      ],
      response_url: responseUrl,
      trigger_id: this.#next('trigger'),
    };
    return { by: new URL(responseUrl).pathname, envelope: { type: 'interactive' as const, body } };
  }

  /** @returns the response address of the click */
  async click(...args: Parameters<People['clickOn']>): Promise<string> {
    const { by, envelope } = this.clickOn(...args);
    await this.server.send(envelope);
    return by;
  }

  async clickHome(button: string, user = 'U1', nth = 0): Promise<void> {
    const shown = this.server.workspace.views.findLast((view) => view.user === user);
    const { blocks } = shown?.view as Pick<HeldMessage, 'blocks'>;
    const body = {
      type: 'block_actions',
      user: { id: user, team_id: TEAM },
      team: { id: TEAM },
      container: { type: 'view', view_id: 'V1' },
      view: { id: 'V1', type: 'home' },
      actions: [{ type: 'button', block_id: 'b', action_ts: '1.1', ...this.#buttonOn(blocks, button, nth) }],
      trigger_id: this.#next('trigger'),
    };
    await this.server.send({ type: 'interactive', body });
  }

  async openHome(user = 'U1'): Promise<void> {
    await this.server.send(this.event({ type: 'app_home_opened', user, channel: `D${user}`, tab: 'home' }));
  }

  /** @returns the response address */
  async shortcut(text: string, user = 'U1'): Promise<string> {
    const responseUrl = this.server.responseUrl();
    const body = {
      type: 'message_action',
      callback_id: 'ask-about-message',
      user: { id: user, team_id: TEAM },
      team: { id: TEAM },
      channel: { id: 'C1', name: 'general' },
      message: { type: 'message', text, ts: '1.000001', user: 'U9' },
      response_url: responseUrl,
      trigger_id: this.#next('trigger'),
      action_ts: '1.2',
    };
    await this.server.send({ type: 'interactive', body });
    return new URL(responseUrl).pathname;
  }

  /** Fills in the form that was opened last. */
  async submit(text: string, user = 'U1'): Promise<void> {
    const modal = this.server.workspace.modals.at(-1);
    const body = {
      type: 'view_submission',
      user: { id: user, team_id: TEAM },
      team: { id: TEAM },
      view: {
        id: modal?.id,
        hash: 'h',
        type: 'modal',
        callback_id: 'why',
        private_metadata: modal?.view.private_metadata,
        state: { values: { why: { why: { type: 'plain_text_input', value: text } } } },
      },
    };
    await this.server.send({ type: 'interactive', body });
  }

  #next(prefix: string): string {
    this.#count += 1;
    return `${prefix}${this.#count}`;
  }

  #buttonOn(blocks: HeldMessage['blocks'], named: string, nth: number) {
    const all = blocks.flatMap((block) => {
      if (block.type === 'actions') return block.elements;
      return block.type === 'section' && block.accessory ? [block.accessory] : [];
    });
    const fits = all.filter(
      ({ action_id: id, text }) => text.text === named || id.replace(/-\d+$/, '') === named,
    );
    const button = fits[nth];
    if (!button) throw new Error(`no button ${named} among ${all.map(({ text }) => text.text).join(', ')}`);
    return { action_id: button.action_id, value: button.value };
  }
}
