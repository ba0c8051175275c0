import { afterAll, describe, test } from 'vitest';
import { startPostgresOrExplain } from '../fakes/postgres.ts';
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

const server = await startPostgresOrExplain();

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
