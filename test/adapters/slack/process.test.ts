import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { People } from './server/people.ts';
import { APP_TOKEN, BOT_TOKEN, SlackServer } from './server/slack-server.ts';

const START = fileURLToPath(new URL('../../../src/start.js', import.meta.url));
const LONG_MS = 120_000;

let server: SlackServer;
let dataDir: string;
let bot: ChildProcess;
beforeEach(async () => {
  server = await SlackServer.start();
  dataDir = await mkdtemp(join(tmpdir(), 'shuwen-slack-'));
});
afterEach(async () => {
  if (bot.exitCode === null) {
    bot.kill();
    await once(bot, 'exit');
  }
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

function start(): ChildProcess {
  const { PATH } = process.env;
  bot = spawn(process.execPath, [START, 'serve'], {
    env: {
      PATH,
      PORT: '0',
      DATA_DIR: dataDir,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_APP_TOKEN: APP_TOKEN,
      SLACK_API_URL: server.apiUrl,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return bot;
}

it(
  'the program answers in Slack what the shipped knowledge holds, and ends with 1 and the reason when it goes deaf',
  async () => {
    const { stderr } = start();
    const said = stderr && text(stderr);
    await server.workspace.until(() => server.openSockets > 0);
    await new People(server).mention({ text: '电子签名在中国有法律效力吗？' });
    const answer = await server.workspace.until(() => server.workspace.said('C1')[0]);
    expect(JSON.stringify(answer.blocks)).toContain('一般信息，非法律意见');
    server.refusesSocket = 'invalid_auth';
    server.cutSockets();
    const [code] = (await once(bot, 'exit')) as [number];
    expect(code).toBe(1);
    expect(await said).toContain('SLACK_APP_TOKEN');
    expect(server.workspace.complaints).toEqual([]);
  },
  LONG_MS,
);
