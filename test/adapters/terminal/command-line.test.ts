import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TOPIC_FILE } from '../../fakes/topic-file.ts';
import { aKnowledgeFolder, run } from './command.ts';

const AT_LINE = /e-signature\.yaml:\d+:\d+ /;

describe.concurrent('the command line', { timeout: 60_000 }, () => {
  it('tells its verbs when asked', async () => {
    for (const args of [['--help'], ['ask', '--help']]) {
      const { code, output, errors } = await run(args);
      expect({ code, errors }).toEqual({ code: 0, errors: '' });
      for (const verb of ['npm start', 'chat', 'ask', 'check', '--jsonl', '--explain'])
        expect(output).toContain(verb);
    }
  });

  it.each([
    ['no verb', [], /no verb was given/],
    ['a verb of objects', ['__proto__'], /there is no verb "__proto__"[^]*npm start/],
    ['an unknown option', ['ask', '--loud', 'x'], /--loud/],
  ])('refuses %s with exit code 2', async (_, args, message) => {
    const { code, output, errors } = await run(args);
    expect(errors).toMatch(message);
    expect({ code, output }).toEqual({ code: 2, output: '' });
  });

  it('tells every setting that is wrong, and exits with 1', async () => {
    const { code, errors } = await run(['ask', 'x'], { PORT: 'x', TIME_ZONE: 'Nowhere' });
    expect(code).toBe(1);
    expect(errors).toMatch(/PORT "x"[^]*TIME_ZONE "Nowhere"/);
    expect(errors).not.toContain('    at ');
  });

  it.each(['serve', 'chat', 'ask', 'check'])(
    '%s names file, line and column of a broken file, and exits with 1',
    async (verb) => {
      const half = TOPIC_FILE.slice(0, TOPIC_FILE.indexOf('accessed:') + 4);
      await using folder = await aKnowledgeFolder({ 'e-signature.yaml': half });
      const { code, output, errors } = await run([verb], { ...folder.env, PORT: '0' });
      expect(verb === 'check' ? output : errors).toMatch(AT_LINE);
      expect(errors).not.toContain('    at ');
      expect(code).toBe(1);
    },
  );

  it('refuses a YAML alias', async () => {
    const aliased = TOPIC_FILE.replace('zh: 有效。', 'zh: &a 有效。').replace('en: It is.', 'en: *a');
    await using folder = await aKnowledgeFolder({ 'e-signature.yaml': aliased });
    const { code, errors } = await run(['ask', 'x'], { ...folder.env });
    expect(code).toBe(1);
    expect(errors).toMatch(/e-signature\.yaml:\d+:\d+ alias \*a is not allowed/);
  });

  it('does not serve knowledge that checks find wrong: a guide that leads nowhere', async () => {
    await using folder = await aKnowledgeFolder();
    const guide = await readFile(join(folder.path, 'guides/route.yaml'), 'utf8');
    await writeFile(
      join(folder.path, 'guides/route.yaml'),
      guide.replace('entry: legal-effect', 'entry: gone'),
    );
    const { code, errors } = await run(['ask', 'x'], { ...folder.env });
    expect(code).toBe(1);
    expect(errors).toMatch(/guides\/route\.yaml:\d+:\d+ guide route: .*gone/);
  });

  it('names the field of a calibration that is broken; without one of its own it takes the shipped', async () => {
    await using folder = await aKnowledgeFolder();
    const file = join(folder.path, 'calibration.json');
    const shipped = await readFile(file, 'utf8');
    await writeFile(file, shipped.replace(/"answerFrom": [\d.]+/, '"answerFrom": "much"'));
    const broken = await run(['ask', 'x'], { ...folder.env });
    expect(broken.errors).toMatch(/calibration\.json:\d+:\d+ .*answerFrom.*npm run calibrate/);
    await rm(file);
    const missing = await run(['ask', 'x'], { ...folder.env });
    expect([broken.code, missing.code]).toEqual([1, 0]);
  });

  it('does not serve with a calibration older than the program’s, and says so', async () => {
    await using folder = await aKnowledgeFolder();
    await writeFile(join(folder.path, 'calibration.json'), '{ "version": 1, "slope": 2 }');
    const { code, errors } = await run(['ask', 'thank', 'you'], { ...folder.env });
    expect(code).toBe(0);
    expect(errors).toMatch(/calibration\.json is version 1, older than the program's \d+.*calibrate --write/);
  });

  it('answers a question from the command line as plain text', async () => {
    await using folder = await aKnowledgeFolder();
    const { code, output } = await run(['ask', 'thank', 'you'], { ...folder.env });
    expect({ code, output }).toEqual({
      code: 0,
      output: 'You are welcome. If there is anything else, just ask.\n',
    });
  });

  it('takes the question from standard input, as one JSON object', async () => {
    await using folder = await aKnowledgeFolder();
    const { code, output } = await run(['ask', '--json'], { ...folder.env }, '谢谢\n');
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ outcome: 'social', language: 'zh', entry: null, choices: [] });
  });
});
