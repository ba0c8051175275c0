/** The other process of `bench/slack.ts`: Slack, and people who ask there. */
import { SlackServer } from '../test/adapters/slack/server/slack-server.ts';
import { People } from '../test/adapters/slack/server/people.ts';
import { BOT } from '../test/adapters/slack/server/state.ts';

export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
  readonly channels: number;
  readonly questions: readonly string[];
}

export interface LoadReport {
  readonly asked: number;
  readonly ackMs: readonly number[];
  readonly missedAcks: number;
  /** From the question to the answer on the server, for each answered question. */
  readonly answerMs: readonly number[];
  readonly lost: number;
  readonly doubled: number;
  readonly complaints: readonly string[];
}

const PATIENCE_MS = 60_000;

async function ask(
  server: SlackServer,
  { perSecond, seconds, channels, questions }: Load,
): Promise<LoadReport> {
  const people = new People(server);
  const { workspace } = server;
  const askedAt = new Map<string, number>();
  const answeredAt = new Map<string, number[]>();
  let seen = 0;
  workspace.on('changed', () => {
    for (; seen < workspace.messages.length; seen += 1) {
      const message = workspace.messages[seen];
      if (!message) continue;
      const now = performance.now();
      if (message.user !== BOT) askedAt.set(message.ts, now);
      else if (message.thread !== undefined)
        answeredAt.set(message.thread, [...(answeredAt.get(message.thread) ?? []), now]);
    }
  });
  const started = performance.now();
  const sending: Promise<unknown>[] = [];
  const total = perSecond * seconds;
  while (sending.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - started) / 1_000) * perSecond));
    for (let at = sending.length; at < due; at += 1)
      sending.push(
        people.mention({
          channel: `C${at % channels}`,
          user: `U${at % 500}`,
          text: questions[at % questions.length] ?? '?',
        }),
      );
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(sending);
  const until = performance.now() + PATIENCE_MS;
  while (answeredAt.size < total && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 50));
  // What is doubled comes a little later.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const answers = [...answeredAt].map(([thread, times]) => (times[0] ?? 0) - (askedAt.get(thread) ?? 0));
  return {
    asked: total,
    ackMs: server.ackTimes,
    missedAcks: server.missedAcks.length,
    answerMs: answers,
    lost: total - answeredAt.size,
    doubled: [...answeredAt.values()].filter((times) => times.length > 1).length,
    complaints: workspace.complaints.slice(0, 5),
  };
}

const server = await SlackServer.start();
process.on('message', (load: Load) => {
  void ask(server, load).then((report) => process.send?.(report));
});
process.send?.({ apiUrl: server.apiUrl });
