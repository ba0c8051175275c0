import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { ask } from '../adapters/terminal/ask.ts';
import { backup } from '../adapters/terminal/backup.ts';
import { calibrate } from '../adapters/terminal/calibrate.ts';
import { chat } from '../adapters/terminal/chat.ts';
import { check } from '../adapters/terminal/check.ts';
import { exportKnowledge } from '../adapters/terminal/export.ts';
import { forget } from '../adapters/terminal/forget.ts';
import { health } from '../adapters/terminal/health.ts';
import { MODERATION_VERBS } from '../adapters/terminal/moderation/verbs.ts';
import { importKnowledge } from '../adapters/terminal/import.ts';
import { restore } from '../adapters/terminal/restore.ts';
import { serve } from '../adapters/terminal/serve.ts';
import { write } from '../adapters/terminal/write.ts';
import { renderManifest } from '../adapters/slack/manifest.ts';
import { type ExitCode, type Terminal, UsageError } from '../adapters/terminal/terminal.ts';
import { parseLanguage, parseOptions } from '../adapters/terminal/usage.ts';
import { Assistant } from './assistant/assistant.ts';
import { unrecorded } from './assistant/unrecorded.ts';
import { type Config, SHIPPED_KNOWLEDGE, todayIn } from './config.ts';
import type * as Exchange from './exchange.ts';
import type { House } from './house.ts';
import type * as Serving from './serving.ts';
import type { HouseVerbName, OwnVerbName } from './verb-names.ts';

type Args = readonly string[];

/** What only some verbs need is loaded with them: half of what a command takes is loading. */
const require = createRequire(import.meta.url);
const exchange = () => require('./exchange.ts') as typeof Exchange;
const serving = () => require('./serving.ts') as typeof Serving;

interface HouseVerb {
  /** Takes as long as a person does: others may use the store meanwhile. */
  readonly isLong?: boolean;
  /** Answers questions, and so needs the engine. */
  readonly isToAnswer?: boolean;
  /** Whether it drafts or previews. */
  readonly isToJudge?: (args: Args) => boolean;
  readonly run: (
    args: Args,
    terminal: Terminal,
    open: () => Promise<House>,
    config: Config,
  ) => Promise<ExitCode>;
}

/** How a verb that runs in its own process comes by the house. */
interface Opening {
  /** Opened and shared with the commands of other processes. */
  readonly openHouse: () => Promise<House>;
}

type OwnVerb = (args: Args, terminal: Terminal, config: Config, opening: Opening) => Promise<ExitCode>;

/** The assistant, and one over the same knowledge whose questions are only asked to measure. */
async function openAnswering(open: () => Promise<House>) {
  const { assistant, config } = await open();
  const measuring = new Assistant({
    engine: () => assistant.engine,
    ledger: unrecorded(),
    today: () => todayIn(config),
    publicUrl: config.publicUrl,
  });
  return { assistant, unrecorded: measuring };
}

/** The folder given, or else the editors' files, or the shipped ones before the first start. */
const knowledgeFolder = (given: string | undefined, { cwd }: Terminal, { knowledgeDir }: Config): string => {
  if (given !== undefined) return resolve(cwd, given);
  return existsSync(knowledgeDir) ? knowledgeDir : SHIPPED_KNOWLEDGE;
};

async function slackManifest(
  args: Args,
  { output }: Terminal,
  slackApp: Config['slackApp'],
): Promise<ExitCode> {
  const { values, positionals } = parseOptions({
    args: [...args],
    options: { url: { type: 'string' } },
    allowPositionals: true,
  });
  if (positionals.join(' ') !== 'manifest')
    throw new UsageError('slack has one word to follow: slack manifest');
  await write(output, renderManifest({ ...slackApp, requestUrl: values.url }));
  return 0;
}

const READS_DRAFTS = ['list', 'show', 'discard'];
const isToJudge = (name: string, [word = '']: Args): boolean =>
  name === 'preview' || (name === 'draft' && !READS_DRAFTS.includes(word));

/** The verbs of a moderator, on the house's moderation. */
const moderationVerbs = Object.fromEntries(
  Object.entries(MODERATION_VERBS).map(([name, run]): [string, HouseVerb] => [
    name,
    {
      isToJudge: (args) => isToJudge(name, args),
      run: (args, terminal, open, config) =>
        run(args, terminal, {
          open: async () => (await open()).moderation,
          language: config.language,
          today: todayIn(config),
        }),
    },
  ]),
) as Readonly<Record<keyof typeof MODERATION_VERBS, HouseVerb>>;

export const HOUSE_VERBS: Readonly<Record<HouseVerbName, HouseVerb>> = {
  ...moderationVerbs,
  chat: {
    isLong: true,
    isToAnswer: true,
    run: async (args, terminal, open, config) => {
      const { values } = parseOptions({ args: [...args], options: { lang: { type: 'string' } } });
      const language = parseLanguage(values.lang) ?? config.language;
      return chat(terminal, (await open()).assistant, language);
    },
  },
  ask: {
    isToAnswer: true,
    run: (args, terminal, open, config) => ask(args, terminal, () => openAnswering(open), config.language),
  },
  health: {
    run: (args, terminal, open) => health(args, terminal, async () => (await open()).health()),
  },
  forget: {
    run: (args, terminal, open) =>
      forget(args, terminal, async (account) => {
        const { store } = await open();
        const person = await store.read.people.find(account);
        return person && { ...(await store.forget(person)) };
      }),
  },
  export: {
    run: (args, terminal, open) =>
      exportKnowledge(args, terminal, async () => exchange().readPublished(await open())),
  },
  import: {
    run: (args, terminal, open) =>
      importKnowledge(args, terminal, async () => exchange().openImport(await open())),
  },
  backup: {
    run: (args, terminal, open) =>
      backup(args, terminal, async (file, onProgress) => (await open()).store.backUp(file, onProgress)),
  },
};

export const OWN_VERBS: Readonly<Record<OwnVerbName, OwnVerb>> = {
  serve: (args, terminal, _config, { openHouse }) =>
    serve(args, terminal, async () => serving().openServing(await openHouse())),
  slack: (args, terminal, { slackApp }) => slackManifest(args, terminal, slackApp),
  restore: (args, terminal, config) =>
    restore(args, terminal, async (file, replace) => exchange().restoreStore(config, file, replace)),
  calibrate: (args, terminal, config) =>
    calibrate(args, terminal, (given) => knowledgeFolder(given, terminal, config), {
      today: todayIn(config),
      shipped: SHIPPED_KNOWLEDGE,
    }),
  check: (args, terminal, config) =>
    check(args, terminal, (given) => knowledgeFolder(given, terminal, config), todayIn(config)),
};
