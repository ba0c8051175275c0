import { describe, expect, it } from 'vitest';
import { chat } from '../../../adapters/terminal/chat.ts';
import { WORDING } from '../../../src/assistant/wording.ts';
import { type Manner, aTerminal, anAssistant } from './in-process.ts';

interface Setting {
  readonly manner?: Manner;
  readonly isTTY?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a session writes for what is typed. */
async function say(typed: readonly string[], { manner, ...setting }: Setting = {}): Promise<string> {
  const { terminal, written } = aTerminal(typed.map((each) => `${each}\n`).join(''), setting);
  expect(await chat(terminal, await anAssistant(manner), 'en')).toBe(0);
  const { output, errors } = await written();
  expect(errors).toBe('');
  return output;
}

describe('the terminal chat', () => {
  it('answers what is typed, plain when piped', async () => {
    const output = await say(['is an electronic signature valid']);
    expect(output).toContain('Yes, legal-effect holds.');
    expect(output).not.toMatch(/[\u001B›]/);
  });

  it('shows choices by number, and takes one', async () => {
    const output = await say(['electronic signature', '2'], { manner: 'offers' });
    expect(output).toMatch(/^Which of these do you mean\?\n 1\. .*\n 2\. .*\n/);
    const second = /^ 2\. (?<label>.*)$/m.exec(output)?.groups?.['label'];
    expect(output.split('\n\n')[1]).toBe(second);
  });

  it('takes a number as it is typed on a Chinese keyboard', async () => {
    expect(await say(['electronic signature', '２'], { manner: 'offers' })).toContain('The whole text of');
  });

  it('goes on to a related entry by its number', async () => {
    const output = await say(['is an electronic signature valid', '1']);
    expect(output).toContain('The whole text of paper.');
  });

  it('says which numbers there are', async () => {
    const output = await say(['electronic signature', '9'], { manner: 'offers' });
    expect(output).toMatch(/There is no such number: type 1 to \d/);
  });

  it('follows a guide to a leaf, with the way that led there', async () => {
    const output = await say(['which route do I take', '1', '2']);
    expect(output).toMatch(/first\?\n[^]*second\?\n[^]*The whole text of paper\./);
    expect(output).toContain('Your answers\n - first? Option 1\n - second? Option 2\n');
  });

  it('steps back in a guide, and says so where there is no step before', async () => {
    const output = await say(['which route do I take', '1', 'b', 'b']);
    expect(output.match(/^first\?$/gm)).toHaveLength(2);
    expect(output).toContain('There is no step to go back to.');
  });

  it('answers the same in another language on /lang', async () => {
    const output = await say(['is an electronic signature valid', '/lang zh']);
    expect(output).toContain('legal-effect有效。');
    expect(output).toContain('以下使用中文。');
  });

  it('keeps the way through a guide, or its step, in another language', async () => {
    const step = await say(['which route do I take', '1', '/lang zh']);
    expect(step).toContain('second？');
    const leaf = await say(['which route do I take', '1', '2', '/lang zh']);
    expect(leaf).toContain(' - second？ 选2');
  });

  it('shows choices again in another language', async () => {
    const output = await say(['electronic signature', '/lang zh'], { manner: 'offers' });
    expect(output).toContain(WORDING.zh.chooseOne);
  });

  it('keeps to the language of the question when a choice is taken by number', async () => {
    const output = await say(['电子签名', '1'], { manner: 'offers' });
    expect(output).toContain('的全文。');
  });

  it.each([
    ['/help', '/lang zh|en'],
    ['/lang', 'Type /lang zh or /lang en.'],
    ['/lang fr', 'Type /lang zh or /lang en.'],
    ['/nonsense', 'There is no command "/nonsense"'],
    ['\uFFFD\uFFFD', 'not valid UTF-8'],
    ['x'.repeat(2001), '2000'],
    ['👍', WORDING.en.notKnown['no-words']],
  ])('replies to %j', async (typed, told) => {
    expect(await say([typed])).toContain(told);
  });

  it('says what it does not know', async () => {
    expect(await say(['what is the moon made of'], { manner: 'abstains' })).toContain(
      WORDING.en.notKnown.unknown,
    );
  });

  it('writes nothing for an empty line, and ends at /quit', async () => {
    expect(await say(['', '   ', '/quit', 'thanks'])).toBe('');
  });

  it('lives through a megabyte and control characters, and lets neither steer the terminal', async () => {
    const output = await say(['x'.repeat(1_000_000), '/\u001B[2J\u0007', 'thanks']);
    expect(output).toContain(WORDING.en.social.thanks);
    expect(output).not.toMatch(/[\u001B\u0007]/);
  });

  it('welcomes, prompts and colours on a terminal, and keeps to its columns', async () => {
    const output = await say(['thanks'], { isTTY: true });
    expect(output).toContain('Shuwen: 2 answers.');
    expect(output).toContain('› ');
    expect(output).toContain('\u001B[2m');
  });

  it('recalls what was typed before with the arrow key on a terminal', async () => {
    const output = await say(['thanks', '\u001B[A'], { isTTY: true });
    expect(output.split(WORDING.en.social.thanks)).toHaveLength(3);
  });

  it('has no colours of its own where NO_COLOR asks so', async () => {
    const output = await say(['thanks'], { isTTY: true, env: { NO_COLOR: '1' } });
    expect(output).not.toContain('\u001B[2m');
  });
});
