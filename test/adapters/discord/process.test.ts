import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, startPostgres } from '../../fakes/postgres.ts';
import { DiscordServer } from './server/discord-server.ts';
import type { Interaction } from './server/interaction.ts';
import { GUILD, TOKEN } from './server/world.ts';

const START = fileURLToPath(new URL('../../../src/start.js', import.meta.url));
const LONG_MS = 180_000;
const QUESTION = '电子签名在中国有法律效力吗？';
const IN_GUILD = { guild: GUILD, locale: 'zh-CN' };

let discord: DiscordServer;
let root: string;
const programs: ChildProcess[] = [];
beforeEach(async () => {
  discord = new DiscordServer();
  await discord.wire.start();
  root = await mkdtemp(join(tmpdir(), 'shuwen-discord-'));
});
afterEach(async () => {
  for (const program of programs.splice(0)) await end(program, 'SIGTERM');
  await discord.stop();
  await rm(root, { recursive: true, force: true });
});

async function end(program: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const ended = once(program, 'exit');
  program.kill(signal);
  await ended;
}

/** The whole program, in a folder of its own. */
function start(name: string, more: Readonly<Record<string, string>> = {}) {
  const program = spawn(process.execPath, [START, 'serve'], {
    env: {
      ...{ PATH: process.env['PATH'], PORT: '0', DATA_DIR: join(root, name), ...more },
      ...{ DISCORD_TOKEN: TOKEN, DISCORD_GUILD: GUILD, DISCORD_API_URL: discord.apiUrl },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  programs.push(program);
  return program;
}

const answered = async (asked: Interaction): Promise<string> => {
  await discord.until(() => asked.messages.length > 0);
  return asked.text;
};

/** What a program prints when all of it has begun. */
const said = (program: ReturnType<typeof start>, words: string): Promise<void> =>
  new Promise((resolve) => {
    program.stdout.on('data', (data: Buffer) => {
      if (data.includes(words)) resolve();
    });
  });

describe('the program', () => {
  let postgres: TestServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, LONG_MS);
  afterAll(() => postgres.stop());

  it(
    'answers /ask with what the shipped knowledge holds, and ends with 1 and the reason when it goes deaf',
    async () => {
      const program = start('alone');
      const errors = text(program.stderr);
      await discord.until(() => discord.gateway.connected === 1 && discord.commands.length === 7);
      const asked = discord.asks(QUESTION, IN_GUILD);
      expect(await answered(asked)).toContain('一般信息，非法律意见');
      expect(asked.responses).toEqual([{ type: 5, data: { flags: 64 } }]);
      const ended = once(program, 'exit');
      discord.gateway.close(4014);
      expect(await ended).toEqual([1, null]);
      expect(await errors).toContain('Message Content Intent');
      expect(discord.malformed).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'is taken over from when it is killed: by another on the same database, and nothing is answered twice',
    async () => {
      const shared = { DATABASE_URL: await postgres.createDatabase(), SEAL_SECRET: 'shared-'.repeat(6) };
      const first = start('first', shared);
      await discord.until(() => discord.gateway.connected === 1);
      const asked = [discord.asks(QUESTION, IN_GUILD)];
      await Promise.all(asked.map(answered));
      const second = start('second', shared);
      await said(second, 'Discord, /ask');
      asked.push(...Array.from({ length: 10 }, () => discord.asks(QUESTION, IN_GUILD)));
      await Promise.all(asked.map(answered));
      expect(discord.gateway.identified).toBe(1);
      await end(first, 'SIGKILL');
      await discord.until(() => discord.gateway.identified === 2 && discord.gateway.connected === 1);
      for (const known of [...asked]) discord.repeats(known);
      asked.push(discord.asks(QUESTION, IN_GUILD));
      await Promise.all(asked.map(answered));
      await end(second, 'SIGTERM');
      for (const { id } of asked) {
        const calls = discord.calls.filter(
          (call) => call.includes(`/${id}/`) || call.includes(`token-${id}/`),
        );
        expect(calls.map((call) => call.split(' ')[0])).toEqual(['POST', 'PATCH']);
      }
    },
    LONG_MS,
  );
});
