import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { ModerationVerb } from '../../../adapters/terminal/moderation/command.ts';
import { MODERATION_VERBS } from '../../../adapters/terminal/moderation/verbs.ts';
import { CrewJudge } from '../../../src/moderation/judge.ts';
import { PLAIN_CALIBRATION } from '../../fakes/small-knowledge.ts';
import { sqlite } from '../../contract/harness.ts';
import { type Desk, TODAY, openDesk } from '../../contract/moderation-desk.ts';
import { aTerminal } from './in-process.ts';

const judge = new CrewJudge({
  calibration: PLAIN_CALIBRATION,
  today: () => TODAY,
  onFault: (fault) => {
    throw new Error('what nobody waits for failed', { cause: fault });
  },
});
afterAll(() => judge.close());

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk(sqlite, 0, { judge });
});
afterEach(() => desk.fixture.close());

const VERBS: Readonly<Record<string, ModerationVerb>> = MODERATION_VERBS;

/** Types a command as one of the moderators. */
async function type(command: string, { isTTY = false, typed = '' } = {}) {
  const [verb = '', ...args] = Array.from(
    command.matchAll(/"([^"]*)"|(\S+)/g),
    ([, quoted, word]) => quoted ?? word ?? '',
  );
  const { terminal, written } = aTerminal(typed, { isTTY, env: { USER: 'lin' } });
  const setting = { open: () => Promise.resolve(desk.moderation), language: undefined, today: TODAY };
  const code = await VERBS[verb]?.(args, terminal, setting);
  return { code, ...(await written()) };
}

test('an edit goes its way from the command line', async () => {
  const drafted = await type(
    'draft cn-esign --set "shortAnswer.en=It has the effect of ink." --comment plainer',
  );
  expect(drafted).toMatchObject({ code: 0, errors: '' });
  expect(drafted.output).toContain('Draft 1, version 1 · open · lin');
  expect((await type('draft list')).output).toMatch(/1 +1 +open +lin +cn-esign/);
  expect((await type('diff --draft 1')).output).toContain('{+It has the effect of ink+}');

  const early = await type('publish 1 --cosmetic --as wang');
  expect(early).toMatchObject({ code: 1, output: '', errors: 'Nobody else has reviewed draft 1 yet.\n' });
  expect((await type('review 1 approve --version 1')).errors).toContain('Another person must review');
  expect((await type('review 1 approve --version 1 --as wang --lang zh')).output).toBe(
    '审核意见已记录: 批准\n',
  );
  const published = await type('publish 1 --substantive --as wang');
  expect(published.output).toBe('Published as revision 14\nNobody has to be told\n');

  expect((await type('diff cn-esign')).output).toContain('entry cn-esign · changed');
  expect(await type('rollback cn-esign 2 --cosmetic --as wang')).toMatchObject({ code: 0 });
  const history = await type('history cn-esign');
  expect(history.output).toMatch(/^14 .* wang +substantive +plainer$/m);
  expect(history.output).toMatch(/^15 .* wang +cosmetic +the text of 2 again$/m);
});

test('a draft tells how many questions it changes something for', async () => {
  await desk.tell('cn-esign', 'slack:T1/C1', undefined, 'is an e-signature valid in China');
  const { code, output } = await type('draft cn-esign --set "shortAnswer.en=Yes, it has the effect of ink."');
  expect(code).toBe(0);
  expect(output.slice(output.indexOf('saved'))).toBe(`saved

2 golden questions and 1 real question replayed on both versions
No question would get another outcome
1 question would keep the answer, in other words
1 thing to look at
shuwen preview 1
`);
});

test('a draft as JSON is one object, and nothing is previewed', async () => {
  await desk.fixture.close();
  desk = await openDesk(sqlite);
  const { code, output, errors } = await type('draft cn-esign --set "shortAnswer.en=It has." --json');
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(JSON.parse(output)).toMatchObject({ kind: 'drafted', draft: { id: 1 } });
});

test('a draft is saved, whether or not its effect can be told', async () => {
  await desk.fixture.close();
  desk = await openDesk(sqlite);
  const { code, output, errors } = await type('draft cn-esign --set "shortAnswer.en=It has."');
  expect(code).toBe(0);
  expect(output).toMatch(/saved\n$/);
  expect(errors).toMatch(/^Draft 1 is saved; .*\nError: nothing is previewed here/);
  expect((await type('draft list')).output).toContain('cn-esign');
});

test('a preview names the questions whose answers change, in colour where the terminal has colours', async () => {
  await desk.tell('export-refund', 'slack:T1/C1', undefined, '出口退税材料有哪些');
  const drafted = await type(
    'draft export-refund --set question.zh=进口保证金多久退还？ --set "question.en=When is a deposit on imports returned?" ' +
      '--set phrasings.zh.0=进口保证金退还期限 --set "phrasings.en.0=return of import deposits"',
  );
  expect(drafted).toMatchObject({ code: 0, errors: '' });
  const { output } = await type('preview 1 --lang zh', { isTTY: true });
  expect(output).toContain('出口退税材料有哪些');
  expect(output).toContain('不再有答案');
  expect(output).toContain('\u001B[3');
  const { output: json } = await type('preview 1 --json');
  expect(JSON.parse(json)).toMatchObject({
    kind: 'previewed',
    report: { changes: [{ effect: 'answer-lost' }] },
  });
}, 60_000);

test('errors of a draft are told with their fields, and nothing is saved', async () => {
  const refused = await type(`draft cn-esign --set "shortAnswer.en=${'long '.repeat(80)}" --json`);
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.output)).toMatchObject({
    kind: 'invalid',
    faults: [{ document: { kind: 'entry', id: 'cn-esign' }, path: ['shortAnswer', 'en'] }],
  });
  expect((await type('draft list')).output).toBe('None\n');
});

test('edits are read as JSON from standard input', async () => {
  const typed = JSON.stringify([
    { kind: 'question', text: 'electronic signature in Singapore, valid?', expect: 'sg-esign' },
  ]);
  expect(await type('draft --edits -', { typed })).toMatchObject({ code: 0 });
});

test('moderators are added, linked, given tokens and revoked', async () => {
  const added = await type('moderators add zhou --role moderator --account slack/T1/U7');
  expect(added.output).toMatch(/zhou +moderator +slack\/T1\/U7/);
  expect((await type('moderators link zhou discord/G1/80351110224678912')).output).toContain('discord/G1');
  const { output } = await type('moderators token zhou --label erp --days 30');
  const token = /shuwen_\S+/.exec(output)?.[0] ?? '';
  expect(await desk.moderation.drafts({ token })).toMatchObject({ kind: 'drafts' });
  expect((await type('moderators revoke-token zhou --label erp')).output).toBe('Revoked 1 token\n');
  expect((await desk.moderation.drafts({ token })).kind).toBe('denied');
  await type('moderators revoke zhou');
  expect((await type('moderators list')).output).not.toContain('zhou');
});

test.each([
  ['publish 1', /--substantive .* or --cosmetic/],
  ['publish', /the draft is missing/],
  ['draft cn-esign', /nothing is edited/],
  ['review 1 maybe --version 1', /there is no verdict "maybe"/],
  ['evidence slack/T1/ann yesterday', /the day is missing/],
  ['moderators add zhou --role king', /there is no role "king"/],
])('"%s" is refused with what is missing', async (command, told) => {
  await expect(type(command)).rejects.toThrow(told);
});
