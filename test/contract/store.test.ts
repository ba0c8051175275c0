import { afterAll, describe, test } from 'vitest';
import { type TestServer, startPostgres } from '../fakes/postgres.ts';
import { describeEvents } from './events.ts';
import { postgresOn, sqlite } from './harness.ts';
import { describeModeration } from './moderation.ts';
import { describePrivileges } from './moderation-privileges.ts';
import { describeStory } from './moderation-story.ts';
import { describePeople } from './people.ts';
import { describePosts } from './posts.ts';
import { describePrivacy } from './privacy.ts';
import { describeReplicas } from './replicas.ts';
import { describeRevisions } from './revisions.ts';
import { describeTurns } from './turns.ts';

const SUITES = [
  describeRevisions,
  describeEvents,
  describePosts,
  describeTurns,
  describePeople,
  describePrivacy,
  describeModeration,
  describePrivileges,
  describeStory,
];

/** On a developer's machine the suite runs without PostgreSQL; where changes are accepted it may not. */
async function startOrExplain(): Promise<TestServer | string> {
  try {
    return await startPostgres();
  } catch (error) {
    if (process.env['CI']) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}

const server = await startOrExplain();

describe('the store on SQLite', () => {
  for (const describeSuite of SUITES) describeSuite(sqlite);
});

if (typeof server === 'string')
  test.skip(`the store on PostgreSQL: no server could be started (${server})`, () => undefined);
else
  describe('the store on PostgreSQL', () => {
    afterAll(() => server.stop(), 60_000);
    const engine = postgresOn(server);
    for (const describeSuite of SUITES) describeSuite(engine);
    describeReplicas(engine);
  });
