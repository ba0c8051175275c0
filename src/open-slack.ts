import { Slack } from '../adapters/slack/slack.ts';
import type { House } from './house.ts';
import { createSeal, readSecret } from './storage/seal.ts';

interface OpenSlackParts {
  readonly tellFault: (error: unknown) => void;
  readonly log: (line: string) => void;
  /** A platform will say nothing any more, and why. */
  readonly onDeaf: (reason: string) => void;
}

const CHANGES_READ = 200;

/** Entries whose text changed, newest first; not those that are new or withdrawn. */
async function changedLately({ store }: House, most: number): Promise<readonly string[]> {
  const { revisions } = store.read;
  const recent = await revisions.since(Math.max(0, (await revisions.last()) - CHANGES_READ));
  const changed = recent.filter(({ kind, base, body }) => kind === 'entry' && base !== null && body !== null);
  return [...new Set(changed.map(({ id }) => id).reverse())].slice(0, most);
}

/** Begins to serve Slack, if it is wanted; how that goes is in the house's health. @returns a line about it */
export async function openSlack(house: House, { tellFault, log, onDeaf }: OpenSlackParts): Promise<string> {
  const { config, store, assistant, moderation } = house;
  const { slack: settings } = config;
  if (!settings)
    return 'Off  Slack, as SLACK_BOT_TOKEN is not set: see docs/slack.md 未接入 Slack（未设 SLACK_BOT_TOKEN）';
  const slack = new Slack({
    settings,
    ledger: store,
    assistant,
    seal: createSeal(config.sealSecret ?? (await readSecret(config.dataDir))),
    forget: async (person) => {
      await store.forget(person);
    },
    answerCase: (answer) => moderation.answerCase(answer),
    changedLately: (most) => changedLately(house, most),
    onDesk: (desk) => house.desks.push(desk),
    log,
    onFault: (subject, error) => {
      tellFault(new Error(`Slack: ${subject} failed`, { cause: error }));
    },
    onDeaf: (reason) => {
      onDeaf(`Slack: ${reason}`);
    },
  });
  house.watch(() => ({ name: 'slack', fault: slack.fault }));
  house.onClose(() => slack.stop());
  slack.start().catch((error: unknown) => {
    tellFault(error);
    onDeaf('Slack could not be started 无法启动 Slack');
  });
  const way =
    settings.connection.mode === 'socket' ? 'Socket Mode' : `HTTP, port ${settings.connection.port}`;
  return `On   Slack (${way}), ${settings.command}`;
}
