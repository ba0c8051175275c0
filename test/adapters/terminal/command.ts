import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PROJECT_DIR } from '../../../src/config.ts';
import { TOPIC_FILE } from '../../fakes/topic-file.ts';

const GUIDE = `id: route
topic: e-signature
title: { zh: 走哪条路, en: Which route }
phrasings: { zh: [走哪条路], en: [which route] }
steps:
  - id: start
    question: { zh: 哪里, en: Where }
    options:
      - { label: { zh: 甲, en: Here }, entry: legal-effect }
      - { label: { zh: 乙, en: There }, entry: legal-effect }
`;

const FILES: Readonly<Record<string, string>> = {
  'e-signature.yaml': TOPIC_FILE,
  'guides/route.yaml': GUIDE,
  'glossary.yaml': 'terms:\n  - { id: cn-pipl, kind: instrument, zh: 个保法, en: PIPL }\n',
  'golden.yaml': 'questions: []\n',
};

type Env = Readonly<Record<string, string>>;

/** A small knowledge folder of its own, with the shipped calibration; gone when the test is. */
export async function aKnowledgeFolder(
  files: Readonly<Record<string, string>> = {},
): Promise<AsyncDisposable & { readonly path: string; readonly env: Env }> {
  const whole = await mkdtemp(join(tmpdir(), 'shuwen-'));
  const path = join(whole, 'knowledge');
  await mkdir(path);
  await mkdir(join(path, 'guides'));
  await cp(join(PROJECT_DIR, 'knowledge', 'calibration.json'), join(path, 'calibration.json'));
  for (const [name, content] of Object.entries({ ...FILES, ...files }))
    await writeFile(join(path, name), content);
  return {
    path,
    env: { KNOWLEDGE_DIR: path, DATA_DIR: join(whole, 'data') },
    [Symbol.asyncDispose]: () => rm(whole, { recursive: true, force: true }),
  };
}

export const COMMAND = [process.execPath, join(PROJECT_DIR, 'src/start.js')] as const;

/** Starts the program in another working directory than its own. */
export function start(args: readonly string[], env: Env = {}): ChildProcessWithoutNullStreams {
  const [node, ...first] = COMMAND;
  return spawn(node, [...first, ...args], { cwd: tmpdir(), env: { PATH: process.env['PATH'], ...env } });
}

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

export async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, output, errors };
}

/** Runs to the end with this standard input. */
export function run(args: readonly string[], env: Env = {}, input: string | Uint8Array = ''): Promise<Ended> {
  const child = start(args, env);
  child.stdin.end(input);
  return ended(child);
}
