import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aKnowledgeFolder, ended, run, start } from './command.ts';
import { waitFor } from './wait-for.ts';

describe('commands while a process serves', { timeout: 60_000 }, () => {
  let folder: Awaited<ReturnType<typeof aKnowledgeFolder>>;
  let server: ReturnType<typeof start>;
  beforeAll(async () => {
    folder = await aKnowledgeFolder();
    server = start(['serve'], { ...folder.env, PORT: '0' });
    await waitFor(server, 'Ctrl-C 停止');
  }, 60_000);
  afterAll(async () => {
    server.kill('SIGTERM');
    expect((await ended(server)).code).toBe(0);
    await folder[Symbol.asyncDispose]();
  });

  it('run in it: ask, with the question on standard input', async () => {
    const { code, output, errors } = await run(['ask', '--json'], folder.env, '谢谢\n');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(JSON.parse(output)).toMatchObject({ outcome: 'social', language: 'zh' });
  });

  it('run in it: a conversation', async () => {
    const { code, output } = await run(['chat', '--lang', 'en'], folder.env, 'hello\nthank you\n');
    expect(code).toBe(0);
    expect(output).toMatch(/Hello[^]*You are welcome/);
  });

  it('run in it: a batch of several lines', async () => {
    const lines = ['{"id":1,"text":"hello"}', '{"id":2,"list":"entries"}', ''].join('\n');
    const { output } = await run(['ask', '--jsonl'], folder.env, lines);
    const replies = output.trim().split('\n');
    expect(replies.map((line) => (JSON.parse(line) as { id: number }).id)).toEqual([1, 2]);
  });

  it('tell what is wrong with them where they were typed, with their exit code', async () => {
    const { code, output, errors } = await run(['ask', '--nonsense'], folder.env);
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).toMatch(/^shuwen: .*--nonsense/);
  });

  it('tell how the program is doing', async () => {
    const { code, output } = await run(['health', '--json'], folder.env);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ ok: true, entries: 1, inboxWaiting: 0, undelivered: [] });
  });

  it('refuse a second server, which names the first one’s pid', async () => {
    const { code, errors } = await run(['serve'], { ...folder.env, PORT: '0' });
    expect(code).toBe(1);
    expect(errors).toContain(`process ${server.pid}`);
  });

  it('are of the one who typed them', async () => {
    await run(['moderators', 'add', 'zhou', '--role', 'moderator'], folder.env);
    const { code, output } = await run(['draft', 'list'], { ...folder.env, USER: 'zhou' });
    expect({ code, output }).toEqual({ code: 0, output: 'None\n' });
  });

  it('say that nobody is erased whom nobody knows', async () => {
    const { code, errors } = await run(['forget', 'slack/T1/U1', '--yes'], folder.env);
    expect(code).toBe(1);
    expect(errors).toContain('slack/T1/U1 is not known');
  });
});
