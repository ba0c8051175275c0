/** `npm run bench:slack`: many mentions at once, over real sockets against a Slack server in a process of its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Slack } from '../adapters/slack/slack.ts';
import { readSlackSettings, slackVariables } from '../adapters/slack/settings.ts';
import { readCalibration } from '../adapters/terminal/calibration-file.ts';
import { Assistant } from '../src/assistant/assistant.ts';
import { SHIPPED_KNOWLEDGE, civilDateIn } from '../src/config.ts';
import { Engine } from '../src/engine/engine.ts';
import { readKnowledge } from '../src/knowledge/read-folder.ts';
import { createSnapshot } from '../src/knowledge/snapshot.ts';
import { openStore } from '../src/storage/open-store.ts';
import { createSeal } from '../src/storage/seal.ts';
import type { Repositories } from '../src/storage/store.ts';
import type { Load, LoadReport } from './slack-load.ts';
import { percentile } from './statistics.ts';

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '30' },
    channels: { type: 'string', default: '2000' },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const ms = (times: readonly number[], share: number): string => `${Math.round(percentile(times, share))} ms`;

const load = fork(fileURLToPath(new URL('slack-load.ts', import.meta.url)), {
  execArgv: ['--import', 'tsx/esm'],
});
const [{ apiUrl }] = (await once(load, 'message')) as [{ readonly apiUrl: string }];

const { documents } = await readKnowledge(SHIPPED_KNOWLEDGE);
const engine = new Engine(createSnapshot(documents, 1), await readCalibration(SHIPPED_KNOWLEDGE));
const dataDir = await mkdtemp(join(tmpdir(), 'shuwen-bench-'));
const store = await openStore({ dataDir });
const today = civilDateIn('Asia/Shanghai', new Date());
const settings = readSlackSettings(
  slackVariables.parse({ SLACK_BOT_TOKEN: 'xoxb-test', SLACK_APP_TOKEN: 'xapp-test', SLACK_API_URL: apiUrl }),
);
if (!settings || 'missing' in settings) throw new Error('the settings of the bench are incomplete');
const slack = new Slack({
  settings,
  ledger: store,
  assistant: new Assistant<Repositories>({
    engine: () => engine,
    ledger: store,
    today: () => today,
    publicUrl: undefined,
  }),
  seal: createSeal('bench'),
  forget: () => Promise.resolve(),
  answerCase: () => Promise.resolve({ kind: 'denied' }),
  onDesk: () => undefined,
  log: say,
  onFault: (subject, error) => {
    console.error(subject, error);
  },
  onDeaf: say,
});
await slack.start();

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const cpuBefore = process.cpuUsage();
const wanted: Load = {
  perSecond: Number(values.rate),
  seconds: Number(values.seconds),
  channels: Number(values.channels),
  questions: documents.golden.map(({ text }) => text),
};
load.send(wanted);
const [report] = (await once(load, 'message')) as [LoadReport];
const { user, system } = process.cpuUsage(cpuBefore);
delay.disable();

const { asked, ackMs, missedAcks, answerMs, lost, doubled, complaints } = report;
for (const complaint of complaints) say(`refused by the server: ${complaint}`);
say(
  `${asked} mentions, ${values.rate} a second for ${values.seconds} s, over ${values.channels} channels, on one process`,
);
say(
  `processor time ${Math.round((user + system) / 1e6)} s; event-loop delay p99 ${Math.round(delay.percentile(99) / 1e6)} ms, most ${Math.round(delay.max / 1e6)} ms`,
);
say(`answer on the server: median ${ms(answerMs, 0.5)}, p99 ${ms(answerMs, 0.99)}, last ${ms(answerMs, 1)}`);
const passed =
  lost + doubled + missedAcks + complaints.length === 0 &&
  percentile(ackMs, 0.99) < 200 &&
  percentile(answerMs, 1) < 60_000;
say(
  `${passed ? 'passed' : 'FAILED'}: acknowledged p50 ${ms(ackMs, 0.5)}, p99 ${ms(ackMs, 0.99)}, most ${ms(ackMs, 1)}; ` +
    `answered ${asked - lost} of ${asked}, last after ${ms(answerMs, 1)}; lost ${lost}, doubled ${doubled}, late acknowledgements ${missedAcks}`,
);
await slack.stop();
load.kill();
await store.close();
await rm(dataDir, { recursive: true, force: true });
process.exitCode = passed ? 0 : 1;
