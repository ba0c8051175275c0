import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { COMMAND, aKnowledgeFolder, ended, run, start } from './command.ts';

const parse = (output: string): unknown[] =>
  output
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

async function answers(input: string | Uint8Array): Promise<unknown[]> {
  await using folder = await aKnowledgeFolder();
  const { code, output, errors } = await run(['ask', '--jsonl'], { ...folder.env }, input);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  return parse(output);
}

const lines = (...requests: readonly unknown[]): string =>
  requests.map((request) => `${JSON.stringify(request)}\n`).join('');

const anError = (id: string | number | null, message: RegExp) => ({
  id,
  error: expect.stringMatching(message) as string,
});

describe.concurrent('a batch', { timeout: 60_000 }, () => {
  it('answers questions, choices and the list of entries, in order', async () => {
    const told = await answers(
      lines(
        { id: 'a', text: '谢谢' },
        { id: 2, choose: 'legal-effect', conversation: 'c' },
        { id: 'b', text: 'English please', conversation: 'c' },
        { id: 'g', choose: 'route' },
        { id: 'l', list: 'entries' },
      ),
    );
    expect(told).toEqual([
      expect.objectContaining({ id: 'a', outcome: 'social', language: 'zh' }),
      expect.objectContaining({ id: 2, outcome: 'answered', language: 'zh', shortAnswer: '有效。' }),
      expect.objectContaining({ id: 'b', outcome: 'answered', language: 'en', shortAnswer: 'It is.' }),
      expect.objectContaining({ id: 'g', outcome: 'guided', text: '哪里' }),
      { id: 'l', entries: [{ id: 'legal-effect', basis: ['ES-001'] }] },
    ]);
  });

  it('keeps lines without a conversation apart', async () => {
    const told = await answers(
      lines({ id: 'a', choose: 'legal-effect' }, { id: 'b', text: 'English please' }),
    );
    expect(told[1]).toMatchObject({ id: 'b', outcome: 'social', entry: null });
  });

  it('answers each line as it comes', async () => {
    await using folder = await aKnowledgeFolder();
    const child = start(['ask', '--jsonl'], { ...folder.env });
    const replies = createInterface({ input: child.stdout });
    for (const id of ['a', 'b', 'c']) {
      child.stdin.write(lines({ id, text: 'hello' }));
      const [reply] = (await once(replies, 'line')) as [string];
      expect(JSON.parse(reply)).toMatchObject({ id, outcome: 'social' });
    }
    child.stdin.end();
    expect((await ended(child)).code).toBe(0);
  });

  it('answers a last line without a line feed, and lines that end as on Windows', async () => {
    const told = await answers('{"id":1,"text":"hello"}\r\n{"id":2,"text":"hello"}');
    expect(told).toEqual([expect.objectContaining({ id: 1 }), expect.objectContaining({ id: 2 })]);
  });

  it('does not break a line at U+2028', async () => {
    expect(await answers('{"id":1,"text":"hel\u2028lo"}\n')).toHaveLength(1);
  });

  it('gives nothing for nothing', async () => {
    await using folder = await aKnowledgeFolder();
    expect(await run(['ask', '--jsonl'], { ...folder.env })).toEqual({
      code: 0,
      output: '',
      errors: '',
    });
  });

  it('tells what is wrong with a line, and goes on', async () => {
    const wrong: [line: string | Buffer, told: unknown][] = [
      ['not json', anError(null, /not valid JSON/)],
      ['', anError(null, /the line is empty/)],
      ['{"id":"a","text":"cut in ha', anError(null, /not valid JSON/)],
      ['[1]', anError(null, /send a JSON object/)],
      ['null', anError(null, /send a JSON object/)],
      ['"text"', anError(null, /send a JSON object/)],
      ['{"text":"hello"}', anError(null, /id: must be a string or a number/)],
      ['{"id":{},"text":"hello"}', anError(null, /id: must be/)],
      ['{"id":"b","text":7}', anError('b', /text: must be a string/)],
      ['{"id":"c"}', anError('c', /give one of text, choose, list/)],
      ['{"id":"d","text":"x","choose":"y"}', anError('d', /give one of/)],
      ['{"id":"e","list":"entry"}', anError('e', /list: must be "entries"/)],
      ['{"id":"f","text":"x","converstion":"y"}', anError('f', /converstion/)],
      ['{"id":"g","text":"hello","__proto__":{"id":"h"}}', anError('g', /__proto__/)],
      ['{"id":"h","choose":"__proto__"}', anError('h', /__proto__/)],
      ['{"id":"i","choose":"gone"}', anError('i', /gone/)],
      ['{"id":"j","choose":"route/9"}', anError('j', /route\/9/)],
      [`{"id":"k","text":"${'x'.repeat(1_000_000)}"}`, anError('k', /2,?000/)],
      [`{"id":"l","text":"${'x'.repeat(4_000_000)}"}`, anError(null, /longer than 4000000 bytes/)],
      [Buffer.from([...Buffer.from('{"id":"m","text":"'), 0xb5, 0xe7, 0x22, 0x7d]), anError('m', /UTF-8/)],
      ['['.repeat(100_000), anError(null, /not valid JSON/)],
    ];
    const input = wrong.flatMap(([line]) => [Buffer.from(line), Buffer.from('\n')]);
    const told = await answers(Buffer.concat([...input, Buffer.from(lines({ id: 'z', text: 'hello' }))]));
    expect(told).toEqual([
      ...wrong.map(([, expected]) => expected),
      expect.objectContaining({ id: 'z', outcome: 'social' }),
    ]);
  });

  it('replies to questions that are none', async () => {
    const questions = [
      '',
      '\u0000\u0007\u001B[2J\u009B',
      '👍🎉',
      '\uD800\uDC00\uD800 \uDFFF',
      '\uFFFD',
      '__proto__ constructor',
      '<script>alert(1)</script>',
      `${'a'.repeat(1999)}!`,
      `${'xian'.repeat(400)}zz`,
      '((a+)+)+$'.repeat(200),
      '签'.repeat(2000),
      '((((((([[[[[[[{{{{{{',
    ];
    const requests = questions.map((text) => ({ id: '\uD800', text, conversation: '__proto__' }));
    const told = await answers(lines(...requests));
    expect(told).toHaveLength(questions.length);
    for (const reply of told)
      expect(reply).toMatchObject({ id: '\uD800', outcome: expect.any(String) as string });
  });

  it('ends quietly when nobody reads on', async () => {
    await using folder = await aKnowledgeFolder();
    const command = `yes '{"id":1,"text":"hello"}' | "$@" ask --jsonl | head -n 2; echo "code \${PIPESTATUS[1]}"`;
    const { stdout, stderr } = await promisify(execFile)(
      'bash',
      ['--norc', '-c', command, 'bash', ...COMMAND],
      { env: { PATH: process.env['PATH'], ...folder.env } },
    );
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringContaining('"id":1'),
      expect.stringContaining('"id":1'),
      'code 0',
    ]);
    expect(stderr).toBe('');
  });
});
