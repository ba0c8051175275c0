import { Slack } from '../adapters/slack/slack.ts';
import { type Telling, chatParts } from './chat-parts.ts';
import type { House } from './house.ts';

const CHANGES_READ = 200;

/** Entries whose text changed, newest first; not those that are new or withdrawn. */
async function changedLately({ store }: House, most: number): Promise<readonly string[]> {
  const { revisions } = store.read;
  const recent = await revisions.since(Math.max(0, (await revisions.last()) - CHANGES_READ));
  const changed = recent.filter(({ kind, base, body }) => kind === 'entry' && base !== null && body !== null);
  return [...new Set(changed.map(({ id }) => id).reverse())].slice(0, most);
}

/** Begins to serve Slack, if it is wanted; how that goes is in the house's health. @returns a line about it */
export async function openSlack(house: House, telling: Telling): Promise<string> {
  const { config, moderation } = house;
  const { slack: settings } = config;
  if (!settings)
    return 'Off  Slack, as SLACK_BOT_TOKEN is not set: see docs/slack.md 未接入 Slack（未设 SLACK_BOT_TOKEN）';
  const slack = new Slack({
    ...(await chatParts(house, 'Slack', telling)),
    settings,
    answerCase: (answer) => moderation.answerCase(answer),
    changedLately: (most) => changedLately(house, most),
    onDesk: (desk) => house.desks.push(desk),
  });
  house.watch(() => ({ name: 'slack', fault: slack.fault }));
  house.onClose(() => slack.stop());
  slack.start().catch((error: unknown) => {
    telling.tellFault(error);
    telling.onDeaf('Slack could not be started 无法启动 Slack');
  });
  const way =
    settings.connection.mode === 'socket' ? 'Socket Mode' : `HTTP, port ${settings.connection.port}`;
  return `On   Slack (${way}), ${settings.command}`;
}
