import { join } from 'node:path';
import { expect, it } from 'vitest';
import { calibrate } from '../../../adapters/terminal/calibrate.ts';
import { readCalibration } from '../../../adapters/terminal/calibration-file.ts';
import { PROJECT_DIR } from '../../../src/config.ts';
import { aKnowledgeFolder } from './command.ts';
import { aTerminal } from './in-process.ts';

const SHIPPED = join(PROJECT_DIR, 'knowledge');

async function calibrating(args: readonly string[]) {
  const { terminal, written } = aTerminal();
  const settings = { today: '2026-11-23', shipped: SHIPPED };
  const code = await calibrate(args, terminal, (given) => given ?? SHIPPED, settings);
  return { code, ...(await written()) };
}

const PROBES = {
  'probes.yaml': `questions:
  - { text: 有效没有, expect: legal-effect }
  - { text: is it any good, expect: legal-effect }
  - { text: 天气怎么样, expect: nothing }
  - { text: what is the weather, expect: nothing }
`,
};

it('writes a fit only when told to, later than the shipped one, with how common the words of its own knowledge are', async () => {
  await using folder = await aKnowledgeFolder(PROBES);
  const shipped = await readCalibration(SHIPPED);
  const reported = await calibrating([folder.path]);
  expect(reported).toMatchObject({
    code: 0,
    errors: expect.stringContaining('nothing was written') as string,
  });
  expect(await readCalibration(folder.path)).toEqual(shipped);
  expect(await calibrating([folder.path, '--write'])).toMatchObject({ code: 0 });
  const { version, fitted, statistics } = await readCalibration(folder.path);
  expect({ version, fitted }).toEqual({ version: shipped.version + 1, fitted: '2026-11-23' });
  // An entry and a guide.
  expect(statistics?.words.wordings).toBe(2);
  expect(statistics?.phrasings.labelCount).toBe(2);
});

it('says what it cannot learn without', async () => {
  await using folder = await aKnowledgeFolder();
  await expect(calibrating([folder.path, '--write'])).rejects.toThrow(
    /probes\.yaml:1:1 there is no question that an entry answers, and none that nothing answers/,
  );
  expect(await readCalibration(folder.path)).toEqual(await readCalibration(SHIPPED));
});

it('prints what it would write', async () => {
  await using folder = await aKnowledgeFolder(PROBES);
  const { code, output } = await calibrating([folder.path, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ calibration: { fitted: '2026-11-23' }, report: { kinds: {} } });
});
