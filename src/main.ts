import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '../adapters/terminal/ask.ts';
import { readCalibration } from '../adapters/terminal/calibration-file.ts';
import { calibrate } from '../adapters/terminal/calibrate.ts';
import { chat } from '../adapters/terminal/chat.ts';
import { check } from '../adapters/terminal/check.ts';
import { describeFault } from '../adapters/terminal/fault.ts';
import { AddressError, serve } from '../adapters/terminal/serve.ts';
import { type ExitCode, type Terminal, UsageError } from '../adapters/terminal/terminal.ts';
import { USAGE, parseLanguage, parseOptions } from '../adapters/terminal/usage.ts';
import { createWebApp, startWeb } from '../adapters/web/server.ts';
import { Assistant } from './assistant/assistant.ts';
import { MemoryConversations } from './assistant/conversation.ts';
import { type Config, ConfigError, PROJECT_DIR, civilDateIn, readConfig } from './config.ts';
import { Engine } from './engine/engine.ts';
import { checkKnowledge } from './knowledge/checks/index.ts';
import { KnowledgeError } from './knowledge/problem.ts';
import { readKnowledge } from './knowledge/read-folder.ts';
import { createSnapshot } from './knowledge/snapshot.ts';

const { stdin, stdout, stderr, env } = process;
const terminal: Terminal = { input: stdin, output: stdout, errors: stderr, env };

const todayIn = ({ timeZone }: Config): string => civilDateIn(timeZone, new Date());

/** @throws KnowledgeError with every error of the knowledge: what has one is not served */
async function openAssistant(config: Config): Promise<Assistant> {
  if (stderr.isTTY) stderr.write('正在读取知识… Reading the knowledge…');
  try {
    return await readAssistant(config);
  } finally {
    if (stderr.isTTY) stderr.write('\r\u001B[K');
  }
}

async function readAssistant(config: Config): Promise<Assistant> {
  const knowledge = await readKnowledge(config.knowledgeDir);
  const errors = checkKnowledge(knowledge, { today: todayIn(config) }).filter(
    ({ severity }) => severity === 'error',
  );
  if (errors.length > 0) throw new KnowledgeError(errors);
  const calibration = await readCalibration(config.knowledgeDir);
  const engine = new Engine(createSnapshot(knowledge.documents, 1), calibration);
  return new Assistant({
    engine: () => engine,
    conversations: new MemoryConversations(),
    today: () => todayIn(config),
    publicUrl: config.publicUrl,
  });
}

async function openServing(config: Config) {
  const assistant = await openAssistant(config);
  const { entries, topics } = assistant.engine.snapshot;
  const { host, port, publicUrl } = config;
  return {
    entries: entries.size,
    topics: topics.size,
    publicUrl,
    start: () => startWeb({ app: createWebApp({ assistant }), host, port }),
  };
}

type Verb = (args: readonly string[], config: Config) => Promise<ExitCode>;

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['serve', (args, config) => serve(args, terminal, () => openServing(config))],
  [
    'chat',
    async (args, config) => {
      const { values } = parseOptions({ args: [...args], options: { lang: { type: 'string' } } });
      const language = parseLanguage(values.lang) ?? config.language;
      return chat(terminal, await openAssistant(config), language);
    },
  ],
  ['ask', (args, config) => ask(args, terminal, () => openAssistant(config), config.language)],
  ['calibrate', (args, config) => calibrate(args, terminal, config.knowledgeDir, todayIn(config))],
  ['check', (args, config) => check(args, terminal, config.knowledgeDir, todayIn(config))],
]);

async function run([name, ...args]: readonly string[]): Promise<ExitCode> {
  const words = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (name === '--help' || name === '-h' || words.includes('--help')) {
    stdout.write(USAGE);
    return 0;
  }
  const verb = VERBS.get(name ?? '');
  if (!verb)
    throw new UsageError(
      `${name === undefined ? 'no verb was given' : `there is no verb "${name}"`}\n\n${USAGE}`,
    );
  const settings = join(PROJECT_DIR, '.env');
  // Node before 20.12 cannot load it: set the environment itself there.
  if ('loadEnvFile' in process && existsSync(settings)) process.loadEnvFile(settings);
  return verb(args, readConfig(env));
}

/** The boundary of the command line: what is expected to go wrong is told in words, everything else with its way. */
function report(error: unknown): ExitCode {
  const isExpected =
    error instanceof UsageError ||
    error instanceof ConfigError ||
    error instanceof KnowledgeError ||
    error instanceof AddressError;
  stderr.write(`shuwen: ${isExpected ? error.message : describeFault(error)}\n`);
  return error instanceof UsageError ? 2 : 1;
}

// A reader that has seen enough (`| head`) is no fault.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2)).catch(report);
