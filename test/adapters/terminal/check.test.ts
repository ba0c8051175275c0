import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../../adapters/terminal/check.ts';
import { PROJECT_DIR } from '../../../src/config.ts';
import { aKnowledgeFolder } from './command.ts';
import { aTerminal } from './in-process.ts';

const TODAY = '2026-11-21';

async function checking(folder: string, args: readonly string[] = [], isTTY = false) {
  const { terminal, written } = aTerminal('', { isTTY });
  const code = await check(args, terminal, () => folder, TODAY);
  return { code, ...(await written()) };
}

describe('check', () => {
  it('tells each problem with its severity and place, and a summary; warnings do not fail', async () => {
    await using folder = await aKnowledgeFolder();
    const { code, output, errors } = await checking(folder.path);
    expect(output).toMatch(/^warning e-signature\.yaml:\d+:\d+ entry legal-effect: /m);
    expect(output).toMatch(/^0 errors, \d+ warnings? in /m);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
  });

  it('asks the golden questions, and tells a terminal how far it has come', async () => {
    const golden = 'questions:\n  - { text: 你好, expect: legal-effect }\n';
    await using folder = await aKnowledgeFolder({ 'golden.yaml': golden });
    const { code, output, errors } = await checking(folder.path, [], true);
    expect(output).toMatch(
      /^warning golden\.yaml:2:\d+ golden question #1: "你好" expects entry legal-effect/m,
    );
    expect(errors).toContain('golden question 1 of 1');
    expect(code).toBe(0);
  });

  it('fails on an error, and gives all as one JSON object', async () => {
    const golden = 'questions:\n  - { text: something, expect: gone }\n';
    await using folder = await aKnowledgeFolder({ 'golden.yaml': golden });
    const { code, output } = await checking(folder.path, ['--json']);
    const told: unknown = JSON.parse(output);
    expect(told).toMatchObject({ errors: 1 });
    expect(told).toHaveProperty(
      'problems',
      expect.arrayContaining([expect.objectContaining({ severity: 'error', file: 'golden.yaml', line: 2 })]),
    );
    expect(code).toBe(1);
  });

  it('tells a file cut in half by line and column', async () => {
    await using folder = await aKnowledgeFolder({ 'golden.yaml': 'questions:\n  - { text: someth' });
    const { code, output } = await checking(folder.path);
    expect(output).toMatch(/^error {3}golden\.yaml:2:\d+ .*\n1 error, 0 warnings in /);
    expect(code).toBe(1);
  });

  it('checks all else where the calibration is missing', async () => {
    await using folder = await aKnowledgeFolder();
    await rm(join(folder.path, 'calibration.json'));
    const { code, output } = await checking(folder.path);
    expect(output).toMatch(/^error {3}calibration\.json:1:1 the file is missing/m);
    expect(output).toMatch(/^warning e-signature\.yaml/m);
    expect(code).toBe(1);
  });

  it('finds the shipped knowledge without errors', { timeout: 120_000 }, async () => {
    const { code, output } = await checking(join(PROJECT_DIR, 'knowledge'));
    expect(output.split('\n').filter((line) => line.startsWith('error'))).toEqual([]);
    expect(code).toBe(0);
  });
});
