import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, startPostgres } from '../../fakes/postgres.ts';
import { aSlack } from './a-slack.ts';
import { SlackServer } from './server/slack-server.ts';

const QUESTION = '电子签名在中国有法律效力吗？';
const QUESTIONS = 12;

describe('two replicas on one app', () => {
  let postgres: TestServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());

  it('answer every question once, whichever of them hears it, and both', async () => {
    const server = await SlackServer.start();
    const config = { dataDir: tmpdir(), databaseUrl: await postgres.createDatabase() };
    const one = await aSlack({ server, config });
    const other = await aSlack({ server, config });
    expect(server.openSockets).toBe(2);
    const { people, workspace } = one;
    for (let at = 0; at < QUESTIONS; at += 1) {
      const channel = `C${at}`;
      const ts = people.hold(channel, 'U1', QUESTION);
      const mention = people.event({ type: 'app_mention', channel, user: 'U1', text: QUESTION, ts });
      // The server gives it to the sockets in turn: each of them hears it.
      await Promise.all([server.send(mention), server.send({ ...mention, retry: 1 })]);
    }
    await workspace.until(() => workspace.said(`C${QUESTIONS - 1}`).length > 0);
    await one.settled();
    const answers = Array.from({ length: QUESTIONS }, (_, at) => workspace.said(`C${at}`).length);
    expect(answers).toEqual(Array.from({ length: QUESTIONS }, () => 1));
    await one.stop();
    await other.stop();
    await server.stop();
    expect([...one.faults, ...other.faults, ...workspace.complaints, ...server.missedAcks]).toEqual([]);
  }, 60_000);
});
