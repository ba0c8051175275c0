import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { backup } from '../../../adapters/terminal/backup.ts';
import { exportKnowledge } from '../../../adapters/terminal/export.ts';
import { importKnowledge } from '../../../adapters/terminal/import.ts';
import { restore } from '../../../adapters/terminal/restore.ts';
import { type Terminal, UsageError } from '../../../adapters/terminal/terminal.ts';
import { aKnowledgeFolder, ended, run, start } from './command.ts';
import { waitFor } from './wait-for.ts';

// Each command starts the program anew.
vi.setConfig({ testTimeout: 240_000 });

test('what is exported as a table is imported with its changes: told first, then drafted', async () => {
  await using folder = await aKnowledgeFolder();
  const file = join(folder.path, '..', 'knowledge.csv');
  const exported = await run(['export', file, '--json'], folder.env);
  expect(JSON.parse(exported.output)).toMatchObject({ file, format: 'csv', entries: 1 });
  expect(await run(['export', file], folder.env)).toMatchObject({
    code: 2,
    errors: expect.stringContaining('--force') as unknown,
  });

  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"It is."', '"It is so."'));
  const dry = await run(['import', file], folder.env);
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.output).toContain('changed  entry legal-effect');
  expect(dry.output).toContain('--write imports this');
  const again = await run(['import', file, '--write', '--json'], folder.env);
  expect(JSON.parse(again.output)).toMatchObject({
    added: 0,
    changed: 1,
    missing: 0,
    isWritten: true,
    refused: [],
  });
  const published = await run(['export', '-', '--format', 'yaml'], folder.env);
  expect(published.output).toContain('It is.');

  await writeFile(file, text.replace('"It is."', '""'));
  const broken = await run(['import', file, '--write'], folder.env);
  expect(broken).toMatchObject({ code: 1 });
  expect(broken.output).toMatch(/^knowledge.csv:2:11 cell K2: entry legal-effect: shortAnswer.en is missing/);
});

test('for a single editor an import is published at once, and the readable files follow', async () => {
  await using folder = await aKnowledgeFolder();
  const env = { ...folder.env, FILE_EDITS: 'live' };
  const exported = await run(['export', '-', '--format', 'json'], env);
  const done = await run(
    ['import', '-', '--format', 'json', '--write'],
    env,
    exported.output.replace('It is.', 'It is so.'),
  );
  expect(done).toMatchObject({ code: 0 });
  expect(done.output).toContain('published 已发布');
  expect((await run(['export', '-', '--format', 'yaml'], env)).output).toContain('It is so.');
  expect(await readFile(join(folder.path, 'e-signature.yaml'), 'utf8')).toContain('It is so.');
});

test('the store is backed up by the process that serves; restored when it has stopped, with what was there kept', async () => {
  await using folder = await aKnowledgeFolder();
  const env = { ...folder.env, PORT: '0' };
  const file = join(folder.path, '..', 'backup.db');
  const serving = start(['serve'], env);
  await waitFor(serving, 'Ctrl-C 停止');
  const backedUp = await run(['backup', file, '--json'], env);
  expect(backedUp.code).toBe(0);
  const { revision } = JSON.parse(backedUp.output) as { revision: number };
  const refused = await run(['restore', file, '--replace'], env);
  expect(refused).toMatchObject({
    code: 1,
    errors: expect.stringContaining(`process ${serving.pid ?? 0}`) as unknown,
  });
  serving.kill('SIGTERM');
  await ended(serving);

  expect(await run(['restore', file], env)).toMatchObject({
    code: 1,
    errors: expect.stringContaining('--replace') as unknown,
  });
  const restored = await run(['restore', file, '--replace', '--json'], env);
  const told = JSON.parse(restored.output) as { revision: number; kept: string[] };
  expect(told.revision).toBe(revision);
  expect(told.kept).toHaveLength(2);
  expect((await run(['health'], env)).code).toBe(0);
  // Written anew from the store.
  expect(await readdir(folder.path)).toContain('e-signature.yaml');
});

const silent = (): Terminal => ({
  input: new PassThrough(),
  output: new PassThrough(),
  errors: new PassThrough(),
  env: {},
  cwd: '/',
});
const never = (): Promise<never> => Promise.reject(new Error('it went on'));

test.each<[string, () => Promise<unknown>, RegExp]>([
  [
    'export knowledge.txt',
    () => exportKnowledge(['knowledge.txt'], silent(), never),
    /--format yaml, json, csv, xlsx/,
  ],
  ['export', () => exportKnowledge([], silent(), never), /give one file/],
  [
    'export --format doc',
    () => exportKnowledge(['-', '--format', 'doc'], silent(), never),
    /--format doc is not known/,
  ],
  [
    'import nowhere.csv',
    () => importKnowledge(['nowhere.csv'], silent(), never),
    /cannot be read \(ENOENT\)/,
  ],
  [
    'import both ways',
    () => importKnowledge(['a.csv', '--write', '--dry-run'], silent(), never),
    /contradict each other/,
  ],
  ['backup', () => backup([], silent(), never), /give one new file/],
  ['restore', () => restore([], silent(), never), /give one file that backup wrote/],
])('%s is refused: it does not say enough', async (_what, command, told) => {
  const refused: unknown = await command().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UsageError);
  expect(String(refused)).toMatch(told);
});
