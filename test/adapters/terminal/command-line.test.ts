import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_DIR } from '../../../src/config.ts';
import { TOPIC_FILE } from '../../fakes/topic-file.ts';
import { aKnowledgeFolder, run } from './command.ts';

const AT_LINE = /e-signature\.yaml:\d+:\d+ /;

describe('the command line', { timeout: 60_000 }, () => {
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
    ['an unknown verb', ['serv'], /there is no verb "serv"[^]*npm start/],
    ['a verb of objects', ['__proto__'], /there is no verb/],
    ['an unknown option', ['ask', '--loud', 'x'], /--loud/],
    ['an unknown language', ['ask', '--lang', 'fr', 'x'], /--lang fr is not known: give zh or en/],
    ['two forms at once', ['ask', '--json', '--explain', 'x'], /exclude each other/],
    ['a question beside a batch', ['ask', '--jsonl', 'x'], /from standard input/],
    ['options for serve', ['serve', '--port', '1'], /serve takes no options/],
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
      const { code, output, errors } = await run([verb], { KNOWLEDGE_DIR: folder.path, PORT: '0' });
      expect(verb === 'check' ? output : errors).toMatch(AT_LINE);
      expect(errors).not.toContain('    at ');
      expect(code).toBe(1);
    },
  );

  it('refuses a YAML alias', async () => {
    const aliased = TOPIC_FILE.replace('zh: 有效。', 'zh: &a 有效。').replace('en: It is.', 'en: *a');
    await using folder = await aKnowledgeFolder({ 'e-signature.yaml': aliased });
    const { code, errors } = await run(['ask', 'x'], { KNOWLEDGE_DIR: folder.path });
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
    const { code, errors } = await run(['ask', 'x'], { KNOWLEDGE_DIR: folder.path });
    expect(code).toBe(1);
    expect(errors).toMatch(/guides\/route\.yaml:\d+:\d+ guide route: .*gone/);
  });

  it('names a calibration that is missing, and a field of one that is broken', async () => {
    await using folder = await aKnowledgeFolder();
    const file = join(folder.path, 'calibration.json');
    const shipped = await readFile(file, 'utf8');
    await writeFile(file, shipped.replace(/"answerFrom": [\d.]+/, '"answerFrom": "much"'));
    const broken = await run(['ask', 'x'], { KNOWLEDGE_DIR: folder.path });
    expect(broken.errors).toMatch(/calibration\.json:\d+:\d+ .*answerFrom.*npm run calibrate/);
    await rm(file);
    const missing = await run(['ask', 'x'], { KNOWLEDGE_DIR: folder.path });
    expect(missing.errors).toContain(
      'calibration.json:1:1 the file is missing: write it anew with npm run calibrate',
    );
    expect([broken.code, missing.code]).toEqual([1, 1]);
  });
});

describe('ask', { timeout: 60_000 }, () => {
  it('answers a question from the command line as plain text', async () => {
    await using folder = await aKnowledgeFolder();
    const { code, output } = await run(['ask', 'thank', 'you'], { KNOWLEDGE_DIR: folder.path });
    expect({ code, output }).toEqual({
      code: 0,
      output: 'You are welcome. If there is anything else, just ask.\n',
    });
  });

  it('takes the question from standard input, as one JSON object', async () => {
    await using folder = await aKnowledgeFolder();
    const { code, output } = await run(['ask', '--json'], { KNOWLEDGE_DIR: folder.path }, '谢谢\n');
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ outcome: 'social', language: 'zh', entry: null, choices: [] });
  });

  it('explains candidates, confidence and cut-offs in the language of the question', async () => {
    await using folder = await aKnowledgeFolder();
    const env = { KNOWLEDGE_DIR: folder.path };
    const [en, zh] = await Promise.all([
      run(['ask', '--explain', 'is it valid'], env),
      run(['ask', '--explain', '这个有没有效'], env),
    ]);
    expect(en.output).toMatch(/^Outcome: /);
    expect(en.output).toMatch(/Candidates, best first\n 1\. Is it valid\? \[legal-effect\]/);
    expect(en.output).toMatch(/probability of \d+%; it is answered from \d+%: (not )?reached/);
    expect(zh.output).toMatch(/^结果：/);
    expect(zh.output).toMatch(/ 1\. 有效吗？ \[legal-effect\]/);
    expect([en.code, zh.code]).toEqual([0, 0]);
  });

  it.each([
    ['not UTF-8', Buffer.from([0xb5, 0xe7, 0xd7, 0xd3]), /not valid UTF-8 \(perhaps GBK\)/],
    ['too long to be a question', 'x'.repeat(3000), /2,?000|2000/],
    ['endless', 'x'.repeat(1_100_000), /longer than 1000000 bytes/],
  ])('refuses standard input that is %s', async (_, input, message) => {
    await using folder = await aKnowledgeFolder();
    const { code, output, errors } = await run(['ask'], { KNOWLEDGE_DIR: folder.path }, input);
    expect(errors).toMatch(message);
    expect({ code, output }).toEqual({ code: 2, output: '' });
  });

  it.each(['', '👍🎉', '\u0007\u001B[2J', '__proto__', '<script>alert(1)</script>', `${'a'.repeat(1000)}!`])(
    'lives through the question %j, and lets it not steer the terminal',
    async (question) => {
      await using folder = await aKnowledgeFolder();
      const { code, output } = await run(['ask', '--', question], { KNOWLEDGE_DIR: folder.path });
      expect(code).toBe(0);
      expect(output).not.toMatch(/[\u0007\u001B]/);
    },
  );
});

describe('check', { timeout: 60_000 }, () => {
  it('tells each problem with its severity and place, and a summary; warnings exit with 0', async () => {
    await using folder = await aKnowledgeFolder();
    const { code, output } = await run(['check'], { KNOWLEDGE_DIR: folder.path });
    expect(output).toMatch(/^warning e-signature\.yaml:\d+:\d+ entry legal-effect: /m);
    expect(output).toMatch(/^0 errors, \d+ warnings? in /m);
    expect(code).toBe(0);
  });

  it('asks the golden questions', async () => {
    const golden = 'questions:\n  - { text: 你好, expect: legal-effect }\n';
    await using folder = await aKnowledgeFolder({ 'golden.yaml': golden });
    const { code, output } = await run(['check'], { KNOWLEDGE_DIR: folder.path });
    expect(output).toMatch(
      /^warning golden\.yaml:2:\d+ golden question #1: "你好" expects entry legal-effect/m,
    );
    expect(code).toBe(0);
  });

  it('exits with 1 on an error, and gives all as one JSON object', async () => {
    const golden = 'questions:\n  - { text: something, expect: gone }\n';
    await using folder = await aKnowledgeFolder({ 'golden.yaml': golden });
    const { code, output } = await run(['check', '--json'], { KNOWLEDGE_DIR: folder.path });
    const told: unknown = JSON.parse(output);
    expect(told).toMatchObject({ errors: 1 });
    expect(told).toHaveProperty(
      'problems',
      expect.arrayContaining([expect.objectContaining({ severity: 'error', file: 'golden.yaml', line: 2 })]),
    );
    expect(code).toBe(1);
  });

  it('checks all else where the calibration is missing', async () => {
    await using folder = await aKnowledgeFolder();
    await rm(join(folder.path, 'calibration.json'));
    const { code, output } = await run(['check'], { KNOWLEDGE_DIR: folder.path });
    expect(output).toMatch(/^error {3}calibration\.json:1:1 the file is missing/m);
    expect(output).toMatch(/^warning e-signature\.yaml/m);
    expect(code).toBe(1);
  });

  it('finds the shipped knowledge without errors', async () => {
    const { code, output } = await run(['check']);
    expect(output).toContain(`0 errors`);
    expect(output).toContain(join(PROJECT_DIR, 'knowledge'));
    expect(code).toBe(0);
  });
});
