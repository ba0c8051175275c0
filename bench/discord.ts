/** `npm run bench:discord`: the whole program against a small Discord, under a steady stream of questions. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { PROJECT_DIR } from '../src/config.ts';
import { readKnowledge } from '../src/knowledge/read-folder.ts';
import { DiscordServer } from '../test/adapters/discord/server/discord-server.ts';
import type { Interaction } from '../test/adapters/discord/server/interaction.ts';
import { GUILD, TOKEN } from '../test/adapters/discord/server/world.ts';
import { percentile } from './statistics.ts';

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '30' },
  },
});
const RATE = Number(values.rate);
const SECONDS = Number(values.seconds);
const TICK_MS = 20;
const CHANNELS = 20;
const ASKERS = 500;
const CLOCK_TICK_MS = 10;
const LAST_ANSWER_MS = 120_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The program as it is served, on a store of its own. */
function startProgram(discord: DiscordServer, dataDir: string) {
  const program = spawn(process.execPath, ['src/start.js', 'serve'], {
    cwd: PROJECT_DIR,
    env: {
      ...{ PATH: process.env['PATH'], DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0' },
      ...{ DISCORD_TOKEN: TOKEN, DISCORD_GUILD: GUILD, DISCORD_API_URL: discord.apiUrl },
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let faults = 0;
  program.stderr.on('data', (data: Buffer) => {
    const text = data.toString('utf8');
    if (!text.includes('Error')) return;
    faults += 1;
    if (faults <= 3) process.stderr.write(text);
  });
  const ended = new Promise<void>((resolve) =>
    program.once('exit', () => {
      resolve();
    }),
  );
  return {
    faults: () => faults,
    /** Milliseconds of processor time so far, on Linux; undefined elsewhere. */
    cpuMs: async () => {
      const stat = await readFile(`/proc/${program.pid ?? 0}/stat`, 'utf8').catch(() => undefined);
      const [user, system] =
        stat
          ?.slice(stat.lastIndexOf(')') + 2)
          .split(' ')
          .slice(11, 13)
          .map(Number) ?? [];
      return user === undefined || system === undefined ? undefined : (user + system) * CLOCK_TICK_MS;
    },
    stop: async () => {
      program.kill('SIGTERM');
      await ended;
    },
  };
}

/** Asks at a steady rate, whatever becomes of it. */
async function askSteadily(
  discord: DiscordServer,
  questions: readonly string[],
  total: number,
  rate: number,
) {
  const asked: Interaction[] = [];
  const begun = performance.now();
  while (asked.length < total) {
    const due = Math.min(total, Math.ceil(((performance.now() - begun) / 1_000) * rate));
    while (asked.length < due) {
      const at = asked.length;
      const user = `4${String(at % ASKERS).padStart(17, '0')}`;
      const channel = `2${String(at % CHANNELS).padStart(17, '0')}`;
      asked.push(discord.asks(questions[at % questions.length] ?? '', { guild: GUILD, user, channel }));
    }
    await wait(TICK_MS);
  }
  return asked;
}

const isAnswered = ({ messages }: Interaction): boolean => messages.length > 0;

async function main(): Promise<void> {
  const { documents } = await readKnowledge(join(PROJECT_DIR, 'knowledge'));
  const questions = documents.golden.map(({ text }) => text);
  const dataDir = await mkdtemp(join(tmpdir(), 'shuwen-bench-'));
  const discord = new DiscordServer();
  await discord.wire.start();
  const program = startProgram(discord, dataDir);
  try {
    await discord.until(() => discord.gateway.connected === 1);
    await discord.until(() => discord.commands.length > 0);
    const warm = await askSteadily(discord, questions, 100, 20);
    await discord.until(() => warm.every(isAnswered));
    say(`${RATE} questions a second for ${SECONDS} s, ${questions.length} different ones`);
    const before = discord.calls.length;
    const cpuBefore = await program.cpuMs();
    const asked = await askSteadily(discord, questions, RATE * SECONDS, RATE);
    const behind = asked.filter((each) => !isAnswered(each)).length;
    const finished = discord.until(() => asked.every(isAnswered)).then(() => true);
    await Promise.race([finished, wait(LAST_ANSWER_MS, false, { ref: false })]);
    const cpuAfter = await program.cpuMs();
    const cpu = cpuBefore === undefined || cpuAfter === undefined ? 0 : cpuAfter - cpuBefore;
    say(`processor time   ${(cpu / asked.length).toFixed(2)} ms a question`);
    report(asked, discord.calls.slice(before), behind, program.faults());
  } finally {
    await program.stop();
    await discord.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function report(
  asked: readonly Interaction[],
  calls: readonly string[],
  behind: number,
  faults: number,
): void {
  const first = asked.flatMap(({ tookMs }) => tookMs ?? []);
  const told = asked.flatMap(({ answeredMs }) => answeredMs ?? []);
  const acknowledgements = calls.filter((call) => call.startsWith('POST /interactions/')).length;
  const edits = calls.filter((call) => call.startsWith('PATCH ')).length;
  const extra = calls.filter((call) => call.startsWith('POST /webhooks/')).length;
  say(`first response   p50 ${ms(first, 0.5)}  p99 ${ms(first, 0.99)}  max ${ms(first, 1)}`);
  say(
    `answer shown     p50 ${ms(told, 0.5)}  p99 ${ms(told, 0.99)}  max ${ms(told, 1)}; ${behind} still to come when the last was asked`,
  );
  say(
    `calls            ${acknowledgements} acknowledgements, ${edits} answers, ${extra} further messages; ${faults} faults told`,
  );
  const lost = asked.filter((each) => !isAnswered(each)).length;
  const doubled = edits - (asked.length - lost);
  say(
    `bench:discord ${JSON.stringify({
      ...{ asked: asked.length, perSecond: RATE, lost, doubled, unacknowledged: asked.length - first.length },
      ...{
        firstP50: percentile(first, 0.5),
        firstP99: percentile(first, 0.99),
        answerP99: percentile(told, 0.99),
      },
    })}`,
  );
}

const ms = (times: readonly number[], share: number): string => `${percentile(times, share)} ms`;

await main();
