import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readCalibration } from '../../../adapters/terminal/calibration-file.ts';
import { chat } from '../../../adapters/terminal/chat.ts';
import { Assistant } from '../../../src/assistant/assistant.ts';
import { MemoryConversations } from '../../../src/assistant/conversation.ts';
import { WORDING } from '../../../src/assistant/wording.ts';
import { PROJECT_DIR } from '../../../src/config.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { createSnapshot } from '../../../src/knowledge/snapshot.ts';
import { aGuide, aStep, anEntry, documentsOf } from '../../fakes/builders.ts';

const ENTRIES = [
  anEntry({
    id: 'legal-effect',
    question: { zh: '电子签名有效吗？', en: 'Is an electronic signature valid?' },
    related: ['paper'],
  }),
  anEntry({ id: 'paper', question: { zh: '纸质合同呢？', en: 'What about contracts on paper?' } }),
];
const GUIDES = [
  aGuide({
    id: 'route',
    steps: [
      aStep('first', { goto: 'second' }, { entry: 'paper' }),
      aStep('second', { entry: 'legal-effect' }, { entry: 'paper' }),
    ],
    title: { zh: '走哪条路', en: 'Which route do I take' },
  }),
];

/** `answers` gives the first candidate whatever it is worth; `offers` lets choose; else nothing is known. */
type Manner = 'answers' | 'offers' | 'abstains';

async function anAssistant(manner: Manner): Promise<Assistant> {
  const shipped = await readCalibration(join(PROJECT_DIR, 'knowledge'));
  const engine = new Engine(createSnapshot(documentsOf({ entries: ENTRIES, guides: GUIDES }), 1), {
    ...shipped,
    answerFrom: manner === 'answers' ? 0 : 2,
    offerFrom: manner === 'offers' ? 0 : 2,
  });
  return new Assistant({
    engine: () => engine,
    conversations: new MemoryConversations(),
    today: () => '2026-11-21',
    publicUrl: undefined,
  });
}

interface Setting {
  readonly manner?: Manner;
  readonly isTTY?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a session writes for what is typed. */
async function say(
  typed: readonly string[],
  { manner = 'answers', isTTY = false, env = {} }: Setting = {},
): Promise<string> {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = Object.assign(new PassThrough(), { isTTY, columns: 60 });
  const errors = new PassThrough();
  const session = chat({ input, output, errors, env }, await anAssistant(manner), 'en');
  input.end(typed.map((each) => `${each}\n`).join(''));
  expect(await session).toBe(0);
  output.end();
  errors.end();
  expect(await text(errors)).toBe('');
  return text(output);
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
