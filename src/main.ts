import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { connectToOwner, runInOwner } from '../adapters/terminal/control-client.ts';
import { SocketError, controlAddress } from '../adapters/terminal/control-server.ts';
import { describeFault } from '../adapters/terminal/fault.ts';
import { AddressError } from '../adapters/terminal/serve.ts';
import { type ExitCode, type Terminal, UsageError } from '../adapters/terminal/terminal.ts';
import { USAGE } from '../adapters/terminal/usage.ts';
import { type Config, ConfigError, PROJECT_DIR, readConfig } from './config.ts';
import type * as Houses from './house.ts';
import { FormatError } from './knowledge/formats/format-error.ts';
import { KnowledgeError } from './knowledge/problem.ts';
import type * as Sharing from './share-house.ts';
import { BackupRefused, StoreOwned, StoreUnwritable } from './storage/errors.ts';
import { type HouseVerbName, isHouseVerb, isOwnVerb } from './verb-names.ts';
import type * as Verbs from './verbs.ts';

/** Not loaded where another process runs the command: that would be half of its time. The types follow the paths. */
const require = createRequire(import.meta.url);
const loadVerbs = () => require('./verbs.ts') as typeof Verbs;
const loadHouses = () => require('./house.ts') as typeof Houses;
const loadSharing = () => require('./share-house.ts') as typeof Sharing;

const { stdin, stdout, stderr, env } = process;
const terminal: Terminal = { input: stdin, output: stdout, errors: stderr, env, cwd: process.cwd() };

const tellFault = (error: unknown): void => {
  stderr.write(`${describeFault(error)}\n`);
};

interface Opened {
  /** Other processes run their commands in this one. */
  readonly isShared: boolean;
  /** Questions come next: the engine is made ahead of them. */
  readonly isToAnswer: boolean;
  /** A draft or its preview comes next: what judges it is made ready meanwhile. */
  readonly isToJudge: boolean;
  readonly patienceMs?: number;
  readonly isTaken?: () => Promise<boolean>;
}

/** A draft replays thousands of questions before it makes way to the next command. */
const COMMAND_PATIENCE_MS = 60_000;

async function openAloud(config: Config, { isShared, isToAnswer, ...toCome }: Opened): Promise<Houses.House> {
  if (stderr.isTTY) stderr.write('正在读取知识… Reading the knowledge…');
  try {
    const house = await loadHouses().openHouse(config, tellFault, toCome);
    // What takes longest is done while it is told; nobody waits for it then.
    if (isToAnswer) house.served.getReady();
    if (isShared) await loadSharing().shareHouse(house, report);
    return house;
  } finally {
    if (stderr.isTTY) stderr.write('\r\u001B[K');
  }
}

/** In the process that has the store open, or in this one when none has. */
async function runOnHouse(name: HouseVerbName, args: readonly string[], config: Config): Promise<ExitCode> {
  const findOwner = async () =>
    config.databaseUrl === undefined ? connectToOwner(controlAddress(config.dataDir)) : undefined;
  const owner = await findOwner();
  if (owner) return runInOwner(owner, [name, ...args], terminal);
  const verb = loadVerbs().HOUSE_VERBS[name];
  let house: Houses.House | undefined;
  try {
    return await verb.run(
      args,
      terminal,
      async () => {
        house ??= await openAloud(config, {
          isShared: verb.isLong === true,
          isToAnswer: verb.isToAnswer === true,
          isToJudge: verb.isToJudge?.(args) === true,
          patienceMs: COMMAND_PATIENCE_MS,
          isTaken: async () => {
            const socket = await findOwner();
            socket?.destroy();
            return socket !== undefined;
          },
        });
        return house;
      },
      config,
    );
  } catch (error) {
    // A server that was only starting takes commands by now. What was read of the input, it could not read again.
    const started = error instanceof StoreOwned && !stdin.readableDidRead ? await findOwner() : undefined;
    if (!started) throw error;
    return await runInOwner(started, [name, ...args], terminal);
  } finally {
    await house?.close();
  }
}

async function run([name = '', ...args]: readonly string[]): Promise<ExitCode> {
  const words = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (name === '--help' || name === '-h' || words.includes('--help')) {
    stdout.write(USAGE);
    return 0;
  }
  if (!isHouseVerb(name) && !isOwnVerb(name))
    throw new UsageError(`${name === '' ? 'no verb was given' : `there is no verb "${name}"`}\n\n${USAGE}`);
  const settings = join(PROJECT_DIR, '.env');
  // Node before 20.12 cannot load it: set the environment itself there.
  if ('loadEnvFile' in process && existsSync(settings)) process.loadEnvFile(settings);
  const config = readConfig(env);
  if (isHouseVerb(name)) return runOnHouse(name, args, config);
  return loadVerbs().OWN_VERBS[name](args, terminal, config, {
    openHouse: () => openAloud(config, { isShared: true, isToAnswer: true, isToJudge: false }),
  });
}

const EXPECTED = [
  UsageError,
  ConfigError,
  KnowledgeError,
  AddressError,
  SocketError,
  StoreOwned,
  StoreUnwritable,
  BackupRefused,
  FormatError,
];

/** The boundary of the command line: what is expected to go wrong is told in words, everything else with its way. */
function report(error: unknown, { errors } = terminal): ExitCode {
  const isExpected = EXPECTED.some((kind) => error instanceof kind);
  errors.write(`shuwen: ${isExpected && error instanceof Error ? error.message : describeFault(error)}\n`);
  return error instanceof UsageError ? 2 : 1;
}

// A reader that has seen enough (`| head`) is no fault.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// Until it is done: a command that waits for what never comes has not done it.
process.exitCode = 1;
void run(process.argv.slice(2))
  .catch(report)
  .then((code) => {
    process.exitCode = code;
  });
