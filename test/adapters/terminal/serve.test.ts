import { createServer } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { aKnowledgeFolder, ended, start } from './command.ts';
import { waitFor } from './wait-for.ts';

const STARTED = 'Ctrl-C 停止';
const urlIn = (output: string): string => /http:\/\/\S+/.exec(output)?.[0] ?? '';

describe.concurrent('serve', { timeout: 60_000 }, () => {
  it('says what is on and what is off, serves, and ends with 0 on SIGTERM', async () => {
    await using folder = await aKnowledgeFolder();
    const child = start(['serve'], { ...folder.env, PORT: '0' });
    const output = await waitFor(child, STARTED);
    for (const told of [
      '1 entry in 1 topic',
      'Slack, as SLACK_BOT_TOKEN is not set',
      'Discord, as DISCORD_TOKEN is not set',
      'PUBLIC_URL',
    ])
      expect(output).toContain(told);
    const health = await fetch(new URL('/healthz', urlIn(output)));
    expect(health.status).toBe(200);
    child.kill('SIGTERM');
    expect((await ended(child)).code).toBe(0);
  });

  it('ends with 0 on Ctrl-C', async () => {
    await using folder = await aKnowledgeFolder();
    const child = start(['serve'], { ...folder.env, PORT: '0' });
    await waitFor(child, STARTED);
    child.kill('SIGINT');
    expect((await ended(child)).code).toBe(0);
  });

  it('ends at once on a second signal, though a request is under way', async () => {
    await using folder = await aKnowledgeFolder();
    const child = start(['serve'], { ...folder.env, PORT: '0' });
    const { hostname, port } = new URL(urlIn(await waitFor(child, STARTED)));
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write('POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n');
    child.kill('SIGTERM');
    await waitFor(child, '正在停止');
    const asked = performance.now();
    child.kill('SIGTERM');
    expect((await ended(child)).code).toBe(1);
    expect(performance.now() - asked).toBeLessThan(2000);
    socket.destroy();
  });

  it('says what to do where the port is taken, and exits with 1', async () => {
    await using folder = await aKnowledgeFolder();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, errors } = await ended(start(['serve'], { ...folder.env, PORT: String(port) }));
    other.close();
    expect(errors).toMatch(new RegExp(`port ${port} .*set PORT`));
    expect(errors).not.toContain('    at ');
    expect(code).toBe(1);
  });
});
