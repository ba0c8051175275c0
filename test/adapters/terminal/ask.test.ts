import { describe, expect, it } from 'vitest';
import { ask } from '../../../adapters/terminal/ask.ts';
import { serve } from '../../../adapters/terminal/serve.ts';
import { UsageError } from '../../../adapters/terminal/terminal.ts';
import { type Manner, aTerminal, anAssistant } from './in-process.ts';

const opening = async (manner?: Manner) => {
  const assistant = await anAssistant(manner);
  return { assistant, unrecorded: assistant };
};

async function asking(
  args: readonly string[],
  typed: string | Uint8Array = '',
  manner?: Manner,
): Promise<string> {
  const { terminal, written } = aTerminal(typed);
  expect(await ask(args, terminal, () => opening(manner), undefined)).toBe(0);
  return (await written()).output;
}

describe('ask', () => {
  it('answers in the language of the question', async () => {
    expect(await asking(['is', 'an', 'electronic', 'signature', 'valid'])).toContain(
      'Yes, legal-effect holds.',
    );
    expect(await asking(['电子签名有效吗'])).toContain('legal-effect有效。');
  });

  it('takes --lang for text in neither language', async () => {
    expect(await asking(['--lang', 'en', '123'], '', 'abstains')).toContain('no answer');
    expect(await asking(['--lang', 'zh', '123'], '', 'abstains')).toContain('没有答案');
  });

  it('gives one JSON object', async () => {
    expect(JSON.parse(await asking(['--json', 'electronic signature'], '', 'offers'))).toMatchObject({
      outcome: 'ambiguous',
      language: 'en',
      entry: null,
      choices: expect.arrayContaining([expect.objectContaining({ entry: 'legal-effect' })]) as unknown[],
    });
  });

  it('explains candidates, confidence and cut-offs in the language of the question', async () => {
    const en = await asking(['--explain', 'is an electronic signature valid'], '', 'offers');
    expect(en).toMatch(/^Outcome: the asker is offered choices\.\n/);
    expect(en).toMatch(/Candidates, best first\n 1\. Is an electronic signature valid\? \[legal-effect\]\n/);
    expect(en).toMatch(/probability of \d+%; it is answered from 200%: not reached/);
    const zh = await asking(['--explain', '电子签名有效吗']);
    expect(zh).toMatch(/^结果：直接作答。\n/);
    expect(zh).toMatch(/ 1\. 电子签名有效吗？ \[legal-effect\]\n/);
    expect(zh).toMatch(/概率为 \d+%；达到 0% 才直接作答：已达到/);
  });

  it.each(['', '👍🎉', '\u0007\u001B[2J<script>', '\uD800'])(
    'replies to %j, and lets it not steer the terminal',
    async (question) => {
      const output = await asking([question]);
      expect(output).not.toBe('');
      expect(output).not.toMatch(/[\u0007\u001B]/);
    },
  );

  it('has nothing to say on nothing but standard input that is empty', async () => {
    expect(await asking([], '\n')).toContain('没有看到可以查找的文字');
  });

  it.each([
    ['an unknown language', ['--lang', 'fr', 'x'], '', /--lang fr is not known: give zh or en/],
    ['two forms at once', ['--json', '--explain', 'x'], '', /exclude each other/],
    ['a question beside a batch', ['--jsonl', 'x'], '', /from standard input/],
    ['a question too long', ['x'.repeat(2001)], '', /2,?000/],
    ['standard input too long to be a question', [], 'x'.repeat(2001), /2,?000/],
    ['endless standard input', [], 'x'.repeat(1_100_000), /longer than 1000000 bytes/],
    ['standard input in GBK', [], Buffer.from([0xb5, 0xe7, 0xd7, 0xd3]), /not valid UTF-8 \(perhaps GBK\)/],
  ])('refuses %s', async (_, args, typed, message) => {
    const refused = asking(args, typed);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(message);
  });

  it('refuses to wait for a question at a keyboard', async () => {
    const { terminal } = aTerminal('', { isTTY: true });
    await expect(ask([], terminal, () => opening(), undefined)).rejects.toThrow(/there is no question/);
  });
});

describe('serve', () => {
  it('refuses options: its settings are in the environment', async () => {
    const { terminal } = aTerminal();
    const open = () => Promise.reject(new Error('not to be opened'));
    await expect(serve(['--port', '1'], terminal, open)).rejects.toThrow(/serve takes no options/);
  });
});
